/** The states of call scripts that take a few keys: in a call, and on the page where they are written. */
import type { Page } from '@playwright/test';
import type { Acted } from './acting.ts';

async function openScripts(page: Page): Promise<void> {
  await page.keyboard.press('i');
  await page.locator('.cm-content').waitFor();
}

export const scripts: Record<string, Acted> = {
  scriptObjection: { state: 'script', act: page => page.keyboard.press('g') },
  scriptJump: { state: 'script', act: page => page.keyboard.press('j') },
  scriptWriting: {
    state: 'script',
    async act(page) {
      await page.keyboard.press('Backspace');
      await page.keyboard.press('1');
    },
  },
  scripts: { state: 'idle', act: openScripts },
  ...Object.fromEntries(
    ['preview', 'versions', 'figures'].map((name, i) => [
      `scripts-${name}`,
      {
        state: 'idle',
        async act(page: Page) {
          await openScripts(page);
          await page
            .locator('.bench-side > .tabs button')
            .nth(i + 1)
            .click();
        },
      },
    ]),
  ),
  scriptsCompare: {
    state: 'idle',
    async act(page) {
      await openScripts(page);
      await page.locator('.bench-side > .tabs button').nth(2).click();
      await page.locator('.versions .small').nth(2).click();
      await page.locator('.cm-mergeView').waitFor();
    },
  },
};
