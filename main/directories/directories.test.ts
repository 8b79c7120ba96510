/** When accounts are synced, what is said of it, and what is never done twice: the runner against servers that fail. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  neverTried,
  usualAttributes,
  type CardDavAccount,
  type DirectoryAccount,
  type LdapAccount,
  type Standing,
} from '../../shared/directories/types.ts';
import type { Secrets } from '../settings/secrets.ts';
import type { StoredDirectory } from '../store/directories/port.ts';
import type { Store } from '../store/port.ts';
import { createDirectories } from './directories.ts';
import type { Directories } from './port.ts';

const minute = 60_000;
const start = Date.UTC(2026, 2, 10, 12);
let now: number;
let online: boolean;
let kept: Map<string, StoredDirectory>;
let secrets: Map<string, string>;
let asked: string[];
let answer: (request: http.IncomingMessage, response: http.ServerResponse) => void;
let server: http.Server;
let origin: string;
let directories: Directories;
let forgotten: number;
let told: number;

beforeEach(async () => {
  [now, online, kept, secrets, asked, forgotten, told] = [start, true, new Map(), new Map(), [], 0, 0];
  answer = (_request, response) => void response.writeHead(500).end();
  server = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>(listening => void server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  directories = createDirectories({
    store: store as Store,
    secrets: {
      has: (name: string) => secrets.has(name),
      read: (name: string) => secrets.get(name) ?? null,
      write: (name: string, value: string) => void secrets.set(name, value),
      forget: (name: string) => void secrets.delete(name),
    } as Secrets,
    emit: () => void (told += 1),
    log: { warn: () => undefined },
    now: () => now,
    online: () => online,
    country: () => 'SA',
    onContactsChanged: () => undefined,
  });
});
afterEach(async () => {
  await directories.end();
  directories.dispose();
  server.closeAllConnections();
  await new Promise(resolve => void server.close(resolve));
});

/** As much of the store as the runner itself touches. */
const store: Partial<Store> = {
  directories: async () => [...kept.values()],
  saveDirectory: async account =>
    void kept.set(account.id, { ...(kept.get(account.id) ?? stored(account)), account }),
  removeDirectory: async id => void kept.delete(id),
  knownCards: async () => [],
  forgetPeopleOf: async () => (forgotten++ < 3 ? 50 : 0),
  endSync: async (id, _marks, standing) => {
    const there = kept.get(id);
    if (there !== undefined) kept.set(id, { ...there, standing });
  },
};
const stored = (account: DirectoryAccount, standing: Standing = neverTried): StoredDirectory => ({
  account,
  standing,
  syncToken: null,
  ctag: null,
  people: 0,
  unread: 0,
  conflicts: 0,
});
const book = (change: Partial<CardDavAccount> = {}): CardDavAccount => ({
  id: 'book',
  kind: 'carddav',
  name: 'Team',
  url: origin,
  user: 'sami',
  book: `${origin}/team/`,
  allowPrivate: true,
  allowHttp: true,
  newPeople: false,
  minutes: 15,
  paused: false,
  ...change,
});
const ldap = (id: string, change: Partial<LdapAccount> = {}): LdapAccount => ({
  id,
  kind: 'ldap',
  name: id,
  host: '127.0.0.1',
  port: 1,
  security: 'none',
  user: '',
  base: 'dc=example',
  filter: '',
  attributes: usualAttributes,
  authority: null,
  paused: false,
  ...change,
});
/** An account that is there, signed in, and has been told nothing of time. */
function has(account: CardDavAccount, standing: Standing = neverTried): void {
  kept.set(account.id, stored(account, standing));
  secrets.set(`directory:${account.id}`, 'secret');
}
const viewOf = async (id = 'book') => (await directories.views()).find(({ account }) => account.id === id);
/** Resolves at the next request; the answer to it is withheld. */
const hanging = (): Promise<void> => new Promise(resolve => void (answer = () => resolve()));

describe('a sync', () => {
  test('without a password asks nobody, and waits for somebody instead of trying again', async () => {
    has(book());
    secrets.clear();
    await directories.sync('book', false);
    expect(asked).toEqual([]);
    expect(await viewOf()).toMatchObject({
      standing: { fault: 'signIn', failures: 1 },
      nextAt: null,
      progress: null,
    });
  });

  test('that the server puts off is tried no sooner than it asked for', async () => {
    has(book());
    answer = (_request, response) => void response.writeHead(503, { 'retry-after': '3600' }).end();
    await directories.sync('book', false);
    const view = await viewOf();
    expect(view?.standing).toMatchObject({ fault: 'busy', failures: 1, triedAt: start });
    expect(view?.nextAt).toBeGreaterThanOrEqual(start + 60 * minute);
  });

  test('that goes on is not begun twice, can be stopped, and being stopped is no failure', async () => {
    has(book());
    const begun = hanging();
    const over = directories.sync('book', false);
    await begun;
    await expect(directories.sync('book', false)).rejects.toMatchObject({ code: 'wrongState' });
    expect((await viewOf())?.progress).not.toBeNull();
    directories.cancel('book');
    await over;
    expect(await viewOf()).toMatchObject({
      standing: { fault: 'cancelled', failures: 0 },
      nextAt: start + 15 * minute,
      progress: null,
    });
  });

  test('of what is no address book is refused', async () => {
    has(book({ book: null }));
    await expect(directories.sync('book', false)).rejects.toMatchObject({ code: 'badInput' });
    await expect(directories.sync('nobody', false)).rejects.toMatchObject({ code: 'notFound' });
    expect((await viewOf())?.progress).toBeNull();
  });

  test('is held to the address policy of its account, not of its server', async () => {
    has(book({ allowPrivate: false }));
    await directories.sync('book', false);
    expect([asked, (await viewOf())?.standing.fault]).toEqual([[], 'refusedAddress']);
  });
});

describe('the clock', () => {
  test('syncs by itself what is due, and nothing that is paused or waits for somebody', async () => {
    has(book());
    has(book({ id: 'paused', paused: true }));
    has(book({ id: 'locked' }), { ...neverTried, fault: 'signIn', failures: 1 });
    const begun = hanging();
    await directories.load();
    await begun;
    expect(asked).toHaveLength(1);
    expect((await viewOf())?.progress).not.toBeNull();
    expect([(await viewOf('paused'))?.nextAt, (await viewOf('locked'))?.nextAt]).toEqual([null, null]);
  });

  test('asks nobody while there is no network, and looks again in a minute', async () => {
    online = false;
    has(book());
    await directories.load();
    await expect.poll(async () => (await viewOf())?.nextAt).toBe(start + minute);
    expect(asked).toEqual([]);
  });

  test('a network that is back brings those at once that could not be reached, and no others', async () => {
    const failed = { ...neverTried, triedAt: start, failures: 9 } as const;
    has(book(), { ...failed, fault: 'unreachable' });
    has(book({ id: 'other', book: `${origin}/other/` }), { ...failed, fault: 'server' });
    await directories.load();
    expect((await viewOf())?.nextAt).toBeGreaterThan(start + minute);
    const begun = hanging();
    directories.networkChanged();
    await begun;
    expect(asked.every(line => line.includes('/team/'))).toBe(true);
  });
});

describe('an account', () => {
  test('cannot be pointed at another book: what is known of its cards belongs to the one that it has', async () => {
    has(book({ paused: true }));
    const other = book({ book: `${origin}/other/` });
    await expect(directories.save(other, 'new')).rejects.toMatchObject({ code: 'badInput' });
    expect([secrets.get('directory:book'), kept.get('book')?.account]).toEqual([
      'secret',
      book({ paused: true }),
    ]);
  });

  test('keeps its password when none is typed, and is tried at once when something was wrong with it', async () => {
    has(book(), { ...neverTried, fault: 'signIn', failures: 4 });
    await directories.load();
    const begun = hanging();
    await directories.save(book({ user: 'lina' }), null);
    await begun;
    expect(secrets.get('directory:book')).toBe('secret');
  });

  test('that is removed stops first, lets its people go in parts, and leaves no password', async () => {
    has(book());
    const begun = hanging();
    const over = directories.sync('book', false);
    await begun;
    await directories.remove('book', false);
    await over;
    expect([forgotten, [...kept], [...secrets]]).toEqual([4, [], []]);
    expect(told).toBeGreaterThan(0);
  });

  test('people stay when they are to', async () => {
    has(book());
    await directories.remove('book', true);
    expect(forgotten).toBe(0);
  });
});

test('a directory that cannot be reached is named, and the others answer without it', async () => {
  kept.set('a', stored(ldap('a')));
  kept.set('b', stored(ldap('b', { paused: true })));
  expect(await directories.search('omar')).toEqual({
    hits: [],
    missing: [{ source: 'a', fault: 'unreachable' }],
  });
  expect((await directories.byNumber('0501234567', '+966501234567')).missing).toHaveLength(1);
});

test('the end waits for what goes on, and nothing begins after it', async () => {
  has(book());
  const begun = hanging();
  const over = directories.sync('book', false);
  await begun;
  await directories.end();
  await over;
  expect((await viewOf())?.standing.fault).toBe('cancelled');
  const before = asked.length;
  directories.networkChanged();
  await directories.load();
  expect(asked).toHaveLength(before);
});
