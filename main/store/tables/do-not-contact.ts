/** Numbers that nobody may contact, whoever has them, and channels that a person refuses. No channel means every one. */
import type { RefusableChannel } from '../../../shared/people/contact.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';

export interface Refusal {
  id: string;
  channel: RefusableChannel | null;
  source: string;
  at: number;
}

/** False when the number was refused before. */
export function refuseNumber(db: WritableDb, numberKey: string, refusal: Refusal): boolean {
  return (
    prepared(
      db,
      `INSERT INTO do_not_contact (id, number_key, channel, source, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    ).run(refusal.id, numberKey, refusal.channel, refusal.source, refusal.at).changes === 1
  );
}

/** False when it was not refused. */
export function allowNumber(db: WritableDb, numberKey: string, channel: RefusableChannel | null): boolean {
  return (
    prepared(db, `DELETE FROM do_not_contact WHERE number_key = ? AND channel IS ?`).run(numberKey, channel)
      .changes === 1
  );
}

export function refusalsOfNumber(db: ReadableDb, numberKey: string): (RefusableChannel | null)[] {
  return prepared<{ channel: RefusableChannel | null }>(
    db,
    `SELECT channel FROM do_not_contact WHERE number_key = ? ORDER BY channel`,
  )
    .all(numberKey)
    .map(row => row.channel);
}

export function refusedChannelsOf(db: ReadableDb, personId: string): RefusableChannel[] {
  return prepared<{ channel: RefusableChannel }>(
    db,
    `SELECT channel FROM do_not_contact WHERE person_id = ? AND channel IS NOT NULL ORDER BY channel`,
  )
    .all(personId)
    .map(row => row.channel);
}

/** Adds those that are new and takes back those that are not named any more. */
export function setRefusedChannels(
  db: WritableDb,
  personId: string,
  refused: readonly RefusableChannel[],
  refusal: Omit<Refusal, 'id' | 'channel'> & { newId: () => string },
): void {
  const before = refusedChannelsOf(db, personId);
  for (const channel of before)
    if (!refused.includes(channel))
      prepared(db, `DELETE FROM do_not_contact WHERE person_id = ? AND channel = ?`).run(personId, channel);
  for (const channel of refused)
    if (!before.includes(channel))
      prepared(
        db,
        `INSERT INTO do_not_contact (id, person_id, channel, source, at) VALUES (?, ?, ?, ?, ?)`,
      ).run(refusal.newId(), personId, channel, refusal.source, refusal.at);
}
