// A call rings while the agent is in another program: a card above it, which takes no focus.
import { firstCustomerRings, callIs } from './stories/agent.ts';
import { expect, test } from './support/test.ts';

test('the card of a call shows above other programs without taking the focus, and answers', async ({
  launch,
}) => {
  const { app, window, page } = await launch();
  const call = await firstCustomerRings(window);
  // Another program is in front.
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find(each => each.webContents.getURL().includes('/workspace/'))
      ?.hide();
  });
  const card = await page('ringing');
  await expect(card.locator('.name')).toHaveText('Layla Haddad');
  await expect(card.locator('.number')).toBeVisible();
  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) => {
        const shown = BrowserWindow.getAllWindows().find(each =>
          each.webContents.getURL().includes('/ringing/'),
        );
        return shown && [shown.isVisible(), shown.isAlwaysOnTop(), shown.isFocusable(), shown.isFocused()];
      }),
    )
    .toEqual([true, true, false, false]);
  await card.getByRole('button', { name: 'Answer' }).click();
  await callIs(window, { id: call.id, phase: 'established' });
  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()
          .filter(each => !each.webContents.getURL().includes('/media/'))
          .map(each => ({
            page: new URL(each.webContents.getURL()).pathname.split('/')[1] ?? '',
            visible: each.isVisible(),
          }))
          .toSorted((a, b) => a.page.localeCompare(b.page)),
      ),
    )
    .toEqual([
      { page: 'ringing', visible: false },
      { page: 'workspace', visible: true },
    ]);
});
