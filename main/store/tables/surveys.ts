/** Which customers were asked how they found a call, and what they said. */
import type { CodedAnswer } from '../../../shared/survey/source.ts';
import type { SurveyAnswer, SurveyEntry } from '../../../shared/survey/types.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';

export interface AskedSurvey {
  interactionId: string;
  /** Names the call in the link that was sent. */
  code: string;
  by: 'call' | 'email' | 'message';
  at: number;
}

/** False when they were asked about this call already. */
export function askSurvey(db: WritableDb, { interactionId, code, by, at }: AskedSurvey): boolean {
  return (
    prepared(
      db,
      `INSERT INTO surveys (interaction_id, code, asked_at, asked_by)
       SELECT id, ?, ?, ? FROM interactions WHERE id = ? ON CONFLICT DO NOTHING`,
    ).run(code, at, by, interactionId).changes === 1
  );
}

/** What was said in the call or to the agent; the latest word counts. False when nobody was asked. */
export function answerSurvey(
  db: WritableDb,
  interactionId: string,
  { rating, best, comment }: SurveyAnswer,
  heard: { by: 'call' | 'agent'; at: number },
): boolean {
  return (
    prepared(
      db,
      `UPDATE surveys SET rating = $rating, best = $best, comment = $comment, answered_at = $at, heard_by = $by
       WHERE interaction_id = $interactionId`,
    ).run({ rating, best, comment, interactionId, ...heard }).changes === 1
  );
}

/** When the first of those were asked who did not answer yet, of those asked since. */
export const oldestOpenSurvey = (db: ReadableDb, since: number): number | null =>
  prepared<{ at: number | null }>(
    db,
    `SELECT min(asked_at) AS at FROM surveys WHERE answered_at IS NULL AND asked_at >= ?`,
  ).get(since)?.at ?? null;

/** Codes that name no call of ours are none of our business. Returns how many answers were news. */
export function hearSurveys(db: WritableDb, answers: readonly CodedAnswer[], at: number): number {
  const hear = prepared(
    db,
    `UPDATE surveys SET rating = $rating, best = $best, comment = $comment, answered_at = $at, heard_by = 'poll'
     WHERE code = $code AND (answered_at IS NULL OR heard_by = 'poll')
       AND (rating, best, comment) IS NOT ($rating, $best, $comment)`,
  );
  return answers.reduce((sum, answer) => sum + hear.run({ ...answer, at }).changes, 0);
}

/** As a column of a query over interactions. */
export const surveyColumn = `(SELECT json_object('rating', rating, 'best', best, 'comment', comment) FROM surveys
  WHERE interaction_id = interactions.id) AS survey`;

export const surveyFrom = (json: string | null): { survey?: SurveyEntry } =>
  json === null ? {} : { survey: JSON.parse(json) as SurveyEntry };
