/**
 * What changed between two versions of a contact, and the same change made to a third. Fields of one value change as a
 * whole; of numbers, addresses and the like each entry is known by what it is (a number by its digits), and its order says
 * nothing.
 */
import { emptyContact, type ImportedContact } from '../import/contact.ts';
import { digitsOf } from '../match/number-key.ts';
import { sameValue } from '../people/same-value.ts';

/** A contact as far as a card of an address book speaks of it. Lists and refusals are our own, and stay here. */
export type CardContact = Omit<ImportedContact, 'lists' | 'doNotContact'>;

export const singles = [
  'name',
  'otherName',
  'organisation',
  'role',
  'language',
  'note',
  'birthday',
] as const satisfies readonly (keyof CardContact)[];
export type Single = (typeof singles)[number];

export const plurals = [
  'numbers',
  'emails',
  'addresses',
  'links',
  'tags',
  'custom',
] as const satisfies readonly (keyof CardContact)[];
export type Plural = (typeof plurals)[number];
export type Item<P extends Plural = Plural> = CardContact[P][number];

const keys: { [P in Plural]: (item: Item<P>) => string } = {
  numbers: ({ e164, raw }) => e164 ?? (digitsOf(raw) || raw),
  emails: ({ address }) => address.toLowerCase(),
  // Two spellings of an address are two: what is corrected on one side stands beside the other side's correction.
  addresses: ({ kind: _kind, ...place }) => Object.values(place).join('\n'),
  links: ({ url }) => url,
  tags: tag => tag,
  custom: ({ label }) => label,
};

export function keyOf<P extends Plural>(field: P, item: Item<P>): string {
  return keys[field](item);
}

/** By key; `now` is null for one that was taken out. */
export type PluralChange = Map<string, { before: Item | null; now: Item | null }>;

export interface Changes {
  singles: Map<Single, { before: string | null; now: string | null }>;
  plurals: Record<Plural, PluralChange>;
}

export function changesBetween(before: CardContact, now: CardContact): Changes {
  return {
    singles: new Map(
      singles
        .filter(field => before[field] !== now[field])
        .map(field => [field, { before: before[field], now: now[field] }]),
    ),
    plurals: forEachPlural(field => pluralChange(field, before, now)),
  };
}

export function isNothing(changes: Changes): boolean {
  return changes.singles.size === 0 && plurals.every(field => changes.plurals[field].size === 0);
}

/** Whether both say the same, in whatever order. */
export const sayTheSame = (a: CardContact, b: CardContact): boolean => isNothing(changesBetween(a, b));

/** A change of an entry that is not there any more brings it back: an edit outweighs a removal. */
export function withChanges(contact: CardContact, changes: Changes): CardContact {
  const next = { ...contact };
  for (const [field, { now }] of changes.singles)
    if (field !== 'name') next[field] = now;
    // Who has lost their name keeps the last one.
    else if (now !== null && now !== '') next.name = now;
  for (const field of plurals) {
    const change = changes.plurals[field];
    // Entries of one field stay among those of that field.
    if (change.size > 0) (next[field] as Item[]) = itemsWith(field, contact, change);
  }
  return next;
}

/** As it was before them. */
export function withoutChanges(contact: CardContact, changes: Changes): CardContact {
  const { name, ...rest } = Object.fromEntries(
    [...changes.singles].map(([field, { before }]) => [field, before]),
  );
  const plain = { ...contact, ...rest, name: name === undefined ? contact.name : (name ?? '') };
  const back = forEachPlural(
    field =>
      new Map(
        [...changes.plurals[field]].map(([key, { before, now }]) => [key, { before: now, now: before }]),
      ),
  );
  return withChanges(plain, { singles: new Map(), plurals: back });
}

function itemsWith(field: Plural, contact: CardContact, change: PluralChange): Item[] {
  const held = itemsOf(field, contact);
  const there = new Set(held.map(([key]) => key));
  const kept = held.flatMap(([key, item]) => {
    const to = change.get(key);
    return to === undefined ? [item] : to.now === null ? [] : [to.now];
  });
  const added = [...change].flatMap(([key, { now }]) => (now === null || there.has(key) ? [] : [now]));
  return [...kept, ...added];
}

function pluralChange(field: Plural, before: CardContact, now: CardContact): PluralChange {
  const [old, fresh] = [new Map(itemsOf(field, before)), new Map(itemsOf(field, now))];
  const change: PluralChange = new Map();
  for (const [key, item] of old) {
    const to = fresh.get(key) ?? null;
    if (!sameValue(item, to)) change.set(key, { before: item, now: to });
  }
  for (const [key, item] of fresh) if (!old.has(key)) change.set(key, { before: null, now: item });
  return change;
}

/** With their keys. What stands twice counts once, in its first place. */
function itemsOf(field: Plural, contact: CardContact): [string, Item][] {
  const items = new Map<string, Item>();
  for (const item of contact[field] as Item[]) {
    const key = (keys[field] as (item: Item) => string)(item);
    if (!items.has(key)) items.set(key, item);
  }
  return [...items];
}

function forEachPlural<T>(make: (field: Plural) => T): Record<Plural, T> {
  return Object.fromEntries(plurals.map(field => [field, make(field)])) as Record<Plural, T>;
}

/** Who has nothing yet: what a file's empty contact has, without what is our own. */
export function nobody(): CardContact {
  const { lists: _lists, doNotContact: _refusal, ...card } = emptyContact();
  return card;
}
