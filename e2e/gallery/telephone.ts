/** The telephone, where a few keys lead further than a state does. */
import type { Page } from '@playwright/test';
import { inSettings, show, type Acted } from './acting.ts';

/** The transfer field, and what is typed into it; the controls take no input just after they appeared. */
const transferTo = (text: string) => async (page: Page) => {
  await page.locator('.call-button[aria-keyshortcuts=T]:not([aria-disabled])').click();
  await page.locator('.transfer-field [role=combobox]').fill(text);
  if (text !== '') await page.locator('.dial-hits').waitFor();
};

async function play(page: Page): Promise<void> {
  await show(page, { place: 'recordings' });
  await page.locator('.player button').first().click();
  await page.locator('.wave').waitFor();
}

export const telephone: Record<string, Acted> = {
  dialPad: { state: 'idle', act: page => page.keyboard.press('k') },
  keypad: { state: 'live', act: page => page.keyboard.press('k') },
  transfer: { state: 'live', act: transferTo('') },
  transferHits: { state: 'live', act: transferTo('hadd') },
  recordings: { state: 'idle', act: play },
  recordingSave: {
    state: 'idle',
    async act(page) {
      await play(page);
      await page.locator('.player-row').nth(1).locator('.small').click();
    },
  },
  recordingsNone: {
    state: 'idleEmpty',
    async act(page) {
      await show(page, { place: 'recordings' });
      await page.locator('.page-pad .empty').waitFor();
    },
  },
  linesBroken: { state: 'linesBroken', act: page => inSettings(page, 'lines') },
  linesNone: { state: 'noLine', act: page => inSettings(page, 'lines') },
  checkPassed: { state: 'checkPassed', act: page => inSettings(page, 'check') },
  soundNoMicrophone: { state: 'noMicrophone', act: page => inSettings(page, 'sound') },
  recordingRules: { state: 'recordingRules', act: page => inSettings(page, 'recording') },
  'settings-report': {
    state: 'checked',
    async act(page) {
      await inSettings(page, 'check');
      await page.locator('.settings-page .section-aside button').last().click();
      await page.locator('.report textarea').scrollIntoViewIfNeeded();
    },
  },
};
