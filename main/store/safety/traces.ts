/** What a person left behind besides the rows that are theirs by reference: texts by which they could be found. */
import { digitsOf } from '../../../shared/match/number-key.ts';
import { prepared, type ReadableDb } from '../database.ts';

export interface Traces {
  personId: string;
  /** Numbers that are nobody else's, as they are compared and as they were written. */
  numbers: string[];
  /** Addresses that are nobody else's. */
  emails: string[];
  /** Names of theirs, whole. */
  names: string[];
}

export function tracesOf(db: ReadableDb, personId: string): Traces | null {
  const person = prepared<{ name: string; other_name: string | null }>(
    db,
    `SELECT name, other_name FROM people WHERE id = ?`,
  ).get(personId);
  if (person === undefined) return null;
  const numbers = prepared<{ raw: string; e164: string | null; digits: string }>(
    db,
    `SELECT raw, e164, digits FROM numbers AS own WHERE person_id = ?
       AND NOT EXISTS (SELECT 1 FROM numbers WHERE numbers.digits = own.digits AND numbers.person_id <> own.person_id)
       AND NOT EXISTS (SELECT 1 FROM organisation_numbers WHERE organisation_numbers.digits = own.digits)`,
  ).all(personId);
  const emails = prepared<{ address: string; key: string }>(
    db,
    `SELECT address, key FROM emails AS own WHERE person_id = ?
       AND NOT EXISTS (SELECT 1 FROM emails WHERE emails.key = own.key AND emails.person_id IS NOT own.person_id)`,
  ).all(personId);
  const all = (texts: (string | null)[]): string[] => [
    ...new Set(texts.filter(text => text !== null && text.trim() !== '').map(String)),
  ];
  return {
    personId,
    numbers: all(numbers.flatMap(({ raw, e164, digits }) => [raw, e164, digits])),
    emails: all(emails.flatMap(({ address, key }) => [address, key])),
    names: all([person.name, person.other_name]),
  };
}

/** Whether a text names them: by id, number in any notation, address or whole name. */
export function namesThem(text: string, { personId, numbers, emails, names }: Traces): boolean {
  if (text.includes(personId)) return true;
  const lower = text.toLowerCase();
  if ([...emails, ...names].some(each => lower.includes(each.toLowerCase()))) return true;
  if (numbers.some(each => text.includes(each))) return true;
  const digits = digitsOf(text);
  return numbers.some(each => digitsOf(each).length >= 7 && digits.includes(digitsOf(each)));
}

/**
 * Takes out of plain data every element of a list that names them, and empties every text that does. Undefined when nothing
 * of it is left.
 */
export function without(value: unknown, traces: Traces): unknown {
  if (typeof value === 'string') return namesThem(value, traces) ? undefined : value;
  if (Array.isArray(value))
    return value.flatMap((each: unknown) => {
      const kept = typeof each === 'object' && each !== null ? each : without(each, traces);
      return kept === undefined || namesThem(JSON.stringify(kept), traces) ? [] : [kept as unknown];
    });
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const kept = without(inner, traces);
      return kept === undefined ? [] : [[key, kept]];
    }),
  );
}
