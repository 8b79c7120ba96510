/**
 * From text to script. Never throws: what cannot be read is a finding with its place, and the rest is read all the same.
 * The grammar is in docs/scripts.md.
 */
import { splitBlocks, splitHead, type Block, type StepMemory } from './blocks.ts';
import { linesIn, lineOf, longestText, readEntries, valueAt, type Entry } from './entries.ts';
import { HeaderDraft, headWords, listOf } from './parse-header.ts';
import { readStepEntry, StepDraft, stepWords } from './parse-step.ts';
import { nearest } from './nearest.ts';
import { readId, type Reading } from './reading.ts';
import { finding, placedAt, type Finding, type Script, type Step } from './types.ts';

export interface Parsed {
  readonly script: Script;
  readonly findings: readonly Finding[];
}

const allWords = [...new Set([...headWords, 'step', 'objection', ...stepWords])];
const languageCode = /^[a-z]{2,3}$/;

export function parseScript(text: string, memory: StepMemory | null = null): Parsed {
  const tooLong = text.length > longestText;
  const { head, body } = splitHead(tooLong ? '' : text.replace(/^\uFEFF/, ''));
  const findings: Finding[] = [];
  const entries = readEntries(head, findings);
  const languages = readLanguages(entries, findings);
  const reading: Reading = { findings, languages };
  const header = new HeaderDraft(reading);
  for (const entry of entries)
    if (checkHead(entry, reading)) {
      if (headWords.includes(entry.word)) header.read(entry);
      else findings.push(finding('misplaced', entry.wordAt, { word: entry.word }));
    }
  if (tooLong) findings.push(finding('tooLong', top, { most: String(longestText) }));

  const read = (source: string): Block => readBlock(source, languages);
  const blocks = memory === null ? splitBlocks(body).map(read) : memory.read(body, languages.join(), read);
  const steps: Step[] = [];
  const lines: number[] = [];
  let line = linesIn(head) + 1;
  for (const block of blocks) {
    if (block.step.id !== '') {
      steps.push(block.step);
      lines.push(line);
    }
    for (const each of block.findings) findings.push({ ...each, at: placedAt(each.at, line) });
    line += block.lines;
  }
  return { script: { ...header.end(!tooLong), languages, steps, lines }, findings };
}

const top = { line: 1, column: 1, length: 0 };

function readBlock(source: string, languages: readonly string[]): Block {
  const findings: Finding[] = [];
  const reading: Reading = { findings, languages };
  const [first, ...entries] = readEntries(source, findings);
  const wellBegun = first !== undefined && checkHead(first, reading);
  const step = new StepDraft(
    first?.word === 'objection' ? 'objection' : 'step',
    wellBegun ? readId(first, reading) : '',
    first === undefined ? top : valueAt(first),
  );
  for (const entry of entries)
    if (checkHead(entry, reading)) {
      if (stepWords.includes(entry.word)) readStepEntry(step, entry, reading);
      else findings.push(finding('misplaced', entry.wordAt, { word: entry.word }));
    }
  return { source, step: step.end(), findings, lines: linesIn(source) };
}

/** False when the word is none of ours, or its bracket is. */
function checkHead(entry: Entry, { findings, languages }: Reading): boolean {
  if (!allWords.includes(entry.word)) {
    const meant = nearest(entry.word, allWords);
    const written = meant === null ? null : meant.charAt(0).toUpperCase() + meant.slice(1);
    findings.push(finding('unknownWord', entry.wordAt, { word: entry.word }, written));
    return false;
  }
  if (entry.language !== null && !languages.includes(entry.language)) {
    const meant = nearest(entry.language, languages);
    findings.push(finding('unknownLanguage', entry.languageAt, { language: entry.language }, meant));
    return false;
  }
  if ((entry.argument === null) === (entry.word === 'answer')) {
    if (entry.argument === null) findings.push(finding('valueNeeded', entry.wordAt, { word: entry.word }));
    else findings.push(finding('noColon', entry.argumentAt, { word: entry.word }));
    return false;
  }
  return true;
}

/** Looked for before anything else, because every passage depends on them. */
function readLanguages(entries: readonly Entry[], findings: Finding[]): string[] {
  const entry = entries.find(({ word }) => word === 'languages');
  const languages: string[] = [];
  for (const part of entry === undefined ? [] : listOf(lineOf(entry))) {
    const code = part.toLowerCase();
    if (entry && !languageCode.test(code))
      findings.push(finding('unknownLanguage', valueAt(entry), { language: part }));
    else if (!languages.includes(code)) languages.push(code);
  }
  return languages.length === 0 ? ['en'] : languages;
}
