import { expect, test } from 'vitest';
import { ownerOf } from './owner.ts';

test.each([
  ['who promised it under this name', 'Sami', null, 'Sami', 'mine'],
  ['who promised it before there was a name', '', null, 'Sami', 'mine'],
  ['another agent', 'Rana', null, 'Sami', 'other'],
  ['nobody in particular', null, null, 'Sami', 'anyone'],
  ['everybody, after it waited too long', 'Sami', 5, 'Sami', 'anyone'],
] as const)('it belongs to %s', (_who, by, returnedAt, me, owner) => {
  expect(ownerOf({ by, returnedAt }, me)).toBe(owner);
});
