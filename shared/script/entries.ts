/**
 * The text in its lines: an entry is a word, a colon and what follows, with its indented lines. Which words there are and
 * where they may stand is not known here.
 */
import { finding, type Finding, type Passage, type Place } from './types.ts';

export interface Entry {
  /** In lower case. */
  readonly word: string;
  readonly wordAt: Place;
  /** As in `Answer fault:`. */
  readonly argument: string | null;
  readonly argumentAt: Place;
  /** As in `Say [ar]:`, in lower case. */
  readonly language: string | null;
  readonly languageAt: Place;
  /** One row a line, trimmed; an empty row parts paragraphs. */
  readonly rows: string[];
  readonly rowsAt: Place[];
}

/** Longer texts are not read: no person wrote them. */
export const longestText = 2_000_000;

const head = /^([A-Za-z]+)(?:[ \t]+([^\s[\]]+))?[ \t]*(?:\[[ \t]*([A-Za-z]+)[ \t]*\])?[ \t]*$/;

/** How many lines end in `block`. */
export function linesIn(block: string): number {
  let lines = 0;
  for (const _ of block.matchAll(/\r\n|\n|\r/g)) lines++;
  return lines;
}

/** Places count lines from the beginning of `text`. */
export function readEntries(text: string, findings: Finding[]): Entry[] {
  const entries: Entry[] = [];
  let current: Entry | null = null;
  let blanks = 0;
  const lines = text.split(/\r\n|\n|\r/);
  for (let i = 0; i < lines.length; i++) {
    const raw = lines[i] ?? '';
    const row = raw.trim();
    const line = i + 1;
    if (row === '') {
      blanks++;
      continue;
    }
    const indent = raw.indexOf(row);
    const at = { line, column: indent + 1, length: row.length };
    if (indent > 0) {
      if (current === null) findings.push(finding('strayLine', at));
      else {
        if (blanks > 0 && current.rows.length > 0) {
          current.rows.push('');
          current.rowsAt.push({ line: line - 1, column: 1, length: 0 });
        }
        current.rows.push(row);
        current.rowsAt.push(at);
      }
    } else {
      current = readHead(row, line, findings);
      if (current !== null) entries.push(current);
    }
    blanks = 0;
  }
  return entries;
}

/** Null after a line that is no entry, so that its indented lines are told as stray, too. */
function readHead(row: string, line: number, findings: Finding[]): Entry | null {
  const colon = row.indexOf(':');
  const found = colon < 0 ? null : head.exec(row.slice(0, colon));
  if (found === null) {
    const at = { line, column: 1, length: row.length };
    findings.push(finding('noColon', at));
    return null;
  }
  const [, word = '', argument, language] = found;
  const place = (part: string | undefined, from: number): Place => {
    const start = part === undefined ? -1 : row.indexOf(part, from);
    return start < 0
      ? { line, column: 1, length: word.length }
      : { line, column: start + 1, length: part?.length ?? 0 };
  };
  const value = row.slice(colon + 1).trim();
  const column = value === '' ? colon + 1 : row.indexOf(value, colon + 1) + 1;
  return {
    word: word.toLowerCase(),
    wordAt: { line, column: 1, length: word.length },
    argument: argument ?? null,
    argumentAt: place(argument, word.length),
    language: language?.toLowerCase() ?? null,
    languageAt: place(language, word.length + (argument?.length ?? 0)),
    rows: value === '' ? [] : [value],
    rowsAt: value === '' ? [] : [{ line, column, length: value.length }],
  };
}

/** All rows, line breaks kept. */
export const passageOf = ({ rows, rowsAt }: Entry): Passage => ({ text: rows.join('\n'), rows: rowsAt });

/** All rows on one line. */
export const lineOf = ({ rows }: Entry): string =>
  rows.length === 1 ? (rows[0] ?? '') : rows.filter(row => row !== '').join(' ');

/** Where `length` characters from `from` on in `lineOf` stand; a part that goes on in the next row ends with its own. */
export function placeIn(entry: Entry, from: number, length: number): Place {
  let left = from;
  for (const [i, row] of entry.rows.entries()) {
    const at = entry.rowsAt[i];
    if (row === '' || at === undefined) continue;
    if (left <= row.length)
      return {
        line: at.line,
        column: at.column + left,
        length: Math.max(1, Math.min(length, row.length - left)),
      };
    left -= row.length + 1;
  }
  return valueAt(entry);
}

/** Where the value stands, or the word when there is none. */
export function valueAt({ rowsAt, wordAt }: Entry): Place {
  return rowsAt[0] ?? wordAt;
}
