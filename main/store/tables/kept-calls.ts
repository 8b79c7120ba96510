/** Calls that live, with what it takes to go on with them after our own death. */
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';
import type { KeptRow } from '../port.ts';

export function keptCalls(db: ReadableDb): KeptRow[] {
  return prepared<KeptRow>(
    db,
    `SELECT interaction_id AS interactionId, at, state FROM kept_calls ORDER BY interaction_id`,
  ).all();
}

/** All that live; whatever else was kept is forgotten. Of a call that has ended or is not known nothing is kept. */
export function putKeptCalls(db: WritableDb, calls: readonly KeptRow[]): void {
  prepared(db, `DELETE FROM kept_calls WHERE interaction_id NOT IN (SELECT value FROM json_each(?))`).run(
    JSON.stringify(calls.map(call => call.interactionId)),
  );
  const put = prepared(
    db,
    `INSERT INTO kept_calls (interaction_id, at, state)
     SELECT id, $at, $state FROM interactions WHERE id = $interactionId AND ended_at IS NULL
     ON CONFLICT (interaction_id) DO UPDATE SET at = excluded.at, state = excluded.state`,
  );
  for (const call of calls) put.run({ ...call });
}
