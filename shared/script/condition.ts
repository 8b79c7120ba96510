/** Conditions in words: `temperature is above 5 and caller.language is ar or unit is unknown`. `and` binds closer. */
import { idPattern, normalId } from './id.ts';
import type { Clause, Condition, Operator, Place } from './types.ts';

/** What may be written for an operator; the first of each is how it is printed. Longer ones are tried first. */
const spellings: readonly (readonly [Operator, readonly string[]])[] = [
  ['is known', ['is known']],
  ['is unknown', ['is unknown', 'is not known']],
  ['at least', ['is at least', 'at least', '>=']],
  ['at most', ['is at most', 'at most', '<=']],
  ['above', ['is above', 'above', 'is more than', 'more than', '>']],
  ['below', ['is below', 'below', 'is less than', 'less than', '<']],
  ['contains', ['contains']],
  ['is not', ['is not', '!=']],
  ['is', ['is', '=']],
];
const bySpelling = spellings
  .flatMap(([operator, words]) => words.map(word => ({ operator, words: word.split(' ') })))
  .sort((a, b) => b.words.length - a.words.length);

interface Token {
  readonly text: string;
  /** Stood between quotation marks: never a word of the grammar. */
  readonly quoted: boolean;
  readonly start: number;
}

const token = /"([^"\n]*)"|“([^”"\n]*)”|[<>!]=|[<>=]|[^\s"“<>=!]+/g;

function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    if (text.slice(end, match.index).trim() !== '') return null;
    const quoted = match[1] ?? match[2];
    tokens.push({ text: quoted ?? match[0], quoted: quoted !== undefined, start: match.index });
    end = match.index + match[0].length;
  }
  return text.slice(end).trim() === '' ? tokens : null;
}

const number = /^-?\d{1,12}(\.\d{1,6})?$/;

/** Where so many characters of the text, from the first named on, stand in the script. */
type Locate = (from: number, length: number) => Place;

/** Null when it is no condition. */
export function parseCondition(text: string, at: Locate): Condition | null {
  const tokens = tokensOf(text);
  if (tokens === null) return null;
  const groups: Clause[][] = [[]];
  let i = 0;
  for (;;) {
    const read = readClause(tokens, i, at);
    if (read === null) return null;
    groups.at(-1)?.push(read.clause);
    i = read.next;
    const joint = tokens[i];
    if (joint === undefined) return groups;
    const word = joint.quoted ? '' : joint.text.toLowerCase();
    if (word === 'or') groups.push([]);
    else if (word !== 'and') return null;
    i++;
  }
}

function readClause(
  tokens: readonly Token[],
  i: number,
  at: Locate,
): { clause: Clause; next: number } | null {
  const subject = tokens[i];
  if (subject === undefined || subject.quoted) return null;
  const parts = subject.text.split('.').map(normalId);
  if (!parts.every(part => idPattern.test(part))) return null;
  const name = parts.join('.');
  const spelled = bySpelling.find(({ words }) =>
    words.every((word, n) => {
      const found = tokens[i + 1 + n];
      return found !== undefined && !found.quoted && found.text.toLowerCase() === word;
    }),
  );
  if (spelled === undefined) return null;
  const { operator } = spelled;
  const place = at(subject.start, subject.text.length);
  let next = i + 1 + spelled.words.length;
  if (operator === 'is known' || operator === 'is unknown')
    return { clause: { name, operator, value: null, at: place }, next };
  const value = tokens[next++];
  if (value === undefined) return null;
  if (!value.quoted && /^(and|or)$|^[<>=!]/i.test(value.text)) return null;
  const isNumber = !value.quoted && number.test(value.text);
  return {
    clause: { name, operator, value: isNumber ? Number(value.text) + 0 : value.text, at: place },
    next,
  };
}

const grammarWord = /^(and|or|not|known|unknown|at|above|below|more|less)$/i;

function printValue(value: string | number): string {
  if (typeof value === 'number') return String(value);
  return idPattern.test(value) && !grammarWord.test(value) ? value : `"${value}"`;
}

export function printCondition(condition: Condition): string {
  const printed: Record<Operator, string> = Object.fromEntries(
    spellings.map(([operator, words]) => [operator, words[0] ?? operator]),
  ) as Record<Operator, string>;
  return condition
    .map(group =>
      group
        .map(({ name, operator, value }) =>
          [name, printed[operator], value === null ? '' : printValue(value)].join(' ').trim(),
        )
        .join(' and '),
    )
    .join(' or ');
}
