import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { backUpInto, prepareRestore } from './back-up.ts';
import { openReader } from './connection.ts';
import { inTransaction } from './database.ts';
import { openStoreFile } from './opening.ts';
import { readTrailer, unwrapKey, whoOpens, wrapKey } from './recovery.ts';
import { openStore } from './store.ts';
import { bundle } from './testing/bundle.ts';
import {
  connectionTo,
  key,
  know,
  omar,
  openTables,
  otherKey,
  temporaryPlace,
  viewIs,
} from './testing/fixtures.ts';
import { Writer } from './writer.ts';

// Threads start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const recoveryKey = Uint8Array.from({ length: 20 }, (_, n) => n);
const another = Uint8Array.from({ length: 20 }, (_, n) => n + 1);
let place: ReturnType<typeof temporaryPlace>;
let worker: string;
beforeAll(async () => void (worker = await bundle('main/store/worker.ts', 'recovery-worker')));
beforeEach(() => void (place = temporaryPlace()));
afterEach(() => place.dispose());

/** A back-up of another computer, whose key chain is lost. */
function backUpOfAnother(recovery: Uint8Array | null = recoveryKey): string {
  const there = join(place.directory, 'there.db');
  const { db } = openStoreFile({ file: there, key: otherKey, nativeBinding: null });
  know(db, 'omar', omar);
  db.close();
  const reader = openReader({ file: there, key: otherKey, nativeBinding: null });
  const copy = join(place.directory, 'copy.hatif');
  const options = { file: there, key: otherKey, nativeBinding: null };
  backUpInto(reader, options, copy, recovery === null ? null : wrapKey(otherKey, recovery));
  reader.close();
  return copy;
}
const peopleOf = (): unknown => {
  const db = openTables(place.file);
  try {
    return db.prepare(`SELECT name FROM people`).all();
  } finally {
    db.close();
  }
};

describe('a back-up of a computer that is lost', () => {
  test('is restored with the recovery key, and lies under the key of this one from then on', () => {
    const copy = backUpOfAnother();
    expect(whoOpens(copy, key)).toBe('withKey');
    expect(whoOpens(copy, otherKey)).toBe('here');
    const writer = new Writer(connectionTo(place.file), () => undefined);
    writer.restore(copy, recoveryKey);
    writer.close();
    expect(peopleOf()).toEqual([{ name: 'Omar Haddad' }]);
    // No page of it is left under the other key, and the back-up is as it was.
    expect(whoOpens(place.file, otherKey)).toBe('nobody');
    expect(unwrapKey(readTrailer(copy) ?? { wrapped: '' }, recoveryKey)).toBe(otherKey);
  });

  test.each([
    ['the wrong key', another, 'wrongKey'],
    ['no key', null, 'wrongKey'],
  ] as const)('is not restored with %s, and nothing is changed', (_what, given, code) => {
    const writer = new Writer(connectionTo(place.file), () => undefined);
    const before = readFileSync(place.file);
    expect(() => writer.restore(backUpOfAnother(), given)).toThrow(expect.objectContaining({ code }));
    expect(readFileSync(place.file).equals(before)).toBe(true);
    expect(readdirSync(place.directory).filter(name => /restoring|aside/.test(name))).toEqual([]);
    writer.close();
  });

  test('that was made without one opens for nobody', () => {
    const copy = backUpOfAnother(null);
    expect(whoOpens(copy, key)).toBe('nobody');
    expect(() => prepareRestore(connectionTo(place.file), copy, recoveryKey)).toThrow(
      expect.objectContaining({ code: 'badBackUp' }),
    );
  });

  test('that was damaged, in its pages or in its wrapped key, is refused', () => {
    const copy = backUpOfAnother();
    const whole = readFileSync(copy);
    for (const [at, code] of [
      [5_000, 'badBackUp'],
      [whole.length - 20, 'wrongKey'],
    ] as const) {
      const bent = join(place.directory, 'bent.hatif');
      copyFileSync(copy, bent);
      const bytes = readFileSync(bent);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(bent, bytes);
      expect(() => prepareRestore(connectionTo(place.file), bent, recoveryKey)).toThrow(
        expect.objectContaining({ code }),
      );
    }
  });
});

test('a back-up that is stopped leaves nothing behind, and the store goes on', async () => {
  const tables = openTables(place.file);
  inTransaction(tables, () => {
    for (let n = 0; n < 3_000; n += 1) know(tables, `p${n}`, { name: `Person ${n}` });
  });
  tables.close();
  const store = openStore({ file: place.file, key, nativeBinding: null, worker });
  await viewIs(store, 'open');
  const stop = new AbortController();
  const to = join(place.directory, 'copy.hatif');
  const made = store.backUp(to, { stop: stop.signal });
  stop.abort();
  await expect(made).rejects.toMatchObject({ code: 'storeUnavailable' });
  expect(readdirSync(place.directory).filter(name => name.startsWith('copy'))).toEqual([]);
  expect(await store.search('person 7', 5)).not.toEqual([]);
  expect((await store.backUp(to)).people).toBe(3_000);
  await store.close();
});
