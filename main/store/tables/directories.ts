import {
  directoryAccount,
  neverTried,
  standing as standingSchema,
  type ConflictView,
  type DirectoryAccount,
  type PersonSource,
  type Standing,
} from '../../../shared/directories/types.ts';
import { prepared, type ReadableDb, type SqlValue, type WritableDb } from '../database.ts';
import type { StoredDirectory } from '../directories/port.ts';

interface DirectoryRow {
  data: string;
  standing: string;
  syncToken: string | null;
  ctag: string | null;
  people: number;
  unread: number;
  conflicts: number;
}

/** In the order in which they were added. A row that this version cannot read is passed over. */
export function allDirectories(db: ReadableDb): StoredDirectory[] {
  return prepared<DirectoryRow>(
    db,
    `SELECT data, standing, sync_token AS syncToken, ctag,
       (SELECT count(*) FROM directory_cards WHERE directory_id = directories.id AND person_id IS NOT NULL
          AND fault IS NULL) AS people,
       (SELECT count(*) FROM directory_cards WHERE directory_id = directories.id AND fault IS NOT NULL
          AND fault NOT IN ('group', 'apart')) AS unread,
       (SELECT count(*) FROM directory_conflicts WHERE directory_id = directories.id) AS conflicts
     FROM directories ORDER BY created_at, id`,
  )
    .all()
    .flatMap(({ data, standing, ...row }) => {
      const account = directoryAccount.safeParse(JSON.parse(data)).data;
      const read = standingSchema.safeParse(JSON.parse(standing));
      return account === undefined ? [] : [{ account, standing: read.data ?? neverTried, ...row }];
    });
}

/** One that is there keeps where its syncs got. */
export function putDirectory(db: WritableDb, account: DirectoryAccount, at: number): void {
  prepared(
    db,
    `INSERT INTO directories (id, kind, data, created_at, after_row)
     VALUES (?, ?, ?, ?, (SELECT coalesce(max(row), 0) FROM people))
     ON CONFLICT (id) DO UPDATE SET data = excluded.data WHERE kind = excluded.kind`,
  ).run(account.id, account.kind, JSON.stringify(account), at);
}

export function removeDirectory(db: WritableDb, id: string): void {
  prepared(db, `DELETE FROM directories WHERE id = ?`).run(id);
}

export function endSync(
  db: WritableDb,
  id: string,
  marks: { syncToken: string | null; ctag: string | null } | null,
  standing: Standing,
): void {
  prepared(db, `UPDATE directories SET standing = ? WHERE id = ?`).run(JSON.stringify(standing), id);
  if (marks !== null)
    prepared(db, `UPDATE directories SET sync_token = ?, ctag = ? WHERE id = ?`).run(
      marks.syncToken,
      marks.ctag,
      id,
    );
}

/** Null when there is no such directory. */
export function afterRowOf(db: ReadableDb, id: string): number | null {
  return (
    prepared<{ after: number }>(db, `SELECT after_row AS after FROM directories WHERE id = ?`).get(id)
      ?.after ?? null
  );
}

export interface ConflictRow extends Omit<ConflictView, 'personName'> {
  /** JSON of the value, or null. */
  mine: string | null;
  theirs: string | null;
}

export function addConflict(db: WritableDb, row: ConflictRow): void {
  prepared(
    db,
    `INSERT INTO directory_conflicts (id, directory_id, person_id, kind, field, item, mine, theirs, at)
     SELECT $id, $directoryId, $personId, $kind, $field, $item, $mine, $theirs, $at
     WHERE NOT EXISTS (SELECT 1 FROM directory_conflicts WHERE person_id = $personId
       AND directory_id = $directoryId AND kind = $kind AND field = $field AND item = $item AND theirs IS $theirs)`,
  ).run(row as unknown as Record<string, SqlValue>);
}

const conflictColumns = `directory_conflicts.id, directory_id AS directoryId, person_id AS personId, kind, field, item, mine, theirs, at`;

export function findConflict(db: ReadableDb, id: string): ConflictRow | null {
  return (
    prepared<ConflictRow>(db, `SELECT ${conflictColumns} FROM directory_conflicts WHERE id = ?`).get(id) ??
    null
  );
}

/** The newest first, values as JSON. */
export function newestConflicts(db: ReadableDb, limit: number): ConflictView[] {
  return prepared<ConflictView>(
    db,
    `SELECT ${conflictColumns}, people.name AS personName
     FROM directory_conflicts JOIN people ON people.id = person_id ORDER BY at DESC, directory_conflicts.id LIMIT ?`,
  ).all(limit);
}

export function removeConflict(db: WritableDb, id: string): void {
  prepared(db, `DELETE FROM directory_conflicts WHERE id = ?`).run(id);
}

export function sourcesOf(db: ReadableDb, personIds: readonly string[]): PersonSource[] {
  return prepared<PersonSource>(
    db,
    `SELECT person_id AS personId, directory_id AS directoryId FROM directory_cards
     WHERE person_id IN (SELECT value FROM json_each(?)) AND fault IS NULL`,
  ).all(JSON.stringify(personIds));
}
