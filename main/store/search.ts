/**
 * Finding people as one types: by name, then by whatever else is known of them, by any part of a number, and with a slip or
 * two mended when little else is found. Each way of looking gives places of the index in their order, newest contacts
 * first, so that it ends as soon as there is enough; the people themselves are read once, for what is shown.
 */
import { coveringRuns, runLength } from '../../shared/match/digit-runs.ts';
import { words } from '../../shared/match/fold.ts';
import { digitsOf, looksLikeNumber, reversed } from '../../shared/match/number-key.ts';
import type { SearchHit } from '../../shared/people/types.ts';
import { inSnapshot, prepared, type ReadableDb } from './database.ts';
import { whyFound } from './search-why.ts';
import { besideMark, wordsMeant } from './tables/search-words.ts';

/** More words than a name, an organisation and a city have together narrow nothing. */
const mostWords = 8;
/** With fewer hits than this a slip is looked for. */
const few = 5;
/** A word is whole, and beats longer ones, from so many letters on. */
const wholeFrom = 3;
/** Numbers looked at for the digits typed, whatever their number. */
const mostNumbers = 50;
/** People with the digits whose words are looked at. */
const mostWithDigits = 600;

export const placesQuery = `
  SELECT rowid AS place FROM people_search WHERE people_search MATCH ? ORDER BY rowid DESC LIMIT ?`;

/** At most `limit`, the likeliest first. */
export function searchPeople(db: ReadableDb, text: string, limit: number): SearchHit[] {
  return inSnapshot(db, () => {
    if (!looksLikeNumber(text)) return searchByWords(db, text, limit);
    const byNumber = searchByDigits(db, text, limit);
    if (byNumber.length >= limit) return byNumber;
    const known = new Set(byNumber.map(({ personId }) => personId));
    const others = searchByWords(db, text, limit).filter(({ personId }) => !known.has(personId));
    return [...byNumber, ...others].slice(0, limit);
  });
}

/** People who have, for every word typed, a word that begins with it. Names come first, whole ones before longer ones. */
export function searchByWords(db: ReadableDb, text: string, limit: number): SearchHit[] {
  const typed = typedWords(text);
  if (typed.length === 0) return [];
  const places = new Places(limit);
  for (const match of byName(typed)) if (!places.full) places.add(placesOf(db, match, limit));
  // Whose name says it needs no reason.
  const named = places.all.length;
  if (!places.full) places.add(placesOf(db, matchAnywhere(typed), limit));
  const others = typed.filter(word => !isDigits(word));
  const digits = others.length === 0 ? '' : typed.filter(isDigits).join('');
  if (!places.full && digits !== '') places.add(placesWithDigits(db, digits, others, limit));
  const hits = hitsAt(db, places.all, digits === '' ? null : digits).map((hit, n) =>
    n < named ? hit : { ...hit, ...whyFound(db, hit, typed) },
  );
  return hits.length >= few ? hits : [...hits, ...withSlips(db, typed, places, limit)].slice(0, limit);
}

const isDigits = (word: string): boolean => word.length >= runLength - 1 && /^[0-9]+$/.test(word);

/** FTS5 queries for names, whole ones first. Folded words hold letters and digits alone: once quoted, nothing in them is syntax. */
function byName(typed: readonly string[]): string[] {
  const whole = typed.every(word => word.length >= wholeFrom) ? [typed.map(word => `"${word}"`)] : [];
  return [...whole, typed.map(word => `"${word}"*`)].map(terms => terms.join(' AND '));
}

export const typedWords = (text: string): string[] => words(text).slice(0, mostWords);

/** Each of the words, wherever it stands; '' without any. */
export const matchAnywhere = (typed: readonly string[]): string =>
  typed.map(word => `(${everywhere(word)})`).join(' AND ');

const everywhere = (word: string): string => `"${word}"* OR "${besideMark}${word}"*`;

/** Places in the order in which they were found, each once, up to a limit. */
class Places {
  readonly #limit: number;
  readonly #places = new Set<number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(places: readonly number[]): void {
    for (const place of places) if (!this.full) this.#places.add(place);
  }

  has(place: number): boolean {
    return this.#places.has(place);
  }

  get full(): boolean {
    return this.#places.size >= this.#limit;
  }

  get all(): number[] {
    return [...this.#places];
  }
}

function placesOf(db: ReadableDb, match: string, limit: number): number[] {
  return prepared<{ place: number }>(db, placesQuery)
    .all(match, limit)
    .map(({ place }) => place);
}

export const digitPlacesQuery = `
  SELECT rowid AS place FROM number_search WHERE number_search MATCH ? ORDER BY rowid DESC LIMIT ?`;

/** Ten runs begin with three digits; fewer digits stand in every other number. */
function digitsMatch(digits: string): string | null {
  if (digits.length === runLength - 1)
    return [...'0123456789'].map(digit => `"${digits}${digit}"`).join(' OR ');
  const runs = coveringRuns(digits);
  return runs.length === 0 ? null : runs.map(run => `"${run}"`).join(' AND ');
}

export const withDigitsQuery = `
  SELECT found.place AS place FROM (${digitPlacesQuery}) AS found
  CROSS JOIN people_search ON people_search.rowid = found.place WHERE people_search MATCH ? LIMIT ?`;

/** Somebody of this name with these digits in a number. */
function placesWithDigits(
  db: ReadableDb,
  digits: string,
  others: readonly string[],
  limit: number,
): number[] {
  const match = digitsMatch(digits);
  if (match === null) return [];
  return prepared<{ place: number }>(db, withDigitsQuery)
    .all(match, mostWithDigits, matchAnywhere(others), limit)
    .map(({ place }) => place);
}

/** What may have been meant, when what was typed is hardly anywhere. */
function withSlips(db: ReadableDb, typed: readonly string[], known: Places, limit: number): SearchHit[] {
  const meant = typed.map(word => wordsMeant(db, word));
  if (meant.every(others => others.length === 0)) return [];
  const match = typed.map((word, n) => {
    const others = (meant[n] ?? []).map(other => `"${other}" OR "${besideMark}${other}"`);
    return `(${[everywhere(word), ...others].join(' OR ')})`;
  });
  const places = placesOf(db, match.join(' AND '), limit).filter(place => !known.has(place));
  return hitsAt(db, places, null).map(hit => ({ ...hit, why: { by: 'spelling', text: '' } }));
}

export const hitsQuery = `
  SELECT person_id AS personId, name, other_name AS otherName, organisation,
    iif($digits IS NULL AND number IS NOT NULL, number, (SELECT raw FROM numbers WHERE person_id = search_places.person_id
      ORDER BY $digits IS NOT NULL AND instr(digits, $digits) = 0, position LIMIT 1)) AS number
  FROM json_each($places) AS wanted CROSS JOIN search_places ON search_places.place = wanted.value
  ORDER BY wanted.key`;

/** The people at these places, in this order; the number with these digits in it rather than their first. */
function hitsAt(db: ReadableDb, places: readonly number[], digits: string | null): SearchHit[] {
  if (places.length === 0) return [];
  return prepared<SearchHit>(db, hitsQuery).all({ places: JSON.stringify(places), digits });
}

export const digitsQueries = {
  ending: `SELECT person_id AS personId, NULL AS place, digits, raw FROM numbers
     WHERE reversed >= $key AND reversed < $key || ':' ORDER BY reversed LIMIT $limit`,
  beginning: `SELECT person_id AS personId, NULL AS place, digits, raw FROM numbers
     WHERE digits >= $key AND digits < $key || ':' ORDER BY digits LIMIT $limit`,
  anywhere: `SELECT numbers.person_id AS personId, place, digits, raw FROM json_each($places) AS wanted
     CROSS JOIN search_places ON search_places.place = wanted.value
     CROSS JOIN numbers ON numbers.person_id = search_places.person_id AND instr(digits, $key) > 0
     ORDER BY wanted.key`,
} as const;

interface WithNumber {
  personId: string;
  place: number | null;
  digits: string;
  raw: string;
}

/** People with a number that is, ends, begins with or holds what was typed (digits of any script, any signs between). */
export function searchByDigits(db: ReadableDb, text: string, limit: number): SearchHit[] {
  // The 0 of +44 (0)20 is not dialled.
  const digits = digitsOf(text.replace(/(?<=\d\D*)\([0٠۰]\)/gu, ''));
  if (digits === '') return [];
  // 00 is how many countries dial the +, and 0501… ends the number that is stored as +966 501…
  const key = digits.replace(/^0+(?=.)/, '');
  const found = new Map<string, WithNumber & { rank: number }>();
  const collect = (numbers: readonly WithNumber[]): void => {
    for (const number of numbers) {
      const rank = rankOf(number.digits, digits, key);
      if (rank < (found.get(number.personId)?.rank ?? Number.POSITIVE_INFINITY))
        found.set(number.personId, { ...number, rank });
    }
  };
  // Zeros may also be what the digits begin with inside a number: then they are what narrows it.
  const inside = key.length < runLength - 1 ? digits : key;
  const match = digitsMatch(inside);
  if (match !== null) {
    const places = prepared<{ place: number }>(db, digitPlacesQuery).all(match, Math.max(mostNumbers, limit));
    const wanted = JSON.stringify(places.map(({ place }) => place));
    collect(prepared<WithNumber>(db, digitsQueries.anywhere).all({ places: wanted, key: inside }));
  }
  const ends = [['ending', reversed(key)], ['beginning', digits], ['beginning', key]] as const; // prettier-ignore
  if (found.size < limit)
    for (const [by, typed] of ends)
      collect(prepared<WithNumber>(db, digitsQueries[by]).all({ key: typed, limit: limit * 2 }));
  // Sorting is stable: among equals the order of the index stays.
  const best = [...found.values()].sort((a, b) => a.rank - b.rank).slice(0, limit);
  return best.flatMap(number => hitWith(db, number) ?? []);
}

function rankOf(stored: string, digits: string, key: string): number {
  if (stored === digits || stored === key) return 0;
  if (stored.endsWith(key)) return 1;
  if (stored.startsWith(digits) || stored.startsWith(key)) return 2;
  return 3;
}

function hitWith(db: ReadableDb, { personId, place, raw }: WithNumber): SearchHit | undefined {
  if (place !== null) return hitsAt(db, [place], null).map(hit => ({ ...hit, number: raw }))[0];
  return prepared<SearchHit>(
    db,
    `SELECT people.id AS personId, people.name AS name, other_name AS otherName, organisations.name AS organisation,
       $raw AS number
     FROM people LEFT JOIN organisations ON organisations.id = people.organisation_id WHERE people.id = $personId`,
  ).get({ personId, raw });
}
