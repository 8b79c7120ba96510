/** Cases in other systems: what they are called there, and what can be done with one that is open. */
import { z } from 'zod';
import { valueAt } from './json-path.ts';
import type { Hook, HookChange } from './types.ts';

export const caseState = z.enum(['open', 'escalated', 'closed']);

/** A case that was opened from here. */
export const caseView = z.object({
  id: z.string(),
  hookId: z.string(),
  /** What the other system calls it. Hostile text. */
  reference: z.string().max(120),
  subject: z.string().max(300),
  state: caseState,
  openedAt: z.number().int(),
});
export type CaseView = z.infer<typeof caseView>;

/**
 * The id at `path` (names and places in lists, parted by dots) of a JSON answer, as text; null for what is none. What the other
 * side says may come to stand in an address later: only what is safe there is taken.
 */
export function idIn(answer: string, path: string): string | null {
  if (path === '') return null;
  try {
    const found = valueAt(JSON.parse(answer), path);
    const id = typeof found === 'number' && Number.isSafeInteger(found) ? String(found) : found;
    return typeof id === 'string' && /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,119}$/.test(id) ? id : null;
  } catch {
    return null;
  }
}

/** The request that changes a case; it carries no key, for what a key is good for is said of new ones alone. Null where there is none. */
export function changeRequest(
  hook: Hook,
  change: HookChange,
): Pick<Hook, 'method' | 'url' | 'headers' | 'body' | 'keyHeader'> | null {
  const request = hook[change];
  return request === null ? null : { ...request, headers: hook.headers, keyHeader: null };
}
