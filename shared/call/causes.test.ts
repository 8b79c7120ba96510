import { expect, test } from 'vitest';
import { answeredElsewhere, causeOf, noReason, readReason } from './causes.ts';

test('both values of two Reason headers are read', () => {
  const reason = readReason(['SIP;cause=200;text="Call completed elsewhere"', 'Q.850;cause=26']);
  expect(reason).toEqual({ sip: 200, q850: 26 });
  expect(answeredElsewhere(reason)).toBe(true);
});

test('a comma in the text parts no values, one outside does', () => {
  expect(readReason(['Q.850;text="busy, SIP;cause=200";cause=17, SIP;cause=486'])).toEqual({
    sip: 486,
    q850: 17,
  });
});

test.each(['', ';;;', 'Q.850', 'SIP;cause=abc', '"', '\\', 'Q.850;cause=99999', 'x'.repeat(100_000)])(
  'nonsense says nothing: %.20s',
  header => {
    expect(readReason([header])).toEqual(noReason);
  },
);

test('a 403 with cause 21 is a refusal by a person, without it by the server', () => {
  expect(causeOf(403, readReason(['Q.850;cause=21']))).toBe('declined');
  expect(causeOf(403, noReason)).toBe('forbidden');
});

test('a cause that says nothing leaves the word to the status', () => {
  expect(causeOf(486, { sip: null, q850: 16 })).toBe('busy');
  expect(causeOf(499, noReason)).toBe('serverError');
});
