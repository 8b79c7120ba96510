/**
 * A card that says something else, changed where it has to be and nowhere else: properties that we know nothing of, pictures
 * and parameters stay byte for byte. What was written is read again before it is believed.
 */
import {
  changesBetween,
  keyOf,
  nobody,
  plurals,
  sayTheSame,
  type CardContact,
  type Changes,
  type Item,
  type Plural,
  type Single,
} from '../../directories/changes.ts';
import { RowError } from '../contact.ts';
import { contactFromCard, type CardReading } from './card.ts';
import { binary, cardLimits } from './lines.ts';
import { contentLines, folded, type ContentLine } from './logical.ts';
import { isOldWay, valueAt } from './v21.ts';
import { cardOf } from './write.ts';

/** Throws RowError. */
export function readCard(text: string, reading: CardReading): CardContact {
  return readLines(
    linesOf(text).map(({ line }) => line),
    reading,
  );
}

/** Throws RowError when `text` cannot be read. */
export function patchCard(text: string, wanted: CardContact, reading: CardReading): string {
  const lines = linesOf(text);
  const now = readCard(text, reading);
  const changes = changesBetween(now, wanted);
  const patched = new Patch(lines, reading).apply(changes, wanted);
  return saysIt(patched, wanted, reading) ? patched : writtenAnew(lines, wanted, reading);
}

/** A card that was never there, as RFC 6352 6.3.2 wants it: 3.0, with a UID. */
export function newCard(contact: CardContact, uid: string): string {
  return cardOf(whole(contact), '3.0').replace(
    /^VERSION:3\.0\r\n/m,
    start => `${start}PRODID:-//Hatif//Contacts//EN\r\n${folded(`UID:${uid}`)}`,
  );
}

const mostLines = 2_000;

function linesOf(text: string): ContentLine[] {
  const lines = contentLines(text);
  if (lines === null) throw new RowError('unreadable');
  if (lines.length > mostLines) throw new RowError('tooMany', 'lines');
  if (lines.some(({ line }) => line.length > cardLimits.line && !binary.test(line)))
    throw new RowError('tooLong', 'line');
  return lines;
}

function readLines(lines: readonly string[], reading: CardReading): CardContact {
  const {
    lists: _lists,
    doNotContact: _refused,
    ...contact
  } = contactFromCard(
    lines.filter(line => !binary.test(line) && !/^(?:BEGIN|END):/i.test(line)),
    reading,
  );
  return contact;
}

const whole = (contact: CardContact) => ({ ...contact, lists: [], doNotContact: false });

function saysIt(text: string, wanted: CardContact, reading: CardReading): boolean {
  try {
    return sayTheSame(readCard(text, reading), wanted);
  } catch {
    return false;
  }
}

/** All that speaks of the contact said again in our own way; what does not stays. */
function writtenAnew(lines: readonly ContentLine[], wanted: CardContact, reading: CardReading): string {
  const patch = new Patch(lines, reading);
  const kept = lines.slice(0, -1).filter((_, index) => !patch.speaks(index) && !/^(?:[\w-]+\.)?(?:FN|N)[;:]/i.test(lines[index]?.line ?? '')); // prettier-ignore
  const end = lines.at(-1)?.source ?? 'END:VCARD\r\n';
  return kept.map(ended).join('') + ownLines(wanted, lines, true).join('') + end;
}

const ended = ({ source }: ContentLine): string => (/[\r\n]$/.test(source) ? source : `${source}\r\n`);

/** What we write for a contact, in groups that the card does not use. */
function ownLines(contact: CardContact, lines: readonly ContentLine[], withName: boolean): string[] {
  const is4 = lines.some(({ line }) => /^VERSION:\s*4/i.test(line));
  const written = contentLines(cardOf(whole(contact), is4 ? '4.0' : '3.0')) ?? [];
  const used = new Set(lines.flatMap(({ line }) => /^([\w-]+)\./.exec(line)?.[1]?.toLowerCase() ?? []));
  const names = new Map<string, string>();
  return written
    .filter(({ line }) => !/^(?:BEGIN|END|VERSION):/i.test(line) && (withName || !/^(?:FN|N)[;:]/.test(line)))
    .map(({ line }) =>
      folded(
        line.replace(/^([\w-]+)\./, (_all, group: string) => {
          const name = names.get(group) ?? unused(group, used);
          names.set(group, name);
          return `${name}.`;
        }),
      ),
    );
}

function unused(group: string, used: Set<string>): string {
  for (let count = 1; ; count += 1) {
    const name = `${group.replace(/\d+$/, '')}${count}`;
    if (used.has(name.toLowerCase())) continue;
    used.add(name.toLowerCase());
    return name;
  }
}

const placeholder = 'x';
/** Only these have the whole of their value in one text of their own, and may be said anew in their place. */
const plainText: Partial<Record<Single, RegExp>> = {
  name: /^(?:[\w-]+\.)?FN[;:]/i,
  role: /^(?:[\w-]+\.)?(?:TITLE|ROLE)[;:]/i,
  note: /^(?:[\w-]+\.)?NOTE[;:]/i,
  otherName: /^(?:[\w-]+\.)?(?:X-OTHER-NAME|FN)[;:]/i,
};

class Patch {
  readonly #lines: readonly ContentLine[];
  readonly #reading: CardReading;
  readonly #said: (CardContact | null)[];
  readonly #out: (string | null)[];

  constructor(lines: readonly ContentLine[], reading: CardReading) {
    this.#lines = lines;
    this.#reading = reading;
    this.#said = lines.map(({ line }) => this.#saidBy(line));
    this.#out = lines.map(ended);
  }

  /** Whether something of the contact comes from this line. */
  speaks(index: number): boolean {
    return this.#said[index] !== null;
  }

  apply(changes: Changes, wanted: CardContact): string {
    const add: CardContact = { ...nobody(), name: placeholder };
    for (const [field, { now }] of changes.singles) this.#single(field, now, add);
    for (const field of plurals) {
      if (field === 'tags' && changes.plurals.tags.size > 0) {
        // One line holds them all.
        this.#drop(said => said.tags.length > 0);
        add.tags = wanted.tags;
        continue;
      }
      for (const [key, { now }] of changes.plurals[field]) this.#plural(field, key, now, add);
    }
    if (changes.singles.has('organisation') || changes.plurals.custom.has('Department'))
      this.#organisation(wanted, add);
    const end = this.#out.at(-1) ?? 'END:VCARD\r\n';
    return [...this.#out.slice(0, -1), ...ownLines(add, this.#lines, false), end].join('');
  }

  #single(field: Single, now: string | null, add: CardContact): void {
    if (field === 'organisation') return;
    const own = field === 'name' ? this.#byName() : this.#indexes(said => said[field] !== null);
    const [first, ...rest] = field === 'note' ? own : own.slice(0, 1);
    for (const index of rest) this.#out[index] = null;
    if (first === undefined) {
      if (field === 'name') this.#insert(`FN:${escaped(now ?? '')}`);
      else add[field] = now;
    } else if (now === null) this.#out[first] = null;
    else if (plainText[field]?.test(this.#line(first)) === true && !isOldWay(this.#line(first)))
      this.#rewrite(first, escaped(now));
    else {
      this.#out[first] = null;
      if (field === 'name') this.#insert(`FN:${escaped(now)}`);
      else add[field] = now;
    }
    if (field === 'name') this.#structuredName(now ?? '');
  }

  /** Other programs show N: it follows, the last word taken for the family's. */
  #structuredName(name: string): void {
    for (const [index, { line }] of this.#lines.entries()) {
      if (!/^(?:[\w-]+\.)?N[;:]/i.test(line)) continue;
      const at = name.lastIndexOf(' ');
      const [given, family] = at < 0 ? [name, ''] : [name.slice(0, at), name.slice(at + 1)];
      this.#out[index] = folded(
        `${isOldWay(line) ? 'N:' : line.slice(0, valueAt(line))}${escaped(family)};${escaped(given)};;;`,
      );
    }
  }

  #plural(field: Plural, key: string, now: Item | null, add: CardContact): void {
    if (field === 'custom' && key === 'Department') return;
    const own = this.#indexes(said =>
      (said[field] as Item[]).some(item => keyOf(field, item as never) === key),
    );
    const [first, ...rest] = own;
    const line = first === undefined ? '' : this.#line(first);
    // A property that we only show under a name of our making keeps its own.
    const inPlace =
      field === 'custom' && now !== null && first !== undefined && rest.length === 0 &&
      /^(?:[\w-]+\.)?(?:NICKNAME|X-[\w-]+)[;:]/i.test(line) && !isOldWay(line); // prettier-ignore
    if (inPlace) return this.#rewrite(first, escaped((now as Item<'custom'>).value));
    for (const index of own) this.#dropLine(index);
    if (now !== null) (add[field] as Item[]).push(now);
  }

  /** The organisation and its departments share a line. */
  #organisation(wanted: CardContact, add: CardContact): void {
    const own = this.#lines.flatMap(({ line }, index) =>
      /^(?:[\w-]+\.)?ORG[;:]/i.test(line) ? [index] : [],
    );
    const department = wanted.custom.find(({ label }) => label === 'Department')?.value ?? null;
    const value = [wanted.organisation ?? '', ...(department === null ? [] : department.split('; '))]
      .map(escaped)
      .join(';');
    const [first, ...rest] = own;
    for (const index of rest) this.#out[index] = null;
    if (wanted.organisation === null && department === null) {
      if (first !== undefined) this.#dropLine(first);
    } else if (first === undefined) {
      add.organisation = wanted.organisation;
      if (department !== null) add.custom.push({ label: 'Department', value: department });
    } else if (isOldWay(this.#line(first))) this.#out[first] = folded(`ORG:${value}`);
    else this.#rewrite(first, value);
  }

  #byName(): number[] {
    return this.#lines.flatMap(({ line }, index) => (plainText.name?.test(line) === true ? [index] : []));
  }

  #line(index: number): string {
    return this.#lines[index]?.line ?? '';
  }

  #rewrite(index: number, value: string): void {
    const line = this.#line(index);
    this.#out[index] = folded(line.slice(0, valueAt(line)) + value);
  }

  #insert(line: string): void {
    const at = this.#lines.findIndex(each => /^VERSION:/i.test(each.line));
    const place = Math.max(at, 0);
    this.#out[place] = `${this.#out[place] ?? ''}${folded(line)}`;
  }

  #indexes(is: (said: CardContact) => boolean): number[] {
    return this.#said.flatMap((said, index) => (said !== null && is(said) ? [index] : []));
  }

  #drop(is: (said: CardContact) => boolean): void {
    for (const index of this.#indexes(is)) this.#dropLine(index);
  }

  /** With the label that Apple keeps on a line beside it. */
  #dropLine(index: number): void {
    this.#out[index] = null;
    const group = groupOf(this.#line(index));
    if (group === null) return;
    const others = this.#lines.flatMap(({ line }, other) => (groupOf(line) === group ? [other] : []));
    const labels = others.filter(other => isLabel(this.#line(other)));
    if (others.every(other => labels.includes(other) || this.#out[other] === null))
      for (const other of labels) this.#out[other] = null;
  }

  /** What this line alone says of the contact; null for one that says nothing. */
  #saidBy(line: string): CardContact | null {
    if (binary.test(line) || isLabel(line) || /^(?:BEGIN|END|VERSION):/i.test(line)) return null;
    const group = groupOf(line);
    const beside = this.#lines.filter(
      each => /^VERSION:/i.test(each.line) || (group !== null && isLabel(each.line) && groupOf(each.line) === group),
    ); // prettier-ignore
    try {
      const said = readLines([...beside.map(each => each.line), `FN:${placeholder}`, line], this.#reading);
      return sayTheSame(said, { ...nobody(), name: placeholder }) ? null : said;
    } catch {
      return null;
    }
  }
}

const groupOf = (line: string): string | null => /^([\w-]+)\./.exec(line)?.[1]?.toLowerCase() ?? null;
const isLabel = (line: string): boolean => /^(?:[\w-]+\.)?X-ABLABEL[;:]/i.test(line);

/** RFC 6350 3.4. */
const escaped = (text: string): string =>
  text.replace(/[\\;,]/g, sign => `\\${sign}`).replace(/\r\n?|\n/g, '\\n');
