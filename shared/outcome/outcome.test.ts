import { expect, test } from 'vitest';
import { consequences, inARow, usualDelay } from './consequences.ts';
import { standardOutcomes } from './standard.ts';
import { outcome, type Outcome } from './types.ts';

const at = Date.UTC(2026, 2, 10, 12);
const known = (id: string): Outcome => {
  const found = standardOutcomes.find(candidate => candidate.id === id);
  if (found === undefined) throw new Error(`no outcome ${id}`);
  return found;
};

test('every standard outcome is a valid one, named in both languages, once', () => {
  for (const standard of standardOutcomes) {
    expect(() => outcome.parse(standard)).not.toThrow();
    expect(standard.name.ar).toMatch(/[\u0600-\u06ff]/);
  }
  expect(new Set(standardOutcomes.map(({ id }) => id)).size).toBe(standardOutcomes.length);
});

test('what the system alone writes is marked so by its name', () => {
  for (const { id, system } of standardOutcomes) expect(system).toBe(id.startsWith('system.'));
});

test('a callback is owed at the time agreed', () => {
  expect(consequences(known('callback'), { at, dueAt: at + 5, before: 0 }).followUp).toEqual({
    kind: 'callback',
    dueAt: at + 5,
  });
});

test('a callback without a time is refused', () => {
  expect(() => consequences(known('callback'), { at, dueAt: null, before: 0 })).toThrow(
    expect.objectContaining({ code: 'badInput' }),
  );
});

test('a task without a time is owed a day later', () => {
  expect(consequences(known('complaint'), { at, dueAt: null, before: 0 }).followUp).toEqual({
    kind: 'task',
    dueAt: at + usualDelay,
  });
});

test('a solved call owes nothing, whatever time is set', () => {
  expect(consequences(known('solved'), { at, dueAt: at + 5, before: 0 })).toEqual({
    followUp: null,
    doNotContact: false,
  });
});

test('only "do not contact" forbids contact', () => {
  const refusing = standardOutcomes.filter(({ doNotContact }) => doNotContact);
  expect(refusing.map(({ id }) => id)).toEqual(['do-not-contact']);
});

test('nobody can choose a code of the system', () => {
  expect(() => consequences(known('system.interrupted'), { at, dueAt: null, before: 0 })).toThrow(
    expect.objectContaining({ code: 'badInput' }),
  );
});

test('an outcome that is archived cannot be chosen', () => {
  expect(() => consequences({ ...known('solved'), archived: true }, { at, dueAt: null, before: 0 })).toThrow(
    expect.objectContaining({ code: 'badInput' }),
  );
});

test('the retry rule says when to try again, and when no more', () => {
  const rule = { ...known('no-answer'), delayMinutes: 30, mostInARow: 3 };
  const after = (before: number) => consequences(rule, { at, dueAt: null, before }).followUp;
  expect(after(0)).toEqual({ kind: 'callback', dueAt: at + 30 * 60_000 });
  expect(after(1)).not.toBeNull();
  expect(after(2)).toBeNull();
});

test('only those in a row count', () => {
  expect(inARow('no-answer', ['no-answer', 'no-answer', 'solved', 'no-answer'])).toBe(2);
  expect(inARow('no-answer', [null, 'no-answer'])).toBe(0);
  expect(inARow('no-answer', ['no-answer'])).toBe(1);
  expect(inARow('no-answer', [])).toBe(0);
});
