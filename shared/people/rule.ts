/**
 * Who is on a list by rule: a tree of conditions, checked at the border, told in words (rule-words.ts) and asked of the
 * store as SQL (main/store/rule-sql.ts). Text is compared folded, as search does.
 */
import { z } from 'zod';
import { languageTag } from './types.ts';

const text = z.string().trim().min(1).max(200);
const id = z.string().min(1).max(64);
const days = z.number().int().min(1).max(36_500);

/** Fields that hold words. `name` is either of the two. */
export const wordFields = ['name', 'role', 'city', 'organisation', 'email', 'remark'] as const;
const figure = z.number().min(-1e12).max(1e12);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const words = z.strictObject({
  field: z.enum(wordFields),
  op: z.enum(['is', 'contains', 'begins']),
  value: text,
});
const blank = z.strictObject({ field: z.enum([...wordFields, 'language']), op: z.literal('empty') });
const plain = [
  z.strictObject({ field: z.literal('language'), op: z.literal('is'), value: languageTag }),
  z.strictObject({ field: z.literal('tag'), op: z.literal('has'), value: text }),
  z.strictObject({ field: z.literal('list'), op: z.literal('on'), value: id }),
  z.strictObject({
    field: z.literal('organisationKind'),
    op: z.literal('is'),
    value: z.enum(['customer', 'prospect', 'supplier', 'distributor', 'partner', 'own', 'other']),
  }),
  /** What the latest conversation with an outcome ended with, or any of them. */
  z.strictObject({ field: z.literal('outcome'), op: z.enum(['last', 'ever']), value: id }),
  z.strictObject({ field: z.literal('lastContact'), op: z.enum(['within', 'before']), value: days }),
  z.strictObject({ field: z.literal('lastContact'), op: z.literal('never') }),
  z.strictObject({
    field: z.literal('contacts'),
    op: z.enum(['atLeast', 'atMost']),
    value: z.number().int().min(0).max(1_000_000),
  }),
  z.strictObject({ field: z.literal('added'), op: z.literal('within'), value: days }),
  z.strictObject({
    field: z.literal('consent'),
    op: z.literal('given'),
    value: z.enum(['call', 'email', 'message']),
  }),
  z.strictObject({
    field: z.literal('reachable'),
    op: z.literal('by'),
    value: z.enum(['call', 'email', 'letter', 'video']),
  }),
  z.strictObject({ field: z.enum(['doNotContact', 'provisional']), op: z.literal('yes') }),
] as const;
/** A field of the team's own, by its id. */
const custom = [
  z.strictObject({ field: z.literal('own'), own: id, op: z.enum(['is', 'contains', 'begins']), value: text }),
  z.strictObject({ field: z.literal('own'), own: id, op: z.enum(['atLeast', 'atMost']), value: figure }),
  z.strictObject({ field: z.literal('own'), own: id, op: z.enum(['before', 'after']), value: date }),
  z.strictObject({ field: z.literal('own'), own: id, op: z.literal('empty') }),
] as const;
export const condition = z.union([words, blank, ...plain, ...custom]);
export type Condition = z.infer<typeof condition>;

export type Rule = Condition | { all: Rule[] } | { any: Rule[] } | { not: Rule };

const mostParts = 40;
export const mostDepth = 6;

const tree: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    condition,
    z.strictObject({ all: z.array(tree).max(mostParts) }),
    z.strictObject({ any: z.array(tree).max(mostParts) }),
    z.strictObject({ not: tree }),
  ]),
);

/** All of none is everybody; any of none is nobody. */
export const rule = z
  .unknown()
  // Before the tree is walked by the schema: a deep one would exhaust the stack.
  .refine(value => depthOf(value, mostDepth + 1) <= mostDepth, 'the rule is too deep')
  .pipe(tree)
  .refine(value => size(value) <= mostParts, 'the rule has too many parts');

function depthOf(value: unknown, left: number): number {
  if (left === 0 || typeof value !== 'object' || value === null) return 0;
  const parts = value as { all?: unknown; any?: unknown; not?: unknown };
  const inner = [parts.all, parts.any].flatMap(list => (Array.isArray(list) ? (list as unknown[]) : []));
  if (parts.not !== undefined) inner.push(parts.not);
  return 1 + Math.max(0, ...inner.slice(0, 100).map(part => depthOf(part, left - 1)));
}

function size(part: Rule): number {
  return 1 + partsOf(part).reduce((sum, inner) => sum + size(inner), 0);
}

function partsOf(part: Rule): readonly Rule[] {
  if ('all' in part) return part.all;
  if ('any' in part) return part.any;
  if ('not' in part) return [part.not];
  return [];
}

/** Lists that the rule itself names. */
export function listsIn(part: Rule): string[] {
  if ('field' in part) return part.field === 'list' ? [part.value] : [];
  return partsOf(part).flatMap(listsIn);
}

/** Whether a list with this rule would, through other lists, be asked about itself. */
export function isCircular(listId: string, own: Rule, ruleOf: (listId: string) => Rule | null): boolean {
  const seen = new Set<string>();
  const reaches = (part: Rule): boolean =>
    listsIn(part).some(next => {
      if (next === listId) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      const inner = ruleOf(next);
      return inner !== null && reaches(inner);
    });
  return reaches(own);
}
