/** How likely two records are one person, and why: each reason is shown beside the pair. */
import { z } from 'zod';

export const duplicateReason = z.enum([
  'sameDirectNumber',
  'sameSharedNumber',
  'sameEmail',
  'sameName',
  'sameNameParts',
  'sameOrganisation',
  'otherOrganisation',
  'nothingElseInCommon',
]);
export type DuplicateReason = z.infer<typeof duplicateReason>;

/** What is compared of a record. */
export interface Likeness {
  /** Folded; both scripts. */
  names: readonly string[];
  /** Digits, and whether others have the number too. */
  numbers: readonly { digits: string; shared: boolean }[];
  emails: readonly string[];
  organisationId: string | null;
}

/** Points of 100. A shared number says little, a name alone is common, a different employer speaks against it. */
const points: Record<DuplicateReason, number> = {
  sameDirectNumber: 55,
  sameSharedNumber: 15,
  sameEmail: 60,
  sameName: 45,
  sameNameParts: 30,
  sameOrganisation: 15,
  otherOrganisation: -10,
  nothingElseInCommon: -15,
};

/** Pairs below are not shown. */
export const leastScore = 40;

export function likeness(a: Likeness, b: Likeness): { score: number; reasons: DuplicateReason[] } {
  const reasons: DuplicateReason[] = [];
  const common = a.numbers.flatMap(number => {
    const other = b.numbers.find(({ digits }) => digits === number.digits);
    return other === undefined || number.digits === '' ? [] : [number.shared || other.shared];
  });
  if (common.includes(false)) reasons.push('sameDirectNumber');
  else if (common.length > 0) reasons.push('sameSharedNumber');
  const sameEmail = a.emails.some(email => b.emails.includes(email));
  if (sameEmail) reasons.push('sameEmail');
  if (a.names.some(name => name !== '' && b.names.includes(name))) reasons.push('sameName');
  else if (a.names.some(name => b.names.some(other => sameParts(name, other)))) reasons.push('sameNameParts');
  if (a.organisationId !== null && b.organisationId !== null)
    reasons.push(a.organisationId === b.organisationId ? 'sameOrganisation' : 'otherOrganisation');
  // Both can be reached, and by nothing that they have in common: two people of one name.
  if (common.length === 0 && !sameEmail && reachable(a) && reachable(b)) reasons.push('nothingElseInCommon');
  const score = reasons.reduce((sum, reason) => sum + points[reason], 0);
  return { score: Math.max(0, Math.min(100, score)), reasons };
}

const reachable = ({ numbers, emails }: Likeness): boolean => numbers.length + emails.length > 0;

/** The same words in another order: Haddad Layla, Layla Haddad. One word alone says nothing. */
function sameParts(a: string, b: string): boolean {
  const [left, right] = [a.split(' '), b.split(' ')];
  return left.length > 1 && left.length === right.length && left.sort().join(' ') === right.sort().join(' ');
}

export const duplicatePair = z.object({
  people: z.tuple([
    z.object({ id: z.string(), name: z.string(), otherName: z.string().nullable(), detail: z.string() }),
    z.object({ id: z.string(), name: z.string(), otherName: z.string().nullable(), detail: z.string() }),
  ]),
  score: z.number(),
  reasons: z.array(duplicateReason),
});
export type DuplicatePair = z.infer<typeof duplicatePair>;
