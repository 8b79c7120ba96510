import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { StoreView } from '../../shared/ipc/contract.ts';
import { beginCall } from './calls.ts';
import type { Store } from './port.ts';
import type { SampleData } from '../../shared/people/sample-data.ts';
import { openStore } from './store.ts';
import { bundle } from './testing/bundle.ts';
import {
  key,
  know,
  layla,
  noon,
  omar,
  openTables,
  otherKey,
  ringing,
  temporaryPlace,
  viewIs,
  nothingMore,
} from './testing/fixtures.ts';

// Threads start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let place: ReturnType<typeof temporaryPlace>;
let workerScript: string;
let mortalWorker: string;
const opened: Store[] = [];

beforeAll(async () => {
  workerScript = await bundle('main/store/worker.ts');
  mortalWorker = await bundle('main/store/testing/mortal-worker.ts');
});
beforeEach(() => void (place = temporaryPlace()));
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  place.dispose();
});

function open(options: Partial<Parameters<typeof openStore>[0]> = {}): Store {
  const store = openStore({ file: place.file, key, nativeBinding: null, worker: workerScript, ...options });
  opened.push(store);
  return store;
}
function enter(...people: ('omar' | 'layla')[]): void {
  const tables = openTables(place.file);
  for (const person of people) know(tables, person, { omar, layla }[person]);
  tables.close();
}
const unavailable = (retryable: boolean): unknown =>
  expect.objectContaining({ code: 'storeUnavailable', retryable });
const omarRings = { callId: 'call', number: '0501234567', e164: '+966501234567', country: 'SA' };

test('a whole call, from ring to timeline, and all of it there after a restart', async () => {
  enter('omar', 'layla');
  const first = open();
  await first.beginInteraction(ringing('call'));
  const context = await first.callerContext(omarRings);
  expect(context.person?.name).toBe('Omar Haddad');
  const [answered, over] = [noon + 3_000, noon + 63_000];
  const phase = { interactionId: 'call', kind: 'phase', data: {} } as const;
  await first.appendEvent({ ...phase, at: answered, phase: 'established', answeredAt: answered });
  expect((await first.linkPerson('call', 'layla')).person?.name).toBe('Layla Saeed');
  const draft = {
    interactionId: 'call',
    note: 'price list',
    outcomeId: 'callback',
    dueAt: noon + 9e6,
    actions: [],
  };
  expect(await first.saveDraft(draft, noon)).toEqual({ ...draft, savedAt: noon });
  const ended = { by: 'remote', cause: 'hangup', status: null, at: over, talkSeconds: 60 } as const;
  await first.appendEvent({ ...phase, at: over, phase: 'ended', ended });
  await first.finishWrapUp({ ...draft, ...nothingMore, at: over });
  await first.undoWrapUp('call', over + 1);
  await first.finishWrapUp({ ...draft, ...nothingMore, at: over + 2 });
  await first.close();

  const second = open();
  expect(await second.closeInterrupted(noon)).toBe(0);
  expect(await second.recent(10)).toMatchObject([
    { name: 'Layla Saeed', outcomeId: 'callback', owed: false },
  ]);
  expect(await second.drafts()).toEqual([]);
  const person = await second.person('layla');
  expect(person?.history).toMatchObject([{ subject: 'price list', seconds: 60 }]);
  expect(person?.owed).toMatchObject([{ kind: 'callback', dueAt: noon + 9e6 }]);
  expect(await second.person('nobody')).toBeNull();
  const [due] = await second.due(10);
  await second.setFollowUpDone(due?.id ?? '', noon);
  expect(await second.due(10)).toEqual([]);
  expect(await second.search('layl', 10)).toMatchObject([{ personId: 'layla' }]);
  expect(await second.search('3000', 10)).toHaveLength(2);
  expect(await second.outcomes()).toHaveLength(13);
});

test('what a crash left open is closed, and a call of this run is not', async () => {
  const crashed = openTables(place.file);
  beginCall(crashed, ringing('left-open'));
  crashed.close();
  const store = open();
  await store.beginInteraction(ringing('living', { at: noon + 1 }));
  expect(await store.closeInterrupted(noon + 2)).toBe(1);
  expect(await store.recent(5)).toMatchObject([
    { interactionId: 'living', cause: null },
    { interactionId: 'left-open', cause: 'internal' },
  ]);
});

test('errors cross the thread with their code', async () => {
  const store = open();
  const missing = expect.objectContaining({ name: 'HatifError', code: 'notFound', retryable: false });
  await expect(store.undoWrapUp('none', noon)).rejects.toEqual(missing);
  await expect(store.setFollowUpDone('none', noon)).rejects.toEqual(missing);
});

test('the view goes from opening to open, and a listener that ended hears nothing', async () => {
  const store = open();
  const heard: StoreView['state'][] = [];
  store.onView(view => heard.push(view.state));
  store.onView(() => heard.push('memory')).dispose();
  expect(store.view.state).toBe('opening');
  await viewIs(store, 'open');
  expect(heard).toEqual(['open']);
});

test('a look-up does not wait for a long write', async () => {
  enter('omar');
  const store = open();
  await viewIs(store, 'open');
  const order: string[] = [];
  const writing = store.addSampleData(crowd(4_000), noon).then(() => order.push('written'));
  const looking = store.callerContext(omarRings).then(() => order.push('looked up'));
  await Promise.all([writing, looking]);
  expect(order).toEqual(['looked up', 'written']);
  expect(await store.hasSampleData()).toBe(true);
  await store.removeSampleData();
  expect(await store.hasSampleData()).toBe(false);
});

describe('when a worker dies', () => {
  test('the reader’s request can be tried again, and the view stays open', async () => {
    enter('omar');
    const store = open({ worker: mortalWorker });
    await viewIs(store, 'open');
    const heard: StoreView['state'][] = [];
    store.onView(view => heard.push(view.state));
    await expect(store.search('!die', 5)).rejects.toEqual(unavailable(true));
    expect(await store.search('omar', 5)).toHaveLength(1);
    await readerServes(store);
    await expect(store.search('!die', 5)).rejects.toEqual(unavailable(true));
    expect(heard).toEqual([]);
  });

  test('the writer’s request can be tried again, and what was acknowledged is there', async () => {
    const store = open({ worker: mortalWorker });
    await store.beginInteraction(ringing('call'));
    const dying = store.setFollowUpDone('!die', noon);
    const queued = store.saveDraft(
      { interactionId: 'call', note: 'x', outcomeId: null, dueAt: null, actions: [] },
      noon,
    );
    await expect(dying).rejects.toEqual(unavailable(true));
    await expect(queued).rejects.toEqual(unavailable(true));
    expect(store.view.state).toBe('opening');
    await viewIs(store, 'open');
    expect(await store.recent(10)).toMatchObject([{ interactionId: 'call' }]);
    await store.saveDraft(
      { interactionId: 'call', note: 'x', outcomeId: null, dueAt: null, actions: [] },
      noon,
    );
    expect(await store.drafts()).toHaveLength(1);
  });

  test('again and again, the store gives up and says so, and closes all the same', async () => {
    const broken = join(place.directory, 'broken.mjs');
    writeFileSync(broken, 'throw new Error("always")');
    const store = open({ worker: broken });
    await expect(store.recent(5)).rejects.toEqual(unavailable(true));
    expect((await viewIs(store, 'memory')).detail).toBe('Error');
    await expect(store.recent(5)).rejects.toEqual(unavailable(false));
    await store.close();
  });
});

describe('with a file that cannot be used', () => {
  test('the phone has outcomes and drafts; starting fresh keeps them and the old file', async () => {
    enter('omar');
    const store = open({ key: otherKey });
    await viewIs(store, 'locked');
    expect(await store.outcomes()).toHaveLength(13);
    await store.beginInteraction(ringing('call'));
    await store.saveDraft(
      { interactionId: 'call', note: 'typed', outcomeId: null, dueAt: null, actions: [] },
      noon,
    );
    expect((await store.callerContext(omarRings)).person).toBeNull();
    await store.startFresh();
    await viewIs(store, 'open');
    expect(await store.drafts()).toMatchObject([{ note: 'typed' }]);
    expect(await store.recent(5)).toHaveLength(1);
    await expect(store.startFresh()).rejects.toMatchObject({ code: 'wrongState' });
    expect(readdirSync(place.directory).filter(name => name.includes('.aside-'))).toHaveLength(1);
  });

  test('damage that a look-up meets later is told, and the phone goes on', async () => {
    const tables = openTables(place.file);
    tables.transaction(() => {
      for (let n = 0; n < 2_000; n += 1) know(tables, `person-${n}`, { name: `Person ${n}` });
    })();
    tables.close();
    const store = open();
    await viewIs(store, 'open');
    spoilMiddle();
    const damage = viewIs(store, 'corrupt');
    await expect(lookEverywhere(store)).rejects.toEqual(unavailable(true));
    await damage;
    await store.saveDraft(
      { interactionId: 'call', note: 'typed', outcomeId: null, dueAt: null, actions: [] },
      noon,
    );
    expect(await store.drafts()).toHaveLength(1);
  });
});

test('a closed store rejects, and closes once', async () => {
  const store = open();
  await store.recent(1);
  await store.close();
  await store.close();
  await expect(store.recent(1)).rejects.toEqual(unavailable(false));
  // The room of the emergency journal is taken beforehand, for a disk that is full has none.
  expect(readdirSync(place.directory)).toEqual(['hatif.db', 'hatif.db.emergency']);
});

test('a store that is closed while it opens leaves nothing running', async () => {
  await open().close();
});

test('a key that is none is refused at once', () => {
  expect(() => open({ key: 'secret' })).toThrow(TypeError);
});

/** Resolves when a look-up overtakes a write again: a new reader has taken the place of the dead one. */
async function readerServes(store: Store): Promise<void> {
  const until = Date.now() + 10_000;
  while (Date.now() < until) {
    const written = store.addSampleData(crowd(300), noon).then(() => 'writer');
    const first = await Promise.race([store.recent(1).then(() => 'reader'), written]);
    await written;
    await store.removeSampleData();
    if (first === 'reader') return;
  }
  throw new Error('no new reader served');
}

function crowd(size: number): SampleData {
  const people = Array.from({ length: size }, (_, n) => ({
    id: `${n}`,
    organisationId: null,
    name: `Person ${n}`,
    otherName: null,
    role: null,
    language: null,
    timeZone: null,
    city: null,
    email: null,
    lists: [],
    consent: { call: true, email: true, message: true },
    doNotContact: false,
  }));
  return { organisations: [], people, numbers: [], interactions: [], followUps: [] };
}

/** Turns a bit in every page of the middle of the file. */
function spoilMiddle(): void {
  const bytes = readFileSync(place.file);
  const pages = bytes.length / 4_096;
  for (let page = Math.floor(pages * 0.4); page < pages * 0.9; page += 1) {
    const at = page * 4_096 + 99;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
  }
  writeFileSync(place.file, bytes);
}

async function lookEverywhere(store: Store): Promise<void> {
  for (let n = 0; n < 2_000; n += 50) await store.person(`person-${n}`);
}
