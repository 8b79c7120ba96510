// What the test runners report, added up.
import fs from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** Of a failure's message; the rest stands where the test ran. */
const LINES = 12;

/**
 * @typedef {{
 *   name?: string,
 *   status: string,
 *   message?: string,
 *   assertionResults: { status: string, fullName?: string, failureMessages?: string[] | null }[],
 * }} TestFile
 */

/**
 * @param {{ testResults: TestFile[] }} report of vitest's json reporter
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

/** @param {string} title @param {readonly string[]} messages */
const told = (title, messages) =>
  [title, ...stripVTControlCharacters(messages.join('\n')).split('\n').slice(0, LINES)]
    .join('\n    ')
    .trimEnd();

/**
 * @param {{ testResults: TestFile[] }} report of vitest's json reporter
 * @returns {string[]} each failure with the first lines of its message
 */
export const failuresVitest = ({ testResults }) =>
  testResults
    .filter(file => file.status === 'failed')
    .flatMap(({ name = '', message = '', assertionResults }) => {
      const failed = assertionResults.filter(each => each.status === 'failed');
      if (failed.length === 0) return [told(name, [message])];
      return failed.map(each => told(`${name} > ${each.fullName ?? ''}`, each.failureMessages ?? []));
    });

/**
 * @typedef {{ message?: string }} Fault
 * @typedef {{ title: string, file: string, ok: boolean, tests: { results: { errors?: Fault[] }[] }[] }} Spec
 * @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite
 */

/**
 * @param {{ suites?: Suite[], errors?: Fault[] }} report of Playwright's json reporter
 * @returns {string[]} each failure with the first lines of its message
 */
export function failuresPlaywright({ suites = [], errors = [] }) {
  /** @param {Suite} suite @returns {string[]} */
  const of = suite => [
    ...(suite.specs ?? [])
      .filter(spec => !spec.ok)
      .map(({ file, title, tests }) =>
        told(
          `${file} > ${title}`,
          tests.flatMap(test =>
            test.results.flatMap(result => (result.errors ?? []).map(each => each.message ?? '')),
          ),
        ),
      ),
    ...(suite.suites ?? []).flatMap(of),
  ];
  return [...suites.flatMap(of), ...errors.map(each => told('outside of the stories', [each.message ?? '']))];
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

/** @param {string} file @param {(report: never) => string[]} of @returns {string[]} none where there is no report */
export const readFailures = (file, of) =>
  fs.existsSync(file) ? of(/** @type {never} */ (JSON.parse(fs.readFileSync(file, 'utf8')))) : [];

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
