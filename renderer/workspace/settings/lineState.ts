/** A line's state and fault in words. */
import { span, type Formats } from '../../../shared/i18n/format.ts';
import type { Words } from '../../../shared/i18n/keys.ts';
import type { LineFault, LineView } from '../../../shared/lines/types.ts';
import type { LampState } from '../../ui/Lamp.tsx';

export function lineStateSentence(t: Words, formats: Formats, line: LineView, now: number): string {
  switch (line.state) {
    case 'off':
      return t('line.off');
    case 'connecting':
      return t('line.connecting');
    case 'registering':
      return t('line.registering');
    case 'registered':
      return line.registeredAt === null
        ? t('line.registeredShort')
        : t('line.registered', { time: formats.time(line.registeredAt) });
    case 'retrying':
      return line.retryAt === null || line.retryAt <= now
        ? t('line.retryingNow')
        : t('line.retrying', { time: span(line.retryAt - now) });
    case 'failed':
      return t('line.failed');
  }
}

/** What is wrong and what to do. The detail comes from a server: it is filled in as isolated text. */
export function faultSentence(t: Words, fault: LineFault, detail: string | null): string {
  const sentence = t(`lineFault.${fault}`, { detail: detail ?? '' });
  // Without a detail the brackets around it would stand empty.
  return detail === null ? sentence.replace(/ \(\u2068\u2069\)/, '') : sentence;
}

export const lineDot: Record<LineView['state'], LampState> = {
  off: 'off',
  connecting: 'ringing',
  registering: 'ringing',
  registered: 'ready',
  retrying: 'owed',
  failed: 'failed',
};
