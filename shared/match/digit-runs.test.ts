import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coveringRuns, runsOf } from './digit-runs.ts';

test('a number has every run of four', () => {
  expect(runsOf('12345678')).toEqual(['1234', '2345', '3456', '4567', '5678']);
  expect(runsOf('123')).toEqual([]);
  expect(runsOf('11111')).toEqual(['1111']);
});

test.each([
  ['1234', ['1234']],
  ['12345', ['1234', '2345']],
  ['12345678', ['1234', '5678']],
  ['123', []],
])('%s is covered by %o', (typed, runs) => {
  expect(coveringRuns(typed)).toEqual(runs);
});

test('a number has every run that covers any part of it', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 4, maxLength: 15 });
  fc.assert(
    fc.property(digits, fc.nat(), fc.nat(), (number, from, length) => {
      const start = from % number.length;
      const part = number.slice(start, start + 1 + (length % (number.length - start)));
      for (const run of coveringRuns(part)) expect(runsOf(number)).toContain(run);
    }),
  );
});
