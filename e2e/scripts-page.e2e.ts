// Writing call scripts on the real app: text, chart and findings under the page's content policy; draft, publishing, going back.
import { expect } from '@playwright/test';
import { ask, practiceWithoutCall } from './stories/agent.ts';
import { test } from './support/test.ts';

test('a script is written, checked as it is typed, tried, published and taken back', async ({ launch }) => {
  const { window: page, pageErrors } = await launch();
  const refused: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error') refused.push(message.text());
  });
  await practiceWithoutCall(page);
  await page.keyboard.press('i');
  await expect(page.getByRole('heading', { name: 'Call scripts' })).toBeAttached();
  await page.getByRole('button', { name: /^short survey/i }).click();
  await expect(page.getByText('Nothing to find fault with.')).toBeVisible();
  const chart = page.getByRole('img', { name: /flow chart/i });
  await expect(chart).toContainText('May I ask');

  // A misspelt step is told with its line and mended by a click.
  const editor = page.getByRole('textbox', { name: 'Text' });
  await editor.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(
    '\nStep: more\nTitle: More to say\nTitle [ar]: المزيد\nSay: More.\nSay [ar]: المزيد.\nNext: thnaks',
  );
  await page.keyboard.press('Escape');
  await expect(page.getByText('There is no step “\u2068thnaks\u2069”')).toBeVisible();
  await expect(chart).toContainText('More to say');
  await page.getByRole('button', { name: /Replace by “\u2068thanks/ }).click();
  await expect(page.getByText('There is no step')).toBeHidden();

  // The draft is on disk, and calls still get what was published.
  const opened = () => ask(page, 'script.open', { scriptId: 'closing-survey' });
  await expect.poll(async () => (await opened())?.draft).toContain('Step: more');
  expect((await opened())?.versions.map(each => each.version)).toEqual([1]);

  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.locator('.say')).toContainText('Before you go: may I ask you');
  await page.getByRole('button', { name: /^Yes/ }).click();
  await expect(page.locator('.say')).toContainText('How content are you with this call');

  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByText('Nothing has changed since version 2')).toBeVisible();
  expect((await opened())?.sample).toBe(false);

  await page.getByRole('button', { name: 'Versions' }).click();
  await page.getByRole('button', { name: 'Compare with version 1' }).click();
  await expect(page.locator('.cm-mergeView .cm-changedLine').first()).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('button', { name: 'Versions' }).click();
  await page.getByRole('button', { name: 'Take version 1 as the draft' }).click();
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect.poll(async () => (await opened())?.versions.map(each => each.version)).toEqual([3, 2, 1]);
  const [newest, , first] = (await opened())?.versions ?? [];
  expect(newest?.source).toBe(first?.source);

  await page.getByRole('textbox', { name: /name of the script/i }).fill('spring-offer');
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByRole('heading', { name: 'spring-offer' })).toBeVisible();
  expect(pageErrors).toEqual([]);
  expect(refused).toEqual([]);
});
