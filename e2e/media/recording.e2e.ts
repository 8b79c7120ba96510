/** What of a call goes into its recording, as it comes out of the browser's own encoder. */
import { expect, test } from '@playwright/test';
import { eventually, MediaApp, type Phone } from './phones.ts';

let media: MediaApp;
let alice: Phone;
let bob: Phone;

test.beforeAll(async () => {
  media = await MediaApp.launch();
  alice = await media.phone('alice');
  bob = await media.phone('bob');
});
test.afterAll(async () => {
  await media.close();
});

const session = 'recorded';
const loudest = (side: readonly number[]): number => Math.max(0, ...side);
/** Louder than this is a beep of a fake microphone, quieter is what an encoder makes of silence. */
const heard = 0.02;
const silent = 0.001;

/** Waits for so much more of the recording, and returns that part alone. */
async function next(tenths: number): Promise<{ left: number[]; right: number[] }> {
  const from = (await alice.recorded()).left.length;
  await eventually('more was recorded', async () => (await alice.recorded()).left.length >= from + tenths);
  const { left, right } = await alice.recorded();
  return { left: left.slice(from), right: right.slice(from) };
}

test('a call is recorded: each side in its own channel, and nothing that is to be left out', async () => {
  await alice.negotiate(session, bob);
  await Promise.all([alice.hears(session), bob.hears(session)]);
  await alice.ask('record', { session, recording: 'r', paused: false, beep: null });
  await eventually('it begins', async () => (await alice.events()).length > 0);
  await eventually('something was recorded', async () => (await alice.recorded()).bytes > 8_000);

  // One side speaks, the other is silent.
  await alice.ask('mute', { session, muted: true });
  await next(12);
  const customer = await next(15);
  expect(loudest(customer.right)).toBeGreaterThan(heard);
  expect(loudest(customer.left)).toBeLessThan(silent);
  await alice.ask('mute', { session, muted: false });
  await bob.ask('mute', { session, muted: true });
  await next(12);
  const agent = await next(15);
  expect(loudest(agent.left)).toBeGreaterThan(heard);
  expect(loudest(agent.right)).toBeLessThan(silent);
  await bob.ask('mute', { session, muted: false });

  // A pause, in which both go on talking.
  await alice.ask('pauseRecording', { session, paused: true });
  await next(12);
  const paused = await next(15);
  expect(loudest([...paused.left, ...paused.right])).toBeLessThan(silent);
  await alice.ask('pauseRecording', { session, paused: false });
  await next(12);
  expect(loudest((await next(15)).left)).toBeGreaterThan(heard);

  // The far end's keys arrive as events (RFC 4733), are played by the browser, and are not recorded.
  await alice.ask('mute', { session, muted: true });
  await bob.ask('mute', { session, muted: true });
  await next(12);
  expect(await bob.ask('dtmf', { session, tones: '4111111111111111' })).toBe(true);
  const typed = await next(30);
  expect(loudest(typed.right)).toBeLessThan(silent);
  await bob.ask('mute', { session, muted: false });
  await alice.ask('mute', { session, muted: false });

  // Hold: the customer's side is silent.
  await alice.negotiate(session, bob, { hold: true });
  await next(12);
  expect(loudest((await next(15)).right)).toBeLessThan(silent);
  await alice.negotiate(session, bob);

  await alice.ask('close', { session });
  await bob.ask('close', { session });
  await eventually('it ends with the call', async () =>
    (await alice.events()).some(event => event.kind === 'recordingEnded' && !event.failed),
  );
});

test('both sides hear that it is recorded', async () => {
  await alice.negotiate('beep', bob);
  await alice.ask('mute', { session: 'beep', muted: true });
  await bob.ask('mute', { session: 'beep', muted: true });
  const before = (await bob.stats('beep'))?.energyIn ?? 0;
  await alice.ask('record', { session: 'beep', recording: 's', paused: false, beep: { every: null } });
  await bob.hears('beep', 0.0005);
  expect((await bob.stats('beep'))?.energyIn).toBeGreaterThan(before);
  await alice.ask('stopRecording', { session: 'beep' });
  expect(await alice.events()).toContainEqual({
    kind: 'recordingEnded',
    session: 'beep',
    recording: 's',
    failed: false,
  });
  await alice.ask('close', { session: 'beep' });
  await bob.ask('close', { session: 'beep' });
});
