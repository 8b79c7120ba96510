import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WritableDb } from './database.ts';
import { know, noon, openTables, temporaryPlace } from './testing/fixtures.ts';
import { bytesOf, found } from './testing/raw-scan.ts';
import { commands, questions } from './verbs.ts';

let db: WritableDb;
let place: ReturnType<typeof temporaryPlace>;
let next: number;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  next = 0;
  know(db, 'omar', { name: 'Omar' });
  know(db, 'twin', { name: 'Omar Haddad' });
});
afterEach(() => {
  if (db.open) db.close();
  place.dispose();
});

const png = (said = ''): Uint8Array =>
  Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from(`${said} `)]);
const pdf = (said: string): Uint8Array => Buffer.from(`%PDF-1.7 ${said}`);
const day = 86_400_000;
const keep = (
  owner: { personId: string } | { entryId: string },
  bytes: Uint8Array,
  photo = false,
  name = 'x',
) => commands.keepFile(db, `file-${(next += 1)}`, owner, { photo, name, bytes }, noon);
const photo = (personId: string, said: string) => keep({ personId }, png(said), true);
const contents = () =>
  (db.prepare(`SELECT id FROM file_contents ORDER BY id`).all() as { id: string }[]).map(({ id }) => id);
const letter = () =>
  commands.addEntry(db, 'omar', {
    channel: 'letter',
    direction: 'inbound',
    at: noon,
    subject: 'Contract',
    detail: null,
    reference: null,
  });

describe('a file', () => {
  test('is kept under the type of its bytes and a name that is no path, and can be read again', () => {
    const kept = keep({ personId: 'omar' }, pdf('signed'), false, '../../evil.exe');
    expect(kept).toMatchObject({ name: 'evil.exe', type: 'application/pdf', entryId: null, size: 15 });
    const read = questions.fileBytes(db, kept.id);
    expect(Buffer.from(read?.bytes ?? []).toString()).toBe('%PDF-1.7 signed');
    expect(questions.fileBytes(db, 'nothing')).toBeNull();
  });

  test('that came with a letter is found with the person, and goes with the letter', () => {
    const entryId = letter();
    const kept = keep({ entryId }, pdf('letter'));
    expect(questions.filesOf(db, 'omar')).toMatchObject([{ id: kept.id, entryId }]);
    commands.removeEntry(db, entryId);
    expect(contents()).toEqual([]);
  });

  test.each([
    ['too big', { personId: 'omar' }, Buffer.alloc((10 << 20) + 1, 'x'), false, 'fileTooBig'],
    [
      'too big for a photo',
      { personId: 'omar' },
      Buffer.concat([png(), Buffer.alloc(1 << 20)]),
      true,
      'fileTooBig',
    ],
    ['empty', { personId: 'omar' }, new Uint8Array(), false, 'badInput'],
    ['a drawing that can act', { personId: 'omar' }, Buffer.from('<svg onload="x()"/>'), true, 'noPicture'],
    ['of nobody', { personId: 'nobody' }, png(), false, 'notFound'],
    ['of nothing', { entryId: 'nothing' }, png(), false, 'notFound'],
  ] as const)('that is %s is refused', (_what, owner, bytes, isPhoto, code) => {
    expect(() => keep(owner, bytes, isPhoto)).toThrow(expect.objectContaining({ code }));
    expect(contents()).toEqual([]);
  });

  test('is one of twenty at most', () => {
    for (let n = 0; n < 20; n += 1) keep({ personId: 'omar' }, pdf(`${n}`));
    expect(() => keep({ personId: 'omar' }, pdf('more'))).toThrow(
      expect.objectContaining({ code: 'tooManyFiles' }),
    );
    expect(() => commands.removeFile(db, 'nothing')).toThrow(expect.objectContaining({ code: 'notFound' }));
  });
});

test('a photo takes the place of the one before', () => {
  photo('omar', 'old');
  const now = photo('omar', 'new');
  expect(questions.filesOf(db, 'omar')).toMatchObject([{ id: now.id, photo: true }]);
  expect(contents()).toEqual([now.id]);
});

describe('what it says', () => {
  test('survives a removal that can be taken back, and goes when it cannot any more', () => {
    const kept = photo('omar', 'face');
    const aside = commands.remove(db, 'person', 'omar', noon);
    commands.sweep(db, noon + day);
    expect(contents()).toEqual([kept.id]);
    commands.restore(db, aside);
    expect(questions.filesOf(db, 'omar')).toMatchObject([{ id: kept.id }]);
    commands.remove(db, 'person', 'omar', noon);
    commands.sweep(db, noon + 31 * day);
    expect(contents()).toEqual([]);
  });

  test('of both faces survives a merge, and comes apart with it', () => {
    const [kept, gone] = [photo('omar', 'one'), photo('twin', 'two')];
    const contract = keep({ personId: 'twin' }, pdf('contract'));
    const aside = commands.merge(db, 'omar', 'twin', [], noon);
    expect(
      questions
        .filesOf(db, 'omar')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([kept.id, contract.id].toSorted());
    commands.sweep(db, noon + day);
    commands.unmerge(db, aside, noon);
    expect(questions.filesOf(db, 'omar').map(({ id }) => id)).toEqual([kept.id]);
    expect(
      questions
        .filesOf(db, 'twin')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([gone.id, contract.id].toSorted());
  });

  test('is given to who asks for their data, and leaves no byte once they are erased', () => {
    photo('omar', 'whisperface');
    keep({ entryId: letter() }, pdf('whisperletter'));
    const aside = commands.merge(db, 'omar', 'twin', [], noon);
    expect(aside).not.toBe('');
    const whole = questions.personData(db, 'omar', noon)?.whole ?? {};
    const files = whole['files'] as { base64: string }[];
    expect(files.map(({ base64 }) => Buffer.from(base64, 'base64').toString())).toContain(
      '%PDF-1.7 whisperletter',
    );
    const words = ['whisperface', 'whisperletter'];
    db.pragma('wal_checkpoint(TRUNCATE)');
    expect(found(bytesOf(place.directory), words)).toEqual(words);
    expect(commands.erasePerson(db, 'omar', { id: 'r', at: noon, agent: null }).files).toBe(2);
    for (let first = true; !commands.purgeStep(db, first); first = false);
    db.close();
    expect(found(bytesOf(place.directory), words)).toEqual([]);
  });
});
