/** Runs of digits by which any part of a number is found. */

/** As long as a run is: three digits that follow each other stand in too many numbers to narrow a search. */
export const runLength = 4;

/** Every run of a number, each once. */
export function runsOf(digits: string): string[] {
  const runs = new Set<string>();
  for (let from = 0; from + runLength <= digits.length; from += 1)
    runs.add(digits.slice(from, from + runLength));
  return [...runs];
}

/** As few runs as cover all of what was typed; a number that has it has all of them. */
export function coveringRuns(digits: string): string[] {
  const runs = new Set<string>();
  for (let from = 0; from + runLength < digits.length; from += runLength)
    runs.add(digits.slice(from, from + runLength));
  if (digits.length >= runLength) runs.add(digits.slice(-runLength));
  return [...runs];
}
