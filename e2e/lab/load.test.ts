/** Many callers, from sipp through a real phone system, on our telephony. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { isMessage } from './fate.ts';
import { Lab } from './lab.ts';
import { LoadedPhone } from './loadedPhone.ts';
import { prepareLab } from './packages.ts';

let lab: Lab;
let phone: LoadedPhone;
/** Final statuses of our answers to INVITE, by Call-ID. */
let refused: Map<string, number>;

beforeEach(async () => {
  const readiness = await prepareLab();
  if (!readiness.ready) throw new Error(readiness.reason);
  lab = await Lab.start();
  const network = await lab.proxy();
  refused = new Map();
  network.rule(frame => {
    for (const status of [480, 486, 503])
      if (isMessage('INVITE', status)(frame))
        refused.set(/^Call-ID: (.*)$/im.exec(frame.text)?.[1] ?? '', status);
    return 'pass';
  });
  phone = new LoadedPhone('agent', { server: network.url, ca: lab.certificate.cert });
  await phone.registered();
}, 600_000);

afterEach(async () => {
  await phone.telephony.shutdown();
  await lab.stop();
});

test('forty calls one after the other: each is taken, and nothing of them is left', async () => {
  // What belongs to the line itself, its mailbox for one, has settled when a few calls are over.
  await (await lab.script('load', { calls: 'agent', count: 3 })).done(60_000);
  await until('the first are put away', () => phone.ended === 3 && phone.telephony.calls.length === 0);
  const before = phone.remains;
  const callers = await lab.script('load', { calls: 'agent', count: 40 });
  await callers.done(60_000);
  await until('the last is put away', () => phone.ended === 43 && phone.telephony.calls.length === 0);
  expect([phone.rang, phone.answered]).toEqual([43, 43]);
  expect(refused.size).toBe(0);
  expect(phone.remains).toEqual(before);
});

test('fifty at once: two are taken, and each of the others is told that we are busy', async () => {
  const callers = await lab.script('load', { calls: 'agent', count: 50, atOnce: 50 });
  await callers.done(60_000);
  await until('the last is put away', () => phone.ended === phone.rang && phone.telephony.calls.length === 0);
  expect(phone.rang).toBeGreaterThanOrEqual(2);
  expect([...new Set(refused.values())]).toEqual([486]);
  expect(phone.rang + refused.size).toBe(50);
  expect(phone.answered).toBe(phone.rang);
  expect(phone.remains).toMatchObject({ calls: 0, mediaSessions: 0, tones: 0 });
});

test('fifty at once while the agent takes none: each is told that nobody is here, and nothing rings', async () => {
  phone.telephony.setDoNotDisturb(480);
  const callers = await lab.script('load', { calls: 'agent', count: 50, atOnce: 50 });
  await callers.done(60_000);
  expect([...refused.values()]).toEqual(Array.from({ length: 50 }, () => 480));
  expect(phone.rang).toBe(0);
});
