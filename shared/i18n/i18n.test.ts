import { describe, expect, it } from 'vitest';
import { endCause } from '../call/view.ts';
import { errorCode } from '../ipc/contract.ts';
import { lineFault } from '../lines/types.ts';
import { errorCodes, warningCodes } from '../script/types.ts';
import { ar } from './ar/index.ts';
import { en } from './en/index.ts';
import { daysBetween, formatsOf, span } from './format.ts';
import { isolate, withoutIsolates } from './isolate.ts';
import type { Key } from './keys.ts';
import { createWords, languageOf } from './words.ts';

type Catalogue = Record<string, Record<string, string>>;
const catalogues = { en: en as Catalogue, ar: ar as Catalogue };
const plural = /_(zero|one|two|few|many|other)$/;

const entries = (language: 'en' | 'ar') =>
  Object.entries(catalogues[language]).flatMap(([area, keys]) =>
    Object.entries(keys).map(([key, text]) => ({ key: `${area}.${key}`, text })),
  );
const filled = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(found => found[1]).sort();

describe('the catalogues', () => {
  it('say the same keys in both languages', () => {
    const base = (language: 'en' | 'ar') => [
      ...new Set(entries(language).map(({ key }) => key.replace(plural, ''))),
    ];
    expect(base('ar').sort()).toEqual(base('en').sort());
  });

  it('fill the same values in both languages', () => {
    const english = new Map(entries('en').map(({ key, text }) => [key, filled(text)]));
    for (const { key, text } of entries('ar')) {
      const form = plural.exec(key);
      const wanted = english.get(key) ?? english.get(key.replace(plural, '_other'));
      if (form && form[1] !== 'other' && form[1] !== 'many' && form[1] !== 'few') continue; // one and two may say it in words
      expect(filled(text), key).toEqual(wanted);
    }
  });

  it('have no empty string and no stray space', () => {
    for (const language of ['en', 'ar'] as const)
      for (const { key, text } of entries(language))
        expect(text.trim() === text && text !== '', key).toBe(true);
  });

  it('write Arabic in Arabic letters, save for what has no other name', () => {
    const latinOnly = entries('ar').filter(({ text }) => !/[\u0600-\u06FF]/.test(text));
    expect(latinOnly.map(({ key }) => key)).toEqual(
      ['settings.runtime'].filter(key => latinOnly.some(e => e.key === key)),
    );
  });

  it('have a sentence for each way a call ends, a line fails, a request fails', () => {
    const words = createWords('ar');
    const all = [
      ...endCause.options.map(cause => `callEnd.${cause}` as const),
      ...lineFault.options.map(fault => `lineFault.${fault}` as const),
      ...errorCode.options.map(code => `error.${code}` as const),
      ...[...errorCodes, ...warningCodes].map(code => `scriptFinding.${code}` as const),
    ] satisfies Key[];
    for (const key of all) expect(words(key, { detail: 'x' }), key).toMatch(/[\u0600-\u06FF]/);
  });
});

describe('what is filled into a sentence', () => {
  it('is isolated, so that a Latin name cannot turn an Arabic line round', () => {
    expect(createWords('ar')('call.sayRinging', { who: 'Layla' })).toBe('اتصال وارد من \u2068Layla\u2069');
  });

  it('cannot close its own isolate or override the direction', () => {
    expect(isolate('a\u2069\u202Eb')).toBe('\u2068ab\u2069');
    expect(withoutIsolates(isolate('a'))).toBe('a');
  });

  it('is text, whatever a caller sends as a name', () => {
    const said = createWords('en')('call.sayRinging', { who: '$t(app.title) {{who}} <b>' });
    expect(said).toBe('\u2068$t(app.title) {{who}} <b>\u2069 is calling');
  });

  it('chooses among the six Arabic plurals', () => {
    const words = createWords('ar');
    const said = [1, 2, 3, 11, 100].map(count => words('caller.sharedBy', { count }));
    expect(new Set(said).size).toBe(5);
    expect(said[2]).toBe('3 أشخاص يتشاركون هذا الرقم');
  });
});

describe('times', () => {
  const noon = new Date(2026, 10, 24, 12, 0).getTime();
  const at = (day: number, hour: number, month = 10, year = 2026) =>
    new Date(year, month, day, hour, 0).getTime();

  it('counts a call as m:ss, and as h:mm:ss after an hour', () => {
    expect([span(0), span(277_900), span(3_600_000), span(-5)]).toEqual(['0:00', '4:37', '1:00:00', '0:00']);
  });

  it('says when as short as it can be', () => {
    const { when } = formatsOf('en');
    expect(when(at(24, 14), noon)).toBe('14:00');
    expect(when(at(25, 10), noon)).toBe('tomorrow 10:00');
    expect(when(at(20, 9), noon)).toBe('Fri 09:00');
    expect(when(at(2, 9), noon)).toBe('2 Nov');
    expect(when(at(2, 9, 10, 2025), noon)).toBe('2 Nov 2025');
  });

  it('uses European figures and the Gregorian calendar in Arabic', () => {
    const { when, ago, brief, country } = formatsOf('ar');
    expect(when(at(2, 9), noon)).toBe('2 نوفمبر');
    expect(ago(at(21, 12), noon)).toBe('قبل 3 أيام');
    expect(withoutIsolates(brief(at(25, 9), noon))).toBe('25/11');
    expect(country('SA')).toContain('السعودية');
  });

  it('counts calendar days, not spans of 24 hours', () => {
    expect(daysBetween(at(24, 23), at(25, 1))).toBe(1);
  });

  it('shows no time for a zone it does not know', () => {
    expect(formatsOf('en').timeIn(noon, 'Mars/Olympus')).toBeNull();
    expect(formatsOf('en').timeIn(Date.UTC(2026, 10, 24, 9), 'Asia/Riyadh')).toBe('12:00');
  });
});

it('starts in Arabic on an Arabic system', () => {
  expect([languageOf('ar-SA'), languageOf('en-GB'), languageOf('arn')]).toEqual(['ar', 'en', 'en']);
});
