// Handing a call on and talking to two, with the practice exchange: ordinary SIP, real sound, measured at every end.
import type { Page } from '@playwright/test';
import type { CallView } from '../shared/call/view.ts';
import {
  ask,
  callIs,
  firstCustomerRings,
  goOnAllTheSame,
  hearBothWays,
  pressUntil,
  snapshot,
  soundGoesOn,
  statsOf,
} from './stories/agent.ts';
import { expect, test } from './support/test.ts';

/** The agent talks with Layla, who called, and both hear each other. */
async function talksWithLayla(window: Page): Promise<CallView> {
  const { id } = await firstCustomerRings(window);
  const call = await pressUntil(window, 'a', { id, phase: 'established' });
  await hearBothWays(window, id, 'layla');
  return call;
}

async function numberOf(window: Page, customerId: string): Promise<string> {
  const customer = (await snapshot(window)).practice.customers.find(({ id }) => id === customerId);
  if (customer === undefined) throw new Error(`${customerId} is not there`);
  return customer.number;
}

/** Opens the field with T and types; the controls take no input just after they changed. */
async function typesTarget(window: Page, text: string): Promise<void> {
  const field = window.getByRole('combobox', { name: /transfer to/i });
  await expect(async () => {
    if (!(await field.isVisible())) await window.keyboard.press('t');
    await expect(field).toBeVisible({ timeout: 500 });
  }).toPass();
  await field.fill(text);
}

const viewOf = async (window: Page, id: string): Promise<CallView | undefined> =>
  (await snapshot(window)).calls.find(call => call.id === id);

async function is(window: Page, id: string, wanted: Partial<CallView>): Promise<void> {
  await expect.poll(() => viewOf(window, id), { timeout: 30_000 }).toMatchObject(wanted);
}

/** More speech reaches a customer from now on. */
async function hears(window: Page, customerId: string): Promise<void> {
  const spoken = async () => (await ask(window, 'practice.heard', { customerId }))?.spokenSeconds ?? 0;
  const before = await spoken();
  await expect
    .poll(spoken, { message: `${customerId} hears somebody`, timeout: 30_000 })
    .toBeGreaterThan(before + 0.4);
}

/** The agent asks a customer first, who answers. */
async function asksFirst(window: Page, first: string, customerId: string): Promise<string> {
  await typesTarget(window, await numberOf(window, customerId));
  await window.getByRole('button', { name: /^ask first/i }).click();
  const consult = await callIs(
    window,
    { direction: 'outbound', phase: 'established', consultFor: first },
    30_000,
  );
  await is(window, first, { hold: 'local' });
  return consult.id;
}

test('a caller is sent to somebody else, who answers: the two talk, and the call is wrapped up', async ({
  launch,
}) => {
  const { window } = await launch();
  const { id } = await talksWithLayla(window);
  await typesTarget(window, await numberOf(window, 'rania'));
  await window.keyboard.press('Enter');
  await expect(window.getByRole('region', { name: /this call/i })).toContainText(
    /transfer to .*rings there/i,
  );
  await is(window, id, { phase: 'ended', transfer: null });
  expect((await viewOf(window, id))?.end).toMatchObject({ by: 'local', cause: 'transferred' });
  // The agent is gone: what each hears is the other.
  await Promise.all([hears(window, 'layla'), hears(window, 'rania')]);
  await expect(window.getByRole('region', { name: /this call/i })).toContainText('The call was transferred');
});

test('a busy number: said in words, and one key brings the caller back, heard both ways', async ({
  launch,
}) => {
  const { window } = await launch();
  const { id } = await talksWithLayla(window);
  await typesTarget(window, await numberOf(window, 'huda'));
  await window.keyboard.press('Enter');
  await expect(window.getByRole('region', { name: /this call/i })).toContainText(/not transferred.*busy/i, {
    timeout: 20_000,
  });
  await is(window, id, { phase: 'established', hold: 'local' });
  const before = await ask(window, 'call.stats', { callId: id });
  await pressUntil(window, 'b', { id, hold: 'none', transfer: null });
  await Promise.all([
    hears(window, 'layla'),
    expect
      .poll(async () => (await ask(window, 'call.stats', { callId: id }))?.energyIn ?? 0, { timeout: 20_000 })
      .toBeGreaterThan((before?.energyIn ?? 0) + 0.001),
  ]);
  await pressUntil(window, 'x', { id, phase: 'ended' });
});

test('asked first, then connected: the call ends as transferred, the other leaves, and the two hear each other', async ({
  launch,
}) => {
  const { window } = await launch();
  const { id } = await talksWithLayla(window);
  const consult = await asksFirst(window, id, 'rania');
  await hearBothWays(window, consult, 'rania');
  await expect(window.getByRole('region', { name: /this call/i })).toContainText(/You ask .*Rania Khoury/);
  await expect(async () => {
    await window.keyboard.press('c');
    await is(window, id, { phase: 'ended' });
  }).toPass({ timeout: 60_000 });
  expect((await viewOf(window, id))?.end?.cause).toBe('transferred');
  // Nothing is owed for the call that was made to ask: it leaves by itself.
  await expect.poll(() => viewOf(window, consult), { timeout: 30_000 }).toBeUndefined();
  await Promise.all([hears(window, 'layla'), hears(window, 'rania')]);
});

test('all three hear each other, one mute is for both, and afterwards there are two calls', async ({
  launch,
}) => {
  const { window } = await launch();
  const { id } = await talksWithLayla(window);
  const consult = await asksFirst(window, id, 'rania');
  await hearBothWays(window, consult, 'rania');
  await expect(async () => {
    await window.keyboard.press('j');
    await is(window, consult, { conference: 'joined', hold: 'none' });
  }).toPass();
  await is(window, id, { conference: 'joined', hold: 'none' });
  await expect(window.getByRole('region', { name: /this call/i })).toContainText('All three hear each other');
  await Promise.all([
    hears(window, 'layla'),
    hears(window, 'rania'),
    soundGoesOn(window, id, await statsOf(window, id)),
    soundGoesOn(window, consult, await statsOf(window, consult)),
  ]);

  // Muted, the agent says nothing: what they still hear is each other.
  await ask(window, 'call.mute', { callId: id, muted: true });
  await is(window, consult, { muted: true });
  await Promise.all([hears(window, 'layla'), hears(window, 'rania')]);

  await ask(window, 'call.split', { callId: id });
  await is(window, consult, { hold: 'local', conference: null });
  await is(window, id, { hold: 'none', conference: null });
  const held = async () => (await ask(window, 'practice.heard', { customerId: 'rania' }))?.held;
  await expect.poll(held).toBe(true);
  await ask(window, 'call.hangUp', { callId: consult });
  await is(window, id, { phase: 'established' });
});

test('a third who does not come: the first is talked to again by itself', async ({ launch }) => {
  const { window } = await launch();
  const { id } = await talksWithLayla(window);
  await typesTarget(window, await numberOf(window, 'nour'));
  await window.getByRole('button', { name: /^add to call/i }).click();
  await goOnAllTheSame(window, 'She asked to be told');
  await is(window, id, { conference: 'joining', hold: 'local' });
  await is(window, id, { conference: null, hold: 'none' });
  await hears(window, 'layla');
});
