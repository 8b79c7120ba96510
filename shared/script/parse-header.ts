/** The entries before the first step: what the script is called and for which calls it is. */
import { lineOf, valueAt, type Entry } from './entries.ts';
import { nearest } from './nearest.ts';
import { addPassage, readId, readTarget, type Reading } from './reading.ts';
import { criteria, finding, type Criterion, type Passages, type Script, type Target } from './types.ts';

export const headWords: readonly string[] = [
  'script',
  'title',
  'languages',
  'when',
  'direction',
  ...criteria,
  'first',
  'remark',
];

export const listOf = (text: string): string[] =>
  text
    .split(/[,،]/)
    .map(part => part.trim())
    .filter(part => part !== '');

export class HeaderDraft {
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
      this.#reading.findings.push(finding('twice', entry.wordAt, { word }));
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
      if (criterion !== undefined) this.#chosenBy[criterion].push(...listOf(lineOf(entry)));
    }
  }

  #oneOf<T extends string>(entry: Entry, choices: readonly T[], usual: T): T {
    const written = lineOf(entry).toLowerCase();
    const found = choices.find(choice => choice === written);
    if (found === undefined) {
      const values = { word: entry.word, choices: choices.join(', ') };
      this.#reading.findings.push(finding('badChoice', valueAt(entry), values, nearest(written, choices)));
    }
    return found ?? usual;
  }

  /** `whole`: the text was read, so that a missing name is a fault of its author. */
  end(whole: boolean): Omit<Script, 'languages' | 'steps' | 'lines'> {
    if (whole && !this.#seen.has('script')) this.#reading.findings.push(finding('noScript', this.#at));
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
