import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { respond } from './testing/exchange.ts';
import type { Phone } from './testing/phone.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';

// until() says what never came; the runner only says that time is up.
vi.setConfig({ testTimeout: 60_000 });

let world: World;
let bob: Phone;
/** What alice has sent, whole. */
let sent: string[];

beforeEach(async () => {
  ({ world, bob } = await World.ready());
  sent = [];
  const alice = world.exchange.connectionOf('alice');
  world.exchange.script = (message, from) => {
    if (from === alice) sent.push(message);
    return undefined;
  };
});

afterEach(async () => {
  await world.close();
});

const reinvites = () =>
  sent.filter(message => message.startsWith('INVITE ') && /^To:.*;tag=/im.test(message));
const accepted = () =>
  sent.find(message => message.startsWith('SIP/2.0 200') && /^CSeq: \d+ INVITE/im.test(message)) ?? '';

/** Bob calls, with these headers; alice answers. */
async function answered(...headers: string[]): Promise<string> {
  await bob.calls('alice', headers);
  const { id } = await world.call('ringing');
  await world.telephony.answer(id);
  await until('they talk', () => world.view(id).phase === 'established');
  return id;
}

test('a caller that does not know of session timers is refreshed by us', async () => {
  const id = await answered('Session-Expires: 200;refresher=uac');
  expect(accepted()).toMatch(/^Session-Expires: 200;refresher=uas$/m);
  expect(accepted()).toMatch(/^Supported:.*\btimer\b/m);
  world.clock.pass(99_000);
  expect(reinvites()).toHaveLength(0);
  world.clock.pass(2_000);
  await until('it is refreshed', () => reinvites().length === 1);
  expect(reinvites()[0]).toMatch(/^Session-Expires: 200;refresher=uac$/m);
  // Bob says nothing of timers in his answer, which ends them (RFC 4028 section 7.2).
  expect(world.view(id)).toMatchObject({ phase: 'established', hold: 'none' });
});

test('a caller that knows of them refreshes itself', async () => {
  const id = await answered('Session-Expires: 180', 'Supported: timer');
  expect(accepted()).toMatch(/^Session-Expires: 180;refresher=uac$/m);
  expect(accepted()).toMatch(/^Require: timer$/m);
  world.clock.pass(200_000);
  expect(reinvites()).toHaveLength(0);
  expect(world.view(id).phase).toBe('established');
});

test('without a timer nothing is said of one', async () => {
  await answered();
  expect(accepted()).not.toMatch(/^Session-Expires/im);
  world.clock.pass(200_000);
  expect(reinvites()).toHaveLength(0);
});

test('an INVITE that requires timers is not refused', async () => {
  await answered('Session-Expires: 90;refresher=uas', 'Require: timer', 'Supported: timer');
  world.clock.pass(46_000);
  await until('it is refreshed', () => reinvites().length === 1);
});

test('who answers us may ask us to refresh; the hold of a call is carried along', async () => {
  const id = world.telephony.dial('bob', null);
  const session = await bob.rings();
  await session.accept({ extraHeaders: ['Session-Expires: 90;refresher=uac', 'Require: timer'] });
  await until('they talk', () => world.view(id).phase === 'established');
  await world.telephony.setHold(id, true);
  await until('bob is held', () => world.view(id).hold === 'local');
  // Nor does his answer to the hold speak of timers.
  world.clock.pass(90_000);
  expect(reinvites()).toHaveLength(1);
  expect(world.view(id).hold).toBe('local');
});

test('a refresh that is refused costs nothing', async () => {
  const id = await answered('Session-Expires: 90;refresher=uas');
  const alice = world.exchange.connectionOf('alice');
  world.exchange.script = (message, from) => {
    if (from !== alice || !message.startsWith('INVITE ')) return undefined;
    sent.push(message);
    return respond(message, 488, 'Not Acceptable Here');
  };
  world.clock.pass(46_000);
  await until('it is refused', () => world.logged.some(line => line.includes('refreshFailed')));
  expect(world.view(id)).toMatchObject({ phase: 'established', hold: 'none', muted: false });
});
