/**
 * P5: what a call costs before anything else may start. The header scan against the full parse of SIP.js, in turns on
 * the same messages; and whether both read the same. Peer: SIP.js.
 */
import { Core } from 'sip.js';
import { createGuard } from '../shared/sip/guard.ts';
import type { HeaderScan } from '../shared/sip/port.ts';
import { scanText } from '../shared/sip/scan.ts';
import { median, type Bench } from './figure.ts';
import { everydayInvite, everydayMessages, tortureMessages } from './sip-corpus.ts';

const scanBar = 300;
const loggerFactory = new Core.LoggerFactory();
loggerFactory.builtinEnabled = false;
const logger = loggerFactory.getLogger('bench');

export const bench: Bench = {
  id: 'P5',
  bar: 'caller scan ≥ 300 × faster than the parse of SIP.js; agreement on valid messages 100 %',
  seconds: 20,
  run: async ({ full }) => {
    const rounds = full ? 15 : 7;
    const messages = Array.from({ length: 100 }, (_, i) => everydayInvite(i));
    const guard = createGuard();
    const parse = (text: string): unknown => Core.Parser.parseMessage(text, logger);
    const arms = { scan: [] as number[], guard: [] as number[], parse: [] as number[] };
    for (let round = 0; round <= rounds; round++) {
      // The scan is far below the clock's grain: it is timed over many repetitions.
      const scanned = timeEach(messages, 50, scanText);
      const guarded = timeEach(messages, 20, guard);
      const parsed = timeEach(messages, 1, parse);
      // The first round warms up.
      if (round === 0) continue;
      arms.scan.push(scanned);
      arms.guard.push(guarded);
      arms.parse.push(parsed);
    }
    const ratio = median(arms.parse) / median(arms.scan);
    const { agreed, of } = agreement();
    return Promise.resolve([
      {
        measured: [
          `stock÷scan ${ratio.toFixed(0)} (≥${scanBar})`,
          `agreement ${agreed}/${of} (all)`,
          `scan=${median(arms.scan).toFixed(1)}µs guard=${median(arms.guard).toFixed(1)}µs stock-parse=${median(arms.parse).toFixed(0)}µs`,
        ],
        holds: ratio >= scanBar && agreed === of,
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
    return message !== undefined && readsTheSame(verdict.scan, message);
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
