// Calls with the practice exchange: ordinary SIP on loopback, real sound over DTLS-SRTP, measured at both ends.
import {
  ask,
  callIs,
  dial,
  goOnAllTheSame,
  hearBothWays,
  practiceWithoutCall,
  pressUntil,
  snapshot,
  soundGoesOn,
  statsOf,
} from './stories/agent.ts';
import { isKept, practiceStory } from './stories/practice.ts';
import { expect, test } from './support/test.ts';

const untold = { tell: () => undefined, picture: () => Promise.resolve() };

test(
  'a customer calls, is recognised, heard, wrapped up, and remembered after a restart',
  { tag: '@sandbox' },
  async ({ launch }) => {
    const hatif = await launch();
    const personId = await practiceStory(hatif.window, untold);
    const interactionId =
      (await snapshot(hatif.window)).recent.find(row => row.answered)?.interactionId ?? '';
    expect(hatif.pageErrors).toEqual([]);
    await hatif.quit();

    const again = await launch({ userData: hatif.userData });
    await expect.poll(async () => (await snapshot(again.window)).recent.length).toBeGreaterThan(0);
    await isKept(again.window, personId, interactionId);
  },
);

test('the agent calls out, holds, mutes, sends digits and hangs up', async ({ launch }) => {
  const { window } = await launch();
  await practiceWithoutCall(window);
  const customer = (await snapshot(window)).practice.customers.find(each => each.id === 'khalid');
  if (customer === undefined) throw new Error('Khalid is not there');
  await dial(window, customer.number);
  const call = await callIs(window, { direction: 'outbound', phase: 'established' }, 30_000);
  const { id } = call;
  await hearBothWays(window, id, customer.id);
  expect((await snapshot(window)).contexts[0]?.person?.name).toBe(customer.name.en);

  await pressUntil(window, 'h', { id, hold: 'local' });
  await expect
    .poll(async () => (await ask(window, 'practice.heard', { customerId: customer.id }))?.held)
    .toBe(true);
  await pressUntil(window, 'h', { id, hold: 'none' });
  await soundGoesOn(window, id, await statsOf(window, id));

  await pressUntil(window, 'm', { id, muted: true });
  await pressUntil(window, 'm', { id, muted: false });

  await window.keyboard.press('k');
  for (const digit of ['1', '5', '9']) await window.keyboard.press(digit);
  await expect
    .poll(async () => (await ask(window, 'practice.heard', { customerId: customer.id }))?.keys)
    .toBe('159');
  await window.keyboard.press('Escape');
  await pressUntil(window, 'x', { id, phase: 'ended' });
  expect((await callIs(window, { id })).end).toMatchObject({ by: 'local', cause: 'hangup' });
});

test('busy, no answer and declined are said in words', async ({ launch }) => {
  const { window } = await launch();
  await practiceWithoutCall(window);
  const { customers } = (await snapshot(window)).practice;
  for (const [id, cause, words] of [
    ['huda', 'busy', /busy/i],
    ['nour', 'declined', /declin/i],
  ] as const) {
    const customer = customers.find(each => each.id === id);
    if (customer === undefined) throw new Error(`${id} is not there`);
    await dial(window, customer.number);
    if (id === 'nour') await goOnAllTheSame(window, 'She asked for this call in her mail');
    const ended = await callIs(window, { direction: 'outbound', phase: 'ended' }, 30_000);
    expect(ended.end).toMatchObject({ by: 'remote', cause });
    await expect(window.getByRole('region', { name: /this call/i })).toContainText(words);
    await ask(window, 'call.dismiss', { callId: ended.id });
  }
});
