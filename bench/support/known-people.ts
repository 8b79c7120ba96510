/** A user-data folder as an agent has it after years: a store with many people, and the key that opens it. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openStoreFile } from '../../main/store/opening.ts';
import { fillWithPeople } from './people.ts';

/** The key of the store that knownPeople() makes. */
export const knownKey = '5e'.repeat(32);

/** Returns the folder, to be removed by who asked, and the people's numbers. */
export function knownPeople(size: number): { folder: string; numbers: string[] } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hatif-known-'));
  const { db } = openStoreFile({ file: path.join(folder, 'hatif.db'), key: knownKey, nativeBinding: null });
  const numbers = fillWithPeople(db, size);
  db.close();
  const secrets = { 'store-key': { by: 'file', value: knownKey } };
  fs.writeFileSync(path.join(folder, 'secrets.json'), JSON.stringify(secrets), { mode: 0o600 });
  return { folder, numbers };
}
