import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emptyContact, type ImportedContact } from '../../../shared/import/contact.ts';
import type { WritableDb } from '../database.ts';
import { commands, questions } from '../verbs.ts';
import { know, minutes, noon, omar, openTables, ringing, temporaryPlace } from '../testing/fixtures.ts';
import type { KeptPlan, ReadRecord } from './port.ts';

let db: WritableDb;
let place: ReturnType<typeof temporaryPlace>;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
});
afterEach(() => {
  db.close();
  place.dispose();
});

const plan: KeptPlan = {
  format: 'csv',
  encoding: 'utf-8',
  delimiter: ',',
  hasHeader: true,
  header: ['Name'],
  signature: 'name',
  country: 'SA',
  mapping: [{ field: 'name', of: null }],
  matchBy: ['number', 'email', 'name'],
  onDuplicate: 'skip',
  list: null,
};

function begin(id: string, change: Partial<KeptPlan> = {}): void {
  commands.beginImport(db, {
    id,
    fileName: `${id}.csv`,
    path: `/home/agent/${id}.csv`,
    size: 100,
    modifiedAt: noon,
    plan: { ...plan, ...change },
    total: 10,
    at: noon,
  });
}

const contact = (change: Partial<ImportedContact>): ImportedContact => ({ ...emptyContact(), ...change });
const records = (...contacts: Partial<ImportedContact>[]): ReadRecord[] =>
  contacts.map((each, index) => ({ record: index + 1, line: index + 2, contact: contact(each) }));
const enter = (id: string, all: ReadRecord[]) => commands.importRecords(db, id, all, noon);
const png = (mark: number): Uint8Array =>
  new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, mark]);
const found = (text: string) => questions.search(db, text, 10).map(hit => hit.name);
const revert = (id: string) => {
  while (!commands.revertImport(db, id, 2, noon + minutes));
  return questions.importBatch(db, id);
};
const everything = (): Record<string, unknown> => {
  const tables = ['people', 'numbers', 'emails', 'addresses', 'links', 'organisations', 'lists', 'list_members', 'person_tags', 'person_values', 'custom_fields']; // prettier-ignore
  return Object.fromEntries(
    tables.map(table => [table, db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]),
  );
};

const huda: ImportedContact = contact({
  name: 'Huda Alharbi',
  otherName: 'هُدى الحربي',
  organisation: 'Al Ufuq',
  role: 'Buyer',
  language: 'ar',
  numbers: [
    { raw: '050 765 4321', e164: '+966507654321', kind: 'mobile', shared: false },
    { raw: '011 200 3000', e164: '+966112003000', kind: 'main', shared: true },
  ],
  emails: [{ address: 'Huda@ufuq.example', kind: 'work' }],
  addresses: [
    { kind: 'work', street: 'King Fahd Rd', city: 'Dammam', region: '', postalCode: '32241', country: 'SA' },
  ],
  links: [{ kind: 'web', label: '', url: 'https://ufuq.example' }],
  note: 'Prefers mornings.',
  birthday: '1988-05-17',
  tags: ['VIP'],
  lists: ['Suppliers'],
  custom: [{ label: 'Customer no.', value: 'C-4711' }],
  doNotContact: true,
});

describe('entering', () => {
  test('a person is there whole, is found by the folded name, by digits and by address, and leaves as they came', () => {
    begin('a');
    expect(enter('a', records(huda))).toEqual({ added: 1, updated: 0, skipped: 0, failed: 0 });
    for (const text of ['هدى', 'alharbi', '7654321', 'ufuq', 'huda@ufuq', 'vip', 'dammam'])
      expect(found(text), text).toEqual(['Huda Alharbi']);
    const page = questions.exportPage(db, { kind: 'all' }, null, 10, noon);
    expect(page).toEqual({ contacts: [{ ...huda, photoId: null }], next: null });
  });

  test('people of one file share their organisation, however it is spelt', () => {
    begin('a');
    enter(
      'a',
      records({ name: 'A B', organisation: 'شركة النور' }, { name: 'C D', organisation: 'شركه  النّور' }),
    );
    expect(db.prepare('SELECT count(*) AS n FROM organisations').get()).toEqual({ n: 1 });
  });

  test('a chunk that is sent again changes nothing', () => {
    begin('a', { onDuplicate: 'add' });
    const chunk = records({ name: 'A B' }, { name: 'C D' });
    enter('a', chunk);
    expect(enter('a', chunk)).toEqual({ added: 0, updated: 0, skipped: 0, failed: 0 });
    expect(questions.importBatch(db, 'a')).toMatchObject({ added: 2, doneThrough: 2 });
  });

  test('what the store does not take fails alone', () => {
    begin('a');
    const all = records(
      { name: 'A B' },
      { name: 'C D', links: [{ kind: 'web', label: '', url: 'ftp://x.example' }] },
      { name: 'E F' },
    );
    expect(enter('a', all)).toEqual({ added: 2, updated: 0, skipped: 0, failed: 1 });
    expect(questions.importFailures(db, 'a', 0, 10)).toEqual([
      { record: 2, line: 3, reason: 'refused', detail: '', cells: ['C D'] },
    ]);
    expect(found('c d')).toEqual([]);
  });

  test('rows that could not be read are kept as they were, with the reason', () => {
    begin('a');
    const failure = { reason: 'rounded', detail: 'phone', cells: ['Omar', '9.66E+11'] } as const;
    enter('a', [{ record: 1, line: 2, failure: { ...failure, cells: [...failure.cells] } }]);
    expect(questions.importFailures(db, 'a', 0, 10)).toEqual([{ record: 1, line: 2, ...failure }]);
  });

  test('everybody goes onto the list that was named', () => {
    begin('a', { list: 'Spring campaign' });
    enter('a', records({ name: 'A B' }, { name: 'C D', lists: ['Suppliers'] }));
    const onList = db.prepare(
      `SELECT count(*) AS n FROM list_members JOIN lists ON id = list_id WHERE name = 'Spring campaign'`,
    );
    expect(onList.get()).toEqual({ n: 2 });
  });

  test('a value that is not of its field’s kind stands beside it', () => {
    db.exec(`INSERT INTO custom_fields VALUES ('f', 'person', 'Size', 'number', '[]', 1)`);
    begin('a');
    enter('a', records({ name: 'A B', custom: [{ label: 'Size', value: 'large' }] }, { name: 'C D', custom: [{ label: 'Size', value: '4.5' }] })); // prettier-ignore
    expect(
      questions.exportPage(db, { kind: 'all' }, null, 10, noon).contacts.map(each => each.custom),
    ).toEqual([[{ label: 'Size (text)', value: 'large' }], [{ label: 'Size', value: '4.5' }]]);
  });
});

describe('people who are known', () => {
  beforeEach(() => {
    know(db, 'omar', omar);
    while (commands.foldNames(db, 1) > 0);
  });
  const known = (change: Partial<ImportedContact>): string => {
    begin('a');
    const { skipped } = enter('a', records({ name: 'Someone Else', ...change }));
    return skipped === 1 ? 'known' : 'new';
  };
  const number = (raw: string, e164: string | null, change: object = {}) =>
    ({ raw, e164, kind: 'mobile', shared: false, ...change }) as const;

  test.each([
    ['the mobile number', 'known', { numbers: [number('050 123 4567', '+966501234567')] }],
    ['the switchboard', 'new', { numbers: [number('011 200 3000', '+966112003000', { shared: true })] }],
    ['the switchboard as a direct line', 'new', { numbers: [number('011 200 3000', '+966112003000')] }],
    ['the address in capitals', 'known', { emails: [{ address: 'OMAR@ALNOOR.example', kind: 'other' }] }],
    ['the name in other letters', 'known', { name: 'OMAR  HADDAD' }],
    ['half of the name', 'new', { name: 'Omar' }],
    ['a name of nobody', 'new', { name: 'Omar Haddadi' }],
  ] as const)('by %s: %s', (_what, outcome, change) => {
    expect(known(change as Partial<ImportedContact>)).toBe(outcome);
  });

  test('a name that was changed is compared as it is now', () => {
    db.prepare(`UPDATE people SET name = 'Omar Saleh' WHERE id = 'omar'`).run();
    while (commands.foldNames(db, 10) > 0);
    expect(known({ name: 'Omar Haddad' })).toBe('new');
  });

  test('are left alone, filled in, or entered again, as the plan says', () => {
    const again = records({
      name: 'Omar Haddad',
      role: 'Director',
      language: 'en',
      numbers: [number('050 123 4567', '+966501234567'), number('055 000 0000', '+966550000000')],
      note: 'New',
    });
    begin('skip');
    expect(enter('skip', again)).toMatchObject({ skipped: 1 });
    begin('update', { onDuplicate: 'update' });
    expect(enter('update', again)).toMatchObject({ updated: 1 });
    const [filled] = questions.exportPage(db, { kind: 'all' }, null, 10, noon).contacts;
    // What stood there stands; what was empty is filled.
    expect(filled).toMatchObject({ role: 'Purchasing', language: 'ar', note: 'New' });
    expect(filled?.numbers.map(each => each.e164)).toEqual([
      '+966501234567',
      '+966112003000',
      '+966550000000',
    ]);
    begin('add', { onDuplicate: 'add' });
    expect(enter('add', again)).toMatchObject({ added: 1 });
    expect(found('omar haddad')).toHaveLength(2);
  });

  test('a second record of the same file is known by the first', () => {
    begin('a', { onDuplicate: 'update' });
    expect(
      enter('a', records({ name: 'A B', emails: [{ address: 'a@b.example', kind: 'other' }] }, { name: 'A. B.', role: 'Clerk', emails: [{ address: 'A@B.example', kind: 'other' }] })), // prettier-ignore
    ).toMatchObject({ added: 1, updated: 1 });
  });

  test('a caller without a name gets theirs, whatever the plan says', () => {
    know(db, 'caller', {
      name: '+966 55 111 2222',
      provisional: true,
      numbers: [number('+966551112222', '+966551112222')],
    });
    begin('a');
    enter('a', records({ name: 'Noura Saleh', numbers: [number('055 111 2222', '+966551112222')] }));
    expect(found('noura')).toEqual(['Noura Saleh']);
    expect(questions.person(db, 'caller')?.person).toMatchObject({ name: 'Noura Saleh', provisional: false });
  });

  test('the practice sample is nobody’s duplicate', () => {
    db.exec(`UPDATE people SET sample = 1`);
    expect(known({ name: 'Omar Haddad' })).toBe('new');
  });
});

describe('taking back', () => {
  test('leaves everything as it was before', () => {
    know(db, 'omar', omar);
    while (commands.foldNames(db, 10) > 0);
    const before = everything();
    begin('a', { onDuplicate: 'update', list: 'From the fair' });
    enter('a', records(huda, { ...huda, name: 'Omar Haddad', numbers: [], emails: [{ address: 'omar@alnoor.example', kind: 'work' }], tags: ['New'] }, { name: 'C D' })); // prettier-ignore
    expect(everything()).not.toEqual(before);
    expect(revert('a')).toMatchObject({ state: 'reverted', kept: 0 });
    const after = everything();
    // When and that it was changed is no secret; all that was said is as before.
    const said = (rows: unknown): unknown => (rows as object[]).map(row => ({ ...row, updated_at: null }));
    expect({ ...after, people: said(after['people']) }).toEqual({
      ...before,
      people: said(before['people']),
    });
    expect(found('huda')).toEqual([]);
    expect(found('omar')).toEqual(['Omar Haddad']);
  });

  test('keeps whoever was called, changed or put on a list since, and says how many', () => {
    begin('a');
    enter(
      'a',
      records({ name: 'Called One' }, { name: 'Changed One' }, { name: 'Listed One' }, { name: 'Idle One' }),
    );
    const id = (name: string): string => questions.search(db, name, 1)[0]?.personId ?? '';
    commands.beginInteraction(db, ringing('call', { personId: id('called'), direction: 'outbound' }));
    db.prepare(`UPDATE people SET version = 2 WHERE id = ?`).run(id('changed'));
    db.exec(`INSERT INTO lists (id, name, sample) VALUES ('l', 'Mine', 0)`);
    db.prepare(`INSERT INTO list_members VALUES (?, 'l')`).run(id('listed'));
    expect(revert('a')).toMatchObject({ state: 'reverted', kept: 3 });
    expect(found('one').sort()).toEqual(['Called One', 'Changed One', 'Listed One']);
  });

  test('can be gone on with after it was cut off', () => {
    begin('a');
    enter('a', records({ name: 'A B' }, { name: 'C D' }, { name: 'E F' }));
    expect(commands.revertImport(db, 'a', 1, noon)).toBe(false);
    expect(questions.importBatch(db, 'a')).toMatchObject({ state: 'reverting' });
    expect(() => enter('a', records({ name: 'G H' }))).toThrow('the import is reverting');
    expect(revert('a')).toMatchObject({ state: 'reverted' });
    expect(questions.exportPage(db, { kind: 'all' }, null, 10, noon).contacts).toEqual([]);
  });
});

test('an import that a crash cut off is seen as interrupted, and goes on where it was', () => {
  begin('a');
  begin('living');
  enter('a', records({ name: 'A B' }));
  expect(commands.markInterrupted(db, ['living'])).toBe(1);
  expect(questions.importBatches(db, 5).map(each => [each.id, each.state])).toContainEqual([
    'a',
    'interrupted',
  ]);
  begin('a');
  enter('a', records({ name: 'A B' }, { name: 'C D' }));
  commands.endImport(db, 'a', noon);
  expect(questions.importBatch(db, 'a')).toMatchObject({ state: 'done', added: 2, doneThrough: 2 });
});

test('the next file of the same columns is imported in the same way', () => {
  expect(questions.importPlan(db, 'name')).toBeNull();
  begin('a', { matchBy: ['email'], onDuplicate: 'update' });
  expect(questions.importPlan(db, 'name')).toEqual({
    mapping: plan.mapping,
    matchBy: ['email'],
    onDuplicate: 'update',
    list: null,
  });
});

describe('leaving', () => {
  beforeEach(() => {
    begin('a');
    const names = ['Ada One', 'Ben Two', 'Cem Two', 'Dan Two', 'Eve Three'];
    enter('a', records(...names.map((name, index) => ({ name, lists: index % 2 === 0 ? ['Even'] : [], numbers: [{ raw: `+96650000000${index}`, e164: `+96650000000${index}`, kind: 'mobile' as const, shared: false }] })))); // prettier-ignore
  });
  const names = (selection: Parameters<typeof questions.exportPage>[1]): string[] => {
    const all: string[] = [];
    for (let after: string | null = null; ;) {
      const { contacts, next } = questions.exportPage(db, selection, after, 2, noon);
      all.push(...contacts.map(each => each.name));
      if (next === null) return all;
      after = next;
    }
  };

  test('everybody, a list, a search by words, a search by digits, page by page', () => {
    const listId = (db.prepare(`SELECT id FROM lists`).get() as { id: string }).id;
    expect(names({ kind: 'all' })).toEqual(['Ada One', 'Ben Two', 'Cem Two', 'Dan Two', 'Eve Three']);
    expect(names({ kind: 'list', listId })).toEqual(['Ada One', 'Cem Two', 'Eve Three']);
    expect(names({ kind: 'search', text: 'two' })).toEqual(['Ben Two', 'Cem Two', 'Dan Two']);
    expect(names({ kind: 'search', text: '0000002' })).toEqual(['Cem Two']);
  });

  test('a list by rule gives whom its rule names, through other lists as well; a hand selection gives each once', () => {
    const hand = (db.prepare(`SELECT id FROM lists`).get() as { id: string }).id;
    const fields = { name: 'Twos', doNotContact: false, archived: false };
    const rule = { any: [{ field: 'name' as const, op: 'contains' as const, value: 'two' }] };
    commands.saveList(db, 'twos', null, { ...fields, rule }, noon);
    const both = { all: [rule, { field: 'list' as const, op: 'on' as const, value: hand }] };
    commands.saveList(db, 'both', null, { ...fields, name: 'Both', rule: both }, noon);
    expect(names({ kind: 'list', listId: 'twos' })).toEqual(['Ben Two', 'Cem Two', 'Dan Two']);
    expect(names({ kind: 'list', listId: 'both' })).toEqual(['Cem Two']);
    expect(names({ kind: 'list', listId: 'gone' })).toEqual([]);
    const idOf = (name: string) =>
      (db.prepare(`SELECT id FROM people WHERE name = ?`).get(name) as { id: string }).id;
    const personIds = ['Eve Three', 'Ada One', 'Eve Three'].map(idOf);
    expect(names({ kind: 'people', personIds })).toEqual(['Ada One', 'Eve Three']);
  });

  test('without the practice sample and callers whom nobody kept', () => {
    db.exec(
      `UPDATE people SET sample = 1 WHERE name = 'Ada One'; UPDATE people SET provisional = 1 WHERE name = 'Ben Two'`,
    );
    expect(names({ kind: 'all' })).toEqual(['Cem Two', 'Dan Two', 'Eve Three']);
  });
});

describe('a picture', () => {
  const mobile = { raw: '+966501234567', e164: '+966501234567', kind: 'mobile', shared: false } as const;
  const withPhoto = (photo: Uint8Array): ReadRecord[] => [
    { record: 1, line: 2, contact: contact({ name: 'Omar Haddad', numbers: [mobile] }), photo },
  ];
  const photos = (personId: string) => questions.filesOf(db, personId).filter(file => file.photo);

  test('is filled in where there is none, and goes with the import that brought it', () => {
    know(db, 'o', { name: 'Omar Haddad', numbers: [mobile] });
    begin('one', { onDuplicate: 'update' });
    expect(enter('one', withPhoto(png(1)))).toMatchObject({ updated: 1 });
    const [first] = photos('o');
    expect(first).toMatchObject({ type: 'image/png', size: 9 });
    begin('two', { onDuplicate: 'update' });
    enter('two', withPhoto(png(2)));
    expect(photos('o')).toEqual([first]);
    revert('two');
    expect(photos('o')).toEqual([first]);
    revert('one');
    expect(photos('o')).toEqual([]);
  });

  test('of somebody who came with it keeps nobody, another that was put there since does', () => {
    begin('one');
    enter('one', withPhoto(png(1)));
    const [hit] = questions.search(db, 'omar', 1);
    expect(photos(hit?.personId ?? '')).toHaveLength(1);
    commands.keepFile(
      db,
      'by-hand',
      { personId: hit?.personId ?? '' },
      { photo: true, name: '', bytes: png(2) },
      noon,
    );
    expect(revert('one')).toMatchObject({ kept: 1 });
    begin('two', { onDuplicate: 'add' });
    enter('two', withPhoto(png(3)));
    expect(revert('two')).toMatchObject({ kept: 0 });
  });
});
