import { expect, test } from 'vitest';
import { chooseBenches } from './bench-choice.mjs';

const all = [
  { id: 'P1', seconds: 200 },
  { id: 'P6', seconds: 350 },
  { id: 'R3', seconds: 300 },
  { id: 'S3', seconds: 40 },
];
const ids = (...args: string[]): string[] => chooseBenches(all, args).benches.map(bench => bench.id);

test('without ids, as many as fit into ten minutes, and the others are named', () => {
  expect(ids()).toEqual(['P1', 'P6', 'S3']);
  expect(chooseBenches(all, []).left).toEqual(['R3']);
});

test('ids choose, in whatever case, and all of them run however long', () => {
  expect(ids('s3', 'P6', 'R3')).toEqual(['P6', 'R3', 'S3']);
});

test('--full without ids means all of them', () => {
  expect(ids('--full')).toEqual(['P1', 'P6', 'R3', 'S3']);
});

test('what there is not is refused, with what there is', () => {
  expect(() => ids('P9')).toThrow('There is no bench P9; there are P1, P6, R3, S3.');
  expect(() => ids('--quick')).toThrow('There is no --quick');
});

test('a seed is a whole number', () => {
  expect(chooseBenches(all, ['--seed=12', 'R3'])).toMatchObject({ seed: 12, full: false });
  expect(chooseBenches(all, ['R3']).seed).toBeNull();
  expect(() => ids('--seed=x')).toThrow('There is no --seed=x');
});
