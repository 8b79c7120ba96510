/** Moving rows from one store to another when a file becomes unusable, and when a fresh one takes its place. */
import { inTransaction, prepared, type SqlValue, type WritableDb } from './database.ts';
import { indexPerson } from './tables/people-search.ts';

/** Every table but the search index, which is made anew; those that others refer to come first. */
const tables = [
  'organisations',
  'people',
  'numbers',
  'organisation_numbers',
  'emails',
  'addresses',
  'links',
  'person_tags',
  'custom_fields',
  'person_values',
  'organisation_values',
  'affiliations',
  'consents',
  'do_not_contact',
  'points_of_contact',
  'lists',
  'list_members',
  'outcomes',
  'interactions',
  'recordings',
  'events',
  'notes',
  'follow_ups',
  'drafts',
  'kept_calls',
  'choices',
  'wrap_up_undos',
  'scripts',
  'script_versions',
  'script_runs',
  'script_answers',
  'script_steps',
  'put_aside',
  'not_duplicates',
  'import_batches',
  'import_rows',
  'import_made',
  'import_plans',
  'outbox',
  'tools',
  'agent_spans',
  'calendar_items',
  'cases',
  'surveys',
  'check_in_rules',
  'check_ins',
  'directories',
  'directory_cards',
  'directory_conflicts',
  'audit',
  'bulk_jobs',
  'bulk_rows',
  'retention_rules',
  'file_contents',
  'files',
] as const;

type Table = (typeof tables)[number];
type Row = Record<string, SqlValue>;

/** Copies all rows of `from`, in memory while no file could be used, into the fresh store `to`. Returns how many. */
export function carryOver(from: WritableDb, to: WritableDb): number {
  return inTransaction(to, () => {
    let copied = 0;
    for (const table of tables)
      for (const row of prepared<Row>(from, `SELECT * FROM ${table}`).all()) copied += insert(to, table, row);
    for (const { id } of prepared<{ id: string }>(to, `SELECT id FROM people`).all()) indexPerson(to, id);
    return copied;
  });
}

/** Calls that are not wrapped up, newest first: what the agent has in hand when a file turns out to be damaged. */
const inHand = `SELECT id FROM interactions WHERE channel = 'call' AND wrapped_at IS NULL ORDER BY at DESC LIMIT 50`;
const unfinished = [
  // Without its person: people stay in the damaged file.
  [
    'interactions',
    `SELECT *, NULL AS person_id, NULL AS linked_by FROM interactions WHERE id IN (${inHand})`,
  ],
  ['events', `SELECT * FROM events WHERE interaction_id IN (${inHand})`],
  ['drafts', `SELECT * FROM drafts`],
  ['scripts', `SELECT * FROM scripts`],
  ['script_versions', `SELECT * FROM script_versions`],
  ['script_runs', `SELECT * FROM script_runs WHERE interaction_id IN (${inHand})`],
  ['script_answers', `SELECT * FROM script_answers WHERE interaction_id IN (${inHand})`],
  ['script_steps', `SELECT * FROM script_steps WHERE interaction_id IN (${inHand})`],
] as const satisfies readonly (readonly [Table, string])[];

/**
 * Copies the calls that the agent has in hand, and all that was typed, out of the damaged store `from` into `to`, as far
 * as they can still be read. Never throws. Returns how many rows.
 */
export function rescueUnfinished(from: WritableDb, to: WritableDb): number {
  let copied = 0;
  for (const [table, sql] of unfinished) {
    try {
      for (const row of prepared<Row>(from, sql).all()) copied += insert(to, table, row);
    } catch {
      // This part of the file is lost to us; the next may not be.
    }
  }
  return copied;
}

function insert(to: WritableDb, table: Table, row: Row): number {
  const columns = Object.keys(row);
  const places = columns.map(() => '?').join(', ');
  return prepared(to, `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${places})`).run(
    ...Object.values(row),
  ).changes;
}
