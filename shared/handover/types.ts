/** What whoever hands a call to us says of it. It is what somebody said: shown as text, and believed in nothing. */
import { z } from 'zod';

/** A place in a call script whose text both desks have: everything else of it follows from the text. */
export const scriptPlace = z.object({
  /** The beginning of the SHA-256 of the script's text: the same version on both desks, or nothing. */
  print: z.string().regex(/^[0-9a-f]{12}$/),
  language: z.string().max(3),
  /** Which of the script's steps, from 0. */
  step: z.number().int().min(0).max(0xffff),
  /** By the number of the question, from 0; an answer of a choice by its own number. */
  answers: z
    .array(z.tuple([z.number().int().min(0).max(255), z.union([z.string(), z.number().int()])]))
    .max(64),
});
export type ScriptPlace = z.infer<typeof scriptPlace>;

export const handover = z.object({
  /** Who hands it on. */
  by: z.string().max(128).nullable(),
  /** Whose call it is. */
  who: z.string().max(128).nullable(),
  why: z.string().max(128).nullable(),
  note: z.string().max(512).nullable(),
  /** Where more stands, https alone. */
  link: z.string().max(300).nullable(),
  script: scriptPlace.nullable(),
});
export type Handover = z.infer<typeof handover>;

export const nothingAlong: Handover = {
  by: null,
  who: null,
  why: null,
  note: null,
  link: null,
  script: null,
};
