/**
 * The first day with Hatif, told on the real app: practice is chosen, a customer calls, the agent answers, both hear each
 * other, the call is wrapped up and kept. `npm start` tells it where there is no display; the stories check it.
 */
import { expect, type Page } from '@playwright/test';
import type { Input, Output, ProcedureName, Reply } from '../../shared/ipc/contract.ts';

export interface Telling {
  /** One step came true. */
  tell: (step: string) => void;
  /** A picture of the workspace as it is now. */
  picture: (name: string) => Promise<void>;
}

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

/** The one call that is up, or null. */
export const theCall = async (page: Page) => (await ask(page, 'app.snapshot', null)).calls[0] ?? null;

export async function choosePractice(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /practice exchange/i }).click();
  await page.getByRole('button', { name: /continue/i }).click();
}

export interface HeardBothWays {
  /** Audio energy of the customer that reached us, as webrtc-stats sums it up. */
  energyIn: number;
  packetsIn: number;
  packetsOut: number;
  /** Loudest that the customer heard of us, RMS of full scale. */
  heardByThem: number;
}

/** Waits until sound was heard at both ends of the call, and says how loud. */
export async function hearBothWays(page: Page, customerId: string): Promise<HeardBothWays> {
  let heard: HeardBothWays | null = null;
  await expect
    .poll(
      async () => {
        const call = await theCall(page);
        const stats = call === null ? null : await ask(page, 'call.stats', { callId: call.id });
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

export async function practiceStory(page: Page, { tell, picture }: Telling): Promise<void> {
  await expect(page.getByRole('heading', { name: /how do you want to start/i })).toBeVisible();
  await picture('1-first-run');
  await choosePractice(page);
  await expect
    .poll(async () => (await ask(page, 'app.snapshot', null)).lines[0]?.state, { timeout: 20_000 })
    .toBe('registered');
  tell('registered with the practice exchange');

  const answer = page.getByRole('button', { name: /^answer/i }).first();
  await expect(answer).toBeVisible({ timeout: 20_000 });
  const band = page.getByRole('region', { name: /this call/i });
  await expect(band).toContainText('Layla Haddad');
  const { contexts } = await ask(page, 'app.snapshot', null);
  const who = contexts[0]?.person;
  tell(
    `ringing: ${who?.name ?? 'nobody'}, ${who?.organisation?.name ?? 'no organisation'}, ${contexts[0]?.match.rule ?? ''}`,
  );
  await picture('2-ringing');

  await page.keyboard.press('a');
  await expect.poll(async () => (await theCall(page))?.phase, { timeout: 10_000 }).toBe('established');
  tell('answered');
  const heard = await hearBothWays(page, 'layla');
  tell(
    `heard in both directions: energy in ${heard.energyIn.toFixed(3)} over ${heard.packetsIn} packets, ` +
      `they hear ${heard.heardByThem.toFixed(3)} over ${heard.packetsOut} packets`,
  );
  await picture('3-on-call');

  await page.keyboard.press('n');
  await page.keyboard.type('Alarm E4 is back. Wants a loan unit by 16:00.');
  await page.keyboard.press('Escape');
  await page.keyboard.press('x');
  await expect.poll(async () => (await theCall(page))?.phase).toBe('ended');
  tell('hung up');
  await page.keyboard.press('1');
  await picture('4-wrap-up');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await ask(page, 'app.snapshot', null)).calls.length).toBe(0);
  tell('wrapped up with an outcome and a note');

  const { recent } = await ask(page, 'app.snapshot', null);
  const kept = recent.find(row => row.personId === who?.id && row.answered);
  if (kept === undefined || kept.outcomeId === null) throw new Error('the call is not in the record');
  const page2 = await ask(page, 'people.get', { personId: who?.id ?? '' });
  if (!page2?.history.some(row => row.id === kept.interactionId))
    throw new Error('the call is not on the timeline');
  tell('saved: the call stands on the timeline of the person');
  await picture('5-saved');
}
