/**
 * P5: what a call costs before anything else may start. The header scan against the full parse of SIP.js, in turns on
 * the same messages; and whether both read the same. Peer: SIP.js.
 */
import { Core } from 'sip.js';
import { createGuard } from '../shared/sip/guard.ts';
import type { HeaderScan } from '../shared/sip/port.ts';
import { scanText } from '../shared/sip/scan.ts';
import { everydayInvite, everydayMessages, tortureMessages } from './sip-corpus.ts';

export interface ScanResult {
  rounds: number;
  scanMicroseconds: number;
  guardMicroseconds: number;
  parseMicroseconds: number;
  /** Valid messages of which scan and parse read the same, of all. */
  agreed: readonly [number, number];
}

const scanBar = 300;
const loggerFactory = new Core.LoggerFactory();
loggerFactory.builtinEnabled = false;
const logger = loggerFactory.getLogger('bench');

export function line(result: ScanResult): string {
  const ratio = result.parseMicroseconds / result.scanMicroseconds;
  const [agreed, of] = result.agreed;
  return (
    `P5 stock÷scan ${ratio.toFixed(0)} (≥${scanBar}) agreement ${agreed}/${of} (all) scan=${result.scanMicroseconds.toFixed(1)}µs ` +
    `guard=${result.guardMicroseconds.toFixed(1)}µs stock-parse=${result.parseMicroseconds.toFixed(0)}µs n=${result.rounds}: ` +
    (ratio >= scanBar && agreed === of ? 'holds' : 'falls short')
  );
}

export async function run(options: { full: boolean }): Promise<ScanResult> {
  const rounds = options.full ? 15 : 7;
  const messages = Array.from({ length: 100 }, (_, i) => everydayInvite(i));
  const guard = createGuard();
  const parse = (text: string): unknown => Core.Parser.parseMessage(text, logger);
  // The scan is far below the clock's grain: it is timed over many repetitions.
  const arms = { scan: [] as number[], guard: [] as number[], parse: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const scan = timeEach(messages, 50, scanText);
    const guarded = timeEach(messages, 20, guard);
    const parsed = timeEach(messages, 1, parse);
    // The first round warms up.
    if (round === 0) continue;
    arms.scan.push(scan);
    arms.guard.push(guarded);
    arms.parse.push(parsed);
  }
  return Promise.resolve({
    rounds,
    scanMicroseconds: median(arms.scan),
    guardMicroseconds: median(arms.guard),
    parseMicroseconds: median(arms.parse),
    agreed: agreement(),
  });
}

/** Microseconds for one message. */
function timeEach(messages: readonly string[], times: number, work: (text: string) => unknown): number {
  const start = performance.now();
  for (let i = 0; i < times; i++) for (const message of messages) work(message);
  return ((performance.now() - start) * 1_000) / (messages.length * times);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

/** Valid messages: what passes the guard, from the standards and from everyday. */
function agreement(): readonly [number, number] {
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
  return [agreed.length, valid.length];
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
