// Without a microphone nobody can talk, but everybody can read why, and Hatif goes on working.
import type { ElectronApplication, Page } from '@playwright/test';
import type { Key } from '../shared/i18n/keys.ts';
import { createWords } from '../shared/i18n/words.ts';
import { ask, callIs, firstCustomerRings, hearBothWays, pressUntil } from './stories/agent.ts';
import { expect, test } from './support/test.ts';

const words = createWords('en');
const arabic = createWords('ar');

/** The permission as the system grants or withholds it, which Electron asks main for. */
const allowMicrophone = (app: ElectronApplication, allowed: boolean) =>
  app.evaluate(({ session, webContents }, may) => {
    session.defaultSession.setPermissionCheckHandler(() => may);
    session.defaultSession.setPermissionRequestHandler((contents, _permission, answer) => {
      answer(may && contents !== null && webContents.getAllWebContents().includes(contents));
    });
  }, allowed);

/** Answers until the sentence stands there: the call rings on meanwhile. */
async function answersInVain(window: Page, said: Key): Promise<void> {
  await expect(async () => {
    await window.keyboard.press('a');
    await expect(window.getByText(words(said), { exact: true })).toBeVisible({ timeout: 1500 });
  }).toPass({ timeout: 15_000 });
}

test('no microphone: it is said while the call rings on, in either language, and the call can be declined', async ({
  launch,
}) => {
  const { window } = await launch({ microphone: 'none' });
  const call = await firstCustomerRings(window);
  await answersInVain(window, 'banner.microphoneMissing');
  await expect(window.getByText(words('banner.microphoneMissingMore'))).toBeVisible();
  await callIs(window, { id: call.id, phase: 'ringing' });

  await ask(window, 'settings.language', 'ar');
  await expect(window.getByText(arabic('banner.microphoneMissing'), { exact: true })).toBeVisible();
  await expect(window.getByText(arabic('banner.microphoneMissingMore'))).toBeVisible();
  await pressUntil(window, 'x', { id: call.id, phase: 'ended' });
});

test('microphone denied: it is said with what to do, and once allowed the same call is answered', async ({
  launch,
}) => {
  const { app, window } = await launch();
  const call = await firstCustomerRings(window);
  await allowMicrophone(app, false);
  await answersInVain(window, 'banner.microphoneDenied');
  await expect(window.getByText(words('banner.microphoneDeniedMore'))).toBeVisible();
  await callIs(window, { id: call.id, phase: 'ringing' });

  await allowMicrophone(app, true);
  await pressUntil(window, 'a', { id: call.id, phase: 'established' });
  await hearBothWays(window, call.id, 'layla');
  await expect(window.getByText(words('banner.microphoneDenied'), { exact: true })).toBeHidden();
});
