/** What goes out comes back the same: for every contact that the store can hold, in each format. */
import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCountries } from 'libphonenumber-js/min';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addressKinds,
  emailKinds,
  emptyContact,
  numberKinds,
  RowError,
  type ImportedContact,
} from '../../shared/import/contact.ts';
import {
  byteOrderMark,
  csvHeader,
  csvLine,
  csvRow,
  noWidths,
  widened,
} from '../../shared/import/csv-write.ts';
import { countryName, countryNamed } from '../../shared/import/countries.ts';
import { settle } from '../../shared/import/settle.ts';
import { cardOf } from '../../shared/import/vcard/write.ts';
import { contactOf } from './contact-of.ts';
import { look } from './look.ts';
import { recordsOf } from './read.ts';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'hatif-round-trip-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function readBack(text: string, name: string): Promise<ImportedContact[]> {
  const path = join(folder, name);
  writeFileSync(path, text);
  const found = await look(
    path,
    { encoding: null, delimiter: null, header: null },
    () => undefined,
    () => false,
  );
  if (found === null) throw new Error('nobody stopped it');
  const contacts: ImportedContact[] = [];
  let header = found.hasHeader;
  for await (const record of recordsOf(path, found.shape)) {
    if (!header) contacts.push(contactOf(record, { ...found, country: 'SA' }));
    header = false;
  }
  return contacts;
}

/** Text that breaks files: quotes, separators, formulas, line breaks, escapes, both scripts. */
const awkward = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc
    .array(
      fc.constantFrom(
        '=', '+', '-', '@', "'", '"', ',', ';', ':', '\\', '\\n', '\\;', '\\,', '\n', '\t', ' ', 'a', 'B', '5', 'ليلى', 'é', '🦊',
        ':::', '=HYPERLINK("http://x")', '+1-2', '＝1', '^', 'BEGIN:VCARD', '<b>', '%', '=C3=A9',
      ), // prettier-ignore
      { maxLength: 8 },
    )
    .map(parts => parts.join('')),
);
const maybe = fc.option(awkward);
const contacts: fc.Arbitrary<ImportedContact> = fc
  .record({
    name: awkward,
    otherName: maybe,
    organisation: maybe,
    role: maybe,
    language: fc.constantFrom(null, 'en', 'ar', 'pt-BR', 'nb'),
    numbers: fc.array(
      fc.record({
        raw: fc.oneof(
          fc.constantFrom(
            '+966 50 123 4567',
            '050-123-4567',
            '1-800-FLOWERS',
            '+966112003000 ext 5',
            '٠٥٠١٢٣٤٥٦٧',
            '=1+21',
            '@22',
          ),
          awkward,
        ),
        kind: fc.constantFrom(...numberKinds),
        shared: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
    emails: fc.array(
      fc.record({
        address: fc.constantFrom('a@b.example', '=x@y.example', '+z@y.example', 'نور@مثال.example'),
        kind: fc.constantFrom(...emailKinds),
      }),
      { maxLength: 3 },
    ),
    addresses: fc.array(
      fc.record({
        kind: fc.constantFrom(...addressKinds),
        street: awkward,
        city: awkward,
        region: awkward,
        postalCode: awkward,
        country: fc.oneof(awkward, fc.constantFrom('Germany', 'السعودية', 'AE', 'Côte d’Ivoire')),
      }),
      { maxLength: 2 },
    ),
    links: fc.array(
      fc.record({
        label: fc.oneof(awkward, fc.constantFrom('Video', 'Web: a', 'Map: office', '')),
        url: fc.constantFrom(
          'https://a.example/x?y=1;2',
          'http://b.example',
          'www.c.example',
          'file:///etc/passwd',
          '=1',
        ),
      }),
      { maxLength: 3 },
    ),
    note: maybe,
    birthday: fc.constantFrom(null, '1980-05-17', '--05-02', 'in May'),
    tags: fc.array(fc.oneof(awkward, fc.constantFrom('VIP', 'a, b', 'c; d', '* myContacts')), {
      maxLength: 3,
    }),
    lists: fc.array(awkward, { maxLength: 3 }),
    doNotContact: fc.boolean(),
    custom: fc.array(fc.record({ label: awkward, value: awkward }), { maxLength: 3 }),
  })
  .map(collected => {
    try {
      return settle({ ...emptyContact(), ...collected }, 'SA');
    } catch (error) {
      if (error instanceof RowError) return { ...emptyContact(), name: 'Somebody' };
      throw error;
    }
  });

const some = fc.array(contacts, { minLength: 1, maxLength: 5 });

test('as CSV', async () => {
  await fc.assert(
    fc.asyncProperty(some, async sent => {
      const widths = sent.reduce(widened, noWidths);
      const rows = [csvHeader(widths), ...sent.map(contact => csvRow(contact, widths))];
      expect(await readBack(byteOrderMark + rows.map(csvLine).join(''), 'trip.csv')).toEqual(sent);
    }),
    { numRuns: 300 },
  );
});

test.each(['4.0', '3.0'] as const)('as vCard %s', async version => {
  await fc.assert(
    fc.asyncProperty(some, async sent => {
      const text = sent.map(contact => cardOf(contact, version)).join('');
      expect(await readBack(text, 'trip.vcf')).toEqual(sent);
    }),
    { numRuns: 300 },
  );
});

test('every country comes back from its name', () => {
  for (const code of getCountries()) expect(countryNamed(countryName(code))).toBe(code);
});
