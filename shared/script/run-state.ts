/** Where somebody is in a script: all that is needed to go on at the same step after a reload, a crash or a transfer. */
import { z } from 'zod';
import { longestText } from './entries.ts';

const name = z.string().min(1).max(60);
const instant = z.number().int(); // ms since the epoch

export const part = z.enum(['start', 'end']);
export type Part = z.infer<typeof part>;

export const given = z.strictObject({
  value: z.union([z.string().max(4000), z.number()]),
  at: instant,
  step: name,
});

export const runState = z.strictObject({
  scriptId: name,
  version: z.number().int().positive(),
  language: z.string().max(3),
  /** `end` when it is finished. */
  step: name,
  /** The steps before this one, oldest first; the newest is where Back leads. */
  trail: z.array(name).max(500),
  /** Where `return` leads, the newest last. */
  raised: z.array(name).max(50),
  /** By field. */
  answers: z.record(name, given),
  /** Typed and not yet given, by field. */
  typed: z.record(name, z.string().max(4000)),
  /** Milliseconds spent in each step. */
  times: z.record(name, z.number().int().nonnegative()),
  /** Since when the step is on screen; null while another call is. */
  shownAt: instant.nullable(),
  startedAt: instant,
  endedAt: instant.nullable(),
  /** What its buttons did. */
  acts: z
    .array(z.strictObject({ kind: z.string().max(40), target: z.string().max(300), at: instant }))
    .max(200),
});
export type RunState = z.infer<typeof runState>;

/** The script of one part of a call, and how far it has been gone through; null before it was begun. */
export const callScript = z.object({
  interactionId: z.string().min(1).max(64),
  part,
  scriptId: name,
  version: z.number().int().positive(),
  source: z.string().max(longestText),
  state: runState.nullable(),
  /** Where whoever handed the call to us was: in nobody's hand until the agent takes it. */
  offered: z.literal(true).optional(),
});
export type CallScript = z.infer<typeof callScript>;
