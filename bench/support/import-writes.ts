/**
 * A process that enters people into a store as fast as it goes, as a long import does, until it is killed. It holds the
 * write lock for a batch at a time and lets others have it in between.
 *
 *   node import-writes.ts <file> <key> <number of the first>
 */
import { setTimeout as pause } from 'node:timers/promises';
import { openStoreFile } from '../../main/store/opening.ts';
import { createRandom } from '../random.ts';
import { enterPeople } from './people.ts';

const [file = '', key = '', first = ''] = process.argv.slice(2);
const perBatch = 100;

const { db, view } = openStoreFile({ file, key, nativeBinding: null });
if (view.state !== 'open') throw new Error(`the store did not open: ${view.state} ${view.detail ?? ''}`);
const random = createRandom(77);
for (let from = Number(first); ; from += perBatch) {
  enterPeople(db, from, perBatch, random);
  process.stdout.write('.');
  await pause(1);
}
