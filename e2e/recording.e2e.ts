// A recorded call on the real app: a rule records it, the script's payment step holds it silent, the workspace crashes in
// between, it stands on the customer's timeline, is played, and is gone with her.
import { expect } from '@playwright/test';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ask, firstCustomerRings, hearBothWays, pressUntil, snapshot } from './stories/agent.ts';
import { test } from './support/test.ts';

test('a call is recorded, silent at the payment, played from the timeline, and gone with the person', async ({
  launch,
}) => {
  const { window: page, userData, pageErrors } = await launch();
  const call = await firstCustomerRings(page);
  const { settings } = await snapshot(page);
  await ask(page, 'settings.change', { recording: { ...settings.recording, otherwise: 'always' } });
  await pressUntil(page, 'a', { id: call.id, phase: 'established' });
  const band = page.getByRole('region', { name: /this call/i });
  await expect(band.getByText('Recording', { exact: true })).toBeVisible();
  await hearBothWays(page, call.id, 'layla');

  // By hand: the key pauses, and lets it go on.
  await page.keyboard.press('r');
  await expect(band.getByText('Recording paused')).toBeVisible();
  await page.keyboard.press('r');
  await expect(band.getByText('Recording', { exact: true })).toBeVisible();

  // By the script, at its payment step alone.
  await ask(page, 'script.use', { interactionId: call.id, part: 'start', scriptId: 'payment' });
  const next = page.getByRole('complementary', { name: /what to say and do next/i });
  for (const [question, answer] of [
    [/invoice number/i, '4711'],
    [/amount/i, '250'],
  ] as const) {
    const field = next.getByRole('textbox', { name: question });
    await field.fill(answer);
    await field.press('Enter');
  }
  await next.getByRole('button', { name: /yes, i agree/i }).click();
  await expect(band.getByText('Not recorded: payment')).toBeVisible();
  await page.reload();
  await expect(band.getByText('Not recorded: payment')).toBeVisible();
  await next.getByRole('button', { name: /accepted/i }).click();
  await expect(band.getByText('Recording', { exact: true })).toBeVisible();
  await hearBothWays(page, call.id, 'layla');

  await pressUntil(page, 'x', { id: call.id, phase: 'ended' });
  const personId = (await snapshot(page)).contexts.find(each => each.callId === call.id)?.person?.id ?? '';
  const recordings = async () =>
    (await ask(page, 'people.get', { personId }))?.history.find(each => each.id === call.id)?.recordings ??
    [];
  await expect.poll(async () => (await recordings()).map(({ end }) => end)).toEqual(['call']);
  const [recording] = await recordings();
  const folder = path.join(userData, 'recordings');
  expect(readdirSync(folder)).toEqual([`${recording?.id}.rec`]);
  // Loud somewhere on the customer's side, and silent for a stretch on both.
  const peaks = await page.evaluate(async id => {
    const reply = await window.hatif.invoke('recording.open', { id });
    if (!reply.ok) throw new Error(reply.error.code);
    return [...(reply.value as { peaks: Uint8Array }).peaks];
  }, recording?.id ?? '');
  const customer = peaks.filter((_, i) => i % 2 === 1);
  expect(Math.max(...customer)).toBeGreaterThan(20);
  const moments = customer.map((peak, i) => Math.max(peak, peaks[i * 2] ?? 0));
  expect(
    moments.some(
      (_, i) => i > 5 && moments.slice(i, i + 3).length === 3 && Math.max(...moments.slice(i, i + 3)) === 0,
    ),
  ).toBe(true);

  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await snapshot(page)).calls).toEqual([]);
  await page.getByRole('button', { name: 'Recordings' }).click();
  const player = page.getByRole('group', { name: /^recording: .*layla/i });
  await player.getByRole('button', { name: /^play the recording/i }).click();
  const place = player.getByRole('slider', { name: /place in the recording/i });
  await expect(place).toBeVisible();
  await player.getByRole('button', { name: '2×' }).click();
  await player.getByRole('button', { name: 'Customer' }).click();
  await expect.poll(async () => Number(await place.getAttribute('aria-valuenow'))).toBeGreaterThan(0);
  await place.press('Home');
  await place.press('ArrowRight');
  // Five seconds on, or at the end of one that is shorter.
  const longest = Number(await place.getAttribute('aria-valuemax'));
  await expect
    .poll(async () => Number(await place.getAttribute('aria-valuenow')))
    .toBeGreaterThanOrEqual(Math.min(5, longest));

  await ask(page, 'person.erase', { personId });
  await expect(page.getByText('Nothing was recorded yet.', { exact: false })).toBeVisible();
  expect(readdirSync(folder)).toEqual([]);
  expect(pageErrors).toEqual([]);
});
