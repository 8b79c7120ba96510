/** Lists of people: by hand, or by a rule. */
import { z } from 'zod';
import { rule } from './rule.ts';
import { campaignName, searchHit } from './types.ts';

const id = z.string().min(1).max(64);

export const listFields = z.strictObject({
  name: z.string().trim().min(1).max(120),
  /** Null for a list made by hand. */
  rule: rule.nullable(),
  /** Whoever is on it is not to be contacted. */
  doNotContact: z.boolean(),
  archived: z.boolean(),
  /** What its people are called for; absent when the list is no campaign. */
  campaign: campaignName.optional(),
});
export type ListFields = z.infer<typeof listFields>;

export const listView = z.object({
  id,
  ...listFields.shape,
  version: z.number().int(),
  sample: z.boolean(),
  /** Members by hand; null for a rule, whose members are counted when asked for. */
  members: z.number().int().nullable(),
});
export type ListView = z.infer<typeof listView>;

/** A part of those whom a rule or a list names. */
export const matchingPart = z.object({
  people: z.array(searchHit),
  /** How many of this part it names, shown or not. */
  count: z.number().int(),
  /** Where the next part begins; null when this was the last. */
  next: z.number().int().nullable(),
  /** How far everybody was looked through, 0 to 1. */
  done: z.number(),
});
export type MatchingPart = z.infer<typeof matchingPart>;

/** What is saved of a list, as it stands. */
export const listFieldsOf = ({ name, rule, doNotContact, archived, campaign }: ListView): ListFields => ({
  name,
  rule,
  doNotContact,
  archived,
  ...(campaign === undefined ? {} : { campaign }),
});
