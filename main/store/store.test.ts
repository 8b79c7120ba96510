import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openStore } from './store.ts';
import { key, noon, openTables, know, omar, ringing, temporaryPlace, viewIs } from './testing/fixtures.ts';
import type { Store } from './port.ts';
import { bundleWorker } from './testing/bundle.ts';

let place: ReturnType<typeof temporaryPlace>;
const opened: Store[] = [];

function open(): Store {
  const store = openStore({ file: place.file, key, nativeBinding: null, worker: workerScript });
  opened.push(store);
  return store;
}

let workerScript: string;
beforeAll(async () => void (workerScript = await bundleWorker()));
beforeEach(() => void (place = temporaryPlace()));
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  place.dispose();
});

test('a call that rings is written down, matched to its person, and still there after a restart', async () => {
  const tables = openTables(place.file);
  know(tables, 'omar', omar);
  tables.close();

  const first = open();
  await viewIs(first, 'open');
  await first.beginInteraction(ringing('call-1'));
  const context = await first.callerContext({
    callId: 'call-1',
    number: '+966501234567',
    e164: '+966501234567',
    country: 'SA',
  });
  expect(context.match).toEqual({ rule: 'directLine', number: '+966 50 123 4567', lastContactAt: null });
  expect(context.person?.name).toBe('Omar Haddad');
  await first.saveDraft(
    { interactionId: 'call-1', note: 'asks for the invoice', outcomeId: null, dueAt: null },
    noon + 1,
  );
  await first.close();

  const second = open();
  expect(await second.recent(10)).toMatchObject([
    { interactionId: 'call-1', personId: 'omar', answered: false },
  ]);
  expect(await second.drafts()).toMatchObject([{ note: 'asks for the invoice', savedAt: noon + 1 }]);
});
