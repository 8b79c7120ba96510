/** What two readings of the media statistics mean, in words. Pure. */
import { z } from 'zod';
import type { CallView } from '../call/view.ts';
import type { MediaStats } from './protocol.ts';

/** Catalogue keys `quality.*`. */
export const qualityWord = z.enum([
  'clear',
  'connecting',
  'measuring',
  'cannotHearYou',
  'microphoneSilent',
  'cannotHearThem',
  'losing',
  'delayed',
  'unsteady',
  'recovering',
  'lost',
]);
export type QualityWord = z.infer<typeof qualityWord>;
/** What can be said of a whole call; catalogue keys `soundWas.*`. */
export const qualityVerdict = qualityWord.exclude(['connecting', 'measuring']);

export interface Verdict {
  word: QualityWord;
  fill: Record<string, number>;
  tone: 'good' | 'warn' | 'bad' | 'neutral';
}

const say = (word: QualityWord, tone: Verdict['tone'], fill: Record<string, number> = {}): Verdict => ({
  word,
  tone,
  fill,
});

/** Two readings nearer than this say nothing yet, ms. */
const leastSpanMs = 1500;

/** One in this many packets lost, 4 %, is heard even with Opus' error correction. */
const heardLossPercent = 4;
/** Above this both sides begin to talk over each other (ITU-T G.114: 400 ms one way is the limit), ms there and back. */
const heardDelayMs = 500;
/** Jitter that the jitter buffer no longer hides, ms. */
const heardJitterMs = 60;

/** What happened between two readings of one call. */
export interface Span {
  received: number;
  sent: number;
  lost: number;
  lossPercent: number;
}

export function spanOf(before: MediaStats, after: MediaStats): Span {
  const received = Math.max(0, after.packetsReceived - before.packetsReceived);
  const lost = Math.max(0, after.packetsLost - before.packetsLost);
  return {
    received,
    lost,
    sent: Math.max(0, after.packetsSent - before.packetsSent),
    lossPercent: (lost / Math.max(1, received + lost)) * 100,
  };
}

type Standing = Pick<CallView, 'media' | 'hold' | 'muted'>;

/** `before` and `after` are readings of one call, `after` the later one. */
export function judge(call: Standing, before: MediaStats | null, after: MediaStats | null): Verdict {
  if (call.media === 'recovering') return say('recovering', 'warn');
  if (call.media === 'lost') return say('lost', 'bad');
  if (call.media === 'connecting' || call.media === 'none') return say('connecting', 'neutral');
  if (!before || !after || after.at - before.at < leastSpanMs) return say('measuring', 'neutral');

  const { received, sent, lossPercent } = spanOf(before, after);
  const theyHold = call.hold === 'remote' || call.hold === 'both';
  const weHold = call.hold === 'local' || call.hold === 'both';

  if (received === 0 && !theyHold && !weHold) return say('cannotHearThem', 'bad');
  if (sent === 0 && !weHold) return say('cannotHearYou', 'bad');
  if (after.energyOut > 0 && after.energyOut === before.energyOut && !call.muted && !weHold)
    return say('microphoneSilent', 'warn');
  const percent = Math.round(lossPercent);
  if (percent >= heardLossPercent) return say('losing', 'warn', { percent });
  if ((after.roundTripMs ?? 0) >= heardDelayMs)
    return say('delayed', 'warn', { ms: Math.round(after.roundTripMs ?? 0) });
  if ((after.jitterMs ?? 0) >= heardJitterMs) return say('unsteady', 'warn');
  return say('clear', 'good');
}
