/**
 * P5: what a message costs before anything else may start. The header scan, and guard and parse together, against the
 * parse of SIP.js, in turns on the same messages; and whether all read the same. Peer: SIP.js.
 */
import { Core } from 'sip.js';
import { parseMessage } from '../main/telephony/guard/parse.ts';
import { createGuard } from '../shared/sip/guard.ts';
import type { HeaderScan } from '../shared/sip/port.ts';
import { scanText } from '../shared/sip/scan.ts';
import { median, type Bench } from './figure.ts';
import { everydayInvite, everydayMessages, tortureMessages } from './sip-corpus.ts';

const scanBar = 300;
const parseBar = 10;
const loggerFactory = new Core.LoggerFactory();
loggerFactory.builtinEnabled = false;
const logger = loggerFactory.getLogger('bench');

export const bench: Bench = {
  id: 'P5',
  bar: 'caller scan ≥ 300 ×, guard and parse ≥ 10 × as fast as the parse of SIP.js; agreement 100 %',
  seconds: 20,
  run: async ({ full }) => {
    const rounds = full ? 15 : 7;
    const messages = Array.from({ length: 100 }, (_, i) => everydayInvite(i));
    const guard = createGuard();
    const ours = (text: string): unknown => {
      const verdict = guard(text);
      return verdict.kind === 'pass' ? parseMessage(verdict.text) : null;
    };
    const stock = (text: string): unknown => Core.Parser.parseMessage(text, logger);
    const arms = { scan: [] as number[], ours: [] as number[], stock: [] as number[] };
    for (let round = 0; round <= rounds; round++) {
      // The scan is far below the clock's grain: it is timed over many repetitions.
      const scanned = timeEach(messages, 50, scanText);
      const parsed = timeEach(messages, 20, ours);
      const slowly = timeEach(messages, 1, stock);
      // The first round warms up.
      if (round === 0) continue;
      arms.scan.push(scanned);
      arms.ours.push(parsed);
      arms.stock.push(slowly);
    }
    const [scan, whole, peer] = [median(arms.scan), median(arms.ours), median(arms.stock)];
    const { agreed, of } = agreement();
    return Promise.resolve([
      {
        measured: [
          `stock÷scan ${(peer / scan).toFixed(0)} (≥${scanBar})`,
          `stock÷guard+parse ${(peer / whole).toFixed(0)} (≥${parseBar})`,
          `agreement ${agreed}/${of} (all)`,
          `scan=${scan.toFixed(1)}µs guard+parse=${whole.toFixed(1)}µs stock=${peer.toFixed(0)}µs`,
        ],
        holds: peer / scan >= scanBar && peer / whole >= parseBar && agreed === of,
        control: null,
        n: rounds * messages.length,
      },
    ]);
  },
};

/** Microseconds for one message. */
function timeEach(messages: readonly string[], times: number, work: (text: string) => unknown): number {
  const start = performance.now();
  for (let i = 0; i < times; i++) for (const message of messages) work(message);
  return ((performance.now() - start) * 1_000) / (messages.length * times);
}

/** Valid messages: what passes the guard, from the standards and from everyday. */
function agreement(): { agreed: number; of: number } {
  const guard = createGuard();
  const valid = [
    ...tortureMessages().map(message => guard(message.bytes)),
    ...everydayMessages().map(text => guard(text)),
    ...Array.from({ length: 500 }, (_, i) => guard(everydayInvite(i))),
  ].flatMap(verdict => (verdict.kind === 'pass' ? [verdict] : []));
  const agreed = valid.filter(verdict => {
    const message = Core.Parser.parseMessage(verdict.text, logger);
    const ours = parseMessage(verdict.text);
    return (
      message !== undefined &&
      ours !== null &&
      readsTheSame(verdict.scan, message) &&
      readsTheSame(verdict.scan, ours)
    );
  });
  return { agreed: agreed.length, of: valid.length };
}

function readsTheSame(
  scan: HeaderScan,
  message: Core.IncomingRequestMessage | Core.IncomingResponseMessage,
): boolean {
  const response = message instanceof Core.IncomingResponseMessage;
  const user = (of: Core.IncomingMessage['from']): string => (of.uri.user ?? '').replace(/[;:].*$/s, '');
  const name = (of: Core.IncomingMessage['from']): string | null =>
    (of.displayName as string | undefined)?.replace(/\\(.)/gs, '$1').trim() || null;
  return (
    scan.method === (response ? null : message.method) &&
    scan.status === (response ? message.statusCode : null) &&
    scan.callId === message.callId &&
    scan.cseq.number === message.cseq &&
    scan.inDialog === message.to.hasParam('tag') &&
    scan.from.user === user(message.from) &&
    scan.from.name === name(message.from) &&
    scan.to.user === user(message.to) &&
    scan.to.name === name(message.to)
  );
}
