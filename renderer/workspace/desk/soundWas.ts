/** How a call sounded, in words. */
import type { Words } from '../../../shared/i18n/keys.ts';
import type { CallQuality } from '../../../shared/media/quality.ts';

export const soundWas = (t: Words, { verdict, loss, roundTrip }: CallQuality): string =>
  t(`soundWas.${verdict}`, { loss: loss.usual, roundTrip: Math.round(roundTrip?.usual ?? 0) });

export function soundFigures(t: Words, { mos, loss, jitter, roundTrip, codec }: CallQuality): string {
  const of = (key: 'sound.jitter' | 'sound.roundTrip', measured: CallQuality['jitter']) =>
    measured === null ? [] : [t(key, { ms: Math.round(measured.usual), worst: Math.round(measured.worst) })];
  return [
    t('sound.figures', { score: mos.usual, worst: mos.worst, loss: loss.usual, worstLoss: loss.worst }),
    ...of('sound.jitter', jitter),
    ...of('sound.roundTrip', roundTrip),
    ...(codec === null ? [] : [codec]),
  ].join(' · ');
}
