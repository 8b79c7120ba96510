/** Which customers were asked how they found a call, and what they said. */
import type { SurveyAnswer, SurveyEntry } from '../../../shared/survey/types.ts';
import { prepared, type WritableDb } from '../database.ts';

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

/** The latest word counts; what a person entered is not overwritten by a machine. False when nobody was asked. */
export function answerSurvey(
  db: WritableDb,
  interactionId: string,
  { rating, best, comment }: SurveyAnswer,
  heard: { by: 'call' | 'agent' | 'poll'; at: number },
): boolean {
  return (
    prepared(
      db,
      `UPDATE surveys SET rating = $rating, best = $best, comment = $comment, answered_at = $at, heard_by = $by
       WHERE interaction_id = $interactionId AND ($by <> 'poll' OR answered_at IS NULL)`,
    ).run({ rating, best, comment, interactionId, ...heard }).changes === 1
  );
}

/** As a column of a query over interactions. */
export const surveyColumn = `(SELECT json_object('rating', rating, 'best', best, 'comment', comment) FROM surveys
  WHERE interaction_id = interactions.id) AS survey`;

export const surveyFrom = (json: string | null): { survey?: SurveyEntry } =>
  json === null ? {} : { survey: JSON.parse(json) as SurveyEntry };
