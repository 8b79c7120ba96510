// A call script on the real app: it stands beside a practice call, is answered by keys, survives a reload and a crash of the
// window, and its answers are kept on the customer's timeline.
import { expect, type Page } from '@playwright/test';
import { ask, firstCustomerRings, pressUntil, snapshot } from './stories/agent.ts';
import { test } from './support/test.ts';

const next = (page: Page) => page.getByRole('complementary', { name: /what to say and do next/i });
const say = (page: Page) => next(page).locator('.say');

/** What main has on disk of the call's first script. */
const run = async (page: Page, interactionId: string) =>
  (await ask(page, 'script.ofCall', { interactionId })).find(each => each.part === 'start')?.state ?? null;

test('a script stands beside the call, is answered by keys, outlives a reload, and is kept', async ({
  launch,
}) => {
  const { window: page, pageErrors } = await launch();
  const call = await firstCustomerRings(page);
  // It is there before anybody answers, and knows who calls.
  await expect(say(page)).toContainText('Good to hear from you, \u2068Layla Haddad\u2069');
  await expect(next(page)).toContainText('Starts when you answer');

  await pressUntil(page, 'a', { id: call.id, phase: 'established' });
  await next(page).getByRole('button', { name: 'العربية' }).click();
  await expect(say(page)).toContainText('أهلًا بك، \u2068ليلى حداد\u2069');
  await expect.poll(async () => (await run(page, call.id))?.language).toBe('ar');
  await next(page).getByRole('button', { name: 'English' }).click();
  await expect(say(page)).toContainText('Good to hear from you');

  await page.keyboard.press('1');
  await expect(say(page)).toContainText('What does the display show now?');
  await page.keyboard.press('1');
  await page.keyboard.type('4');
  await expect.poll(async () => (await run(page, call.id))?.typed).toEqual({ temperature: '4' });

  await page.reload();
  const field = next(page).getByRole('textbox', { name: /temperature on the display/i });
  await expect(field).toHaveValue('4');
  await expect(next(page).getByLabel('Answered so far')).toContainText('A unit has failed');
  await field.focus();
  await field.press('Enter');
  await expect(say(page)).toContainText('Your stock is at risk');

  await page.keyboard.press('g');
  await expect(next(page)).toContainText('What they object');
  await page.keyboard.press('1');
  await expect(say(page)).toContainText('You are right, and I am sorry');
  await page.keyboard.press('1');
  await expect(say(page)).toContainText('Your stock is at risk');
  await page.keyboard.press('1');
  await expect(say(page)).toContainText('Which unit is it');
  await next(page)
    .getByRole('button', { name: /open a case: .*cooling fault/i })
    .click();
  await expect
    .poll(async () => (await snapshot(page)).due.map(each => each.what))
    .toContain('Open a case: Cooling fault');

  await pressUntil(page, 'x', { id: call.id, phase: 'ended' });
  await expect(next(page).getByLabel('Answered so far')).toContainText('Yes, send it');
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await snapshot(page)).calls).toEqual([]);

  const personId = (await snapshot(page)).recent.find(each => each.interactionId === call.id)?.personId ?? '';
  const person = await ask(page, 'people.get', { personId });
  expect(person?.history.find(each => each.id === call.id)?.answers).toBe(
    'What is it about?: A unit has failed · Temperature on the display, °C: 4 · Loan unit wanted: Yes, send it',
  );
  expect(await run(page, call.id)).toMatchObject({
    scriptId: 'inbound-service',
    version: 1,
    step: 'fault-details',
    answers: { temperature: { value: 4, step: 'fault' } },
  });
  expect(Object.keys((await run(page, call.id))?.times ?? {})).toContain('waited');
  expect(pageErrors).toEqual([]);
});
