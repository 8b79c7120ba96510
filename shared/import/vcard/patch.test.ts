import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nobody, sayTheSame, type CardContact } from '../../directories/changes.ts';
import { contentLines, folded } from './logical.ts';
import { newCard, patchCard, readCard } from './patch.ts';

const reading = { country: 'SA', decode: (bytes: Uint8Array) => new TextDecoder().decode(bytes) };
const lines = (...all: string[]): string =>
  ['BEGIN:VCARD', 'VERSION:3.0', ...all, 'END:VCARD', ''].join('\r\n');

const card = lines(
  'UID:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1',
  'REV:2026-01-01T00:00:00Z',
  'N:Alharbi;Huda;;Dr.;',
  'FN:Dr. Huda Alharbi',
  'ORG:Al Noor;Purchasing',
  'TITLE:Buyer',
  'TEL;TYPE=CELL;X-SERVICE=yes:+966 50 555 0142',
  'item1.TEL:+966 12 555 0100',
  'item1.X-ABLabel:_$!<Work>!$_',
  'EMAIL;TYPE=INTERNET,WORK:huda@alnoor.example',
  'NICKNAME;X-ORDER=1:Hudhud',
  'CATEGORIES:vip,gulf',
  'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/',
  ' 2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAx',
  'X-SOMEBODY-ELSE;P="a:b":kept\\, as it is',
  'KEY;VALUE=uri:https://x.example/key',
);
const now = readCard(card, reading);
const untouched = (after: string, ...changed: RegExp[]): void => {
  const before = contentLines(card)!.map(({ source }) => source);
  const still = contentLines(after)!.map(({ source }) => source);
  expect(before.filter(line => !still.includes(line) && !changed.some(each => each.test(line)))).toEqual([]);
};

describe('a card', () => {
  it('stays byte for byte where nothing is to change', () => {
    expect(patchCard(card, now, reading)).toBe(card);
  });

  it.each<[string, Partial<CardContact>, RegExp[], string]>([
    ['a name', { name: 'Huda Salem Alharbi' }, [/^N:/, /^FN:/], 'N:Alharbi;Huda Salem;;;'],
    ['a role', { role: 'Head, of; all' }, [/^TITLE/], 'TITLE:Head\\, of\\; all'],
    ['no role', { role: null }, [/^TITLE/], ''],
    ['another organisation', { organisation: 'Al Ufuq' }, [/^ORG/], 'ORG:Al Ufuq;Purchasing'],
    ['a birthday', { birthday: '1980-05-17' }, [], 'BDAY'],
    ['a note', { note: 'two\nlines' }, [], 'NOTE:two\\nlines'],
    ['no number', { numbers: [] }, [/^TEL/, /^item1\./], ''],
    ['a number of another kind', { numbers: [{ ...now.numbers[0]!, kind: 'home' }, now.numbers[1]!] }, [/^TEL/], ''],
    ['another tag', { tags: ['vip', 'new'] }, [/^CATEGORIES/], 'CATEGORIES:vip,new'],
    ['a nickname', { custom: [{ label: 'Department', value: 'Purchasing' }, { label: 'Nickname', value: 'Hud' }] }, [/^NICK/], 'NICKNAME;X-ORDER=1:Hud'],
    ['a department', { custom: [{ label: 'Department', value: 'Sales' }, { label: 'Nickname', value: 'Hudhud' }] }, [/^ORG/], 'ORG:Al Noor;Sales'],
    ['a field of ours', { custom: [...now.custom, { label: 'Shoe size', value: '38' }] }, [], 'X-HATIF-FIELD;VALUE=TEXT:38'],
  ])('takes %s and is left alone otherwise', (_what, change, changed, says) => {
    const wanted = { ...now, ...change };
    const after = patchCard(card, wanted, reading);
    expect(sayTheSame(readCard(after, reading), wanted)).toBe(true);
    untouched(after, ...changed);
    expect(after).toContain(says);
  }); // prettier-ignore

  it('takes its label along when the number goes', () => {
    const after = patchCard(card, { ...now, numbers: now.numbers.slice(0, 1) }, reading);
    expect(after).not.toContain('item1.');
  });

  it('is made with a UID', () => {
    const made = newCard(now, 'abc');
    expect(made).toMatch(/^BEGIN:VCARD\r\nVERSION:3\.0\r\nPRODID:.*\r\nUID:abc\r\n/);
    expect(sayTheSame(readCard(made, reading), now)).toBe(true);
  });

  it.each(['', 'hello', 'BEGIN:VCARD\r\nFN:x', `${card}${card}`])('that is none is refused: %j', text => {
    expect(() => readCard(text, reading)).toThrow('unreadable');
  });

  it('of more lines than anybody writes is refused before it costs anything', () => {
    expect(() => readCard(lines(...Array.from({ length: 2_100 }, () => 'NOTE:x')), reading)).toThrow(
      'tooMany',
    );
    expect(() => readCard(lines(`NOTE:${'x'.repeat(100_001)}`), reading)).toThrow('tooLong');
    expect(readCard(lines('FN:x', `PHOTO:${'x'.repeat(100_001)}`), reading).name).toBe('x');
  });

  it('folds at 75 octets and not within a letter', () => {
    const line = `NOTE:${'هدى الحربي '.repeat(40)}`;
    for (const part of folded(line).split('\r\n'))
      expect(new TextEncoder().encode(part).length).toBeLessThanOrEqual(75);
    expect(contentLines(`BEGIN:VCARD\r\n${folded(line)}END:VCARD\r\n`)?.[1]?.line).toBe(line);
  });
});

const word = fc.stringMatching(
  /^[A-Za-z\u0621-\u064A][A-Za-z\u0621-\u064A0-9,;\\'" -]{0,14}[A-Za-z\u0621-\u064A]$/,
);
const line = word.map(text => text.replace(/\s+/g, ' ').trim());
const some = <T>(item: fc.Arbitrary<T>, key: (item: T) => unknown): fc.Arbitrary<T[]> =>
  fc.uniqueArray(item, { maxLength: 3, selector: key });
const contact: fc.Arbitrary<CardContact> = fc.record({
  name: line,
  otherName: fc.option(line),
  organisation: fc.option(line),
  role: fc.option(line),
  language: fc.constantFrom(null, 'ar', 'en'),
  numbers: some(
    fc.record({
      raw: fc.integer({ min: 0, max: 9999 }).map(n => `+96650555${String(n).padStart(4, '0')}`),
      kind: fc.constantFrom('mobile', 'work', 'home', 'fax', 'main', 'other'),
      shared: fc.boolean(),
    }),
    ({ raw }) => raw,
  ).map(all => all.map(number => ({ ...number, e164: number.raw }))),
  emails: some(
    fc.record({ address: fc.stringMatching(/^[a-z]{1,8}@x\.example$/), kind: fc.constantFrom('work', 'home', 'other') }),
    ({ address }) => address,
  ),
  addresses: some(
    fc.record({
      kind: fc.constantFrom('work', 'home', 'other'),
      street: line,
      city: line,
      region: fc.constant(''),
      postalCode: fc.constantFrom('', '11564'),
      country: fc.constantFrom('', 'SA'),
    }),
    ({ street, city }) => street + city,
  ),
  links: fc.constantFrom([], [{ kind: 'web' as const, label: 'Shop', url: 'https://x.example/' }]),
  note: fc.option(line),
  birthday: fc.constantFrom(null, '1980-05-17'),
  tags: some(fc.stringMatching(/^[a-z]{2,8}$/), tag => tag),
  custom: some(fc.record({ label: fc.stringMatching(/^[A-Z][a-z]{3,8}$/), value: line }), ({ label }) => label),
}) as fc.Arbitrary<CardContact>; // prettier-ignore

describe('any card', () => {
  it('says what it is to say, and keeps what we know nothing of', () => {
    const unknown = [
      'X-THEIRS;A=b:one',
      'PHOTO;VALUE=uri:https://x.example/p.jpg',
      'SOURCE:ldap://x',
      'UID:u',
    ];
    fc.assert(
      fc.property(contact, contact, fc.nat(20), (before, wanted, at) => {
        const made = contentLines(newCard(before, 'u'))!.map(({ source }) => source);
        const place = 2 + (at % (made.length - 2));
        const own = unknown.slice(0, 3).map(text => `${text}\r\n`);
        const text = [...made.slice(0, place), ...own, ...made.slice(place)].join('');
        const said = readCard(text, reading);
        const target = {
          ...wanted,
          custom: [...said.custom.filter(({ label }) => label === 'Theirs'), ...wanted.custom],
        };
        const after = patchCard(text, target, reading);
        expect(readCard(after, reading)).toSatisfy((read: CardContact) => sayTheSame(read, target));
        for (const kept of own) expect(after).toContain(kept);
        expect(after).toContain('UID:u');
      }),
      { numRuns: 200 },
    );
  });

  it('never throws anything but RowError, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 60, unit: 'binary' }), { maxLength: 12 }), all => {
        const text = lines('FN:x', ...all);
        try {
          patchCard(text, { ...nobody(), name: 'y' }, reading);
        } catch (error) {
          expect(error).toHaveProperty('name', 'RowError');
        }
      }),
      { numRuns: 60 },
    );
  });
});
