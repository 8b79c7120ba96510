/** Why somebody was found, where neither their name nor their organisation shows it. */
import { fold, words } from '../../shared/match/fold.ts';
import type { SearchHit } from '../../shared/people/types.ts';
import { prepared, type ReadableDb } from './database.ts';
import { talkedAbout } from './tables/people-search.ts';
import { clip } from './text.ts';

type Why = NonNullable<SearchHit['why']>;
const textLength = 120;
/** Characters that stand before what was found. */
const before = 30;

/** Nothing when name and organisation say it. */
export function whyFound(db: ReadableDb, hit: SearchHit, typed: readonly string[]): { why?: Why } {
  const shown = words([hit.name, hit.otherName, hit.organisation].filter(part => part !== null).join(' '));
  const missing = typed.filter(word => !shown.some(each => each.startsWith(word)));
  if (missing.length === 0) return {};
  const rest = prepared<Record<'role' | 'city' | 'addresses' | 'tags' | 'remark', string | null>>(
    db,
    `SELECT role, city, remark,
       (SELECT json_group_array(address) FROM emails WHERE person_id = people.id) AS addresses,
       (SELECT json_group_array(tag) FROM person_tags WHERE person_id = people.id) AS tags
     FROM people WHERE id = ?`,
  ).get(hit.personId);
  if (rest === undefined) return {};
  const held: [Why['by'], string[]][] = [
    ['email', JSON.parse(rest.addresses ?? '[]') as string[]],
    ['role', rest.role === null ? [] : [rest.role]],
    ['city', rest.city === null ? [] : [rest.city]],
    ['tag', JSON.parse(rest.tags ?? '[]') as string[]],
    ['note', talkedAbout(db, hit.personId, rest.remark)],
  ];
  const told = held.flatMap(([by, texts]) => texts.map(text => ({ by, text, has: countOf(text, missing) })));
  const best = told.reduce<(typeof told)[number] | null>(
    (most, each) => (each.has > (most?.has ?? 0) ? each : most),
    null,
  );
  return best === null ? {} : { why: { by: best.by, text: around(best.text, missing) } };
}

function countOf(text: string, missing: readonly string[]): number {
  const said = words(text);
  return missing.filter(word => said.some(each => each.startsWith(word))).length;
}

/** A line of the text with the first of the words in it. */
function around(text: string, missing: readonly string[]): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const parts = line.split(' ');
  const at = parts.findIndex(part =>
    missing.some(word =>
      fold(part)
        .split(' ')
        .some(each => each.startsWith(word)),
    ),
  );
  const from = at <= 0 ? 0 : parts.slice(0, at).join(' ').length + 1;
  if (from <= before) return clip(line, textLength);
  const start = line.lastIndexOf(' ', from - before) + 1;
  return clip(`… ${line.slice(start)}`, textLength);
}
