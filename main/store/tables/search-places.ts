/**
 * The order in which search shows people: whom we spoke with recently and often comes first. A contact counts half as much
 * thirty days later, so the sum of all of them falls at one pace for everybody: the instant at which it will have fallen
 * to one contact's worth orders people once and for all, and changes only with a new contact.
 */
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';

/** Milliseconds in which a contact comes to count half as much. */
const halfLife = 30 * 86_400_000;
/** Contacts that count: the latest. */
const counted = 40;
/** Places of people who were spoken with begin here; below are the rows of the others. */
const firstPlace = 2 ** 40;

/**
 * The instant (ms) that orders a person, from the instants of their contacts, latest first; null without any.
 */
export function standing(contacts: readonly number[]): number | null {
  const [latest] = contacts;
  if (latest === undefined) return null;
  const sum = contacts.reduce((total, at) => total + 2 ** ((at - latest) / halfLife), 0);
  return latest + halfLife * Math.log2(sum);
}

/** Seconds of a standing, as a place. */
export const placeFor = (instant: number): number => firstPlace + Math.max(0, Math.floor(instant / 1_000));

/** What a hit shows of somebody. */
export interface Card {
  personId: string;
  name: string;
  otherName: string | null;
  organisation: string | null;
  /** The first of their numbers. */
  number: string | null;
}

/** Where the person stands in the index now; null when nowhere. */
export function placeOf(db: ReadableDb, row: number): number | null {
  return (
    prepared<{ place: number }>(db, `SELECT place FROM search_places WHERE row = ?`).get(row)?.place ?? null
  );
}

/** Gives somebody who has none the place that their contacts earn them, the next one when it is taken. */
export function takePlace(db: WritableDb, row: number, card: Card): number {
  const instant = standing(
    prepared<{ at: number }>(
      db,
      `SELECT at FROM interactions WHERE person_id = ? ORDER BY at DESC LIMIT ${counted}`,
    )
      .all(card.personId)
      .map(({ at }) => at),
  );
  let place = instant === null ? row : placeFor(instant);
  while (!putAt(db, place, row, card)) place += 1;
  return place;
}

/** False when somebody stands there. */
export function putAt(db: WritableDb, place: number, row: number, card: Card): boolean {
  return (
    prepared(
      db,
      `INSERT INTO search_places (place, row, person_id, name, other_name, organisation, number)
       VALUES ($place, $row, $personId, $name, $otherName, $organisation, $number) ON CONFLICT (place) DO NOTHING`,
    ).run({ place, row, ...card }).changes === 1
  );
}

export function leavePlace(db: WritableDb, row: number): void {
  prepared(db, `DELETE FROM search_places WHERE row = ?`).run(row);
}
