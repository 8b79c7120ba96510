/** Address books of a real Radicale and a real store, brought together both ways. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testBooks } from '../../main/directories/carddav/discover.ts';
import type { Session } from '../../main/directories/carddav/http.ts';
import { syncBook, type SyncOptions, type SyncResult } from '../../main/directories/carddav/sync.ts';
import { changeContact, readContact } from '../../main/store/contacts.ts';
import type { WritableDb } from '../../main/store/database.ts';
import { directoryCommands, directoryQuestions } from '../../main/store/directories/verbs.ts';
import { remove, restore } from '../../main/store/removal.ts';
import { know, layla, omar, openTables, ringing, temporaryPlace } from '../../main/store/testing/fixtures.ts';
import { beginCall } from '../../main/store/calls.ts';
import type { CardDavAccount } from '../../shared/directories/types.ts';
import type { PersonFields, Some } from '../../shared/people/contact.ts';
import { radicale, radicaleReady, type Radicale } from './radicale.ts';

const ready = await radicaleReady();
const how = () => ({ at: Date.now(), country: 'SA', source: 'directory' });

let server: Radicale;
let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
let book: string;
let marks: SyncResult['marks'];
let books = 0;

const account = (): CardDavAccount => ({
  id: 'dir',
  kind: 'carddav',
  name: 'Company',
  url: server.url,
  user: server.user,
  book: new URL(book, server.url).href,
  allowPrivate: true,
  allowHttp: true,
  newPeople: true,
  minutes: 15,
  paused: false,
});

const session = (change: Partial<Session> = {}): Session => ({
  origin: new URL(server.url).origin,
  user: server.user,
  password: server.password,
  allowPrivate: true,
  allowHttp: true,
  signal: new AbortController().signal,
  ...change,
});

/** The store's verbs on this file, as the real one answers them. */
function store(): SyncOptions['store'] {
  const all = { ...directoryQuestions, ...directoryCommands };
  return Object.fromEntries(
    Object.entries(all).map(([name, verb]) => [
      name,
      (...args: unknown[]) => Promise.resolve((verb as (...given: unknown[]) => unknown)(db, ...args)),
    ]),
  ) as unknown as SyncOptions['store'];
}

async function sync(change: Partial<SyncOptions> = {}): Promise<SyncResult> {
  const result = await syncBook({
    session: session(),
    directoryId: 'dir',
    book,
    store: store(),
    marks,
    how,
    thorough: false,
    manyMayGo: false,
    onProgress: () => undefined,
    onChanged: () => undefined,
    ...change,
  });
  marks = result.marks;
  return result;
}

const put = (name: string, ...lines: string[]): Promise<Response> =>
  server.ask('PUT', `${book}${name}.vcf`, {
    headers: { 'content-type': 'text/vcard' },
    body: ['BEGIN:VCARD', 'VERSION:3.0', `UID:${name}`, ...lines, 'END:VCARD', ''].join('\r\n'),
  });
const text = async (name: string): Promise<string> => (await server.ask('GET', `${book}${name}.vcf`)).text();
const cards = async (): Promise<string[]> => {
  const answer = await server.ask('GET', book);
  return (
    (await answer.text())
      .match(/^FN:.*$/gm)
      ?.map(line => line.slice(3).trim())
      .sort() ?? []
  );
};
const people = (): string[] =>
  db
    .prepare<[], { name: string }>(`SELECT name FROM people ORDER BY name`)
    .all()
    .map(({ name }) => name);
const idOf = (name: string): string =>
  db.prepare<[string], { id: string }>(`SELECT id FROM people WHERE name = ?`).get(name)!.id;
const change = (name: string, fields: Some<PersonFields>): void => {
  const personId = idOf(name);
  const base = readContact(db, personId, 0)!.version;
  changeContact(
    db,
    { personId, base, before: {}, change: fields },
    { ...how(), newId: () => crypto.randomUUID() },
  );
};
const conflicts = () => directoryQuestions.directoryConflicts(db, 99);

describe.skipIf(!ready.ready)('an address book of Radicale', () => {
  beforeAll(async () => void (server = await radicale()));
  afterAll(() => server.close());

  beforeEach(async () => {
    place = temporaryPlace();
    db = openTables(place.file);
    books += 1;
    book = `/${server.user}/book${books}/`;
    marks = { syncToken: null, ctag: null };
    await server.ask('MKCOL', book, {
      headers: { 'content-type': 'application/xml' },
      body: `<mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><set><prop><resourcetype><collection/><C:addressbook/></resourcetype><displayname>Book ${books}</displayname></prop></set></mkcol>`,
    });
    directoryCommands.saveDirectory(db, account(), 0);
  });
  afterEach(() => {
    db.close();
    place.dispose();
  });

  it('is found from the bare address of the server, step by step', async () => {
    const result = await testBooks(session(), server.url);
    expect(result.steps.map(({ step, fault }) => [step, fault])).toEqual([
      ['connect', null],
      ['signIn', null],
      ['book', null],
      ['read', null],
    ]);
    expect(result.books).toContainEqual({ url: new URL(book, server.url).href, name: `Book ${books}` });
  });

  it.each([
    [{ password: 'wrong' }, 'signIn', 'signIn'],
    [{ allowHttp: false }, 'connect', 'refusedAddress'],
    [{ allowPrivate: false }, 'connect', 'refusedAddress'],
  ])('says where %j stops', async (wrong, step, fault) => {
    const { steps } = await testBooks(session(wrong), server.url);
    expect(steps.at(-1)).toMatchObject({ step, fault });
  });

  it('comes here, and the next time only what is new', async () => {
    await put('a', 'FN:Huda Alharbi', 'N:Alharbi;Huda;;;', 'TEL;TYPE=CELL:+966505550142', 'X-THEIRS:kept');
    await put('b', 'FN:Zoë', 'N:;Zoë;;;', 'NOTE:hello');
    expect((await sync()).counts).toMatchObject({ added: 2, sent: 0, refused: 0 });
    expect(people()).toEqual(['Huda Alharbi', 'Zoë']);
    expect(marks.syncToken).not.toBeNull();
    await put('b', 'FN:Zoë', 'N:;Zoë;;;', 'NOTE:changed');
    expect((await sync()).counts).toMatchObject({ added: 0, updated: 1, sent: 0 });
    expect(readContact(db, idOf('Zoë'), 0)?.fields.remark).toBe('changed');
    expect((await sync()).counts).toMatchObject({ added: 0, updated: 0, removed: 0, sent: 0 });
  });

  it('takes what changed here, and keeps what it alone knows', async () => {
    await put(
      'a',
      'FN:Huda Alharbi',
      'N:Alharbi;Huda;;;',
      'X-THEIRS:kept',
      'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ',
    );
    await sync();
    change('Huda Alharbi', {
      role: 'Buyer',
      numbers: [{ id: 'n', raw: '0505550142', kind: 'mobile', shared: false }],
    });
    expect((await sync()).counts).toMatchObject({ sent: 1, updated: 0 });
    const now = await text('a');
    for (const line of ['TITLE:Buyer', 'X-THEIRS:kept', '/9j/4AAQ', '0505550142'])
      expect(now).toContain(line);
    expect((await sync()).counts).toMatchObject({ sent: 0, updated: 0, added: 0 });
  });

  it('gets the people who are entered here, and those alone', async () => {
    know(db, 'omar', omar);
    know(db, 'unknown', { ...layla, name: '+9661', provisional: true });
    expect((await sync()).counts).toMatchObject({ sent: 1 });
    expect(await cards()).toEqual(['Omar Haddad']);
    expect((await sync()).counts).toMatchObject({ sent: 0, added: 0 });
    expect(people()).toEqual(['+9661', 'Omar Haddad']);
  });

  it('and we each keep what the other changed, field by field', async () => {
    await put('a', 'FN:Huda', 'N:;Huda;;;', 'TITLE:Buyer', 'EMAIL:huda@x.example');
    await sync();
    change('Huda', { remark: 'Mornings', role: 'Head' });
    await put(
      'a',
      'FN:Huda Alharbi',
      'N:Alharbi;Huda;;;',
      'TITLE:Chief',
      'EMAIL:huda@x.example',
      'EMAIL:h@y.example',
    );
    expect((await sync()).counts).toMatchObject({ updated: 1, sent: 1 });
    const { fields } = readContact(db, idOf('Huda Alharbi'), 0)!;
    expect(fields).toMatchObject({ remark: 'Mornings', role: 'Head' });
    expect(fields.emails.map(({ address }) => address)).toEqual(['huda@x.example', 'h@y.example']);
    expect(await text('a')).toMatch(/NOTE:Mornings/);
    expect(await text('a')).toMatch(/TITLE:Head/);
    const [conflict, none] = conflicts();
    expect(none).toBeUndefined();
    expect(conflict).toMatchObject({ kind: 'field', field: 'role', mine: '"Head"', theirs: '"Chief"' });
    directoryCommands.decideConflict(db, conflict!.id, 'theirs', how());
    await sync();
    expect(await text('a')).toMatch(/TITLE:Chief/);
    expect(conflicts()).toEqual([]);
  });

  it('loses nobody who has a history when a card is removed there, and asks', async () => {
    await put('a', 'FN:Huda', 'N:;Huda;;;');
    await put('b', 'FN:Zoë', 'N:;Zoë;;;');
    await sync();
    beginCall(db, ringing('call', { personId: idOf('Huda') }));
    await server.ask('DELETE', `${book}a.vcf`);
    await server.ask('DELETE', `${book}b.vcf`);
    expect((await sync()).counts).toMatchObject({ removed: 1 });
    expect(people()).toEqual(['Huda']);
    expect(conflicts()).toMatchObject([{ kind: 'goneThere', personName: 'Huda' }]);
    directoryCommands.decideConflict(db, conflicts()[0]!.id, 'mine', how());
    await sync();
    expect(await cards()).toEqual(['Huda']);
  });

  it('lets a card go that was removed here, unless it was changed there meanwhile', async () => {
    await put('a', 'FN:Huda', 'N:;Huda;;;');
    await put('b', 'FN:Zoë', 'N:;Zoë;;;');
    await sync();
    remove(db, 'person', idOf('Huda'), 'aside-a', 0);
    remove(db, 'person', idOf('Zoë'), 'aside-b', 0);
    await put('b', 'FN:Zoë', 'N:;Zoë;;;', 'NOTE:still needed');
    expect((await sync()).counts).toMatchObject({ deleted: 1, added: 1 });
    expect(await cards()).toEqual(['Zoë']);
    expect(conflicts()).toMatchObject([{ kind: 'backAgain', personName: 'Zoë' }]);
  });

  it('knows a person again who was removed and brought back', async () => {
    await put('a', 'FN:Huda', 'N:;Huda;;;', 'TITLE:Buyer');
    await sync();
    remove(db, 'person', idOf('Huda'), 'aside', 0);
    restore(db, 'aside');
    change('Huda', { remark: 'Mornings' });
    await sync();
    expect([await cards(), people()]).toEqual([['Huda'], ['Huda']]);
    expect(await text('a')).toMatch(/NOTE:Mornings/);
    expect(conflicts()).toEqual([]);
  });

  it('does not double whom we know by number and name', async () => {
    know(db, 'omar', omar);
    await put('a', 'FN:Omar Haddad', 'N:Haddad;Omar;;;', 'TEL:+966501234567', 'NOTE:theirs');
    await sync();
    expect(people()).toEqual(['Omar Haddad']);
    expect(readContact(db, 'omar', 0)?.fields.remark).toBe('theirs');
    expect(await cards()).toEqual(['Omar Haddad']);
  });

  it('starts anew when the server knows the mark no longer', async () => {
    await put('a', 'FN:Huda', 'N:;Huda;;;');
    await sync();
    await put('b', 'FN:Zoë', 'N:;Zoë;;;');
    await server.ask('DELETE', `${book}a.vcf`);
    marks = { ...marks, syncToken: 'http://radicale.org/ns/sync/0000' };
    expect((await sync()).counts).toMatchObject({ added: 1, removed: 1 });
    expect(people()).toEqual(['Zoë']);
  });

  it('is not emptied here because it is empty there, before somebody says so', async () => {
    for (let n = 0; n < 12; n += 1) await put(`p${n}`, `FN:Person ${n}`, `N:;Person ${n};;;`);
    await sync();
    for (let n = 0; n < 12; n += 1) await server.ask('DELETE', `${book}p${n}.vcf`);
    await expect(sync()).rejects.toMatchObject({ fault: 'manyGone', detail: '12' });
    expect(people()).toHaveLength(12);
    expect((await sync({ manyMayGo: true })).counts).toMatchObject({ removed: 12 });
  });

  it('reads what it can, and leaves the rest where it is', async () => {
    await put('group', 'FN:Friends', 'N:Friends;;;;', 'X-ADDRESSBOOKSERVER-KIND:group');
    await put('long', 'FN:Long', 'N:Long;;;;', `TITLE:${'x'.repeat(500)}`);
    await put('a', 'FN:Huda', 'N:;Huda;;;');
    expect((await sync()).counts).toMatchObject({ added: 1 });
    expect(directoryQuestions.directories(db)[0]).toMatchObject({ people: 1, unread: 1 });
    await sync({ thorough: true });
    expect(await cards()).toEqual(['Friends', 'Huda', 'Long']);
  });

  it('stops when told to, and goes on from there', async () => {
    for (let n = 0; n < 60; n += 1) await put(`p${n}`, `FN:Person ${n}`, `N:;Person ${n};;;`);
    const stop = new AbortController();
    const stopped = sync({
      session: session({ signal: stop.signal }),
      onProgress: ({ phase, done }) => void (phase === 'reading' && done > 0 && stop.abort()),
    });
    await expect(stopped).rejects.toMatchObject({ fault: 'cancelled' });
    const before = people().length;
    expect(before).toBeLessThan(60);
    await sync();
    expect(people()).toHaveLength(60);
    expect(before).toBeGreaterThan(0);
  });
});
