/** What the readers of the header and of the steps share. */
import { lineOf, passageOf, placeIn, valueAt, type Entry } from './entries.ts';
import { ends, idPattern, normalId } from './id.ts';
import { finding, type Finding, type Passages, type Place, type Target } from './types.ts';

export interface Reading {
  readonly findings: Finding[];
  /** The first is meant where none is named. */
  readonly languages: readonly string[];
}

export const languageOf = (entry: Entry, { languages }: Reading): string =>
  entry.language ?? languages[0] ?? 'en';

/** `text` in the entry's language; a second passage of one language is a finding and changes nothing. */
export function addPassage(passages: Passages, entry: Entry, reading: Reading, text?: string): Passages {
  const passage = text === undefined ? passageOf(entry) : { text, rows: entry.rowsAt };
  const language = languageOf(entry, reading);
  if (passage.text === '') {
    reading.findings.push(finding('valueNeeded', entry.wordAt, { word: entry.word }));
    return passages;
  }
  if (Object.hasOwn(passages, language)) {
    reading.findings.push(finding('twice', entry.wordAt, { word: entry.word }));
    return passages;
  }
  return { ...passages, [language]: passage };
}

/** Empty when it is no name. */
export function readId(entry: Entry, { findings }: Reading): string {
  const written = lineOf(entry);
  const id = normalId(written);
  const at = valueAt(entry);
  if (written === '') findings.push(finding('valueNeeded', entry.wordAt, { word: entry.word }));
  else if (!idPattern.test(id)) findings.push(finding('badId', at, { id: written }, suggestId(written)));
  else if ((ends as readonly string[]).includes(id)) findings.push(finding('reservedId', at, { id }));
  else return id;
  return '';
}

export function suggestId(written: string): string | null {
  const id = normalId(written)
    .replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-')
    .replace(/^[^\p{L}]+|-+$/gu, '')
    .slice(0, 60);
  return idPattern.test(id) ? id : null;
}

/** Null when it is no name of a step. */
export function readTarget(written: string, at: Place, { findings }: Reading): Target | null {
  const step = normalId(written);
  if (idPattern.test(step)) return { step, at };
  findings.push(
    written === ''
      ? finding('targetNeeded', at)
      : finding('badTarget', at, { id: written }, suggestId(written)),
  );
  return null;
}

const arrow = /->|→/g;

/** What stands before the last arrow and behind it; null behind when there is no arrow, or what is behind is no name. */
export function splitArrow(entry: Entry, { findings }: Reading): { before: string; target: Target | null } {
  const text = lineOf(entry);
  const last = [...text.matchAll(arrow)].at(-1);
  if (last === undefined) return { before: text, target: null };
  const from = last.index + last[0].length;
  const written = text.slice(from).trim();
  const start = from + (text.slice(from).length - text.slice(from).trimStart().length);
  const place = placeIn(entry, start, written.length);
  const step = normalId(written);
  if (idPattern.test(step)) return { before: text.slice(0, last.index).trim(), target: { step, at: place } };
  findings.push(finding('badTarget', place, { id: written }, suggestId(written)));
  return { before: text, target: null };
}
