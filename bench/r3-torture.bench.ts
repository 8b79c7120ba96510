/**
 * R3: the reply that the standards want for every torture message, from the guard and SIP.js together; and mutations of
 * them, of which none may throw and none may take long. Control: SIP.js alone throws on the same mutations.
 */
import { Core } from 'sip.js';
import { startBareAgent, type BareAgent } from '../main/telephony/guard/testing.ts';
import { createGuard } from '../shared/sip/guard.ts';
import { mutations, tortureMessages } from './sip-corpus.ts';

export interface TortureResult {
  /** Messages that got their reply, of all, per standard. */
  rfc4475: readonly [right: number, of: number];
  rfc5118: readonly [right: number, of: number];
  mutated: number;
  /** Mutations that passed the guard and were handed to SIP.js. */
  handedOver: number;
  uncaught: number;
  /** The slowest mutation ÷ the median one. */
  slowest: number;
  medianMicroseconds: number;
  /** Mutations that SIP.js alone threw on, of those it was given. */
  stock: readonly [threw: number, of: number];
}

const guard = createGuard();
const limitOfSlowness = 10;
/** An agent keeps its transactions for half a minute; a fresh one is cheaper. */
const messagesPerAgent = 500;
const loggerFactory = new Core.LoggerFactory();
loggerFactory.builtinEnabled = false;
const logger = loggerFactory.getLogger('bench');

export function line(result: TortureResult): string {
  const [right4475, of4475] = result.rfc4475;
  const [right5118, of5118] = result.rfc5118;
  const [threw, given] = result.stock;
  const holds =
    right4475 === of4475 &&
    right5118 === of5118 &&
    result.uncaught === 0 &&
    result.slowest <= limitOfSlowness;
  return (
    `R3 replies ${right4475}/${of4475} rfc5118 ${right5118}/${of5118} mutations ${result.mutated} ` +
    `handed-over ${result.handedOver} uncaught ${result.uncaught} slowest÷median ${result.slowest.toFixed(1)} ` +
    `(≤${limitOfSlowness}) median=${result.medianMicroseconds.toFixed(1)}µs control stock-threw ${threw}/${given}: ` +
    (holds ? 'holds' : 'falls short')
  );
}

/** Throws when the control arm does not fail. */
export async function run(options: { full: boolean }): Promise<TortureResult> {
  const replies = await countReplies();
  const mutated = options.full ? 10_000_000 : Number(process.env.MUT ?? 100_000);
  const fuzzed = await fuzz(mutated, options.full ? 100 : 4);
  const stock = stockThrows(10_000);
  if (stock[0] === 0) throw new Error('Control: SIP.js alone threw on none of the mutations.');
  return { ...replies, mutated, ...fuzzed, stock };
}

async function countReplies(): Promise<Pick<TortureResult, 'rfc4475' | 'rfc5118'>> {
  const right = { rfc4475: 0, rfc5118: 0 };
  const all = { rfc4475: 0, rfc5118: 0 };
  for (const { row, bytes } of tortureMessages()) {
    const standard = row.file.startsWith('rfc4475') ? 'rfc4475' : 'rfc5118';
    all[standard]++;
    if ((await replyTo(bytes)) === row.reply) right[standard]++;
  }
  return { rfc4475: [right.rfc4475, all.rfc4475], rfc5118: [right.rfc5118, all.rfc5118] };
}

async function replyTo(bytes: Uint8Array): Promise<number | null> {
  const verdict = guard(bytes);
  if (verdict.kind === 'answer') return Number(verdict.response.slice(8, 11));
  if (verdict.kind !== 'pass') return null;
  const message = Core.Parser.parseMessage(verdict.text, logger);
  const called = message instanceof Core.IncomingRequestMessage ? message.ruri?.user : undefined;
  const agent = await startBareAgent(called);
  agent.receive(verdict.text);
  await new Promise(setImmediate);
  agent.userAgent.userAgentCore.reset();
  const finals = agent.sent.map(text => Number(text.slice(8, 11))).filter(status => status >= 200);
  return finals[0] ?? null;
}

/** `sample`: every so manieth message that passes goes on into SIP.js, which takes a thousand times as long. */
async function fuzz(
  count: number,
  sample: number,
): Promise<Pick<TortureResult, 'handedOver' | 'uncaught' | 'slowest' | 'medianMicroseconds'>> {
  let uncaught = 0;
  let passed = 0;
  let handedOver = 0;
  const onUncaught = (): void => void uncaught++;
  process.on('uncaughtException', onUncaught);
  process.on('unhandledRejection', onUncaught);
  let agent: BareAgent | null = null;
  const renew = async (): Promise<BareAgent> => {
    agent?.userAgent.userAgentCore.reset();
    return startBareAgent('user');
  };
  const times = new Float64Array(count);
  const slow: { bytes: Uint8Array; time: number }[] = [];
  let index = 0;
  for (const bytes of mutations(count)) {
    const start = performance.now();
    try {
      const verdict = guard(bytes);
      times[index++] = performance.now() - start;
      remember(slow, bytes, performance.now() - start);
      if (verdict.kind !== 'pass' || passed++ % sample !== 0) continue;
      agent = handedOver++ % messagesPerAgent === 0 || agent === null ? await renew() : agent;
      agent.receive(verdict.text);
    } catch {
      uncaught++;
    }
  }
  await new Promise(setImmediate);
  process.off('uncaughtException', onUncaught);
  process.off('unhandledRejection', onUncaught);
  const median = times.subarray(0, index).sort()[index >> 1] ?? 0;
  const slowest = Math.max(...slow.map(entry => fastestOf(entry.bytes, 20)));
  return { handedOver, uncaught, slowest: slowest / median, medianMicroseconds: median * 1_000 };
}

/** The hundred slowest so far. Most were slow because something else ran: they are timed again. */
function remember(slow: { bytes: Uint8Array; time: number }[], bytes: Uint8Array, time: number): void {
  if (slow.length >= 100 && time <= (slow.at(-1)?.time ?? 0)) return;
  slow.push({ bytes, time });
  slow.sort((a, b) => b.time - a.time);
  slow.length = Math.min(slow.length, 100);
}

function fastestOf(bytes: Uint8Array, times: number): number {
  let fastest = Infinity;
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    guard(bytes);
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest;
}

function stockThrows(count: number): readonly [number, number] {
  let threw = 0;
  for (const bytes of mutations(count)) {
    try {
      Core.Parser.parseMessage(Buffer.from(bytes).toString('utf8'), logger);
    } catch {
      threw++;
    }
  }
  return [threw, count];
}
