/** How a call sounded, from the first word to the last: what is kept with it. Pure. */
import { z } from 'zod';
import type { CallView } from '../call/view.ts';
import type { MediaStats } from './protocol.ts';
import { judge, qualityVerdict, spanOf, type QualityWord } from './verdict.ts';

const measured = z.strictObject({ usual: z.number(), worst: z.number() });

export const callQuality = z.strictObject({
  verdict: qualityVerdict,
  /** Seconds in which it was measured. */
  seconds: z.number().int().nonnegative(),
  /** Of their packets, per cent; the worst stretch between two readings. */
  loss: measured,
  /** Milliseconds; null when the far end said nothing of it. */
  jitter: measured.nullable(),
  roundTrip: measured.nullable(),
  /** Mean opinion score as the E-model estimates it, 1–4.5; `worst` of any stretch. */
  mos: measured,
  codec: z.string().max(32).nullable(),
});
export type CallQuality = z.infer<typeof callQuality>;

/** Equipment impairment and loss robustness (ITU-T G.113 appendix I; Opus as measured by others: robust, none by itself). */
const codecs: Readonly<Record<string, { ie: number; bpl: number }>> = {
  opus: { ie: 0, bpl: 30 },
  g722: { ie: 0, bpl: 25 },
  pcmu: { ie: 0, bpl: 25.1 },
  pcma: { ie: 0, bpl: 25.1 },
};
const other = { ie: 11, bpl: 19 };

/**
 * Mean opinion score after the E-model (ITU-T G.107), with its defaults for all but delay, loss and codec. `roundTripMs` and
 * `jitterMs` count as nothing when null: what is not known is not held against the line.
 */
export function meanOpinion(said: {
  codec: string | null;
  lossPercent: number;
  roundTripMs: number | null;
  jitterMs: number | null;
}): number {
  const { ie, bpl } = codecs[said.codec?.toLowerCase() ?? 'opus'] ?? other;
  // One way: half the round trip, a jitter buffer of twice the jitter, 20 ms of a packet.
  const delay = (said.roundTripMs ?? 0) / 2 + 2 * (said.jitterMs ?? 0) + 20;
  const delayed = 0.024 * delay + (delay > 177.3 ? 0.11 * (delay - 177.3) : 0);
  const lost = ie + ((95 - ie) * said.lossPercent) / (said.lossPercent + bpl);
  const r = Math.min(100, Math.max(0, 93.2 - delayed - lost));
  return Math.min(4.5, Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6));
}

interface Sum {
  total: number;
  count: number;
  worst: number;
}
const nothing: Sum = { total: 0, count: 0, worst: 0 };
const add = (sum: Sum, value: number | null): Sum =>
  value === null
    ? sum
    : { total: sum.total + value, count: sum.count + 1, worst: Math.max(sum.worst, value) };

/** What was measured so far. */
export interface Measured {
  readonly last: MediaStats | null;
  readonly milliseconds: number;
  readonly received: number;
  readonly lost: number;
  readonly worstLoss: number;
  readonly jitter: Sum;
  readonly roundTrip: Sum;
  readonly mosTotal: number;
  readonly mosWorst: number;
  readonly stretches: number;
  readonly words: Readonly<Partial<Record<QualityWord, number>>>;
  readonly codec: string | null;
}

export const notMeasured: Measured = {
  last: null,
  milliseconds: 0,
  received: 0,
  lost: 0,
  worstLoss: 0,
  jitter: nothing,
  roundTrip: nothing,
  mosTotal: 0,
  mosWorst: 4.5,
  stretches: 0,
  words: {},
  codec: null,
};

/** The stretch from the last reading to this one; `call` as it stands now. */
export function measure(
  before: Measured,
  call: Pick<CallView, 'media' | 'hold' | 'muted'>,
  reading: MediaStats,
): { measured: Measured; word: QualityWord } {
  const { last } = before;
  const { word } = judge(call, last, reading);
  // Another connection counts from nothing.
  const anew = last !== null && reading.packetsReceived < last.packetsReceived;
  if (last === null || anew || word === 'measuring' || word === 'connecting')
    return { measured: { ...before, last: reading }, word };
  const span = spanOf(last, reading);
  const lossPercent = call.hold === 'none' ? span.lossPercent : 0;
  const { jitterMs, roundTripMs, codec } = reading;
  const mos = meanOpinion({ codec, lossPercent, roundTripMs, jitterMs });
  return {
    word,
    measured: {
      ...before,
      last: reading,
      milliseconds: before.milliseconds + reading.at - last.at,
      received: before.received + span.received,
      lost: before.lost + span.lost,
      worstLoss: Math.max(before.worstLoss, lossPercent),
      jitter: add(before.jitter, jitterMs),
      roundTrip: add(before.roundTrip, roundTripMs),
      mosTotal: before.mosTotal + mos,
      mosWorst: Math.min(before.mosWorst, mos),
      stretches: before.stretches + 1,
      words: { ...before.words, [word]: (before.words[word] ?? 0) + 1 },
      codec: codec ?? before.codec,
    },
  };
}

/** The worst first. A word counts for the whole call when it held for a tenth of it. */
const byWeight = [
  'lost',
  'cannotHearThem',
  'cannotHearYou',
  'recovering',
  'microphoneSilent',
  'losing',
  'delayed',
  'unsteady',
] as const satisfies QualityWord[];

/** Null when it was too short to say anything. */
export function qualityOf(measured: Measured): CallQuality | null {
  const { stretches, words } = measured;
  if (stretches === 0) return null;
  const verdict = byWeight.find(word => (words[word] ?? 0) >= Math.max(1, stretches / 10)) ?? 'clear';
  const mean = (sum: Sum) =>
    sum.count === 0 ? null : { usual: round(sum.total / sum.count), worst: round(sum.worst) };
  return {
    verdict,
    seconds: Math.round(measured.milliseconds / 1000),
    loss: {
      usual: round((measured.lost / Math.max(1, measured.received + measured.lost)) * 100),
      worst: round(measured.worstLoss),
    },
    jitter: mean(measured.jitter),
    roundTrip: mean(measured.roundTrip),
    mos: { usual: round(measured.mosTotal / stretches), worst: round(measured.mosWorst) },
    codec: measured.codec?.slice(0, 32) ?? null,
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
