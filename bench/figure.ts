/**
 * What a measurement is, to the runner and to its reader. A file `bench/<name>.bench.ts` exports one as `bench`:
 *
 *   export const bench: Bench = { id: 'S3', bar: '…', seconds: 40, run: async ({ full, say }) => [figure] };
 *
 * Benches run under the Node of the lock file with types stripped, so imports carry `.ts` and types are erasable.
 */

/** One line of the outcome: what was measured against the bar, in the same run as its control. */
export interface Figure {
  /** What was measured, each with its bar: `pop÷floor p50 1.18 (≤1.25)`. */
  readonly measured: readonly string[];
  /** Whether every one of them reached its bar. */
  readonly holds: boolean;
  /**
   * The arm that must do worse, in words (`stock SIP.js leaks 9,998`), and whether it did. A ratio against a peer is its own
   * control: null.
   */
  readonly control: { readonly text: string; readonly failed: boolean } | null;
  /** Samples behind it; a figure of none measured nothing. */
  readonly n: number;
}

export interface BenchOptions {
  /** The whole of it; otherwise as much as fits into `seconds`. */
  readonly full: boolean;
  /** `--seed=7`: another draw of the same, or with `--full` one piece of the whole; null without it. */
  readonly seed: number | null;
  /** Tells the person what goes on meanwhile; not part of the outcome. */
  readonly say: (text: string) => void;
}

export interface Bench {
  /** As in bench/README.md: `P1`, `S3`. */
  readonly id: string;
  /** What must be reached, in a line. */
  readonly bar: string;
  /** How long it takes without `--full`, roughly, in seconds. */
  readonly seconds: number;
  /** It starts the app: `launchHatif` of e2e/support is ready for use. */
  readonly needsApp?: boolean;
  readonly run: (options: BenchOptions) => Promise<readonly Figure[]>;
}

/** @returns the line as printed: the id first, the verdict last */
export function figureLine(id: string, { measured, holds, control, n }: Figure): string {
  const against = control ? ` control ${control.text}` : '';
  return `${id} ${measured.join(' ')}${against} n=${n}: ${verdict({ holds, control, n })}`;
}

function verdict({ holds, control, n }: Omit<Figure, 'measured'>): string {
  if (n === 0) return 'nothing was measured';
  if (control && !control.failed) return 'no verdict, the control did not fail';
  return holds ? 'holds' : 'falls short';
}

/** Whether the figure says anything at all, good or bad. */
export const isSound = ({ control, n }: Figure): boolean => n > 0 && (control === null || control.failed);

/**
 * The value below which a share of the samples lies, by nearest rank.
 * @param share 0…1
 * @throws RangeError without samples
 */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('a quantile of no samples');
  return value;
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);
