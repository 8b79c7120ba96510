/**
 * The pop on the real app: INVITEs go to it over a socket, its page watches its own document, and both ends read one clock.
 * A card counts as shown when the band holds the caller's digits; that is looked at in the page, not asked of the app.
 */
import type { Page } from '@playwright/test';
import { until } from '../../e2e/support/until.ts';
import { ask, snapshot } from '../../e2e/stories/agent.ts';
import type { RunningHatif } from '../../e2e/support/launch.ts';
import type { AccountSettings } from '../../shared/lines/types.ts';
import { Exchange } from '../../main/telephony/testing/exchange.ts';

export interface Pop {
  /** INVITE on the socket to the card in the document, ms. */
  pop: number;
  /** The card was in the document before our 180 reached the far end. */
  cardFirst: boolean;
}

declare global {
  interface Window {
    /** Set by the bench in the page under test. */
    popWatch: { digits: string; seenAt: number | null };
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
    stunServers: [],
    dtmf: 'auto',
    practice: false,
  };
  await ask(page, 'line.save', { account, password: 'unused' });
  await until('the app has registered', () => exchange.bindings.has('agent') && contact !== '');
  return contact;
}

async function watchBand(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.popWatch = { digits: '', seenAt: null };
    const look = (): void => {
      const watch = window.popWatch;
      if (watch.digits === '' || watch.seenAt !== null) return;
      const band = document.querySelector('[aria-label="This call"]')?.textContent ?? '';
      if (band.replace(/\D/g, '').includes(watch.digits))
        watch.seenAt = performance.timeOrigin + performance.now();
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
}

const clock = (): number => performance.timeOrigin + performance.now();

export async function measurePops(hatif: RunningHatif, numbers: readonly string[]): Promise<Pop[]> {
  const page = hatif.window;
  const exchange = await Exchange.open();
  try {
    const contact = await registerWith(exchange, page);
    await watchBand(page);
    const pops: Pop[] = [];
    for (const [n, number] of numbers.entries()) pops.push(await onePop(page, exchange, contact, number, n));
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
): Promise<Pop> {
  await page.evaluate(digits => {
    window.popWatch = { digits, seenAt: null };
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

/** A message from main to the page and a word of it in the document: what no pop can undercut. */
export async function measureFloor({ app, window: page }: RunningHatif, times: number): Promise<number[]> {
  await page.evaluate(() => {
    const place = document.body.appendChild(document.createElement('p'));
    const took: number[] = [];
    Object.assign(window, { floorTimes: took });
    window.hatif.on('bench', sentAt => {
      place.textContent = String(sentAt);
      took.push(performance.timeOrigin + performance.now() - (sentAt as number));
    });
  });
  for (let n = 0; n < times; n++)
    await app.evaluate(({ webContents }) => {
      const workspace = webContents.getAllWebContents().find(each => each.getURL().includes('/workspace/'));
      workspace?.send('hatif:event', 'bench', performance.timeOrigin + performance.now());
    });
  return page.evaluate(() => (window as unknown as { floorTimes: number[] }).floorTimes);
}
