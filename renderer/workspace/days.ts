/** Days as headings and choices name them. */
import { daysBetween, type Formats } from '../../shared/i18n/format.ts';
import type { Words } from '../../shared/i18n/keys.ts';

/** Today, Tomorrow, Thursday, 12 Dec. */
export function dayName(t: Words, formats: Formats, at: number, now: number): string {
  const days = daysBetween(now, at);
  if (days === 0) return t('common.today');
  return days === 1 ? t('common.tomorrow') : formats.day(at, now);
}
