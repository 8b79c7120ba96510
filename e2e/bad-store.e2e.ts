// A store that cannot be used is said in words, left untouched, and does not keep the agent from her calls.
import fs from 'node:fs';
import path from 'node:path';
import { openStoreFile } from '../main/store/opening.ts';
import { ask, firstCustomerRings, pressUntil, snapshot } from './stories/agent.ts';
import { expect, test } from './support/test.ts';

const key = '7a'.repeat(32);

/** A profile with a sound, empty store, and the key that opens it. */
function profile(folder: string): string {
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'hatif.db');
  openStoreFile({ file, key, nativeBinding: null }).db.close();
  const secrets = { 'store-key': { by: 'file', value: key } };
  fs.writeFileSync(path.join(folder, 'secrets.json'), JSON.stringify(secrets));
  return file;
}

test('a damaged store: the call is taken, the file stays, a fresh one takes over what was done', async ({
  launch,
}, info) => {
  const userData = info.outputPath('user-data');
  const file = profile(userData);
  const bytes = fs.readFileSync(file);
  bytes.fill(0xa5, 4096);
  fs.writeFileSync(file, bytes);

  const { window } = await launch({ userData });
  const call = await firstCustomerRings(window);
  await expect(window.getByText(/damaged/i).first()).toBeVisible();
  await pressUntil(window, 'a', { id: call.id, phase: 'established' });
  await pressUntil(window, 'x', { id: call.id, phase: 'ended' });
  expect(fs.readFileSync(file).equals(bytes)).toBe(true);

  await ask(window, 'store.startFresh', null);
  await expect.poll(async () => (await snapshot(window)).store.state).toBe('open');
  const { recent } = await snapshot(window);
  expect(recent.find(row => row.interactionId === call.id)).toMatchObject({ answered: true, owed: true });
  const kept = fs.readdirSync(userData).filter(name => name.startsWith('hatif.db') && name !== 'hatif.db');
  expect(kept.some(name => fs.readFileSync(path.join(userData, name)).equals(bytes))).toBe(true);
});

test('a store of a newer Hatif is named as such and not touched', async ({ launch }, info) => {
  const userData = info.outputPath('user-data');
  const file = profile(userData);
  const { db } = openStoreFile({ file, key, nativeBinding: null });
  db.pragma('user_version = 9999');
  db.close();
  const bytes = fs.readFileSync(file);

  const { window } = await launch({ userData });
  await ask(window, 'settings.change', { firstRunDone: true, language: 'en' });
  await expect(window.getByText(/newer/i).first()).toBeVisible();
  expect(fs.readFileSync(file).equals(bytes)).toBe(true);
});
