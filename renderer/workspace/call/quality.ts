/** What two readings of the media statistics mean, in words. Pure. */
import type { CallView } from '../../../shared/call/view.ts';
import type { KeyOf } from '../../../shared/i18n/keys.ts';
import type { MediaStats } from '../../../shared/media/protocol.ts';

export interface Verdict {
  key: KeyOf<'quality'>;
  fill: Record<string, number>;
  tone: 'good' | 'warn' | 'bad' | 'neutral';
}

const say = (key: Verdict['key'], tone: Verdict['tone'], fill: Record<string, number> = {}): Verdict => ({
  key,
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

/** `before` and `after` are readings of one call, `after` the later one. */
export function judge(call: CallView, before: MediaStats | null, after: MediaStats | null): Verdict {
  if (call.media === 'recovering') return say('quality.recovering', 'warn');
  if (call.media === 'lost') return say('quality.lost', 'bad');
  if (call.media === 'connecting' || call.media === 'none') return say('quality.connecting', 'neutral');
  if (!before || !after || after.at - before.at < leastSpanMs) return say('quality.measuring', 'neutral');

  const received = after.packetsReceived - before.packetsReceived;
  const sent = after.packetsSent - before.packetsSent;
  const lost = Math.max(0, after.packetsLost - before.packetsLost);
  const theyHold = call.hold === 'remote' || call.hold === 'both';
  const weHold = call.hold === 'local' || call.hold === 'both';

  if (received === 0 && !theyHold && !weHold) return say('quality.cannotHearThem', 'bad');
  if (sent === 0 && !weHold) return say('quality.cannotHearYou', 'bad');
  if (after.energyOut > 0 && after.energyOut === before.energyOut && !call.muted && !weHold)
    return say('quality.microphoneSilent', 'warn');
  const percent = Math.round((lost / Math.max(1, received + lost)) * 100);
  if (percent >= heardLossPercent) return say('quality.losing', 'warn', { percent });
  if ((after.roundTripMs ?? 0) >= heardDelayMs)
    return say('quality.delayed', 'warn', { ms: Math.round(after.roundTripMs ?? 0) });
  if ((after.jitterMs ?? 0) >= heardJitterMs) return say('quality.unsteady', 'warn');
  return say('quality.clear', 'good');
}
