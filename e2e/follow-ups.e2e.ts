// Follow-ups on the real app: planned beside a call with a practice customer, sent once by SMTP, also when Hatif is killed in between.
import type { Page } from '@playwright/test';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { certificate, mailServer, type MailServer } from '../main/followups/testing/mail-server.ts';
import { createWords } from '../shared/i18n/words.ts';
import type { Input } from '../shared/ipc/contract.ts';
import { desktop, noticesReady } from './lab/notices.ts';
import { ask, callIs, firstCustomerRings, pressUntil, snapshot } from './stories/agent.ts';
import { expect, test as base } from './support/test.ts';

type Hook = Input<'hook.save'>['hook'];

const roster: Omit<Hook, 'url'> = {
  id: 'roster',
  name: 'Roster',
  purpose: 'status',
  method: 'POST',
  headers: [],
  body: '{{ status | json }}',
  keyHeader: null,
  keyHours: 1,
  allowPrivate: true,
  allowHttp: true,
  answerId: '',
  update: null,
  escalate: null,
  order: 0,
};

const test = base.extend<{ mail: MailServer; roster: { hook: Hook; heard: readonly string[] } }>({
  mail: async ({}, use) => {
    const server = await mailServer({ ...certificate });
    await use(server);
    await server.close();
  },
  /** A system elsewhere that hears each status of the agent by a request; what it heard, in order. */
  roster: async ({}, use) => {
    const heard: string[] = [];
    const server = createServer((request, response) => {
      request.on('data', (status: Buffer) => heard.push(JSON.parse(status.toString()) as string));
      request.on('end', () => response.writeHead(200).end());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await use({ hook: { ...roster, url }, heard });
    server.closeAllConnections();
    server.close();
  },
});

/** E-mail leaves by the server of this story. */
async function setUpMail(page: Page, { port }: MailServer): Promise<void> {
  await ask(page, 'smtp.save', {
    smtp: {
      host: '127.0.0.1',
      port,
      security: 'none',
      user: '',
      from: 'desk@hatif.example',
      fromName: 'Desk',
    },
    password: null,
  });
}

/** A call with the first customer, answered and hung up with the outcome under `key` by one key. */
async function callEndsWith(page: Page, key: string): Promise<string> {
  const { id } = await firstCustomerRings(page);
  await pressUntil(page, 'a', { id, phase: 'established' });
  await page.getByRole('textbox', { name: /notes/i }).fill('Alarm E4 is back.');
  await pressUntil(page, `Control+${key}`, { id, phase: 'ended' });
  return id;
}

const entries = async (page: Page) => (await snapshot(page)).outbox.entries;

test('a callback and an e-mail are planned in four keys, sent after the time to undo, and stand in the history', async ({
  launch,
  mail,
}) => {
  const { window } = await launch();
  await setUpMail(window, mail);
  // Ring → wrapped up: A, Ctrl 2 (hang up, callback agreed), E, Enter.
  const id = await callEndsWith(window, '2');
  await expect(window.getByRole('button', { name: /callback agreed/i, pressed: true })).toBeVisible();
  await window.keyboard.press('e');
  await expect(window.getByText(/e-mail to .*layla/i).first()).toBeVisible();
  await expect(window.getByText(/sent after the 10 s to undo/i)).toBeVisible();
  await window.keyboard.press('Enter');
  await expect.poll(async () => (await entries(window)).map(({ state }) => state)).toEqual(['queued']);
  console.log('A1 ring → wrapped up with callback and mail: 4 keys besides the note (A, Ctrl 2, E, Enter)');
  expect(mail.taken).toEqual([]);

  await expect.poll(() => mail.taken.length, { timeout: 30_000 }).toBe(1);
  expect(mail.taken[0]?.text).toContain('Message-ID: <');
  await expect.poll(async () => (await entries(window))[0]?.state).toBe('sent');
  const state = await snapshot(window);
  expect(state.due.some(({ kind, personName }) => kind === 'callback' && personName === 'Layla Haddad')).toBe(
    true,
  );
  const personId = state.recent.find(({ interactionId }) => interactionId === id)?.personId ?? '';
  const person = await ask(window, 'people.get', { personId });
  expect(
    person?.history.some(({ channel, direction }) => channel === 'email' && direction === 'outbound'),
  ).toBe(true);

  await window.getByRole('button', { name: 'Outbox', exact: true }).first().click();
  await expect(window.getByRole('heading', { name: 'Sent' })).toBeVisible();
});

test('a callback and an e-mail are planned in four clicks', async ({ launch, mail }) => {
  const { window } = await launch();
  await setUpMail(window, mail);
  let clicks = 0;
  const click = async (name: RegExp) => {
    clicks += 1;
    await window.getByRole('button', { name }).first().click();
  };
  const call = await firstCustomerRings(window);
  await click(/^answer/i);
  const { id } = await callIs(window, { id: call.id, phase: 'established' });
  await window.getByRole('textbox', { name: /notes/i }).fill('Alarm E4 is back.');
  await click(/^hang up: .?callback agreed/i);
  await callIs(window, { id, phase: 'ended' });
  await click(/^summary of our call/i);
  await expect(window.getByText(/e-mail to .*layla/i).first()).toBeVisible();
  await expect(window.getByText(/^call back/i).first()).toBeVisible();
  await click(/^finish/i);
  await expect.poll(async () => (await entries(window)).map(({ kind }) => kind)).toEqual(['email']);
  await expect
    .poll(async () => (await snapshot(window)).due.map(({ kind, personName }) => [kind, personName]))
    .toContainEqual(['callback', 'Layla Haddad']);
  console.log(`A1 ring → wrapped up with callback and mail: ${clicks} clicks besides the note`);
  expect(clicks).toBeLessThanOrEqual(4);
});

test('what is taken back is not sent', async ({ launch, mail }) => {
  const { window } = await launch();
  await setUpMail(window, mail);
  await callEndsWith(window, '1');
  await window.keyboard.press('e');
  await expect(window.getByText(/e-mail to .*layla/i).first()).toBeVisible();
  await window.keyboard.press('Enter');
  await expect.poll(async () => (await entries(window)).length).toBe(1);
  await window.keyboard.press('u');
  await expect.poll(async () => (await entries(window)).length).toBe(0);
  const [draft] = (await snapshot(window)).drafts;
  expect(draft?.actions).toMatchObject([{ kind: 'email' }]);
});

test('killed before it was sent, it goes once; killed while it was being sent, the agent is asked', async ({
  launch,
  mail,
}) => {
  test.setTimeout(180_000);
  const hatif = await launch();
  await setUpMail(hatif.window, mail);
  await callEndsWith(hatif.window, '1');
  await hatif.window.keyboard.press('e');
  await expect(hatif.window.getByText(/e-mail to .*layla/i).first()).toBeVisible();
  await hatif.window.keyboard.press('Enter');
  await expect.poll(async () => (await entries(hatif.window)).map(({ state }) => state)).toEqual(['queued']);
  await hatif.kill();

  mail.mood = 'hangsAtEnd';
  const again = await launch({ userData: hatif.userData });
  await expect.poll(() => mail.taken.length, { timeout: 40_000 }).toBe(1);
  await again.kill();

  mail.mood = 'well';
  const third = await launch({ userData: hatif.userData });
  await expect
    .poll(async () => (await entries(third.window)).map(({ state, fault }) => [state, fault]), {
      timeout: 20_000,
    })
    .toEqual([['unknown', 'stopped']]);
  expect(mail.taken).toHaveLength(1);
  await third.window.getByRole('button', { name: /1 question/i }).click();
  await third.window.getByRole('button', { name: /it arrived/i }).click();
  await expect.poll(async () => (await entries(third.window))[0]?.state).toBe('sent');
  expect(mail.taken).toHaveLength(1);
});

test('on a break no call rings; a break chosen in a call waits for its end; other systems hear it, and that Hatif ends', async ({
  launch,
  roster,
}) => {
  test.setTimeout(180_000);
  const hatif = await launch();
  const { window } = hatif;
  await ask(window, 'hook.save', { hook: roster.hook, secret: null });
  const { id } = await firstCustomerRings(window);
  await pressUntil(window, 'a', { id, phase: 'established' });
  await window.getByRole('button', { name: /^status/i }).click();
  await window.getByRole('menuitem', { name: /short break/i }).click();
  await expect
    .poll(async () => (await snapshot(window)).agent.next)
    .toEqual({ status: 'break', reason: 'short' });
  await pressUntil(window, 'Control+1', { id, phase: 'ended' });
  await window.getByRole('button', { name: /^finish/i }).click();
  await expect.poll(async () => (await snapshot(window)).agent.choice.status).toBe('break');
  await ask(window, 'practice.callMe', { customerId: null });
  await expect(window.getByRole('button', { name: /^status.*short break/i })).toBeVisible();
  await ask(window, 'agent.choose', { status: 'ready' });
  await ask(window, 'practice.callMe', { customerId: null });
  const again = await callIs(window, { phase: 'ringing', direction: 'inbound' }, 30_000);
  await pressUntil(window, 'x', { id: again.id, phase: 'ended' });
  await expect.poll(() => roster.heard).toEqual(['ready', 'break', 'ready']);
  await hatif.quit();
  expect(roster.heard).toEqual(['ready', 'break', 'ready', 'offline']);
});

test('a callback that is due is a notice of the desktop; pressed, it comes next', async ({ launch }) => {
  const readiness = await noticesReady();
  test.skip(!readiness.ready, readiness.ready ? '' : readiness.reason);
  const session = await desktop();
  try {
    const { window } = await launch({ env: session.env });
    const { id } = await firstCustomerRings(window);
    await pressUntil(window, 'x', { id, phase: 'ended' });
    const note = 'Alarm <b>E4</b> & no heat';
    await ask(window, 'wrapUp.finish', {
      interactionId: id,
      note,
      outcomeId: 'callback',
      dueAt: Date.now(),
      actions: [],
    });
    const callBack = () => session.shown().findIndex(({ title }) => /^Call back .*Layla Haddad/.test(title));
    await expect.poll(callBack, { timeout: 25_000 }).toBeGreaterThanOrEqual(0);
    // Desktops read markup in it, and what stands there may come from anybody.
    expect(session.shown()[callBack()]?.body).toContain('Alarm &lt;b&gt;E4&lt;/b&gt; &amp; no heat');
    const toTheList = window.getByRole('button', { name: createWords('en')('desk.backToList') });
    await expect(toTheList).toHaveCount(0);
    await session.press(callBack() + 1);
    await expect(toTheList).toBeVisible();
    await expect(window.getByText(note).first()).toBeVisible();
  } finally {
    await session.close();
  }
});
