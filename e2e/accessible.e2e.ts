// Axe finds nothing on any screen of the real app, in either language, light and dark, and at twice the size.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { createWords } from '../shared/i18n/words.ts';
import type { Language } from '../shared/settings/schema.ts';
import { ask, callIs, firstCustomerRings, living, pressUntil, snapshot } from './stories/agent.ts';
import { expect, test } from './support/test.ts';

/** Every language and every scheme, in as few looks as have both; the gallery's axe has all four (`--axe`). */
const looks: readonly { language: Language; colourScheme: 'light' | 'dark' }[] = [
  { language: 'ar', colourScheme: 'dark' },
  { language: 'en', colourScheme: 'light' },
];

// Axe reads the whole page for each look, of all there is.
test.setTimeout(360_000);

async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // The other way opens a page of its own, which no window of Hatif may.
    .setLegacyMode()
    // What passed is not told node by node, which takes longer than finding out.
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.target.join(' ')}`));
}

type Look = (typeof looks)[number];

async function has(page: Page, { language, colourScheme }: Look): Promise<void> {
  await ask(page, 'settings.change', { language, colourScheme });
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colourScheme);
}

async function findsNothing(page: Page, what: string, { language, colourScheme }: Look): Promise<void> {
  // Colours fade over; halfway they are neither.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(each => each.finished.catch(() => undefined))),
  );
  expect.soft(await findings(page), `${what}, ${language}, ${colourScheme}`).toEqual([]);
}

/** What is on screen now, in each look; the last is English and light. */
async function isAccessible(page: Page, what: string): Promise<void> {
  for (const look of looks) {
    await has(page, look);
    await findsNothing(page, what, look);
  }
}

const words = createWords('en');

test('no screen of a first call and no page has an axe finding', async ({ launch }) => {
  const { window } = await launch();
  await expect(window.getByRole('heading', { name: /how do you want to start/i })).toBeVisible();
  await isAccessible(window, 'first run');

  const first = await firstCustomerRings(window);
  await isAccessible(window, 'ringing');
  // She may have given up meanwhile: customers have their patience.
  if ((await living(window)).length > 0) await pressUntil(window, 'x', { id: first.id, phase: 'ended' });
  await expect.poll(() => living(window)).toEqual([]);
  await ask(window, 'practice.callMe', { customerId: 'khalid' });
  const call = await callIs(window, { phase: 'ringing' });
  await pressUntil(window, 'a', { id: call.id, phase: 'established' });
  await isAccessible(window, 'on call');
  await window.keyboard.press('k');
  await expect(window.getByRole('dialog', { name: words('call.keypad') })).toBeVisible();
  await isAccessible(window, 'keypad');
  await window.keyboard.press('Escape');
  await pressUntil(window, 'h', { id: call.id, hold: 'local' });
  await isAccessible(window, 'hold');
  await pressUntil(window, 'x', { id: call.id, phase: 'ended' });
  await isAccessible(window, 'wrap-up');
  await window.keyboard.press('1');
  await window.keyboard.press('Enter');
  await expect.poll(async () => (await snapshot(window)).calls).toEqual([]);
  await isAccessible(window, 'desk, with a call to take back');

  await window.keyboard.press('/');
  await window.keyboard.type('haddad');
  await window.getByRole('option').first().click();
  await expect(window.getByRole('heading', { name: 'Layla Haddad' })).toBeVisible();
  await isAccessible(window, 'contacts');
  await window.keyboard.press('Escape');

  await window.getByRole('button', { name: words('frame.navHelp') }).click();
  await isAccessible(window, 'help');
  await window.getByRole('button', { name: words('frame.navSettings') }).click();
  for (const look of looks) {
    await has(window, look);
    const name = createWords(look.language)('settings.sections');
    for (const page of await window.getByRole('navigation', { name }).getByRole('button').all()) {
      await page.click();
      await findsNothing(window, `settings, ${await page.innerText()}`, look);
    }
  }

  // And axe does look: a picture without words is found.
  await window.evaluate(() => document.querySelector('main')?.append(document.createElement('img')));
  expect(await findings(window)).not.toEqual([]);
});

test('everything of a call can be reached at twice the size', async ({ launch }) => {
  const { app, window } = await launch();
  const first = await firstCustomerRings(window);
  await app.evaluate(({ BrowserWindow }) => {
    for (const one of BrowserWindow.getAllWindows()) if (one.isVisible()) one.webContents.setZoomFactor(2);
  });
  await pressUntil(window, 'a', { id: first.id, phase: 'established' });
  for (const language of ['en', 'ar'] as const) {
    await ask(window, 'settings.language', language);
    const t = createWords(language);
    for (const name of ['call.mute', 'call.hold', 'call.hangUp'] as const)
      // Those of the call itself: the keys that hang up with an outcome begin with the same word.
      await expect(
        window.getByRole('button', { name: new RegExp(`^${t(name)}`) }).and(window.locator('.call-button')),
      ).toBeInViewport();
    const note = window.getByRole('textbox', { name: t('wrapUp.notes') });
    await note.scrollIntoViewIfNeeded();
    await expect(note).toBeInViewport({ ratio: 0.9 });
    expect(await window.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
});
