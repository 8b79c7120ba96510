import { parseScript } from '../../../shared/script/parse.ts';
import type { Script } from '../../../shared/script/types.ts';

/** Of so many texts at once somebody has use: two of each call, and what is tried out. */
const mostKept = 12;
const kept = new Map<string, Script>();

/** Read once for each text, so that a script is the same object as long as its text is the same. */
export function scriptOf(source: string): Script {
  const known = kept.get(source);
  if (known !== undefined) return known;
  const { script } = parseScript(source);
  const oldest = kept.keys().next().value;
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
  kept.set(source, script);
  return script;
}
