/** What can be said of a text by itself: whether it can be filled in, in which languages it is, what it speaks of. */
import { nearest } from './nearest.ts';
import { analyse, filterNames, tagNames } from './template.ts';
import { finding, type Finding, type Passage, type Passages, type Place } from './types.ts';

export interface JudgedText {
  readonly findings: Finding[];
  /** Each name of a variable or a field, where it is spoken of. */
  readonly mentions: { readonly name: string; readonly at: Place }[];
}

export function judgePassages(passages: Passages, at: Place, languages: readonly string[]): JudgedText {
  const judged: JudgedText = { findings: [], mentions: [] };
  const there = Object.values(passages);
  if (there.length === 0) return judged;
  for (const language of languages)
    if (!Object.hasOwn(passages, language))
      judged.findings.push(finding('missingTranslation', there[0]?.rows[0] ?? at, { language }));
  for (const passage of there) judgePassage(passage, judged);
  return judged;
}

const hidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u200B\u202A-\u202E\u2066-\u2069]/;

function judgePassage(passage: Passage, { findings, mentions }: JudgedText): void {
  const { text, rows } = passage;
  if (hidden.test(text) && rows[0]) findings.push(finding('hiddenCharacters', rows[0]));
  const analysis = analyse(text);
  if (analysis.ok) {
    for (const { name, row, column } of analysis.mentions)
      mentions.push({ name, at: placeIn(passage, row, column, name.length) });
    return;
  }
  const { unknown, message, row, column } = analysis.fault;
  const meant = unknown === null ? null : nearest(unknown, [...filterNames, ...tagNames]);
  const reason = meant === null ? message : `${message} → ${meant}`;
  findings.push(finding('badTemplate', placeIn(passage, row, column, 2), { reason }));
}

/** From a row and column of the passage to its place in the step. */
function placeIn({ rows }: Passage, row: number, column: number, length: number): Place {
  const at = rows[row - 1] ?? rows[0] ?? { line: 1, column: 1, length: 1 };
  return { line: at.line, column: at.column + column - 1, length };
}
