import { HatifError } from '../../shared/errors.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { respond } from './testing/exchange.ts';
import { methodOf } from './testing/sip-text.ts';
import type { Phone } from './testing/phone.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';

vi.setConfig({ testTimeout: 60_000 });

let world: World;
let system: Phone;

beforeEach(async () => {
  ({ world } = await World.ready());
  system = await world.phone('*45');
});

afterEach(async () => {
  await world.close();
});

test('the phone system takes it: there is no call to show, and nobody is heard', async () => {
  const told = vi.fn();
  world.telephony.onCall(told);
  const done = world.telephony.runCode('*45', null);
  const session = await system.answers();
  await done;
  expect(told).not.toHaveBeenCalled();
  const [media] = [...world.media.sessions.values()];
  await until('the microphone is shut', () => media?.muted);
  await session.bye();
  await until('nothing is left', () => world.media.sessions.size === 0);
});

test('one that goes on speaking is left after a while', async () => {
  const done = world.telephony.runCode('*45', null);
  const session = await system.answers();
  await done;
  world.clock.pass(8_000);
  await until('our BYE', () => session.state === 'Terminated');
  expect(world.media.sessions.size).toBe(0);
});

test.each([
  [404, false],
  [503, true],
])('%s: refused', async (status, retryable) => {
  world.exchange.script = message =>
    methodOf(message) === 'INVITE' ? respond(message, status, 'No') : undefined;
  await expect(world.telephony.runCode('*46', null)).rejects.toMatchObject({ code: 'refused', retryable });
  await until('nothing is left', () => world.media.sessions.size === 0);
});

test('no answer', async () => {
  const done = world.telephony.runCode('*45', null);
  const code = done.then(
    () => 'taken',
    (thrown: unknown) => (thrown instanceof HatifError ? thrown.code : thrown),
  );
  await system.rings();
  await until(
    'the microphone is shut before anybody answers',
    () => [...world.media.sessions.values()][0]?.muted,
  );
  world.clock.pass(10_000);
  expect(await code).toBe('refused');
  await until('nothing is left', () => world.media.sessions.size === 0);
});

test('a call goes on meanwhile, and the microphone of that call is left alone', async () => {
  const carol = await world.phone('carol');
  const callId = world.telephony.dial('carol', null);
  await carol.answers();
  await until('they talk', () => world.view(callId).phase === 'established');
  const done = world.telephony.runCode('*45', null);
  await system.answers();
  await done;
  expect(world.view(callId)).toMatchObject({ hold: 'none', muted: false });
  expect(world.media.sessions.get(callId)?.muted).toBe(false);
});

test('what is no code, or without a line, is refused', async () => {
  await expect(world.telephony.runCode('sip:x@elsewhere.test', null)).rejects.toMatchObject({
    code: 'badNumber',
  });
  await expect(world.telephony.runCode('*45', 'other')).rejects.toMatchObject({ code: 'noLine' });
});
