/** What a killed agent had been told is safe, compared with what a file holds. */
import type { WritableDb } from '../../main/store/database.ts';

interface Known {
  answered: boolean;
  ended: boolean;
  wrapped: boolean;
  /** Letters of the note that were acknowledged. */
  letters: number;
}

/** Steps by call, from the lines of agent-writes.ts; a line that was cut off counts for nothing. */
export function readAcknowledged(output: string): { calls: Map<string, Known>; steps: number } {
  const calls = new Map<string, Known>();
  const lines = output.split('\n').slice(0, -1);
  for (const line of lines) {
    const [step, id = '', letters] = line.split(' ');
    const call = calls.get(id) ?? { answered: false, ended: false, wrapped: false, letters: 0 };
    calls.set(id, call);
    if (step === 'answered' || step === 'ended' || step === 'wrapped') call[step] = true;
    call.letters = Math.max(call.letters, Number(letters));
  }
  return { calls, steps: lines.length };
}

interface Row {
  answered: number;
  ended: number;
  wrapped: number;
  note: string | null;
  draft: string | null;
  events: number;
  promised: number;
}

/** How many of the acknowledged steps are missing from the file. */
export function countLost(db: WritableDb, calls: ReadonlyMap<string, Known>): number {
  const find = db.prepare<[string], Row>(
    `SELECT answered_at IS NOT NULL AS answered, ended_at IS NOT NULL AS ended, wrapped_at IS NOT NULL AS wrapped,
       (SELECT text FROM notes WHERE interaction_id = interactions.id) AS note,
       (SELECT note FROM drafts WHERE interaction_id = interactions.id) AS draft,
       (SELECT count(*) FROM events WHERE interaction_id = interactions.id) AS events,
       (SELECT count(*) FROM follow_ups WHERE interaction_id = interactions.id) AS promised
     FROM interactions WHERE id = ?`,
  );
  let lost = 0;
  for (const [id, known] of calls) {
    const row = find.get(id);
    const events = 1 + Number(known.answered) + Number(known.ended);
    const kept = [
      row !== undefined,
      !known.answered || row?.answered === 1,
      !known.ended || row?.ended === 1,
      !known.wrapped || (row?.wrapped === 1 && row.promised === 1),
      (row?.note ?? row?.draft ?? '').length >= known.letters,
      (row?.events ?? 0) >= events,
    ];
    lost += kept.filter(each => !each).length;
  }
  return lost;
}

/** Faults of the file itself: of its pages, its references, its search index, and wrap-ups that are there by half. */
export function countFaults(db: WritableDb): number {
  const whole = db.pragma('integrity_check', { simple: true }) === 'ok' ? 0 : 1;
  const references = (db.pragma('foreign_key_check') as unknown[]).length;
  const halves = db
    .prepare<[], { n: number }>(
      `SELECT count(*) AS n FROM interactions WHERE (wrapped_at IS NOT NULL) <>
         (EXISTS (SELECT 1 FROM follow_ups WHERE interaction_id = interactions.id)
          AND NOT EXISTS (SELECT 1 FROM drafts WHERE interaction_id = interactions.id))`,
    )
    .get();
  return whole + references + (halves?.n ?? 0) + indexFaults(db);
}

function indexFaults(db: WritableDb): number {
  try {
    db.exec(`INSERT INTO people_search (people_search, rank) VALUES ('integrity-check', 0)`);
    return 0;
  } catch {
    return 1;
  }
}
