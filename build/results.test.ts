import { expect, test } from 'vitest';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  failuresPlaywright,
  failuresVitest,
  readTally,
  sum,
  tallyPlaywright,
  tallyVitest,
} from './results.mjs';

const results = (...statuses: string[]) => statuses.map(status => ({ status }));

test('unit tests are counted, and those that did not run are no success', () => {
  const report = {
    testResults: [{ status: 'failed', assertionResults: results('passed', 'failed', 'skipped') }],
  };
  expect(tallyVitest(report)).toEqual({ passed: 1, failed: 1, skipped: 1 });
});

test('a test file that could not be loaded is a failure', () => {
  const report = {
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: results('passed') },
    ],
  };
  expect(tallyVitest(report)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('a story that passed only the second time, or a runner that broke, is a failure', () => {
  const report = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] };
  expect(tallyPlaywright(report)).toEqual({ passed: 4, failed: 3, skipped: 2 });
});

test('a runner that fails though its tests passed, or leaves no report, is a failure', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hatif-report-'));
  const file = path.join(folder, 'report.json');
  const tally = (): { passed: number; failed: number; skipped: number } => ({
    passed: 9,
    failed: 0,
    skipped: 0,
  });
  expect(readTally(file, tally, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  fs.writeFileSync(file, '{}');
  expect(readTally(file, tally, 0).failed).toBe(0);
  expect(readTally(file, tally, 1)).toEqual({ passed: 9, failed: 1, skipped: 0 });
  fs.rmSync(folder, { recursive: true });
});

test('runs add up', () => {
  const one = { passed: 1, failed: 2, skipped: 3 };
  expect(sum([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 });
});

test('each failure is told by name, with the first lines of what it says, without colours', () => {
  const message = [
    '\u001b[31mexpected 1 to be 2\u001b[39m',
    ...Array.from({ length: 40 }, (_, n) => `at line ${n}`),
  ].join('\n');
  const unit = failuresVitest({
    testResults: [
      { name: 'a.test.ts', status: 'passed', assertionResults: results('passed') },
      { name: 'b.test.ts', status: 'failed', message: 'cannot be read', assertionResults: [] },
      {
        name: 'c.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'failed', fullName: 'it counts', failureMessages: [message] },
          ...results('passed'),
        ],
      },
    ],
  });
  expect(unit).toHaveLength(2);
  expect(unit[0]).toBe('b.test.ts\n    cannot be read');
  expect(unit[1]?.split('\n').slice(0, 3)).toEqual([
    'c.test.ts > it counts',
    '    expected 1 to be 2',
    '    at line 0',
  ]);
  expect(unit[1]?.split('\n')).toHaveLength(13);
});

test('a story that failed is told wherever it stands, and so is what broke outside of them', () => {
  const spec = (ok: boolean) => ({
    title: 'a call',
    file: 'call.e2e.ts',
    ok,
    tests: [{ results: [{ errors: ok ? [] : [{ message: 'it was silent' }] }] }],
  });
  const suites = [{ specs: [spec(true)], suites: [{ specs: [spec(false)] }] }];
  expect(failuresPlaywright({ suites, errors: [{ message: 'no display' }] })).toEqual([
    'call.e2e.ts > a call\n    it was silent',
    'outside of the stories\n    no display',
  ]);
});
