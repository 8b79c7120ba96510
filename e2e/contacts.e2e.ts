// Contacts on the real app: entered, recognised when they call, merged and taken apart, gathered by a rule.
import type { Page } from '@playwright/test';
import { ask, callIs, living, practiceWithoutCall, pressUntil, snapshot } from './stories/agent.ts';
import { expect, test } from './support/test.ts';

const goTo = (page: Page, name: string) =>
  page.getByRole('navigation', { name: /main/i }).getByRole('button', { name, exact: true }).click();

/** A customer of the practice exchange calls; the call is there. */
async function calls(page: Page, customerId: string) {
  await ask(page, 'practice.callMe', { customerId });
  return callIs(page, { phase: 'ringing', direction: 'inbound' }, 30_000);
}

async function sendAway(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('x');
    expect(await living(page)).toEqual([]);
  }).toPass({ timeout: 10_000 });
  await expect.poll(async () => (await snapshot(page)).calls, { timeout: 10_000 }).toEqual([]);
}

test('a person entered with two numbers is on the card when the second one calls', async ({ launch }) => {
  const hatif = await launch();
  const { window } = hatif;
  await practiceWithoutCall(window);
  const caller = (await snapshot(window)).practice.customers.find(({ id }) => id === 'khalid');
  if (caller === undefined) throw new Error('Khalid is not there');
  // Nobody has the number any more.
  const [known] = await ask(window, 'people.search', { text: caller.number, limit: 5 });
  await ask(window, 'contacts.remove', { what: 'person', id: known?.personId ?? '' });

  await goTo(window, 'Contacts');
  await window.getByRole('button', { name: /^Add person/ }).click();
  const form = window.getByRole('form', { name: 'New person' });
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Salma Nasser');
  await form.getByRole('button', { name: 'Add number' }).click();
  await form.getByRole('textbox', { name: 'Number' }).fill('050 765 4321');
  await form.getByRole('button', { name: 'Add number' }).click();
  await form.getByRole('textbox', { name: 'Number' }).nth(1).fill(caller.number);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(window.getByRole('heading', { name: 'Salma Nasser' })).toBeVisible();

  const call = await calls(window, 'khalid');
  await expect(window.getByRole('region', { name: /this call/i })).toContainText('Salma Nasser');
  const context = (await snapshot(window)).contexts.find(({ callId }) => callId === call.id);
  expect(context).toMatchObject({ match: { rule: 'directLine' }, person: { name: 'Salma Nasser' } });
  expect(context?.person?.numbers.map(({ e164 }) => e164)).toEqual(['+966507654321', caller.number]);
  await sendAway(window);

  // Removing her takes a key to undo.
  await goTo(window, 'Contacts');
  await window.getByRole('button', { name: /^Remove person/ }).click();
  await expect(window.getByRole('heading', { name: 'Salma Nasser' })).toBeHidden();
  await window.getByRole('button', { name: /^Undo/ }).click();
  await expect(window.getByRole('heading', { name: 'Salma Nasser' })).toBeVisible();
  expect(hatif.pageErrors).toEqual([]);
});

test('an unknown caller becomes a contact during the call', async ({ launch }) => {
  const hatif = await launch();
  const { window } = hatif;
  await practiceWithoutCall(window);
  const caller = (await snapshot(window)).practice.customers.find(({ id }) => id === 'khalid');
  const [known] = await ask(window, 'people.search', { text: caller?.number ?? '', limit: 5 });
  await ask(window, 'contacts.remove', { what: 'person', id: known?.personId ?? '' });
  const call = await calls(window, 'khalid');
  await pressUntil(window, 'a', { id: call.id, phase: 'established' });
  const form = window.getByRole('form', { name: 'Contact' });
  await form.getByRole('textbox', { name: 'Name' }).fill('Paul Moreau');
  await form.getByRole('button', { name: 'Save as new contact' }).click();
  await expect(window.getByRole('region', { name: /this call/i })).toContainText('Paul Moreau');
  await expect
    .poll(async () => (await snapshot(window)).recent.find(row => row.interactionId === call.id)?.name)
    .toBe('Paul Moreau');
  expect(hatif.pageErrors).toEqual([]);
});

test('two records are merged, and come apart again', async ({ launch }) => {
  const hatif = await launch();
  const { window } = hatif;
  await practiceWithoutCall(window);
  const number = { id: 'n', raw: '+966 50 765 4321', kind: 'mobile', shared: false } as const;
  const kept = await ask(window, 'contact.add', {
    callId: null,
    fields: { name: 'Omar Haddad', city: 'Riyadh', numbers: [number] },
  });
  const gone = await ask(window, 'contact.add', {
    callId: null,
    fields: { name: 'Umar Haddad', numbers: [{ ...number, id: 'm', raw: '0507654321' }], tags: ['VIP'] },
  });
  const before = await ask(window, 'contact.get', { personId: gone.person.id });

  await goTo(window, 'Contacts');
  await window.getByRole('button', { name: 'Find duplicates' }).click();
  await window.getByRole('button', { name: /^Compare ?: Omar Haddad, Umar Haddad/ }).click();
  const page = window.getByRole('region', { name: 'Merge two records' });
  await page.getByRole('radio', { name: 'Umar Haddad' }).check();
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(window.getByRole('heading', { name: 'Umar Haddad' })).toBeVisible();
  const merged = await ask(window, 'contact.get', { personId: kept.person.id });
  expect(merged?.fields).toMatchObject({ name: 'Umar Haddad', city: 'Riyadh', tags: ['VIP'] });
  expect(merged?.fields.numbers).toHaveLength(1);
  expect(await ask(window, 'contact.get', { personId: gone.person.id })).toBeNull();

  await window.getByRole('button', { name: /^Take apart/ }).click();
  await expect(window.getByRole('heading', { name: 'Omar Haddad' })).toBeVisible();
  expect(await ask(window, 'contact.get', { personId: gone.person.id })).toEqual(before);
  expect(hatif.pageErrors).toEqual([]);
});

test('a list by rule keeps itself up to date', async ({ launch }) => {
  const hatif = await launch();
  const { window } = hatif;
  await practiceWithoutCall(window);
  await goTo(window, 'Lists');
  await window.getByRole('button', { name: /^New list/ }).click();
  const form = window.getByRole('form', { name: 'New list' });
  await form.getByRole('textbox', { name: 'Name of the list' }).fill('Nowhere');
  await form.getByRole('button', { name: 'Add condition' }).click();
  await form.getByRole('textbox', { name: 'Value' }).fill('Nowhere upon Sea');
  await expect(form.getByRole('region', { name: 'Preview' })).toContainText(/City.* is .*Nowhere/);
  await expect(form.getByRole('region', { name: 'Preview' })).toContainText('0 people');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(window.getByText('Nobody meets this rule at present.')).toBeVisible();

  await ask(window, 'contact.add', {
    callId: null,
    fields: { name: 'Nadia Omari', city: 'nowhere upon sea' },
  });
  await expect(window.getByRole('listitem').filter({ hasText: 'Nadia Omari' })).toBeVisible();
  await expect(window.getByRole('status').filter({ hasText: '1 person' })).toBeVisible();
  expect(hatif.pageErrors).toEqual([]);
});
