/** How a file of values is built: its delimiter, and whether its first record names the columns. */
import { foldDigits } from '../match/fold.ts';
import { fieldNamed } from './headers.ts';

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** Records of the sample that are looked at. */
const mostRecords = 50;

/** Excel's own first line, `sep=;`. */
export function declaredDelimiter(text: string): Delimiter | null {
  const said = /^\uFEFF?"?sep=(.)"?\r?(?:\n|$)/i.exec(text)?.[1];
  return delimiters.find(one => one === said) ?? null;
}

/** The delimiter that cuts the sample's records most evenly; a comma when nothing does. */
export function guessDelimiter(sample: string): Delimiter {
  const declared = declaredDelimiter(sample);
  if (declared !== null) return declared;
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const counts = countsPerRecord(sample, delimiter);
    const most = counts[0] ?? 0;
    if (most === 0) continue;
    // Free text holds commas, too: what counts is that every record has as many as the first.
    const even = counts.filter(count => count === most).length / counts.length;
    const score = even * even * Math.min(most, 20) ** 0.5;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** How many delimiters stand outside quotes in each of the first records; the last, which may be cut off, is left out. */
function countsPerRecord(sample: string, delimiter: string): number[] {
  const counts: number[] = [];
  let [count, quoted, seen] = [0, false, false];
  for (const sign of sample) {
    if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === '\n' || sign === '\r')) {
      if (seen) counts.push(count);
      [count, seen] = [0, false];
      if (counts.length === mostRecords) break;
      continue;
    } else if (!quoted && sign === delimiter) count += 1;
    seen = true;
  }
  if (counts.length === 0 && seen) counts.push(count);
  return counts;
}

/** Whether the first record names the columns: it holds names that we know, or none of what contacts are made of. */
export function hasHeader(first: readonly string[], second: readonly string[] | undefined): boolean {
  const known = first.filter(cell => fieldNamed(cell) !== null).length;
  if (known >= 2 || (known === 1 && first.length <= 3)) return true;
  const isData = (cell: string): boolean => /@.+\.|\d{5,}/.test(foldDigits(cell).replace(/[\s()-]/g, ''));
  if (first.some(isData) || second === undefined) return false;
  return known > 0 || second.some(isData);
}
