/** How customers find a call: a number out of so many, and what they say about it. */
import { z } from 'zod';
import { boundsOf } from '../script/answer.ts';
import type { RunState } from '../script/run-state.ts';
import type { Script } from '../script/types.ts';

export const mostRating = 100;

export const surveyAnswer = z
  .strictObject({
    rating: z.number().int().min(0),
    /** The highest there was to give. */
    best: z.number().int().min(1).max(mostRating),
    comment: z.string().trim().max(2000).nullable(),
  })
  .refine(({ rating, best }) => rating <= best, 'more than there is to give');
export type SurveyAnswer = z.infer<typeof surveyAnswer>;

/** On the timeline: asked and not answered without a rating. */
export const surveyEntry = z.object({
  rating: z.number().int().nullable(),
  best: z.number().int().nullable(),
  comment: z.string().max(2000).nullable(),
});
export type SurveyEntry = z.infer<typeof surveyEntry>;

/**
 * What was said in a closing script: its first question for a rating that was answered is the rating, the texts that were
 * answered are the comment. Null for other scripts, and before anything was rated.
 */
export function ratingIn(script: Script, state: RunState): SurveyAnswer | null {
  if (script.when !== 'end') return null;
  const questions = script.steps.flatMap(({ question }) => (question === null ? [] : [question]));
  const given = (field: string) =>
    Object.hasOwn(state.answers, field) ? state.answers[field]?.value : undefined;
  const asked = questions.find(({ kind, field }) => kind === 'rating' && typeof given(field) === 'number');
  const best = asked && boundsOf(asked)?.to;
  if (asked === undefined || best === undefined) return null;
  const said = questions.filter(({ kind }) => kind === 'text').flatMap(({ field }) => given(field) ?? []);
  return { rating: Number(given(asked.field)), best, comment: said.join('\n').slice(0, 2000) || null };
}
