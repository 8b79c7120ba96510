/**
 * Erasing a person: their rows, and every text elsewhere by which they could be found. What happened with them stays as bare
 * rows without a name, for figures. Nobody can bring it back.
 */
import { HatifError } from '../../../shared/errors.ts';
import { numberKey } from '../../../shared/match/number-key.ts';
import type { ErasureCounts } from '../../../shared/safety/erasure.ts';
import { inTransaction, prepared, type ReadableDb, type SqlValue, type WritableDb } from '../database.ts';
import { forgetRecipient } from '../bulk/drafts.ts';
import { addAudit, clearAudit } from '../tables/audit.ts';
import { dropLooseContents } from '../tables/files.ts';
import { unindexPerson } from '../tables/people-search.ts';
import { letGoRecordings } from '../tables/recordings.ts';
import { removeRuns } from '../tables/script-runs.ts';
import { without, namesThem, tracesOf, type Traces } from './traces.ts';

class NotMeant extends Error {}

/** What would go; changes nothing. HatifError `notFound`. */
export function previewErasure(db: WritableDb, personId: string): ErasureCounts {
  let counts: ErasureCounts | null = null;
  try {
    inTransaction(db, () => {
      counts = erase(db, personId);
      throw new NotMeant();
    });
  } catch (error) {
    if (!(error instanceof NotMeant)) throw error;
  }
  if (counts === null) throw new HatifError('internal', 'nothing was counted');
  return counts;
}

/** One transaction; returns the receipt, which stands in the audit log without a name. HatifError `notFound`. */
export function erasePerson(
  db: WritableDb,
  personId: string,
  receipt: { id: string; at: number; agent: string | null },
): ErasureCounts {
  return inTransaction(db, () => {
    const counts = erase(db, personId);
    const entry = { ...receipt, kind: 'erasure', personId, subject: null, why: null } as const;
    addAudit(db, { ...entry, data: { counts: { ...counts } } });
    return counts;
  });
}

/** Part of a transaction. */
export function erase(db: WritableDb, personId: string): ErasureCounts {
  const traces = tracesOf(db, personId);
  if (traces === null) throw new HatifError('notFound', 'there is no such person');
  const count = (sql: string, ...values: SqlValue[]): number => prepared(db, sql).run(...values).changes;
  const there = (table: string): number =>
    prepared<{ n: number }>(db, `SELECT count(*) AS n FROM ${table} WHERE person_id = ?`).get(personId)?.n ??
    0;

  const counts: ErasureCounts = {
    numbers: there('numbers'),
    addresses: there('emails') + there('addresses') + there('links'),
    details: there('person_tags') + there('person_values') + there('affiliations') + there('list_members') + there('consents') + there('points_of_contact'),
    files: there('files'),
    history: 0,
    notes: 0,
    answers: 0,
    followUps: 0,
    outbox: 0,
    imports: 0,
    recordings: 0,
    aside: 0,
    log: 0,
  }; // prettier-ignore
  for (const { id, outbound } of interactionsOf(db, traces)) {
    counts.recordings += letGoRecordings(db, id);
    counts.notes += count(`DELETE FROM notes WHERE interaction_id = ?`, id);
    counts.notes += count(`DELETE FROM drafts WHERE interaction_id = ?`, id);
    counts.answers += count(`DELETE FROM script_answers WHERE interaction_id = ?`, id);
    removeRuns(db, id);
    count(`DELETE FROM wrap_up_undos WHERE interaction_id = ?`, id);
    count(`UPDATE surveys SET comment = NULL WHERE interaction_id = ?`, id);
    count(`DELETE FROM cases WHERE interaction_id = ?`, id);
    count(`DELETE FROM events WHERE interaction_id = ? AND (kind = 'linked' OR data <> '{}')`, id);
    counts.files += count(`DELETE FROM files WHERE interaction_id = ?`, id);
    counts.followUps += count(`DELETE FROM follow_ups WHERE interaction_id = ?`, id);
    counts.outbox += count(`DELETE FROM outbox WHERE interaction_id = ?`, id);
    counts.history += count(
      `UPDATE interactions SET person_id = NULL, linked_by = NULL, number = iif(number IS NULL, NULL, ''),
         number_key = NULL, e164 = NULL, name = NULL, called = iif(?, NULL, called), subject = NULL, detail = NULL,
         reference = NULL, handed = NULL WHERE id = ?`,
      outbound,
      id,
    );
  }
  forgetNumbers(db, traces);
  counts.followUps += count(`DELETE FROM follow_ups WHERE person_id = ?`, personId);
  counts.outbox += count(`DELETE FROM outbox WHERE person_id = ?`, personId);
  for (const target of [...traces.numbers, ...traces.emails])
    counts.outbox += count(`DELETE FROM outbox WHERE payload ->> 'to' = ?`, target);
  counts.outbox += forgetRecipient(db, personId, traces.emails);
  counts.imports = redactImports(db, traces);
  counts.aside = redactAside(db, traces);
  redactJobs(db, traces);
  counts.log = clearAudit(db, personId, [...traces.numbers, ...traces.emails, ...traces.names]);

  // The card of a directory as it was last seen; that it is to go there as well is still known.
  count(`UPDATE directory_cards SET base = 'null' WHERE person_id = ?`, personId);
  const row = prepared<{ row: number }>(db, `SELECT row FROM people WHERE id = ?`).get(personId);
  if (row !== undefined) unindexPerson(db, row.row);
  count(`DELETE FROM people WHERE id = ?`, personId);
  dropLooseContents(db);
  return counts;
}

/** Those that are linked with them, and those of nobody over a number that is theirs alone. */
function interactionsOf(db: ReadableDb, { personId, numbers }: Traces): { id: string; outbound: number }[] {
  const columns = `id, direction = 'outbound' AS outbound`;
  const linked = prepared<{ id: string; outbound: number }>(
    db,
    `SELECT ${columns} FROM interactions WHERE person_id = ?`,
  ).all(personId);
  const unlinked = keysOf(numbers).flatMap(key =>
    prepared<{ id: string; outbound: number }>(
      db,
      `SELECT ${columns} FROM interactions WHERE number_key = ? AND person_id IS NULL`,
    ).all(key),
  );
  return [...linked, ...unlinked];
}

const keysOf = (numbers: readonly string[]): string[] => [
  ...new Set(
    numbers.flatMap(number => numberKey({ number, e164: number.startsWith('+') ? number : null }) ?? []),
  ),
];

/** A number that is theirs alone says who they are, wherever it stands: somebody else's call from their phone, a refusal. */
function forgetNumbers(db: WritableDb, { numbers }: Traces): void {
  for (const key of keysOf(numbers)) {
    prepared(
      db,
      `UPDATE interactions SET number = '', number_key = NULL, e164 = NULL, name = NULL WHERE number_key = ?`,
    ).run(key);
    for (const table of ['do_not_contact', 'choices'])
      prepared(db, `DELETE FROM ${table} WHERE number_key = ?`).run(key);
  }
}

/** The account of an import keeps how many there were, not who. */
function redactImports(db: WritableDb, traces: Traces): number {
  const mine = prepared(
    db,
    `UPDATE import_rows SET person_id = NULL, version = NULL, data = NULL WHERE person_id = ?`,
  ).run(traces.personId).changes;
  const failed = prepared<{ batch: number; record: number; data: string }>(
    db,
    `SELECT batch, record, data FROM import_rows WHERE outcome = 'failed' AND data IS NOT NULL`,
  )
    .all()
    .filter(({ data }) => namesThem(data, traces));
  for (const { batch, record } of failed)
    prepared(
      db,
      `UPDATE import_rows SET data = '{"detail":"","cells":[]}' WHERE batch = ? AND record = ?`,
    ).run(batch, record);
  return mine + failed.length;
}

/** What was removed or merged and can be brought back: without them, or not at all. */
function redactAside(db: WritableDb, traces: Traces): number {
  let redacted = 0;
  for (const { id, data } of prepared<{ id: string; data: string }>(
    db,
    `SELECT id, data FROM put_aside`,
  ).all()) {
    const own = prepared(db, `SELECT 1 FROM put_aside WHERE id = ? AND (gone_id = ? OR kept_id = ?)`);
    const theirs = own.get(id, traces.personId, traces.personId) !== undefined;
    if (!theirs && !namesThem(data, traces)) continue;
    redacted += 1;
    const kept = theirs ? undefined : without(JSON.parse(data), traces);
    const text = JSON.stringify(kept);
    if (kept === undefined || namesThem(text, traces))
      prepared(db, `DELETE FROM put_aside WHERE id = ?`).run(id);
    else prepared(db, `UPDATE put_aside SET data = ? WHERE id = ?`).run(text, id);
  }
  return redacted;
}

/** A search for them, done something with. */
function redactJobs(db: WritableDb, traces: Traces): void {
  const jobs = prepared<{ number: number; action: string; selection: string }>(
    db,
    `SELECT number, action, selection FROM bulk_jobs`,
  ).all();
  const nobody = JSON.stringify({ kind: 'search', text: '…' });
  for (const { number, action, selection } of jobs) {
    if (namesThem(selection, traces))
      prepared(db, `UPDATE bulk_jobs SET selection = ? WHERE number = ?`).run(nobody, number);
    if (namesThem(action, traces)) prepared(db, `DELETE FROM bulk_jobs WHERE number = ?`).run(number);
  }
}
