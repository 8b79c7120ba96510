/** A time of day as it is typed: `9`, `930`, `9:30`, `09.30`; null when it is none. */
export function readClock(text: string): { hour: number; minute: number } | null {
  const found = /^\s*(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?\s*$/.exec(text);
  if (!found) return null;
  const hour = Number(found[1]);
  const minute = Number(found[2] ?? '0');
  return hour <= 23 && minute <= 59 ? { hour, minute } : null;
}

export const showClock = (clock: { hour: number; minute: number }): string =>
  `${String(clock.hour).padStart(2, '0')}:${String(clock.minute).padStart(2, '0')}`;
