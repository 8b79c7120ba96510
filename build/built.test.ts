import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sourcesStamp } from './built.mjs';

let root: string;
const write = (file: string, text: string): void => {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), text);
};
const stamp = (): string => sourcesStamp(root, ['shared', 'main', 'package.json']);

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'hatif-stamp-'));
  write('shared/a.ts', 'a');
  write('main/b/c.ts', 'c');
});
afterEach(() => fs.rmSync(root, { recursive: true }));

test('the same sources give the same stamp, whenever they were written', () => {
  const before = stamp();
  fs.utimesSync(path.join(root, 'shared/a.ts'), 0, 0);
  expect(stamp()).toBe(before);
});

test.each([
  ['a changed file', () => write('shared/a.ts', 'A')],
  ['a new file', () => write('shared/b.ts', '')],
  ['a file that is gone', () => fs.rmSync(path.join(root, 'main/b/c.ts'))],
  ['a renamed file', () => fs.renameSync(path.join(root, 'shared/a.ts'), path.join(root, 'shared/b.ts'))],
  ['a changed package.json', () => write('package.json', '{}')],
])('%s changes it', (_what, change) => {
  const before = stamp();
  change();
  expect(stamp()).not.toBe(before);
});

test('a test is no part of the app', () => {
  const before = stamp();
  write('main/b/c.test.ts', 'test');
  expect(stamp()).toBe(before);
});
