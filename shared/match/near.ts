/**
 * Words that differ from a typed one by a slip or two: a letter too many, too few, another one, two that changed places
 * (optimal string alignment). What was typed may be the beginning of a word.
 */

/** How many slips are forgiven in a word: none in a short one, where a slip makes another name. */
export function slipsForgiven(word: string): 0 | 1 | 2 {
  const { length } = word;
  return length >= 8 ? 2 : length >= 4 ? 1 : 0;
}

export interface NearWord {
  word: string;
  slips: number;
}

/** Comes after every word that begins with what stands before it. */
const last = '\u{10FFFF}';

/**
 * The words of a sorted dictionary that are within `most` slips of `typed`, or begin with something that is. Whole stretches
 * of the dictionary are passed over as soon as no word that begins so can be near.
 * @param next the first word after the given text, by code point
 * @param looks how many words are looked at before it is given up
 */
export function nearWords(
  typed: string,
  most: number,
  next: (after: string) => string | undefined,
  looks: number,
): NearWord[] {
  const found: NearWord[] = [];
  if (most === 0) return found;
  const distance = new Distance(typed);
  // With two slips the first letter must be right: otherwise a third of the dictionary would be walked through.
  const first = most > 1 ? typed.slice(0, 1) : '';
  let word = next(first);
  for (let look = 0; look < looks && word?.startsWith(first) === true; look += 1) {
    const { slips, hopelessFrom } = distance.to(word, most);
    if (slips <= most) found.push({ word, slips });
    word = next(slips > most && hopelessFrom !== null ? word.slice(0, hopelessFrom) + last : word);
  }
  const far = ({ word: each, slips }: NearWord): number => slips * 100 + Math.abs(each.length - typed.length);
  return found.sort((a, b) => far(a) - far(b));
}

/** Compares one text with many, each with what it shares with the one before already compared. */
class Distance {
  readonly #typed: string;
  /** Row i: slips between the first i letters of the word and each beginning of the typed one. */
  readonly #rows: number[][];
  #before = '';

  constructor(typed: string) {
    this.#typed = typed;
    this.#rows = [Array.from({ length: typed.length + 1 }, (_, slips) => slips)];
  }

  /** Slips to the nearest beginning of `word`, and how many of its letters rule out every word that begins with them. */
  to(word: string, most: number): { slips: number; hopelessFrom: number | null } {
    const width = this.#typed.length;
    let same = 0;
    while (same < word.length && word[same] === this.#before[same]) same += 1;
    this.#before = word;
    let slips = this.#at(0, width);
    for (let place = 1; place <= word.length; place += 1) {
      if (place > same || this.#rows[place] === undefined) this.#rows[place] = this.#row(word, place);
      slips = Math.min(slips, this.#at(place, width));
      if (Math.min(...(this.#rows[place] ?? [])) > most) {
        // What comes after here was not compared.
        this.#before = word.slice(0, place);
        return { slips, hopelessFrom: place };
      }
    }
    return { slips, hopelessFrom: null };
  }

  #row(word: string, place: number): number[] {
    const row = [place];
    const letter = word[place - 1];
    for (let n = 1; n <= this.#typed.length; n += 1) {
      const typed = this.#typed[n - 1];
      let slips = Math.min(
        this.#at(place - 1, n) + 1,
        (row[n - 1] ?? 0) + 1,
        this.#at(place - 1, n - 1) + (letter === typed ? 0 : 1),
      );
      if (place > 1 && n > 1 && letter === this.#typed[n - 2] && word[place - 2] === typed)
        slips = Math.min(slips, this.#at(place - 2, n - 2) + 1);
      row.push(slips);
    }
    return row;
  }

  #at(place: number, n: number): number {
    return this.#rows[place]?.[n] ?? Number.POSITIVE_INFINITY;
  }
}
