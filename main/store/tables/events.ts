/** The steps of a call, append-only: what the row in interactions says now, these say how it came about. */
import { callTransfer, type CallTransfer } from '../../../shared/people/types.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';
import type { InteractionEvent } from '../port.ts';

export type StoredEvent = Pick<InteractionEvent, 'interactionId' | 'at' | 'kind' | 'phase'> & {
  data: string;
};

/** False for a step that stands there already: a request that is sent again after a crash adds nothing. */
export function addEvent(db: WritableDb, event: StoredEvent): boolean {
  return (
    prepared(
      db,
      `INSERT INTO events (interaction_id, at, kind, phase, data)
       SELECT $interactionId, $at, $kind, $phase, $data WHERE NOT EXISTS (
         SELECT 1 FROM events WHERE interaction_id = $interactionId AND at = $at AND kind = $kind AND phase IS $phase AND data = $data)`,
    ).run({ ...event }).changes === 1
  );
}

/** In the order in which they were written. */
export function eventsOf(db: ReadableDb, interactionId: string): StoredEvent[] {
  return prepared<StoredEvent>(
    db,
    `SELECT interaction_id AS interactionId, at, kind, phase, data FROM events
     WHERE interaction_id = ? ORDER BY sequence`,
  ).all(interactionId);
}

/** The last that was heard of a call's transfer. */
export const transferColumn = `(SELECT data FROM events WHERE interaction_id = interactions.id AND kind = 'transfer'
  ORDER BY sequence DESC LIMIT 1) AS transfer`;

/** What a newer version may have written otherwise is left out. */
export function transferFrom(json: string | null): { transfer?: CallTransfer } {
  const read = json === null ? undefined : callTransfer.safeParse(JSON.parse(json)).data;
  return read === undefined ? {} : { transfer: read };
}
