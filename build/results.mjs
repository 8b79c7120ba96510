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

/** @param {string} file @param {(report: never) => Tally} tally @returns {Tally} one failure when the runner left no report */
export function readTally(file, tally) {
  if (!fs.existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  return tally(/** @type {never} */ (JSON.parse(fs.readFileSync(file, 'utf8'))));
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
