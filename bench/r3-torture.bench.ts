/**
 * R3: the reply that the standards want for every torture message, from the guard and SIP.js together; and mutations of
 * them, of which none may throw and none may take long. Control: SIP.js alone throws on the same mutations.
 */
import { Core } from 'sip.js';
import { createReceiver } from '../main/telephony/guard/receive.ts';
import { startBareAgent } from '../main/telephony/guard/testing.ts';
import { createGuard } from '../shared/sip/guard.ts';
import { median, type Bench } from './figure.ts';
import { mutations, tortureMessages } from './sip-corpus.ts';

const guard = createGuard();
const slownessBar = 10;
const stockCount = 10_000;
/** Mutations of one seed, and seeds, of the whole. */
const piece = 500_000;
const pieces = 20;
/** An agent keeps its transactions for half a minute; a fresh one is cheaper. */
const messagesPerAgent = 500;
const loggerFactory = new Core.LoggerFactory();
loggerFactory.builtinEnabled = false;
const logger = loggerFactory.getLogger('bench');

export const bench: Bench = {
  id: 'R3',
  bar: 'every RFC 4475 and 5118 message gets its reply; no mutation throws or takes 10 × the median',
  seconds: 60,
  run: async ({ full, seed, say }) => {
    const { rfc4475, rfc5118 } = await countReplies();
    const each = full ? piece : 100_000;
    const seeds =
      full && seed === null ? Array.from({ length: pieces }, (_, index) => index + 1) : [seed ?? 1];
    const outcomes: Fuzzed[] = [];
    for (const drawn of seeds) {
      const outcome = await fuzz(each, drawn, full ? 200 : 8);
      outcomes.push(outcome);
      say(`seed ${drawn}: ${outcome.uncaught} uncaught of ${each}`);
    }
    const fuzzed = together(outcomes);
    const count = each * seeds.length;
    const threw = stockThrows(stockCount, seeds[0] ?? 1);
    return [
      {
        measured: [
          `rfc4475 ${rfc4475.right}/${rfc4475.all}`,
          `rfc5118 ${rfc5118.right}/${rfc5118.all}`,
          `mutations ${count} (seeds ${seeds[0]}–${seeds.at(-1)}) uncaught ${fuzzed.uncaught} (0)`,
          `handed-to-sip.js ${fuzzed.handedOver}`,
          `slowest÷median ${fuzzed.slowest.toFixed(1)} (≤${slownessBar}) median=${fuzzed.medianMicroseconds.toFixed(1)}µs`,
        ],
        holds:
          rfc4475.right === rfc4475.all &&
          rfc5118.right === rfc5118.all &&
          fuzzed.uncaught === 0 &&
          fuzzed.slowest <= slownessBar,
        control: { text: `stock SIP.js throws on ${threw} of ${stockCount}`, failed: threw > 0 },
        n: rfc4475.all + rfc5118.all + count,
      },
    ];
  },
};

interface Fuzzed {
  handedOver: number;
  uncaught: number;
  /** Times the median. */
  slowest: number;
  medianMicroseconds: number;
}

function together(outcomes: readonly Fuzzed[]): Fuzzed {
  const sum = (of: (each: Fuzzed) => number): number => outcomes.reduce((all, each) => all + of(each), 0);
  return {
    handedOver: sum(each => each.handedOver),
    uncaught: sum(each => each.uncaught),
    slowest: Math.max(...outcomes.map(each => each.slowest)),
    medianMicroseconds: median(outcomes.map(each => each.medianMicroseconds)),
  };
}

interface Tally {
  right: number;
  all: number;
}

async function countReplies(): Promise<{ rfc4475: Tally; rfc5118: Tally }> {
  const tally = { rfc4475: { right: 0, all: 0 }, rfc5118: { right: 0, all: 0 } };
  for (const { row, bytes } of tortureMessages()) {
    const standard = tally[row.file.startsWith('rfc4475') ? 'rfc4475' : 'rfc5118'];
    standard.all++;
    if ((await replyTo(bytes)) === row.reply) standard.right++;
  }
  return tally;
}

async function replyTo(bytes: Uint8Array): Promise<number | null> {
  const verdict = guard(bytes);
  if (verdict.kind === 'answer') return Number(verdict.response.slice(8, 11));
  if (verdict.kind !== 'pass') return null;
  const message = Core.Parser.parseMessage(verdict.text, logger);
  const called = message instanceof Core.IncomingRequestMessage ? message.ruri?.user : undefined;
  const agent = await startBareAgent(called);
  createReceiver(agent.userAgent)(verdict.text);
  await new Promise(setImmediate);
  agent.userAgent.userAgentCore.reset();
  return agent.sent.map(text => Number(text.slice(8, 11))).find(status => status >= 200) ?? null;
}

/** What passes goes on into SIP.js; every so manieth (`sample`) through its own parser, too, which takes far longer. */
async function fuzz(count: number, seed: number, sample: number): Promise<Fuzzed> {
  let uncaught = 0;
  let handedOver = 0;
  const onUncaught = (): void => void uncaught++;
  process.on('uncaughtException', onUncaught);
  process.on('unhandledRejection', onUncaught);
  let agent = await startBareAgent('user');
  const times = new Float64Array(count);
  const slow: { bytes: Uint8Array; time: number }[] = [];
  let index = 0;
  for (const bytes of mutations(count, seed)) {
    const start = performance.now();
    try {
      const verdict = guard(bytes);
      const time = performance.now() - start;
      times[index++] = time;
      remember(slow, bytes, time);
      if (verdict.kind !== 'pass') continue;
      createReceiver(agent.userAgent)(verdict.text);
      if (handedOver % sample === 0) agent.receive(verdict.text);
      if (++handedOver % messagesPerAgent !== 0) continue;
      // Its rejections are told at the next turn.
      await new Promise(setImmediate);
      agent.userAgent.userAgentCore.reset();
      agent = await startBareAgent('user');
    } catch {
      uncaught++;
    }
  }
  await new Promise(setImmediate);
  process.off('uncaughtException', onUncaught);
  process.off('unhandledRejection', onUncaught);
  const middle = times.subarray(0, index).sort()[index >> 1] ?? 0;
  const slowest = Math.max(...slow.map(entry => fastestOf(entry.bytes, 20)));
  return { handedOver, uncaught, slowest: slowest / middle, medianMicroseconds: middle * 1_000 };
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

function stockThrows(count: number, seed: number): number {
  let threw = 0;
  for (const bytes of mutations(count, seed)) {
    try {
      Core.Parser.parseMessage(Buffer.from(bytes).toString('utf8'), logger);
    } catch {
      threw++;
    }
  }
  return threw;
}
