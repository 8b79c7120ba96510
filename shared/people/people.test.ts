import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { formatsOf } from '../i18n/format.ts';
import { createWords } from '../i18n/words.ts';
import { withoutIsolates } from '../i18n/isolate.ts';
import { barredBy } from './contactable.ts';
import type { Contact } from './contact.ts';
import { daySpans, isWithin } from './hours.ts';
import { sayRule } from './rule-words.ts';
import type { Rule } from './rule.ts';
import { sameValue } from './same-value.ts';

describe('weekly hours', () => {
  // Tuesday, 24 November 2026, 05:30 UTC: 08:30 in Riyadh, 00:30 in New York.
  const at = Date.UTC(2026, 10, 24, 5, 30);
  test.each([
    ['within', [{ days: [2], from: '08:00', to: '16:00' }], 'Asia/Riyadh', true],
    ['the end is not within', [{ days: [2], from: '08:00', to: '08:30' }], 'Asia/Riyadh', false],
    ['another day', [{ days: [3], from: '08:00', to: '16:00' }], 'Asia/Riyadh', false],
    [
      'over midnight, of the day before',
      [{ days: [1], from: '20:00', to: '06:00' }],
      'America/New_York',
      true,
    ],
    [
      'over midnight, but that day is not named',
      [{ days: [3], from: '20:00', to: '06:00' }],
      'America/New_York',
      false,
    ],
    ['from Sunday into Monday', [{ days: [7], from: '22:00', to: '23:00' }], 'Asia/Riyadh', false],
    ['none is always', [], 'Asia/Riyadh', true],
    ['a zone nobody knows', [{ days: [2], from: '08:00', to: '16:00' }], 'Mars/Olympus', null],
  ] as const)('%s', (_what, hours, zone, expected) => {
    expect(
      isWithin(
        hours.map(span => ({ ...span, days: [...span.days] })),
        zone,
        at,
      ),
    ).toBe(expected);
  });

  it('names each day in one span', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), days => {
        const named = daySpans(days).flatMap(([from, to]) =>
          Array.from({ length: to - from + 1 }, (_, i) => from + i),
        );
        expect(named).toEqual(days.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('a rule in words', () => {
  const rule: Rule = {
    all: [
      { field: 'city', op: 'is', value: 'Riyadh' },
      { any: [{ field: 'tag', op: 'has', value: 'VIP' }, { not: { field: 'list', op: 'on', value: 'l' } }] },
      { field: 'lastContact', op: 'before', value: 30 },
      { field: 'own', own: 'f', op: 'atLeast', value: 100 },
    ],
  };
  const say = (language: 'en' | 'ar', said: Rule) =>
    withoutIsolates(
      sayRule(said, {
        t: createWords(language),
        formats: formatsOf(language),
        list: id => (id === 'l' ? 'Renewals' : null),
        outcome: () => null,
        own: () => 'Rooms',
      }),
    );
  it('reads in English and in Arabic', () => {
    expect(say('en', rule)).toBe(
      'City is Riyadh, (tagged VIP or not: on the list “Renewals”), last contacted more than 30 days ago and Rooms is at least 100',
    );
    expect(say('ar', rule)).toBe(
      'قيمة المدينة هي Riyadh و(موسوم بـVIP أو ليس: في القائمة «Renewals») وآخر تواصل قبل أكثر من 30 يومًا وقيمة Rooms لا تقل عن 100',
    );
  });
  it('says so when what it names is gone, and when it names everybody', () => {
    expect(say('en', { not: { field: 'list', op: 'on', value: 'x' } })).toBe('not: on the list “(removed)”');
    expect(say('en', { all: [] })).toBe('everybody');
  });
});

describe('whoever must not be contacted', () => {
  const contact = (change: object): Contact =>
    ({
      fields: {
        doNotContact: false,
        refusedChannels: [],
        consent: { call: true, email: true, message: false },
      },
      consents: [],
      refusedNumbers: [],
      barringLists: [],
      ...change,
    }) as unknown as Contact;
  const given = (channel: string, isGiven: boolean) => ({ channel, given: isGiven, at: 0, source: 'agent' });

  it('was asked and refused; whoever was never asked has refused nothing', () => {
    expect(barredBy(contact({}), 'message')).toEqual([]);
    expect(barredBy(contact({ consents: [given('message', false)] }), 'message')).toEqual(['noConsent']);
    expect(barredBy(contact({ consents: [given('message', false)] }), 'email')).toEqual([]);
  });
  it('is so by the number that would be used, and by a list', () => {
    const refused = contact({ refusedNumbers: [{ numberId: 'a', channel: null }], barringLists: ['Never'] });
    expect(barredBy(refused, 'call', 'a')).toEqual(['numberRefused', 'onList']);
    expect(barredBy(refused, 'call', 'b')).toEqual(['onList']);
  });
});

test('the same value is the same through and through', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      expect(sameValue(value, JSON.parse(JSON.stringify(value)))).toBe(true);
    }),
  );
  expect(sameValue({ a: [1, { b: null }] }, { a: [1, { b: undefined }] })).toBe(false);
  expect(sameValue({ a: -0 }, { a: 0 })).toBe(true);
  expect(sameValue([], {})).toBe(false);
  expect(sameValue({ a: 1 }, { a: 1, b: 2 })).toBe(false);
});
