/**
 * The pop on the real app, and the least that any pop could take, call by call in turn.
 *
 *   pop     an INVITE on a socket to main; the card in the document of the workspace
 *   floor   a line on a socket to main; one message with the same load over the same border to the same page; the elements
 *           of that card, every one of them with its attributes and text, in the document: made by hand, without React,
 *           without SIP and without a store
 *
 * Both begin when the bench hands the bytes to its socket after the same rest, for a processor that slept answers later than
 * one that was at work a moment ago. Both end in the same observer of the same page; all read one clock, and nobody asks
 * the page anything meanwhile. A card counts as shown when the band holds the caller's digits and the pane what is known.
 */
import type { Page } from '@playwright/test';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { until } from '../../e2e/support/until.ts';
import { ask, snapshot } from '../../e2e/stories/agent.ts';
import type { RunningHatif } from '../../e2e/support/launch.ts';
import type { AccountSettings } from '../../shared/lines/types.ts';
import { Exchange } from '../../main/telephony/testing/exchange.ts';

export interface Pop {
  /** ms */
  pop: number;
  /** The floor measured right after it, ms. */
  floor: number;
  /** The card was in the document before our 180 reached the far end. */
  cardFirst: boolean;
}

/** A phone is quiet between calls, ms. */
const restMs = 250;

/** A piece of the document, as it crosses into the page: text, or an element. */
type Likeness = string | { tag: string; svg: boolean; attributes: [string, string][]; inside: Likeness[] };

declare global {
  interface Window {
    /** Set by the bench in the page under test: what to look for, and when it is there. */
    popWatch: { digits: string; floor: string; seen: Promise<number>; tell: (at: number) => void };
    popWait: (what: { digits: string; floor: string }) => void;
    /** The regions of the card that was drawn last. */
    popLikeness: () => Likeness[];
    /** What main told of the last caller, in all. */
    popLoad: () => unknown;
  }
}

/** Skips the first run and registers the app with an exchange of the bench's own. */
export async function registerWith(exchange: Exchange, page: Page): Promise<string> {
  let contact = '';
  exchange.script = message => {
    contact = /^Contact: <([^>]+)>/im.exec(message)?.[1] ?? contact;
    return undefined;
  };
  await ask(page, 'settings.language', 'en');
  await ask(page, 'settings.change', { firstRunDone: true });
  const account: AccountSettings = {
    id: 'bench',
    name: 'Bench',
    server: exchange.url,
    user: 'agent',
    authUser: null,
    domain: 'exchange.test',
    displayName: null,
    country: 'SA',
    moreServers: [],
    iceServers: [],
    dtmf: 'auto',
    practice: false,
  };
  await ask(page, 'line.save', { account, password: 'unused' });
  await until('the app has registered', () => exchange.bindings.has('agent') && contact !== '');
  return contact;
}

async function watchPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const svgSpace = 'http://www.w3.org/2000/svg';
    window.popWait = what => {
      let tell: (at: number) => void = () => undefined;
      const seen = new Promise<number>(resolve => (tell = resolve));
      window.popWatch = { ...what, seen, tell };
    };
    window.popWait({ digits: '', floor: '' });
    // A frame like that of the workspace, so that the same rules of style reach what stands in it.
    const place = document.createElement('div');
    place.className = 'frame';
    place.style.cssText = 'position:fixed;inset:0;pointer-events:none;opacity:0.01';
    document.body.append(place);
    const hasCard = (digits: string): boolean =>
      (document.querySelector('.band')?.textContent ?? '').replace(/\D/g, '').includes(digits) &&
      document.querySelector('.who .match') !== null;
    const look = (): void => {
      const { digits, floor, tell } = window.popWatch;
      const there =
        digits !== '' ? hasCard(digits) : floor !== '' && (place.lastChild?.textContent ?? '') === floor;
      if (there) tell(performance.timeOrigin + performance.now());
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });

    const likeness = (node: Node): Likeness[] =>
      node instanceof Element
        ? [
            {
              tag: node.localName,
              svg: node.namespaceURI === svgSpace,
              attributes: [...node.attributes].map(({ name, value }) => [name, value]),
              inside: [...node.childNodes].flatMap(likeness),
            },
          ]
        : node instanceof Text
          ? [node.data]
          : [];
    window.popLikeness = () =>
      [...document.querySelectorAll('#root .slots, #root .band, #root .who')].flatMap(likeness);
    const made = (one: Likeness): Node => {
      if (typeof one === 'string') return document.createTextNode(one);
      const element = one.svg ? document.createElementNS(svgSpace, one.tag) : document.createElement(one.tag);
      for (const [name, value] of one.attributes) element.setAttribute(name, value);
      for (const each of one.inside) element.append(made(each));
      return element;
    };

    const last: Record<string, unknown> = {};
    for (const event of ['context', 'calls', 'callScripts'] as const)
      window.hatif.on(event, payload => (last[event] = payload));
    window.popLoad = () => last;
    let card: Likeness[] = [];
    window.hatif.on('benchCard', likenesses => (card = likenesses as Likeness[]));
    window.hatif.on('bench', message => {
      place.replaceChildren(...card.map(made), document.createTextNode((message as { mark: string }).mark));
    });
  });
}

const clock = (): number => performance.timeOrigin + performance.now();

/** A socket into main. A line on it becomes one message to the workspace, with as much as the last caller's to carry. */
async function openFloor({ app, window: page }: RunningHatif) {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connected = once(server, 'connection') as Promise<[Socket]>;
  await app.evaluate(async ({ webContents }, to) => {
    const workspace = webContents.getAllWebContents().find(each => each.getURL().includes('/workspace/'));
    const { connect } = process.getBuiltinModule('node:net');
    const held = globalThis as { benchLoad?: unknown };
    connect(to, '127.0.0.1')
      .setNoDelay()
      .on('data', (line: Buffer) =>
        workspace?.send('hatif:event', 'bench', { mark: line.toString('utf8').trim(), load: held.benchLoad }),
      );
  }, port);
  const [socket] = await connected;
  socket.setNoDelay();
  let count = 0;
  return {
    /** `card`: the elements to make. */
    async once({ card, load }: Drawn): Promise<number> {
      await app.evaluate(
        ({ webContents }, given) => {
          (globalThis as { benchLoad?: unknown }).benchLoad = given.load;
          const workspace = webContents
            .getAllWebContents()
            .find(each => each.getURL().includes('/workspace/'));
          workspace?.send('hatif:event', 'benchCard', given.card);
        },
        { card, load },
      );
      const floor = `floor-${count++}-mark`;
      const sentAt = await afterRest(page, { digits: '', floor }, () => socket.write(`${floor}\n`));
      return (await page.evaluate(() => window.popWatch.seen)) - sentAt;
    },
    close: () => server.close(),
  };
}

/** Sends when all have been quiet for as long as they are between two calls; says when. */
async function afterRest(
  page: Page,
  what: { digits: string; floor: string },
  send: () => void,
): Promise<number> {
  await page.evaluate(given => window.popWait(given), what);
  await new Promise(resolve => setTimeout(resolve, restMs));
  const sentAt = clock();
  send();
  return sentAt;
}

interface Drawn {
  card: Likeness[];
  load: unknown;
}

export async function measurePops(
  hatif: RunningHatif,
  numbers: readonly string[],
  say: (done: number) => void,
): Promise<Pop[]> {
  const page = hatif.window;
  const exchange = await Exchange.open();
  try {
    const contact = await registerWith(exchange, page);
    await watchPage(page);
    const floor = await openFloor(hatif);
    const pops: Pop[] = [];
    for (const [n, number] of numbers.entries()) {
      const { drawn, ...pop } = await onePop(page, exchange, contact, number, n);
      pops.push({ ...pop, floor: await floor.once(drawn) });
      say(pops.length);
    }
    floor.close();
    return pops;
  } finally {
    await exchange.close();
  }
}

async function onePop(
  page: Page,
  exchange: Exchange,
  contact: string,
  number: string,
  n: number,
): Promise<Omit<Pop, 'floor'> & { drawn: Drawn }> {
  let rangAt: number | null = null;
  let answered: string | null = null;
  exchange.script = message => {
    if (message.startsWith('SIP/2.0 180') && rangAt === null) rangAt = clock();
    if (message.startsWith('SIP/2.0 487')) answered = message;
    return message.startsWith('SIP/2.0') ? null : undefined;
  };
  const line = exchange.connectionOf('agent');
  const request = (method: string, extra: string[] = []): string =>
    [
      `${method} ${contact} SIP/2.0`,
      `Via: SIP/2.0/WS exchange.test;branch=z9hG4bKpop${n}`,
      'Max-Forwards: 70',
      `From: <sip:${number}@exchange.test>;tag=pop${n}`,
      'To: <sip:agent@exchange.test>',
      `Call-ID: pop-${n}@exchange.test`,
      `CSeq: 1 ${method}`,
      ...extra,
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n');
  const invite = request('INVITE', [`Contact: <sip:${number}@exchange.test;transport=ws>`]);
  const what = { digits: number.slice(1), floor: '' };
  const sentAt = await afterRest(page, what, () => line.send(invite));
  const heard = await until('the phone says ringing', () => rangAt);
  const seen = await page.evaluate(() => window.popWatch.seen);
  const drawn = await page.evaluate(() => ({ card: window.popLikeness(), load: window.popLoad() }));
  line.send(request('CANCEL'));
  const final = await until('the INVITE is answered', () => answered);
  const to = /^To: .*$/im.exec(final)?.[0] ?? 'To: <sip:agent@exchange.test>';
  line.send(request('ACK').replace(/^To: .*$/m, to));
  await until('the desk is free again', async () => {
    const { calls } = await snapshot(page);
    for (const call of calls)
      // A missed call leaves by itself after a while, too.
      if (call.phase === 'ended') await ask(page, 'call.dismiss', { callId: call.id }).catch(() => undefined);
    return calls.length === 0;
  });
  return { pop: seen - sentAt, cardFirst: seen <= heard, drawn };
}
