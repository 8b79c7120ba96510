/**
 * Histories of one contact that two sides edit, for the test and the bench: edits on either side, syncs that end well,
 * that lose the answer to the PUT, or die before it. Every value is written once, so that it can be told what became of it.
 */
import { keyOf, nobody, plurals, singles, type CardContact, type Plural, type Single } from '../changes.ts';
import { baseAfter, mergeThreeWay, type Base, type Conflict } from '../merge.ts';

type Side = 'here' | 'there';
export type Step =
  | { kind: 'set'; side: Side; field: Single; clear: boolean }
  | { kind: 'add'; side: Side; field: Plural; shared: number }
  | { kind: 'change' | 'remove'; side: Side; field: Plural; at: number }
  | { kind: 'sync'; ends: 'well' | 'answerLost' | 'before' };

/** Out of four random figures from 0 on; any four make a step. */
export function stepFrom([what, which, on, at]: readonly [number, number, number, number]): Step {
  const side = on % 2 === 0 ? 'here' : 'there';
  const single = singles[which % singles.length] ?? 'name';
  const field = plurals[which % plurals.length] ?? 'tags';
  switch (what % 5) {
    case 0:
      return { kind: 'set', side, field: single, clear: at % 2 === 0 };
    case 1:
      return { kind: 'add', side, field, shared: at % 4 };
    case 2:
      return { kind: 'change', side, field, at: at % 6 };
    case 3:
      return { kind: 'remove', side, field, at: at % 6 };
    default:
      return { kind: 'sync', ends: (['well', 'answerLost', 'before'] as const)[at % 3] ?? 'well' };
  }
}

/** What somebody wrote in place of what was there; null is nothing. */
interface Edit {
  side: Side;
  field: Single | Plural;
  key: string;
  value: string | null;
  was: string | null;
}

export interface World {
  here: CardContact;
  there: CardContact;
  conflicts: Conflict[];
  edits: Edit[];
  /** Values that somebody saw and replaced or took out. */
  replaced: Set<string>;
  /** Cards that arrived there without our being told. */
  unanswered: CardContact[];
}

/** Our way. Ends with two syncs that end well. */
export function live(history: readonly Step[]): World {
  let base: Base | null = null;
  const world = begin();
  const sync = (ends: 'well' | 'answerLost' | 'before'): void => {
    const merged = mergeThreeWay(base, world.here, world.there);
    world.here = merged.here;
    base = baseAfter(world.here, world.there, merged);
    for (const conflict of merged.conflicts) world.conflicts.push(conflict);
    if (merged.there === null || ends === 'before') return;
    world.there = merged.there;
    if (ends === 'answerLost') world.unanswered.push(merged.there);
    if (ends === 'well') base = { here: merged.here, there: merged.there, sent: null };
  };
  play(history, world, sync);
  sync('well');
  sync('well');
  return world;
}

/** What a sync sends after the last one that ended well: null, or it would never come to rest. */
export function secondLast(history: readonly Step[]): CardContact | null {
  const world = live(history);
  const said = { here: world.here, there: world.there, sent: null };
  return mergeThreeWay(said, world.here, world.there).there;
}

/** The other way: whoever wrote last has written all of it. */
export function twin(history: readonly Step[]): World {
  const world = begin();
  let last: Side = 'here';
  const sync = (): void => {
    if (last === 'here') world.there = world.here;
    else world.here = world.there;
  };
  play(history, world, sync, wrote => void (last = wrote));
  sync();
  return world;
}

function begin(): World {
  const contact = { ...nobody(), name: 'n0' };
  return { here: contact, there: contact, conflicts: [], edits: [], replaced: new Set(), unanswered: [] };
}

function play(
  history: readonly Step[],
  world: World,
  sync: (ends: 'well' | 'answerLost' | 'before') => void,
  wrote: (side: Side) => void = () => undefined,
): void {
  for (const [count, step] of history.entries())
    if (step.kind === 'sync') sync(step.ends);
    else if (edit(world, step, String(count))) wrote(step.side);
}

function edit(world: World, step: Exclude<Step, { kind: 'sync' }>, unique: string): boolean {
  const contact = world[step.side];
  if (step.kind === 'set') {
    const value = step.clear && step.field !== 'name' ? null : `${step.field}${unique}`;
    const old = contact[step.field];
    if (old === value) return false;
    if (old !== null) world.replaced.add(`${step.field}  ${old}`);
    world.edits.push({ side: step.side, field: step.field, key: '', value, was: old });
    world[step.side] = { ...contact, [step.field]: value };
    return true;
  }
  const { field } = step;
  const items = contact[field] as CardContact['custom'];
  if (step.kind === 'add') {
    // A few are added on both sides alike.
    const item = made(field, step.shared === 0 ? 'same' : unique, unique);
    const key = keyOf(field, item as never);
    if (items.some(one => keyOf(field, one as never) === key)) return false;
    world.edits.push({ side: step.side, field, key, value: told(item), was: null });
    world[step.side] = { ...contact, [field]: [...items, item] };
    return true;
  }
  const item = items[step.at];
  if (item === undefined) return false;
  const key = keyOf(field, item as never);
  const next = step.kind === 'remove' ? [] : [changed(field, item, unique)];
  if (next.length > 0 && told(next[0]) === told(item)) return false;
  world.replaced.add(`${field} ${key} ${told(item)}`);
  world.edits.push({
    side: step.side,
    field,
    key,
    value: next.length === 0 ? null : told(next[0]),
    was: told(item),
  });
  world[step.side] = { ...contact, [field]: items.flatMap(one => (one === item ? next : [one])) };
  return true;
}

const told = (item: unknown): string => JSON.stringify(item);

function made(field: Plural, key: string, unique: string): unknown {
  switch (field) {
    case 'numbers':
      return { raw: `+${unique}`, e164: `+${key}`, kind: 'work', shared: false };
    case 'emails':
      return { address: `${key}@x.example`, kind: 'work' };
    case 'addresses':
      return { kind: 'work', street: key, city: '', region: '', postalCode: '', country: '' };
    case 'links':
      return { kind: 'web', label: unique, url: `https://x.example/${key}` };
    case 'tags':
      return key;
    case 'custom':
      return { label: key, value: unique };
  }
}

/** The same entry, said otherwise; a tag cannot be. */
function changed(field: Plural, item: unknown, unique: string): unknown {
  switch (field) {
    case 'numbers':
      return { ...(item as object), raw: `+${unique}` };
    case 'emails':
      return { ...(item as object), kind: (item as { kind: string }).kind === 'home' ? 'other' : 'home' };
    case 'addresses':
      return { ...(item as object), kind: (item as { kind: string }).kind === 'home' ? 'other' : 'home' };
    case 'links':
      return { ...(item as object), label: unique };
    case 'tags':
      return item;
    case 'custom':
      return { ...(item as object), value: unique };
  }
}

/**
 * Edits that nobody can find again: neither in the contact, nor in what is shown to be decided, nor replaced by somebody
 * who saw it. A removal is lost when what was taken out is there as it was, and nobody wrote it anew; where the
 * server took out what we do not know to have arrived, it looks as if it never had, and the edit outweighs.
 */
export function lostIn({ here, there, conflicts, edits, replaced, unanswered }: World): Edit[] {
  const valueIn = (contact: CardContact, { field, key }: Edit): string | null => {
    const held = contact[field];
    if (!Array.isArray(held)) return held;
    const item = (held as never[]).find(one => keyOf(field as Plural, one) === key);
    return item === undefined ? null : told(item);
  };
  const shown = ({ field, key, value }: Edit): boolean =>
    conflicts.some(
      one =>
        one.field === field &&
        one.item === key &&
        (one.theirs === value || (one.theirs !== null && told(one.theirs) === value)),
    );
  const writtenOnce = ({ field, key }: Edit, value: string): boolean =>
    edits.filter(one => one.field === field && one.key === key && one.value === value).length === 1;
  return edits.filter(edit => {
    const last = [here, there].map(contact => valueIn(contact, edit));
    if (edit.value === null) {
      const { was } = edit;
      const unseen = edit.side === 'there' && unanswered.some(card => valueIn(card, edit) === was);
      return was !== null && !unseen && last.every(value => value === was) && writtenOnce(edit, was);
    }
    const seen = replaced.has(`${edit.field} ${edit.key} ${edit.value}`);
    return !seen && !shown(edit) && !last.every(value => value === edit.value);
  });
}
