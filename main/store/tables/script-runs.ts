/** How far each call went through its scripts, what was answered, and how long each step took. */
import type { Part, RunState } from '../../../shared/script/run-state.ts';
import type { RecordedAnswer } from '../../../shared/script/record.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';

export interface StoredRun {
  interactionId: string;
  part: Part;
  state: RunState;
}

/** Writes the run as it is now; answers that were taken back are gone. */
export function putRun(
  db: WritableDb,
  { interactionId, part, state }: StoredRun,
  answers: readonly RecordedAnswer[],
  at: number,
): void {
  const { scriptId, version, step, startedAt, endedAt } = state;
  prepared(
    db,
    `INSERT INTO script_runs (interaction_id, part, script_id, version, step, state, begun_at, ended_at, saved_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (interaction_id, part) DO UPDATE SET script_id = excluded.script_id, version = excluded.version,
       step = excluded.step, state = excluded.state, begun_at = excluded.begun_at, ended_at = excluded.ended_at,
       saved_at = excluded.saved_at`,
  ).run(interactionId, part, scriptId, version, step, JSON.stringify(state), startedAt, endedAt, at);
  for (const table of ['script_answers', 'script_steps'] as const)
    prepared(db, `DELETE FROM ${table} WHERE interaction_id = ? AND part = ?`).run(interactionId, part);
  for (const [position, answer] of answers.entries())
    prepared(
      db,
      `INSERT INTO script_answers (interaction_id, part, position, field, step, value, label, said, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      interactionId,
      part,
      position,
      answer.field,
      answer.step,
      answer.value,
      answer.label,
      answer.said,
      answer.at,
    );
  for (const [name, ms] of Object.entries(state.times))
    prepared(db, `INSERT INTO script_steps (interaction_id, part, step, ms) VALUES (?, ?, ?, ?)`).run(
      interactionId,
      part,
      name,
      ms,
    );
}

export function runsOf(db: ReadableDb, interactionId: string): StoredRun[] {
  return prepared<{ part: Part; state: string }>(
    db,
    `SELECT part, state FROM script_runs WHERE interaction_id = ? ORDER BY part DESC`,
  )
    .all(interactionId)
    .map(({ part, state }) => ({ interactionId, part, state: JSON.parse(state) as RunState }));
}

export interface StepFigures {
  step: string;
  /** Runs that were in it. */
  runs: number;
  /** Of those, the ones that ended there without finishing. */
  left: number;
  /** Mean time in it, ms. */
  ms: number;
}

export interface RunFigures {
  runs: number;
  finished: number;
  steps: StepFigures[];
}

/** Grouped in a table of its own: it is read when somebody looks at the figures, never during a call. */
const figuresQuery = `
  SELECT script_steps.step AS step, count(*) AS runs,
    sum(script_runs.ended_at IS NULL AND script_runs.step = script_steps.step) AS left,
    CAST(avg(ms) AS INTEGER) AS ms
  FROM script_runs JOIN script_steps USING (interaction_id, part)
  WHERE script_id = ? AND version = ? GROUP BY script_steps.step`;

/** What happened in the runs of one version. */
export function figuresOf(db: ReadableDb, scriptId: string, version: number): RunFigures {
  const whole = prepared<{ runs: number; finished: number }>(
    db,
    `SELECT count(*) AS runs, count(ended_at) AS finished FROM script_runs WHERE script_id = ? AND version = ?`,
  ).get(scriptId, version) ?? { runs: 0, finished: 0 };
  return { ...whole, steps: prepared<StepFigures>(db, figuresQuery).all(scriptId, version) };
}

export function removeRuns(db: WritableDb, interactionId: string): number {
  return prepared(db, `DELETE FROM script_runs WHERE interaction_id = ?`).run(interactionId).changes;
}
