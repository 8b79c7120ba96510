/** The card of a call that rings while the agent looks at another program. */
import { z } from 'zod';
import { callId, nothing, type Procedure } from './procedure.ts';

const text = z.string().max(300);

/** All that the card shows, in the agent's language: its page knows no words of its own. Hostile text in it stays text. */
export const ringCard = z.object({
  callId,
  language: z.enum(['en', 'ar']),
  title: text,
  /** Of the person, or as the caller says; null when only a number is known. */
  name: text.nullable(),
  organisation: text.nullable(),
  /** Empty when it was withheld. */
  number: text,
  called: text.nullable(),
  /** That another one rings, too; null when none does. */
  more: text.nullable(),
  silenced: z.boolean(),
  /** Absent buttons have no word. */
  words: z.object({
    answer: text,
    decline: text,
    silence: text,
    send: text.nullable(),
    open: text,
  }),
});
export type RingCard = z.infer<typeof ringCard>;

const ringing = ['ringing'] as const;

export const ringAct = z.enum(['answer', 'decline', 'silence', 'send', 'open']);
export type RingAct = z.infer<typeof ringAct>;

export const ringingProcedures = {
  /** What to show now; null when nothing rings. */
  'ringing.card': { input: nothing, output: ringCard.nullable(), windows: ringing },
  /** What the agent pressed. What cannot be done is said in the workspace, which then comes to the front. */
  'ringing.act': { input: z.strictObject({ callId, act: ringAct }), output: nothing, windows: ringing },
} as const satisfies Record<string, Procedure>;
