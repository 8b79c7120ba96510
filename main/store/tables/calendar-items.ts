/** What stands in a calendar elsewhere; see main/followups/caldav. */
import type { CalendarEntry } from '../../../shared/followups/calendar.ts';
import type { FollowUp } from '../../../shared/people/types.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';
import { followUpsForCalendar } from './follow-ups.ts';

export function calendarState(db: ReadableDb): { followUps: FollowUp[]; entries: CalendarEntry[] } {
  const entries = prepared<CalendarEntry>(
    db,
    `SELECT follow_up_id AS followUpId, calendar, etag, written, attempts, next_at AS nextAt, fault, detail
     FROM calendar_items ORDER BY follow_up_id`,
  ).all();
  return { followUps: followUpsForCalendar(db), entries };
}

/** `gone`: nothing of it is to be remembered. */
export function setCalendarEntry(db: WritableDb, entry: CalendarEntry, gone: boolean): void {
  if (gone) {
    prepared(db, `DELETE FROM calendar_items WHERE follow_up_id = ?`).run(entry.followUpId);
    return;
  }
  prepared(
    db,
    `INSERT INTO calendar_items (follow_up_id, calendar, etag, written, attempts, next_at, fault, detail)
     VALUES ($followUpId, $calendar, $etag, $written, $attempts, $nextAt, $fault, $detail)
     ON CONFLICT (follow_up_id) DO UPDATE SET calendar = excluded.calendar, etag = excluded.etag,
       written = excluded.written, attempts = excluded.attempts, next_at = excluded.next_at, fault = excluded.fault,
       detail = excluded.detail`,
  ).run({ ...entry });
}
