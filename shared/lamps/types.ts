/** Colleagues, points of contact and parking places whose state the phone system tells, and what waits in a mailbox. */
import { z } from 'zod';
import { dialled } from '../phone/rules.ts';

/** Somebody, or a place to park, to be shown as a lamp. */
export const watched = z.object({
  id: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(80),
  /** Extension or user at the phone system, as dialled. */
  number: dialled,
  kind: z.enum(['colleague', 'park']),
});
export type Watched = z.infer<typeof watched>;

/**
 * `unknown`: not told (yet, or because the phone system refuses to). `away`: not on the phone, but says not to be there.
 */
export const lampState = z.enum(['unknown', 'free', 'ringing', 'busy', 'away']);
export type LampState = z.infer<typeof lampState>;

export const lampView = /* @__PURE__ */ watched.extend({
  state: lampState,
  /** With whom, where the phone system says so: number and name. Hostile text. */
  peer: z.object({ number: z.string().max(256), name: z.string().max(256).nullable() }).nullable(),
  /** What they say of themselves. Hostile text. */
  note: z.string().max(300).nullable(),
  /** It rings there, and there is a way to take the call. */
  canPickUp: z.boolean(),
});
export type LampView = z.infer<typeof lampView>;

export const mailboxView = z.object({
  accountId: z.string(),
  waiting: z.boolean(),
  /** Voice messages; null where only `waiting` is told. */
  fresh: z.number().int().min(0).max(99_999).nullable(),
  old: z.number().int().min(0).max(99_999).nullable(),
});
export type MailboxView = z.infer<typeof mailboxView>;

export const lampBoard = z.object({ lamps: z.array(lampView), mailboxes: z.array(mailboxView) });
export type LampBoard = z.infer<typeof lampBoard>;
