/** Where the answers of customers who rated a call by its link are fetched, and how what stands there is read. */
import { z } from 'zod';
import { valueAt } from '../followups/json-path.ts';
import { outboxFault } from '../outbox/types.ts';
import { mostRating, surveyAnswer, type SurveyAnswer } from './types.ts';

const path = z
  .string()
  .max(120)
  .regex(/^[A-Za-z0-9_$.-]*$/);

export const surveySource = z.strictObject({
  /** Liquid; `since` is when the first of those were asked who are waited for. */
  url: z.string().min(1).max(2000),
  /** Its value is Liquid and may name `secret`; null: none is sent. */
  header: z
    .strictObject({ name: z.string().regex(/^[A-Za-z0-9-]{1,64}$/), value: z.string().max(2000) })
    .nullable(),
  /** Where the list of answers stands; '' when it is the whole. */
  list: path,
  /** In each answer: the code of the call, the rating, what was said ('' when nothing is). */
  code: path.min(1),
  rating: path.min(1),
  comment: path,
  /** The highest there is to give. */
  best: z.number().int().min(1).max(mostRating),
  minutes: z.number().int().min(5).max(1440),
  /** Addresses of this machine and of the local network may be reached. */
  allowPrivate: z.boolean(),
});
export type SurveySource = z.infer<typeof surveySource>;

export type CodedAnswer = SurveyAnswer & { code: string };

/** What came of fetching. `unread`: answers that could not be made sense of. */
export const surveyLook = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('heard'), heard: z.number().int(), unread: z.number().int() }),
  /** Nobody is waited for, or nothing is set up. */
  z.strictObject({ result: z.literal('nobody') }),
  z.strictObject({ result: z.literal('unreadable') }),
  z.strictObject({
    result: z.literal('fault'),
    fault: outboxFault,
    detail: z.string().max(300).nullable(),
  }),
]);
export type SurveyLook = z.infer<typeof surveyLook>;

/** More are left for the next time. */
const mostAnswers = 5000;

/** What `text` says, as `source` describes it; null when it is not JSON or has no list there. Hostile text. */
export function answersIn(
  text: string,
  source: Pick<SurveySource, 'list' | 'code' | 'rating' | 'comment' | 'best'>,
): { answers: CodedAnswer[]; unread: number } | null {
  const list = listIn(text, source.list);
  if (list === null) return null;
  const answers = list.slice(0, mostAnswers).flatMap(each => answerOf(each, source) ?? []);
  return { answers, unread: Math.min(list.length, mostAnswers) - answers.length };
}

function listIn(text: string, at: string): unknown[] | null {
  try {
    const found = valueAt(JSON.parse(text), at);
    return Array.isArray(found) ? found : null;
  } catch {
    return null; // SyntaxError
  }
}

function answerOf(
  each: unknown,
  source: Pick<SurveySource, 'code' | 'rating' | 'comment' | 'best'>,
): CodedAnswer | null {
  const code = valueAt(each, source.code);
  const rating = valueAt(each, source.rating);
  const said = source.comment === '' ? undefined : valueAt(each, source.comment);
  if (typeof code !== 'string' || code === '' || code.length > 64) return null;
  const read = surveyAnswer.safeParse({
    // Forms send numbers as text.
    rating: typeof rating === 'string' && /^\d{1,3}$/.test(rating.trim()) ? Number(rating) : rating,
    best: source.best,
    comment: typeof said === 'string' ? said.trim().slice(0, 2000) || null : null,
  });
  return read.success ? { ...read.data, code } : null;
}
