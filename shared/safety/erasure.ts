/** What erasing a person takes away: the preview before, the receipt after. */
import { z } from 'zod';

const count = z.number().int();

export const erasureCounts = z.object({
  numbers: count,
  addresses: count,
  /** Tags, own fields, lists, consents, roles. */
  details: count,
  files: count,
  /** Conversations that stay as bare rows, without who it was. */
  history: count,
  notes: count,
  answers: count,
  followUps: count,
  outbox: count,
  imports: count,
  /** Sound of calls, whose files go. */
  recordings: count,
  /** Of what was removed or merged and could be brought back. */
  aside: count,
  /** Entries of the audit log that named them. */
  log: count,
});
export type ErasureCounts = z.infer<typeof erasureCounts>;
/** In the order in which they are told. */
export const erasureKinds = erasureCounts.keyof().options;
