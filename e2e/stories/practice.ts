/**
 * The first day with Hatif, told on the real app: practice is chosen, a customer calls, the agent answers, both hear each
 * other, the call is wrapped up and kept. `npm start` tells it where there is no display; the stories check it.
 */
import { expect, type Page } from '@playwright/test';
import { ask, firstCustomerRings, hearBothWays, pressUntil, snapshot } from './agent.ts';

export interface Telling {
  /** One step came true. */
  tell: (step: string) => void;
  /** A picture of the workspace as it is now. */
  picture: (name: string) => Promise<void>;
}

export const note = 'Alarm E4 is back. Wants a loan unit by 16:00.';

/** Returns the id of the customer's person. */
export async function practiceStory(page: Page, { tell, picture }: Telling): Promise<string> {
  await expect(page.getByRole('heading', { name: /how do you want to start/i })).toBeVisible();
  await picture('1-first-run');
  const call = await firstCustomerRings(page);
  const [line] = (await snapshot(page)).lines;
  expect(line?.state).toBe('registered');
  tell(`registered: ${line?.name ?? ''}`);

  await expect(page.getByRole('region', { name: /this call/i })).toContainText('Layla Haddad');
  const context = (await snapshot(page)).contexts.find(each => each.callId === call.id);
  const who = context?.person;
  if (context === undefined || who == null) throw new Error('nobody was recognised');
  tell(
    `ringing: ${who.name}, ${who.organisation?.name ?? 'no organisation'}; ${context.history.length} earlier ` +
      `contacts, ${context.owed.length} promised`,
  );
  await picture('2-ringing');

  await pressUntil(page, 'a', { id: call.id, phase: 'established' });
  tell('answered');
  const heard = await hearBothWays(page, call.id, 'layla');
  tell(
    `heard in both directions: energy in ${heard.energyIn.toFixed(3)} over ${heard.packetsIn} packets, ` +
      `they hear ${heard.heardByThem.toFixed(3)} over ${heard.packetsOut} packets`,
  );
  await picture('3-on-call');

  await page.getByRole('textbox', { name: /notes/i }).fill(note);
  await page.keyboard.press('Escape');
  await pressUntil(page, 'x', { id: call.id, phase: 'ended' });
  tell('hung up');
  await page.keyboard.press('1');
  await expect(page.getByRole('button', { name: /solved on the call/i, pressed: true })).toBeVisible();
  await picture('4-wrap-up');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await snapshot(page)).calls).toEqual([]);
  tell('wrapped up: an outcome and a note');

  await isKept(page, who.id, call.id);
  tell('saved: the call stands on her timeline');
  await picture('5-saved');
  return who.id;
}

/** The call stands in the record with its outcome, and on the person's timeline with its note. */
export async function isKept(page: Page, personId: string, interactionId: string): Promise<void> {
  const row = (await snapshot(page)).recent.find(each => each.interactionId === interactionId);
  expect(row).toMatchObject({ personId, answered: true, owed: false });
  expect(row?.outcomeId).toBeTruthy();
  const person = await ask(page, 'people.get', { personId });
  const entry = person?.history.find(each => each.id === interactionId);
  expect(entry).toBeDefined();
  expect(JSON.stringify(entry)).toContain(note);
}
