/** What was done against a rule, or for good. Only added to; what names somebody can be cleared. */
import type { AuditEntry, AuditKind } from '../../../shared/safety/audit.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';

export interface NewAuditEntry {
  id: string;
  at: number;
  kind: AuditKind;
  agent: string | null;
  personId: string | null;
  /** A number, an address or a name. */
  subject: string | null;
  /** What the agent said about it. */
  why: string | null;
  /** Counts and codes; nothing that names somebody. */
  data: AuditEntry['data'];
}

export function addAudit(db: WritableDb, entry: NewAuditEntry): void {
  prepared(
    db,
    `INSERT INTO audit (id, at, kind, agent, person_id, subject, why, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    entry.id,
    entry.at,
    entry.kind,
    entry.agent,
    entry.personId,
    entry.subject,
    entry.why,
    JSON.stringify(entry.data),
  );
}

type Row = Omit<AuditEntry, 'data'> & { data: string };

/** Newest first, before the row `before` (null: from the newest). */
export function auditPage(
  db: ReadableDb,
  kind: AuditKind | null,
  before: number | null,
  limit: number,
): AuditEntry[] {
  return prepared<Row>(
    db,
    `SELECT audit.row AS row, audit.id AS id, at, kind, agent, person_id AS personId, people.name AS personName, subject, why, data
     FROM audit LEFT JOIN people ON people.id = person_id
     WHERE ($before IS NULL OR audit.row < $before) AND ($kind IS NULL OR kind = $kind)
     ORDER BY audit.row DESC LIMIT $limit`,
  )
    .all({ before, kind, limit })
    .map(row => ({ ...row, data: JSON.parse(row.data) as AuditEntry['data'] }));
}
/** Takes out of the log what names this person; the entries stay. Returns how many named them. */
export function clearAudit(db: WritableDb, personId: string, subjects: readonly string[]): number {
  const byPerson = prepared(
    db,
    `UPDATE audit SET subject = NULL, why = NULL
     WHERE person_id = ? AND (subject IS NOT NULL OR why IS NOT NULL)`,
  ).run(personId).changes;
  const bySubject = subjects.map(
    subject =>
      prepared(db, `UPDATE audit SET subject = NULL, why = NULL WHERE subject = ?`).run(subject).changes,
  );
  return bySubject.reduce((sum, n) => sum + n, byPerson);
}

/** Returns how many went. */
export function removeAuditBefore(db: WritableDb, before: number, limit: number): number {
  return prepared(
    db,
    `DELETE FROM audit WHERE row IN (SELECT row FROM audit WHERE at < ? ORDER BY at LIMIT ?)`,
  ).run(before, limit).changes;
}
