/** Three who hear each other: alice mixes, bob and carol have an ordinary call each. All microphones beep alike. */
import { expect, test } from '@playwright/test';
import { MediaApp, type Phone } from './phones.ts';

let media: MediaApp;
let alice: Phone;
let bob: Phone;
let carol: Phone;
let count = 0;
let sessions: [string, string];

test.beforeAll(async () => {
  media = await MediaApp.launch();
  alice = await media.phone('alice');
  bob = await media.phone('bob');
  carol = await media.phone('carol');
});
test.afterAll(async () => {
  await media.close();
});

test.beforeEach(async () => {
  count += 1;
  sessions = [`bob-${count}`, `carol-${count}`];
  await alice.negotiate(sessions[0], bob);
  await alice.negotiate(sessions[1], carol);
  await Promise.all([bob.hears(sessions[0]), carol.hears(sessions[1])]);
});
test.afterEach(async () => {
  const [bobs, carols] = sessions;
  await Promise.all([
    alice.ask('close', { session: bobs }),
    alice.ask('close', { session: carols }),
    bob.ask('close', { session: bobs }),
    carol.ask('close', { session: carols }),
  ]);
});

const mix = (...joined: string[]) => alice.ask('mix', { sessions: joined });
const mute = (muted: boolean) => Promise.all(sessions.map(session => alice.ask('mute', { session, muted })));

/** Nothing but silence comes in for a second's worth of packets, after those on the way have arrived. */
async function hearsNothing(phone: Phone, session: string): Promise<void> {
  await phone.receives(session, 25);
  const before = (await phone.stats(session))?.energyIn ?? 0;
  await phone.receives(session, 50);
  expect((await phone.stats(session))?.energyIn).toBeCloseTo(before, 2);
}

test('each of the two hears the other, and only while they are mixed', async () => {
  const [bobs, carols] = sessions;
  await mute(true);
  await hearsNothing(carol, carols);
  await mix(bobs, carols);
  await Promise.all([bob.hears(bobs), carol.hears(carols)]);
  await Promise.all([alice.hears(bobs), alice.hears(carols)]);
  await mix();
  await hearsNothing(carol, carols);
});

test('both hear the agent; muted, neither does, and each still hears the other', async () => {
  const [bobs, carols] = sessions;
  await mix(bobs, carols);
  await carol.ask('mute', { session: carols, muted: true });
  await bob.hears(bobs);
  await mute(true);
  await hearsNothing(bob, bobs);
  await carol.ask('mute', { session: carols, muted: false });
  await bob.hears(bobs);
});

test('who is on hold is out of it: nothing of the others, nothing to the others', async () => {
  const [bobs, carols] = sessions;
  await mix(bobs, carols);
  await mute(true);
  await carol.hears(carols);
  await alice.negotiate(bobs, bob, { hold: true });
  await hearsNothing(bob, bobs);
  await hearsNothing(carol, carols);
  await alice.negotiate(bobs, bob);
  await Promise.all([bob.hears(bobs), carol.hears(carols)]);
});

test('music that plays where somebody holds us is not for the other', async () => {
  const [bobs, carols] = sessions;
  await mix(bobs, carols);
  await mute(true);
  await carol.hears(carols);
  // A phone system holds for bob, and plays on: his own phone would fall silent.
  const offer = (await bob.offer(bobs)).replace('a=sendrecv', 'a=sendonly');
  await bob.ask('accept', { session: bobs, answer: await alice.answer(bobs, offer) });
  await alice.hears(bobs);
  await hearsNothing(carol, carols);
});

test('the end of one leaves the other with the agent', async () => {
  const [bobs, carols] = sessions;
  await mix(bobs, carols);
  await bob.hears(bobs);
  await alice.ask('close', { session: bobs });
  await bob.ask('close', { session: bobs });
  await Promise.all([carol.hears(carols), alice.hears(carols)]);
  await alice.negotiate(bobs, bob);
  await bob.hears(bobs);
});

test('a call that another phone takes over joins again with the new one', async () => {
  const [bobs, carols] = sessions;
  await mix(bobs, carols);
  await mute(true);
  await carol.hears(carols);
  await alice.ask('renew', { session: bobs });
  await bob.ask('close', { session: bobs });
  await bob.negotiate(bobs, alice);
  await Promise.all([alice.hears(bobs), bob.hears(bobs), carol.hears(carols)]);
});

test('an ICE restart keeps the conference', async () => {
  const [bobs, carols] = sessions;
  await mix(bobs, carols);
  await mute(true);
  await alice.negotiate(bobs, bob, { iceRestart: true });
  await Promise.all([bob.hears(bobs), carol.hears(carols)]);
});
