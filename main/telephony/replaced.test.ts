import type { Session } from 'sip.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ended, type Phone } from './testing/phone.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';

// until() says what never came; the runner only says that time is up.
vi.setConfig({ testTimeout: 60_000 });

let world: World;
let bob: Phone;
let carol: Phone;
let callId: string;
let bobs: Session;

beforeEach(async () => {
  ({ world, bob } = await World.ready());
  carol = await world.phone('carol');
  callId = world.telephony.dial('bob', null);
  bobs = await bob.answers();
  await until('alice and bob talk', () => world.view(callId).phase === 'established');
  world.clock.pass(5_000);
});

afterEach(async () => {
  await world.close();
});

/** Names alice's end of the call with bob, as whoever transfers her would. */
function replaces(): string {
  const { dialog } = bobs;
  return `Replaces: ${dialog?.callId};to-tag=${dialog?.remoteTag};from-tag=${dialog?.localTag}`;
}
const answered = (status: number) =>
  until(`the INVITE is answered ${status}`, () =>
    world.exchange.heard.includes(`SIP/2.0 ${status} ${phrases[status]}`),
  );
const phrases: Record<number, string> = {
  400: 'Bad Request',
  481: 'Call/Transaction Does Not Exist',
  488: 'Not Acceptable Here',
};

test('another phone takes the place of the one we talk with: the same call, another party', async () => {
  const { answeredAt } = world.view(callId);
  const carols = await carol.calls('alice', [replaces()]);
  await until('carol is up', () => world.view(callId).remote.number === 'carol');
  await until('bob is let go', () => ended(bobs));
  await until('carol is connected', () => carols.dialog !== undefined);
  expect(world.telephony.calls).toHaveLength(1);
  expect(world.incoming, 'nobody rings').toHaveLength(0);
  expect(world.view(callId)).toMatchObject({ phase: 'established', answeredAt, hold: 'none', end: null });
  expect(world.media.sessions.size).toBe(1);

  await world.telephony.setHold(callId, true);
  await world.later('carol is held', () => world.view(callId).hold === 'local');
  await carols.bye();
  expect((await world.call('ended')).end).toMatchObject({ by: 'remote', cause: 'hangup' });
});

test('a call on hold stays on hold', async () => {
  await world.telephony.setHold(callId, true);
  await until('bob is held', () => world.view(callId).hold === 'local');
  await carol.calls('alice', [replaces()]);
  await until(
    'carol is held',
    () => world.view(callId).remote.number === 'carol' && world.view(callId).hold === 'local',
  );
  expect(world.media.sessions.get(callId)?.muted).toBe(true);
});

test('also when both lines are taken', async () => {
  await bob.calls('alice');
  await world.call('ringing');
  await carol.calls('alice', [replaces()]);
  await until('carol is up', () => world.view(callId).remote.number === 'carol');
});

test.each([
  ['a dialog that is not there', 481, () => 'Replaces: nothing@here;to-tag=1;from-tag=2'],
  ['what cannot be read', 400, () => 'Replaces: ;;'],
])('%s is refused, and the call goes on', async (_what, status, header) => {
  await carol.calls('alice', [header()]);
  await answered(status);
  expect(world.telephony.calls).toHaveLength(1);
  expect(world.view(callId)).toMatchObject({ phase: 'established', remote: { number: 'bob' } });
  expect(world.incoming).toHaveLength(0);
});

test('a description that we cannot answer is refused, and the call with bob is mended', async () => {
  world.media.fails.answer = 'badDescription';
  await carol.calls('alice', [replaces()]);
  await answered(488);
  expect(world.view(callId)).toMatchObject({ phase: 'established', remote: { number: 'bob' } });
  await until('bob gets a new offer', () => bob.described.length === 2);
});
