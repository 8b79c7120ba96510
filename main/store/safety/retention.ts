/** Lets go what was kept for as long as its rule says: counted before, a few rows a transaction. */
import type { RetentionCounts, RetentionKind, RetentionRules } from '../../../shared/safety/retention.ts';
import { inSnapshot, inTransaction, prepared, type ReadableDb, type WritableDb } from '../database.ts';
import { removeAuditBefore } from '../tables/audit.ts';
import { refreshContact } from '../tables/people.ts';
import { dropLooseContents } from '../tables/files.ts';
import { removeRuns } from '../tables/script-runs.ts';
import { erase } from './erase.ts';

const day = 86_400_000;
/** Rows that go in one transaction. */
const atOnce = 40;

/** Calls that still owe their outcome are not let go. */
const over = `(channel <> 'call' OR (ended_at IS NOT NULL AND (wrapped_at IS NOT NULL OR answered_at IS NULL)))`;
const written = `(detail IS NOT NULL OR subject IS NOT NULL
  OR EXISTS (SELECT 1 FROM notes WHERE interaction_id = interactions.id)
  OR EXISTS (SELECT 1 FROM files WHERE interaction_id = interactions.id)
  OR EXISTS (SELECT 1 FROM script_runs WHERE interaction_id = interactions.id))`;
/** `$before` in ms since the epoch; the first column names the row. */
const overdue: Record<RetentionKind, string> = {
  notes: `SELECT id FROM interactions WHERE at < $before AND ${over} AND ${written}`,
  history: `SELECT id FROM interactions WHERE at < $before AND ${over}`,
  followUps: `SELECT id FROM follow_ups WHERE done_at < $before`,
  outbox: `SELECT id FROM outbox WHERE created_at < $before AND state IN ('sent', 'failed', 'cancelled', 'expired')`,
  imports: `SELECT id FROM import_batches WHERE started_at < $before AND state IN ('done', 'reverted')`,
  people: `
    SELECT id FROM people WHERE coalesce(last_contact_at, 0) < $before AND created_at < $before
      AND coalesce(updated_at, 0) < $before AND do_not_contact = 0 AND sample = 0
      AND NOT EXISTS (SELECT 1 FROM do_not_contact WHERE person_id = people.id)
      AND NOT EXISTS (SELECT 1 FROM follow_ups WHERE person_id = people.id AND done_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM points_of_contact WHERE person_id = people.id)`,
  recordings: `SELECT id FROM recordings WHERE at < $before AND ended_at IS NOT NULL AND removed_at IS NULL AND interaction_id IS NOT NULL`,
  audit: `SELECT id FROM audit WHERE at < $before`,
};

export function retentionRules(db: ReadableDb): RetentionRules {
  const rows = prepared<{ kind: RetentionKind; days: number }>(
    db,
    `SELECT kind, days FROM retention_rules`,
  ).all();
  return Object.fromEntries(rows.map(({ kind, days }) => [kind, days]));
}

/** Null keeps for ever. */
export function setRetention(db: WritableDb, kind: RetentionKind, days: number | null): void {
  if (days === null) prepared(db, `DELETE FROM retention_rules WHERE kind = ?`).run(kind);
  else
    prepared(
      db,
      `INSERT INTO retention_rules (kind, days) VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET days = excluded.days`,
    ).run(kind, days);
}

/** How many would go by these rules, at most `most` of each. */
export function previewRetention(
  db: ReadableDb,
  rules: RetentionRules,
  at: number,
  most: number,
): RetentionCounts {
  return inSnapshot(db, () =>
    Object.fromEntries(
      rulesOf(rules).map(([kind, days]) => {
        const counted = prepared<{ n: number }>(
          db,
          `SELECT count(*) AS n FROM (${overdue[kind]} LIMIT $most)`,
        );
        return [kind, counted.get({ before: at - days * day, most })?.n ?? 0];
      }),
    ),
  );
}

/** One short transaction by the rules that hold; what went, and nothing once all is done. */
export function retainStep(db: WritableDb, at: number): RetentionCounts {
  return inTransaction(db, () => {
    for (const [kind, days] of rulesOf(retentionRules(db))) {
      const before = at - days * day;
      const ids = prepared<{ id: string }>(db, `${overdue[kind]} LIMIT ${atOnce}`).all({ before });
      if (ids.length === 0) continue;
      if (kind === 'audit') return { audit: removeAuditBefore(db, before, atOnce) };
      for (const { id } of ids) letGo(db, kind, id);
      dropLooseContents(db);
      return { [kind]: ids.length };
    }
    return {};
  });
}

function letGo(db: WritableDb, kind: Exclude<RetentionKind, 'audit'>, id: string): void {
  switch (kind) {
    case 'notes':
      forgetWriting(db, id);
      prepared(db, `UPDATE interactions SET subject = NULL, detail = NULL WHERE id = ?`).run(id);
      return;
    case 'history': {
      const person = prepared<{ id: string | null }>(
        db,
        `SELECT person_id AS id FROM interactions WHERE id = ?`,
      );
      const personId = person.get(id)?.id ?? null;
      forgetWriting(db, id);
      // What was promised in it is still owed.
      prepared(
        db,
        `UPDATE follow_ups SET interaction_id = NULL WHERE interaction_id = ? AND done_at IS NULL`,
      ).run(id);
      prepared(db, `UPDATE outbox SET interaction_id = NULL WHERE interaction_id = ?`).run(id);
      prepared(db, `DELETE FROM interactions WHERE id = ?`).run(id);
      if (personId !== null) refreshContact(db, personId);
      return;
    }
    case 'followUps':
      prepared(db, `DELETE FROM follow_ups WHERE id = ?`).run(id);
      return;
    case 'outbox':
      prepared(db, `DELETE FROM outbox WHERE id = ?`).run(id);
      return;
    case 'imports':
      prepared(db, `DELETE FROM import_batches WHERE id = ?`).run(id);
      return;
    case 'recordings':
      // Without a conversation it has no way back: its file goes, and then the row.
      prepared(db, `UPDATE recordings SET interaction_id = NULL WHERE id = ?`).run(id);
      return;
    case 'people':
      erase(db, id);
  }
}

function forgetWriting(db: WritableDb, interactionId: string): void {
  prepared(db, `DELETE FROM notes WHERE interaction_id = ?`).run(interactionId);
  prepared(db, `DELETE FROM drafts WHERE interaction_id = ?`).run(interactionId);
  prepared(db, `DELETE FROM files WHERE interaction_id = ?`).run(interactionId);
  removeRuns(db, interactionId);
}

const rulesOf = (rules: RetentionRules): [RetentionKind, number][] =>
  Object.entries(rules) as [RetentionKind, number][];
