// Hatif ends: other systems hear that the agent is away before it does, from a real outbox by a real request.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Hook } from '../../shared/followups/types.ts';
import { defaultSettings } from '../../shared/settings/schema.ts';
import type { WritableDb } from '../store/database.ts';
import { claimFromOutbox, putStatus, tellOutbox } from '../store/outbox.ts';
import type { Store } from '../store/port.ts';
import { openTables, temporaryPlace } from '../store/testing/fixtures.ts';
import { FollowUps } from './follow-ups.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
let told: string[];
let hooks: Hook[];
let followUps: FollowUps;
const server = createServer((request, response) => {
  request.on('data', (chunk: Buffer) => told.push(chunk.toString()));
  request.on('end', () => response.writeHead(200).end());
});

beforeEach(async () => {
  place = temporaryPlace();
  db = openTables(place.file);
  told = [];
  server.listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  hooks = [
    {
      id: 'roster',
      name: 'Roster',
      purpose: 'status',
      method: 'POST',
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      headers: [],
      body: '{{ status | json }}',
      keyHeader: null,
      keyHours: 1,
      allowPrivate: true,
      allowHttp: true,
      answerId: '',
      update: null,
      escalate: null,
      order: 0,
    },
  ];
  let ids = 0;
  const store = {
    tools: async () => ({ templates: [], hooks, macros: [] }),
    putStatus: async (...args: Parameters<Store['putStatus']>) => putStatus(db, ...args),
    claimFromOutbox: async (at: number) => claimFromOutbox(db, at),
    tellOutbox: async (...args: Parameters<Store['tellOutbox']>) => tellOutbox(db, ...args),
    outboxView: async () => ({ entries: [], waiting: 0, asking: 0, failed: 0, offline: false }),
  } as unknown as Store;
  followUps = new FollowUps({
    store,
    settings: () => defaultSettings,
    secrets: { read: () => null, write: () => undefined, forget: () => undefined, has: () => false },
    emit: () => undefined,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    now: () => Date.now(),
    newId: () => `id-${(ids += 1)}`,
    online: () => true,
    openMail: () => Promise.resolve(),
    sendMessage: () => Promise.resolve(),
    callFacts: () => null,
    answers: () => Promise.resolve({}),
    gate: { pass: () => Promise.resolve(), judge: () => Promise.resolve(null) },
    country: () => 'SA',
    agent: () => 'Sara',
  });
});
afterEach(async () => {
  followUps.dispose();
  db.close();
  place.dispose();
  server.closeAllConnections();
  await new Promise(done => server.close(done));
});

test('when that resolves it was heard', async () => {
  await followUps.reload();
  await followUps.tellStatus({ status: 'ready' });
  await followUps.tellAway();
  expect(told).toEqual(['"ready"', '"offline"']);
});

test('where nobody wants to hear it nothing is put into the outbox', async () => {
  hooks = [];
  await followUps.reload();
  await followUps.tellAway();
  expect(claimFromOutbox(db, Date.now()).row).toBeNull();
});
