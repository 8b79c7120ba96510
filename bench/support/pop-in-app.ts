/**
 * The pop on the real app, and the least that any pop could take, call by call in turn.
 *
 *   pop     an INVITE on a socket to main; the card in the document of the workspace
 *   floor   a line on a socket to main; one message to the same page; its text, as much as that card's, in the document as
 *           bare elements
 *
 * Both begin when the bench hands the bytes to its socket and end in the same observer of the same page; all read one
 * clock. A card counts as shown when the band holds the caller's digits and the pane what is known of her.
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

declare global {
  interface Window {
    /** Set by the bench in the page under test: what to look for, and since when it is there. */
    popWatch: { digits: string; floor: string; seenAt: number | null };
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
    window.popWatch = { digits: '', floor: '', seenAt: null };
    const place = document.createElement('div');
    place.style.cssText = 'position:fixed;inset:auto 0 0 auto;width:400px;height:300px;overflow:hidden';
    document.body.append(place);
    const hasCard = (digits: string): boolean =>
      (document.querySelector('.band')?.textContent ?? '').replace(/\D/g, '').includes(digits) &&
      document.querySelector('.who .match') !== null;
    const look = (): void => {
      const watch = window.popWatch;
      if (watch.seenAt !== null) return;
      const there =
        watch.digits !== ''
          ? hasCard(watch.digits)
          : watch.floor !== '' && place.textContent.includes(watch.floor);
      if (there) watch.seenAt = performance.timeOrigin + performance.now();
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });

    // What the floor writes: every piece of text of what main knows of the last caller, an element each.
    let known: unknown = null;
    const pieces = (value: unknown): string[] =>
      typeof value === 'object' && value !== null ? Object.values(value).flatMap(pieces) : [String(value)];
    window.hatif.on('context', context => (known = context));
    window.hatif.on('bench', message => {
      const rows = pieces(message).map(text => {
        const row = document.createElement('p');
        row.textContent = text;
        return row;
      });
      place.replaceChildren(...rows);
    });
    Object.assign(window, { lastContext: () => known });
  });
}

const clock = (): number => performance.timeOrigin + performance.now();

/** A socket into main. A line on it becomes one message to the workspace, with the last caller's context as its load. */
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
    async once(): Promise<number> {
      const load = await page.evaluate(() => {
        const { lastContext } = window as unknown as { lastContext: () => unknown };
        return lastContext();
      });
      await app.evaluate((_electron, given) => {
        (globalThis as { benchLoad?: unknown }).benchLoad = given;
      }, load);
      const mark = `floor-${count++}-mark`;
      await page.evaluate(floor => {
        window.popWatch = { digits: '', floor, seenAt: null };
      }, mark);
      const sentAt = clock();
      socket.write(`${mark}\n`);
      const seenAt = await until('the floor is in the document', () =>
        page.evaluate(() => window.popWatch.seenAt),
      );
      return seenAt - sentAt;
    },
    close: () => server.close(),
  };
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
      const pop = await onePop(page, exchange, contact, number, n);
      pops.push({ ...pop, floor: await floor.once() });
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
): Promise<Omit<Pop, 'floor'>> {
  await page.evaluate(digits => {
    window.popWatch = { digits, floor: '', seenAt: null };
  }, number.slice(1));
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
  const sentAt = clock();
  line.send(request('INVITE', [`Contact: <sip:${number}@exchange.test;transport=ws>`]));
  const heard = await until('the phone says ringing', () => rangAt);
  const seen = await until('the card is in the document', () => page.evaluate(() => window.popWatch.seenAt), {
    within: 3000,
  });
  line.send(request('CANCEL'));
  const final = await until('the INVITE is answered', () => answered);
  const to = /^To: .*$/im.exec(final)?.[0] ?? 'To: <sip:agent@exchange.test>';
  line.send(request('ACK').replace(/^To: .*$/m, to));
  await until('the desk is free again', async () => {
    const { calls } = await snapshot(page);
    for (const call of calls)
      if (call.phase === 'ended') await ask(page, 'call.dismiss', { callId: call.id });
    return calls.length === 0;
  });
  return { pop: seen - sentAt, cardFirst: seen <= heard };
}
