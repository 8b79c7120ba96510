/** Words of names and organisations, sorted: where a word with a slip in it is looked for. */
import { nearWords, slipsForgiven } from '../../../shared/match/near.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';

/** Shorter words are never mended. */
const shortest = 4;
/** Words looked at for one that was typed; some microseconds each. */
const mostLooks = 2_000;
/** Words taken for what one may have meant. */
const mostMeant = 8;

/** Enters the words of folded texts; `entered` holds those that are known to be there. */
export function enterWords(db: WritableDb, texts: readonly string[], entered?: Set<string>): void {
  for (const text of texts)
    for (const word of text.split(' ')) {
      if (word.length < shortest || /[0-9]/.test(word) || entered?.has(word) === true) continue;
      prepared(db, `INSERT INTO search_words (word) VALUES (?) ON CONFLICT DO NOTHING`).run(word);
      entered?.add(word);
    }
}

/** Words that may have been meant by one, the nearest first; those that begin with it are none of them. */
export function wordsMeant(db: ReadableDb, typed: string): string[] {
  if (/[0-9]/.test(typed)) return [];
  const next = prepared<{ word: string }>(
    db,
    `SELECT word FROM search_words WHERE word > ? ORDER BY word LIMIT 1`,
  );
  const near = nearWords(typed, slipsForgiven(typed), after => next.get(after)?.word, mostLooks);
  const others = near.filter(({ word }) => !word.startsWith(typed));
  return others
    .filter(({ slips }) => slips === others[0]?.slips)
    .slice(0, mostMeant)
    .map(({ word }) => word);
}

/** Removes those of the next `limit` words after `from` that nobody has any more. Returns the last of them, null at the end. */
export function sweepWords(db: WritableDb, from: string, limit: number): string | null {
  const some = prepared<{ word: string }>(
    db,
    `SELECT word FROM search_words WHERE word > ? ORDER BY word LIMIT ?`,
  ).all(from, limit);
  for (const { word } of some) {
    const stands = prepared(db, `SELECT 1 FROM people_search WHERE people_search MATCH ? LIMIT 1`);
    if (stands.get(`"${word}" OR "${besideMark}${word}"`) === undefined)
      prepared(db, `DELETE FROM search_words WHERE word = ?`).run(word);
  }
  return some.length < limit ? null : (some.at(-1)?.word ?? null);
}

/** Stands in the index before each word that is no name; folded text has no such sign. */
export const besideMark = '¤';
