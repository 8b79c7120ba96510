/** Whom something is done to: everybody, a list, what a search finds, or those who were chosen. */
import { z } from 'zod';

const id = z.string().min(1).max(64);

export const peopleSelection = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  /** By hand or by rule. */
  z.strictObject({ kind: z.literal('list'), listId: id }),
  z.strictObject({ kind: z.literal('search'), text: z.string().min(1).max(200) }),
  z.strictObject({ kind: z.literal('people'), personIds: z.array(id).min(1).max(500) }),
]);
export type PeopleSelection = z.infer<typeof peopleSelection>;
