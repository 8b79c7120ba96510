/** What an agent does with the app in a story, and what can be measured of her call. */
import { expect, type Page } from '@playwright/test';
import type { CallView } from '../../shared/call/view.ts';
import type { Input, Output, ProcedureName, Reply } from '../../shared/ipc/contract.ts';
import type { MediaStats } from '../../shared/media/protocol.ts';

/** Asks main as the workspace itself does, for measuring. */
export async function ask<P extends ProcedureName>(page: Page, name: P, input: Input<P>): Promise<Output<P>> {
  const reply = await page.evaluate(
    ([procedure, argument]) => window.hatif.invoke(procedure as string, argument),
    [name, input] as const,
  );
  const checked = reply as Reply<Output<P>>;
  if (!checked.ok) throw new Error(`${name}: ${checked.error.code} ${checked.error.message}`);
  return checked.value;
}

export const snapshot = (page: Page) => ask(page, 'app.snapshot', null);

/** The calls that are not over. */
export const living = async (page: Page): Promise<CallView[]> =>
  (await snapshot(page)).calls.filter(call => call.phase !== 'ended');

/** Waits until the only call is as `wanted`, and returns it. */
export async function callIs(page: Page, wanted: Partial<CallView>, within = 15_000): Promise<CallView> {
  let last: CallView | undefined;
  await expect
    .poll(
      async () => {
        last = (await snapshot(page)).calls.at(-1);
        return last ?? null;
      },
      { timeout: within },
    )
    .toMatchObject(wanted);
  if (last === undefined) throw new Error('there is no call');
  return last;
}

export async function choosePractice(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /practice exchange/i }).click();
  await page.getByRole('button', { name: /continue/i }).click();
}

/** The line is registered and the first customer, who calls by herself, rings. */
export async function firstCustomerRings(page: Page): Promise<CallView> {
  await choosePractice(page);
  const call = await callIs(page, { phase: 'ringing', direction: 'inbound' }, 30_000);
  await expect(page.getByRole('button', { name: /^answer/i }).first()).toBeVisible();
  return call;
}

/** As above, then she is sent away, so that the desk is free. */
export async function practiceWithoutCall(page: Page): Promise<void> {
  await firstCustomerRings(page);
  await expect(async () => {
    await page.keyboard.press('x');
    expect(await living(page)).toEqual([]);
  }).toPass({ timeout: 10_000 });
  await expect.poll(async () => (await snapshot(page)).calls, { timeout: 10_000 }).toEqual([]);
}

/** Presses a key of the call controls until it worked: they take no input for 400 ms after they changed. */
export async function pressUntil(page: Page, key: string, wanted: Partial<CallView>): Promise<CallView> {
  let call: CallView | undefined;
  await expect(async () => {
    await page.keyboard.press(key);
    await expect
      .poll(
        async () => {
          call = (await snapshot(page)).calls.at(-1);
          return call ?? null;
        },
        { timeout: 1500 },
      )
      .toMatchObject(wanted);
  }).toPass({ timeout: 15_000 });
  if (call === undefined) throw new Error('there is no call');
  return call;
}

export async function dial(page: Page, target: string): Promise<void> {
  const field = page.getByRole('combobox', { name: /name or number to call/i });
  await field.fill(target);
  await field.press('Enter');
}

/** Somebody is not to be contacted: says why it is done all the same. */
export async function goOnAllTheSame(page: Page, why: string): Promise<void> {
  const asked = page.getByRole('dialog');
  await asked.getByRole('textbox').fill(why);
  await asked.getByRole('textbox').press('Enter');
  await expect(asked).toBeHidden();
}

export async function statsOf(page: Page, callId: string): Promise<MediaStats> {
  const stats = await ask(page, 'call.stats', { callId });
  if (stats === null) throw new Error('the call has no media');
  return stats;
}

/** More sound of them has arrived than there was at `before`; returns the newer reading. */
export async function soundGoesOn(page: Page, callId: string, before: MediaStats): Promise<MediaStats> {
  let now = before;
  await expect
    .poll(
      async () => {
        now = await statsOf(page, callId);
        return now.packetsReceived > before.packetsReceived + 40 && now.energyIn > before.energyIn;
      },
      { message: 'sound keeps coming', timeout: 15_000 },
    )
    .toBe(true);
  return now;
}

export interface HeardBothWays {
  /** Audio energy of the customer that reached us, as webrtc-stats sums it up. */
  energyIn: number;
  packetsIn: number;
  packetsOut: number;
  /** Loudest that the customer heard of us, RMS of full scale. */
  heardByThem: number;
}

/** Waits until sound was heard at both ends of the call with a practice customer, and says how loud. */
export async function hearBothWays(page: Page, callId: string, customerId: string): Promise<HeardBothWays> {
  let heard: HeardBothWays | null = null;
  await expect
    .poll(
      async () => {
        const stats = await ask(page, 'call.stats', { callId });
        const theirs = await ask(page, 'practice.heard', { customerId });
        if (stats === null || theirs === null) return false;
        heard = {
          energyIn: stats.energyIn,
          packetsIn: stats.packetsReceived,
          packetsOut: stats.packetsSent,
          heardByThem: theirs.peak,
        };
        return (
          stats.energyIn > 0.001 && stats.packetsReceived > 50 && theirs.peak > 0.01 && theirs.packets > 50
        );
      },
      { message: 'sound in both directions', timeout: 20_000 },
    )
    .toBe(true);
  if (heard === null) throw new Error('nothing was measured');
  return heard;
}
