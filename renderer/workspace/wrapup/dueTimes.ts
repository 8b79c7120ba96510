/**
 * Times that are offered for a follow-up. "Tomorrow 10:00" means ten o'clock where the customer is, when that is known.
 * Wall-clock arithmetic in IANA zones by way of Intl; a wall clock that a daylight-saving change skips moves forward.
 */
const minute = 60_000;

interface WallClock {
  year: number;
  /** 1–12 */
  month: number;
  day: number;
  hour: number;
  minute: number;
}

/** What a clock in `zone` shows at `at`; null zone, or one that is not known, is this machine's. */
export function wallClock(at: number, zone: string | null): WallClock {
  const parts = partsIn(at, zone) ?? partsIn(at, null);
  const read = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts?.find(part => part.type === type)?.value ?? 0);
  return {
    year: read('year'),
    month: read('month'),
    day: read('day'),
    hour: read('hour'),
    minute: read('minute'),
  };
}

function partsIn(at: number, zone: string | null): Intl.DateTimeFormatPart[] | null {
  try {
    return new Intl.DateTimeFormat('en-GB-u-ca-gregory-nu-latn', {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
      ...(zone === null ? {} : { timeZone: zone }),
    }).formatToParts(at);
  } catch {
    return null; // RangeError: unknown zone
  }
}

const day = 24 * 60 * minute;
const asUtc = (wall: WallClock): number =>
  Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);

/**
 * The instant at which a clock in `zone` shows `wall`: the first, where the clocks are set back and it comes twice; as long
 * after the gap as it lies in it, where they are set forward and it never comes (RFC 5545, 3.3.5). Days beyond the month's
 * end run on into the next.
 */
export function instantOf(wall: WallClock, zone: string | null): number {
  const wanted = asUtc(wall);
  // No zone changes its clocks twice in two days: the offsets of the day before and after are all that come in question.
  const [before, after] = [wanted - day, wanted + day].map(at => wanted - (asUtc(wallClock(at, zone)) - at));
  const shows = (at: number | undefined) => at !== undefined && asUtc(wallClock(at, zone)) === wanted;
  return (shows(before) || !shows(after) ? before : after) ?? wanted;
}

export const inOneHour = (now: number): number => Math.ceil((now + 60 * minute) / minute) * minute;

export function tomorrowAt(hour: number, now: number, zone: string | null): number {
  const today = wallClock(now, zone);
  return instantOf({ ...today, day: today.day + 1, hour, minute: 0 }, zone);
}

/** The usual offer, as of now. */
export const tomorrowAtTen = (zone: string | null): number => tomorrowAt(10, Date.now(), zone);

/** The same time of day, `days` later. */
export function inDays(days: number, now: number, zone: string | null): number {
  const today = wallClock(now, zone);
  return instantOf({ ...today, day: today.day + days }, zone);
}
