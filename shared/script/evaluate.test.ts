import { expect, test } from 'vitest';
import { parseCondition } from './condition.ts';
import { holds } from './evaluate.ts';

const given = { temperature: -3, reason: 'fault', visit: '2026-11-24', mail: '', note: 'Wants a LOAN unit' };
const is = (text: string) => {
  const condition = parseCondition(text, (from, length) => ({ line: 1, column: from + 1, length }));
  if (condition === null) throw new Error(`not a condition: ${text}`);
  return holds(condition, given, { 'caller.language': 'ar' });
};

test.each([
  'temperature is -3',
  'temperature is above -5',
  'temperature at most -3',
  'temperature < 0 and temperature >= -3',
  'reason is Fault',
  'reason is not other',
  'nothing is not other',
  'caller.language is ar',
  'nothing is unknown',
  'mail is not known',
  'note contains "loan"',
  'visit is above 2026-11-23',
  'reason is other or reason is fault',
  'reason is other and reason is fault or temperature is "-3"',
])('%s', text => {
  expect(is(text)).toBe(true);
});

test.each([
  'temperature is below -3',
  'reason is above 5',
  'nothing is x',
  'nothing is above 0',
  'mail is known',
  'length is known',
  'reason is fault and reason is other',
])('not: %s', text => {
  expect(is(text)).toBe(false);
});
