/** What is done in a state before it is photographed. */
import type { Page } from '@playwright/test';
import type { SettingsPage } from '../../renderer/workspace/state/store.ts';

export interface Acted {
  state: string;
  act: (page: Page) => Promise<void>;
}

export const show = (page: Page, state: object): Promise<void> =>
  page.evaluate(shown => (window as unknown as { show: (state: object) => void }).show(shown), state);

export async function inSettings(page: Page, settingsPage: SettingsPage): Promise<void> {
  await show(page, { place: 'settings', settingsPage });
  await page.locator('.settings-page .section').first().waitFor();
}
