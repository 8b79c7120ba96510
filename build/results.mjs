// What the test runners report, added up.
import fs from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/**
 * @param {{
 *   testResults: { status: string, assertionResults: { status: string }[] }[],
 * }} report of vitest's json reporter
 * @returns {Tally} a file that could not even be loaded counts as one failure
 */
export function tallyVitest({ testResults }) {
  const all = testResults.flatMap(file => file.assertionResults.map(test => test.status));
  const broken = testResults.filter(
    file => file.status === 'failed' && !file.assertionResults.some(t => t.status === 'failed'),
  );
  const count = (/** @type {string} */ status) => all.filter(each => each === status).length;
  const [passed, failed] = [count('passed'), count('failed')];
  return { passed, failed: failed + broken.length, skipped: all.length - passed - failed };
}

/**
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: unknown[] }} report of
 *   Playwright's json reporter
 * @returns {Tally} a test that passed only when tried again counts as a failure
 */
export function tallyPlaywright({ stats, errors }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * What a runner reported, and that it failed where its tests did not: an error outside of them, a crash.
 * @param {string} file of its report, if it came that far
 * @param {(report: never) => Tally} tally
 * @param {number} status its exit status
 * @returns {Tally}
 */
export function readTally(file, tally, status) {
  if (!fs.existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const read = tally(/** @type {never} */ (JSON.parse(fs.readFileSync(file, 'utf8'))));
  return status !== 0 && read.failed === 0 ? { ...read, failed: 1 } : read;
}

/** @param {readonly Tally[]} tallies @returns {Tally} */
export const sum = tallies =>
  tallies.reduce(
    (all, each) => ({
      passed: all.passed + each.passed,
      failed: all.failed + each.failed,
      skipped: all.skipped + each.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
