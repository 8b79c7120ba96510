/**
 * From text to script. Never throws: what cannot be read is a finding with its place, and the rest is read all the same.
 * The grammar is in docs/scripts.md.
 */
import { lineOf, readEntries, valueAt, type Entry } from './entries.ts';
import { idPattern, normalId } from './id.ts';
import { nearest } from './nearest.ts';
import { readStepEntry, StepDraft } from './parse-step.ts';
import { addPassage, readId, readTarget, type Reading } from './reading.ts';
import {
  criteria,
  finding,
  type Criterion,
  type Finding,
  type Passages,
  type Script,
  type Step,
  type Target,
} from './types.ts';

export interface Parsed {
  readonly script: Script;
  readonly findings: readonly Finding[];
}

const headWords = ['script', 'title', 'languages', 'when', 'direction', ...criteria, 'first', 'remark'];
const stepWords = ['title', 'say', 'note', 'ask', 'question', 'answer', 'action', 'if', 'next', 'remark'];
const allWords = [...new Set([...headWords, 'step', 'objection', ...stepWords])];
const languageCode = /^[a-z]{2,3}$/;

export function parseScript(text: string): Parsed {
  const { entries, findings } = readEntries(text);
  const languages = readLanguages(entries, findings);
  const reading: Reading = { findings, languages };
  const header = new HeaderDraft(reading);
  const steps: Step[] = [];
  let step: StepDraft | null = null;
  for (const entry of entries) {
    if (!checkHead(entry, reading)) continue;
    if (entry.word === 'step' || entry.word === 'objection') {
      if (step !== null) steps.push(step.end());
      step = new StepDraft(entry.word, readId(entry, reading), entry);
    } else if (step !== null) {
      if (stepWords.includes(entry.word)) readStepEntry(step, entry, reading);
      else findings.push(misplaced(entry));
    } else if (headWords.includes(entry.word)) header.read(entry);
    else findings.push(misplaced(entry));
  }
  if (step !== null) steps.push(step.end());
  return { script: { ...header.end(), languages, steps: steps.filter(each => each.id !== '') }, findings };
}

const misplaced = (entry: Entry): Finding => finding('misplaced', entry.wordAt, { word: entry.word });

/** False when the word is none of ours, or its bracket is. */
function checkHead(entry: Entry, { findings, languages }: Reading): boolean {
  if (!allWords.includes(entry.word)) {
    const meant = nearest(entry.word, allWords);
    findings.push(
      finding('unknownWord', entry.wordAt, { word: entry.word }, meant === null ? null : capital(meant)),
    );
    return false;
  }
  if (entry.language !== null && !languages.includes(entry.language)) {
    const meant = nearest(entry.language, languages);
    findings.push(finding('unknownLanguage', entry.languageAt, { language: entry.language }, meant));
    return false;
  }
  if ((entry.argument === null) === (entry.word === 'answer')) {
    const code = entry.argument === null ? 'valueNeeded' : 'noColon';
    findings.push(
      finding(code, entry.argument === null ? entry.wordAt : entry.argumentAt, { word: entry.word }),
    );
    return false;
  }
  return true;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Looked for before anything else, because every passage depends on them. */
function readLanguages(entries: readonly Entry[], findings: Finding[]): string[] {
  const stop = entries.findIndex(({ word }) => word === 'step' || word === 'objection');
  const entry = entries.slice(0, stop < 0 ? entries.length : stop).find(({ word }) => word === 'languages');
  const languages: string[] = [];
  for (const part of entry === undefined ? [] : listOf(entry)) {
    const code = part.toLowerCase();
    if (!languageCode.test(code))
      findings.push(finding('unknownLanguage', valueAt(entry as Entry), { language: part }));
    else if (!languages.includes(code)) languages.push(code);
  }
  return languages.length === 0 ? ['en'] : languages;
}

const listOf = (entry: Entry): string[] =>
  lineOf(entry)
    .split(/[,،]/)
    .map(part => part.trim())
    .filter(part => part !== '');

class HeaderDraft {
  readonly #reading: Reading;
  readonly #seen = new Set<string>();
  readonly #chosenBy: Record<Criterion, string[]> = { queue: [], brand: [], campaign: [], list: [] };
  readonly #remarks: string[] = [];
  #id = '';
  #at = { line: 1, column: 1, length: 0 };
  #title: Passages = {};
  #when: Script['when'] = 'start';
  #direction: Script['direction'] = 'both';
  #first: Target | null = null;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  read(entry: Entry): void {
    const { findings } = this.#reading;
    const { word } = entry;
    if (word === 'title') {
      this.#title = addPassage(this.#title, entry, this.#reading, lineOf(entry));
      return;
    }
    if (word === 'remark') {
      if (entry.rows.length > 0) this.#remarks.push(entry.rows.join('\n'));
      return;
    }
    if (this.#seen.has(word)) {
      findings.push(finding('twice', entry.wordAt, { word }));
      return;
    }
    this.#seen.add(word);
    if (word === 'script') {
      this.#at = valueAt(entry);
      this.#id = readId(entry, this.#reading);
    } else if (word === 'first') this.#first = readTarget(lineOf(entry), valueAt(entry), this.#reading);
    else if (word === 'when') this.#when = this.#oneOf(entry, ['start', 'end'], 'start');
    else if (word === 'direction')
      this.#direction = this.#oneOf(entry, ['inbound', 'outbound', 'both'], 'both');
    else {
      const criterion = criteria.find(each => each === word);
      if (criterion !== undefined) this.#chosenBy[criterion].push(...listOf(entry));
    }
  }

  #oneOf<T extends string>(entry: Entry, choices: readonly T[], usual: T): T {
    const written = lineOf(entry).toLowerCase();
    const found = choices.find(choice => choice === written);
    if (found === undefined)
      this.#reading.findings.push(
        finding(
          'badChoice',
          valueAt(entry),
          { word: entry.word, choices: choices.join(', ') },
          nearest(written, choices),
        ),
      );
    return found ?? usual;
  }

  end(): Omit<Script, 'languages' | 'steps'> {
    const { findings } = this.#reading;
    if (this.#id === '' && !findings.some(({ code }) => code === 'tooLong') && !this.#seen.has('script'))
      findings.push(finding('noScript', this.#at));
    return {
      id: this.#id,
      at: this.#at,
      title: this.#title,
      when: this.#when,
      direction: this.#direction,
      chosenBy: this.#chosenBy,
      first: this.#first,
      remarks: this.#remarks,
    };
  }
}

/** Whether `text` may name a script, a step or a field. */
export const isId = (text: string): boolean => idPattern.test(normalId(text));
