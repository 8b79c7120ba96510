/** What somebody may have meant: the known word that is closest to the one that was written. */

/**
 * The word of `known` with the fewest changes from `written` (insert, delete, replace, or swap two neighbours), null when
 * none is near: at most one change in three letters.
 */
export function nearest(written: string, known: Iterable<string>): string | null {
  const wanted = written.toLowerCase().slice(0, 60);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | null = null;
  let fewest = limit + 1;
  for (const word of known) {
    if (Math.abs(word.length - wanted.length) >= fewest) continue;
    const changes = distance(wanted, word.toLowerCase());
    if (changes < fewest && changes < word.length) {
      best = word;
      fewest = changes;
    }
  }
  return best;
}

/** Optimal string alignment distance. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (before[j - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
