/** What the media window does with a call, heard from the far end. */
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

let count = 0;
/** A call of its own for each story, talked in by both. */
async function call(): Promise<string> {
  const session = `call-${(count += 1)}`;
  await alice.negotiate(session, bob);
  await Promise.all([alice.hears(session), bob.hears(session)]);
  return session;
}
async function hangUp(session: string): Promise<void> {
  await alice.ask('close', { session });
  await bob.ask('close', { session });
}
const directionOf = (sdp: string): string => /^a=(sendrecv|sendonly|recvonly|inactive)/m.exec(sdp)?.[1] ?? '';

test('two people hear each other, and are told so', async () => {
  const session = await call();
  const stats = await alice.stats(session);
  expect(stats).toMatchObject({ ice: 'connected', dtls: 'connected', codec: 'opus' });
  await eventually('levels', async () => (await alice.events()).some(({ kind }) => kind === 'levels'));
  const told = (await alice.events()).filter(event => 'session' in event && event.session === session);
  expect(told).toContainEqual({ kind: 'audio', session, flowing: true });
  expect(told).toContainEqual({ kind: 'dtls', session, state: 'connected' });
  await hangUp(session);
  expect(await alice.stats(session)).toBeNull();
});

test('what is offered can be used by gateways without BUNDLE, trickle or names', async () => {
  const offer = await alice.offer('offered');
  expect(offer).toContain('a=rtcp-mux');
  expect(offer).toMatch(/^a=candidate:.* udp .* 127\.0\.0\.1 .* typ host/m);
  expect(offer).not.toContain('.local');
  expect(offer).toContain('telephone-event/8000');
  await alice.ask('close', { session: 'offered' });
});

test('muting one call leaves the other heard', async () => {
  const [first, second] = [await call(), await call()];
  await alice.ask('mute', { session: first, muted: true });
  // Packets go on, so that nothing on the way takes the call for dead.
  await bob.receives(first, 25);
  const before = (await bob.stats(first))?.energyIn ?? 0;
  await bob.hears(second, 0.1);
  expect((await bob.stats(first))?.energyIn).toBeCloseTo(before, 2);
  await alice.ask('mute', { session: first, muted: false });
  await bob.hears(first);
  await Promise.all([hangUp(first), hangUp(second)]);
});

test('on hold nobody is heard, and afterwards both are again', async () => {
  const session = await call();
  const offer = await alice.offer(session, { hold: true });
  expect(directionOf(offer)).toBe('sendonly');
  const answer = await bob.answer(session, offer);
  expect(directionOf(answer)).toBe('recvonly');
  await alice.ask('accept', { session, answer });
  await alice.sends(session, 5);
  const [heard, said] = [await alice.stats(session), await bob.stats(session)];
  await alice.sends(session, 50);
  expect((await alice.stats(session))?.packetsReceived).toBe(heard?.packetsReceived);
  expect((await bob.stats(session))?.energyIn).toBeCloseTo(said?.energyIn ?? -1, 2);

  await alice.negotiate(session, bob);
  await Promise.all([alice.hears(session), bob.hears(session)]);
  await hangUp(session);
});

test('when both held, one resume is not enough and two are', async () => {
  const session = await call();
  await alice.negotiate(session, bob, { hold: true });
  const both = await bob.offer(session, { hold: true });
  expect(directionOf(both)).toBe('inactive');
  await bob.ask('accept', { session, answer: await alice.answer(session, both, true) });
  // Alice resumes; Bob still holds.
  const resumed = await alice.offer(session);
  expect(directionOf(resumed)).toBe('sendrecv');
  const still = await bob.answer(session, resumed, true);
  expect(directionOf(still)).toBe('sendonly');
  await alice.ask('accept', { session, answer: still });
  await bob.negotiate(session, alice);
  await Promise.all([alice.hears(session), bob.hears(session)]);
  await hangUp(session);
});

test('hold and resume wait for no gathering', async () => {
  const session = await call();
  const { gatheredBy } = await alice.ask('offer', { session, iceRestart: false, hold: true });
  expect(gatheredBy).toBe('none');
  await alice.ask('rollback', { session });
  await hangUp(session);
});

for (const who of ['who called', 'who was called'] as const) {
  test(`a hold that the far end refused is taken back: the call goes on, for the one ${who}`, async () => {
    const session = await call();
    const holder = who === 'who called' ? alice : bob;
    await holder.offer(session, { hold: true });
    await holder.ask('rollback', { session });
    await Promise.all([alice.hears(session), bob.hears(session)]);
    expect(directionOf(await holder.offer(session))).toBe('sendrecv');
    await hangUp(session);
  });
}

test('a resume that the far end refused leaves the call on hold, and the next one works', async () => {
  const session = await call();
  await alice.negotiate(session, bob, { hold: true });
  await alice.offer(session);
  await alice.ask('rollback', { session });
  await alice.sends(session, 5);
  const said = await bob.stats(session);
  await alice.sends(session, 50);
  expect((await bob.stats(session))?.energyIn).toBeCloseTo(said?.energyIn ?? -1, 2);
  await alice.negotiate(session, bob);
  await Promise.all([alice.hears(session), bob.hears(session)]);
  await hangUp(session);
});

test('a recovery that the far end refused leaves the old path in use', async () => {
  const session = await call();
  await alice.offer(session, { iceRestart: true });
  await alice.ask('rollback', { session });
  await Promise.all([alice.hears(session), bob.hears(session)]);
  await hangUp(session);
});

test('keys go out as RTP events, one after another', async () => {
  const session = await call();
  await alice.inPage(`{
    globalThis.keys = '';
    const play = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function () { globalThis.keys += '.'; return play.call(this); };
    true;
  }`);
  expect(await alice.ask('dtmf', { session, tones: '12' })).toBe(true);
  expect(await alice.ask('dtmf', { session, tones: '#' })).toBe(true);
  await eventually('three keys were heard by the agent', async () => (await alice.inPage('keys')) === '...');
  await hangUp(session);
});

test('keys are refused where the far end has no telephone-event', async () => {
  const session = 'no-events';
  const offer = await alice.offer(session);
  const deaf = offer
    .split('\r\n')
    .filter(line => !line.includes('telephone-event'))
    .join('\r\n')
    .replace(/^(m=audio .*?) 110 126$/m, '$1');
  const answer = await bob.answer(session, deaf);
  await alice.ask('accept', { session, answer });
  expect(await alice.ask('dtmf', { session, tones: '1' })).toBe(false);
  await hangUp(session);
});

test('an announcement before the answer is heard, and the answer that repeats it changes nothing', async () => {
  const session = 'announcement';
  const answer = await bob.answer(session, await alice.offer(session));
  await alice.ask('accept', { session, answer }); // 183
  await alice.hears(session);
  await alice.ask('accept', { session, answer }); // 200
  await alice.hears(session);
  await hangUp(session);
});

test('when the call forks, the one who answers is heard', async () => {
  const carol = await media.phone('carol');
  const session = 'forked';
  const offer = await alice.offer(session);
  await alice.ask('accept', { session, answer: await bob.answer(session, offer) }); // 183 of one
  await alice.hears(session);
  const answer = await carol.answer(session, offer); // 200 of the other
  await bob.ask('close', { session });
  await alice.ask('accept', { session, answer });
  await Promise.all([alice.hears(session), carol.hears(session)]);
  // And it is an ordinary call from then on.
  await carol.negotiate(session, alice, { hold: true });
  await carol.negotiate(session, alice);
  await Promise.all([alice.hears(session), carol.hears(session)]);
  await alice.ask('close', { session });
  await carol.end();
});

test('an INVITE without an offer is answered with ours', async () => {
  const session = 'late-offer';
  await bob.negotiate(session, alice);
  await Promise.all([alice.hears(session), bob.hears(session)]);
  await hangUp(session);
});

test('ICE is restarted in mid-call, and every candidate is new', async () => {
  const session = await call();
  const before = await alice.offer(session);
  await alice.ask('rollback', { session });
  const after = await alice.offer(session, { iceRestart: true });
  const users = [before, after].map(sdp => /a=ice-ufrag:(\S+)/.exec(sdp)?.[1]);
  expect(users[0]).not.toBe(users[1]);
  expect(after.match(/a=candidate:.* udp/g)?.length).toBe(before.match(/a=candidate:.* udp/g)?.length);
  await alice.ask('accept', { session, answer: await bob.answer(session, after) });
  await Promise.all([alice.hears(session), bob.hears(session)]);
  await hangUp(session);
});

test('what was prepared while it rang is answered at once, and nothing was sent before', async () => {
  const session = 'prepared';
  const offer = await bob.offer(session);
  await alice.ask('prepare', { session, offer });
  expect(await alice.stats(session)).toMatchObject({ packetsSent: 0, ice: 'new' });
  const { sdp, gatheredBy } = await alice.ask('answer', { session, offer, hold: false });
  expect(gatheredBy).toBe('none');
  await bob.ask('accept', { session, answer: sdp });
  await Promise.all([alice.hears(session), bob.hears(session)]);
  await bob.negotiate(session, alice, { hold: true });
  await bob.negotiate(session, alice);
  await Promise.all([alice.hears(session), bob.hears(session)]);
  await hangUp(session);
});

test('what was prepared for one offer does not answer another', async () => {
  const session = 'changed';
  await alice.ask('prepare', { session, offer: await bob.offer('withdrawn') });
  const offer = await bob.offer(session);
  await bob.ask('accept', { session, answer: await alice.answer(session, offer) });
  await Promise.all([alice.hears(session), bob.hears(session)]);
  await hangUp(session);
  await bob.ask('close', { session: 'withdrawn' });
});

test.describe('bad input', () => {
  const garbage = [
    '',
    'v=0',
    'hello',
    'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n',
  ];
  for (const [index, offer] of garbage.entries()) {
    test(`an offer that cannot be read is refused, and leaves nothing (${index})`, async () => {
      const session = `garbage-${index}`;
      const answered = await alice.try('answer', { session, offer, hold: false });
      expect(answered).toMatchObject({ ok: false, code: 'badDescription' });
      expect(await alice.stats(session)).toBeNull();
    });
  }

  test('an offer without audio is refused', async () => {
    const offer = (await bob.offer('silent')).replace(/^m=audio/m, 'm=video');
    const answered = await alice.try('answer', { session: 'silent', offer, hold: false });
    expect(answered).toMatchObject({ ok: false, code: 'badDescription' });
    await bob.ask('close', { session: 'silent' });
  });

  test('a re-INVITE that cannot be read leaves the call as it was', async () => {
    const session = await call();
    expect(await alice.try('answer', { session, offer: 'v=0', hold: false })).toMatchObject({
      ok: false,
      code: 'badDescription',
    });
    await Promise.all([alice.hears(session), bob.hears(session)]);
    await hangUp(session);
  });

  test('a re-INVITE while ours is open is not taken silently', async () => {
    const session = await call();
    await alice.offer(session, { hold: true });
    const theirs = await bob.offer(session, { hold: true });
    expect(await alice.try('answer', { session, offer: theirs, hold: false })).toMatchObject({
      ok: false,
      code: 'badDescription',
    });
    await Promise.all([alice.ask('rollback', { session }), bob.ask('rollback', { session })]);
    await Promise.all([alice.hears(session), bob.hears(session)]);
    await hangUp(session);
  });

  test('a call that does not exist is said not to; ending it is no fault', async () => {
    expect(await alice.try('accept', { session: 'nobody', answer: 'v=0' })).toMatchObject({
      ok: false,
      code: 'unknownSession',
    });
    expect(await alice.try('close', { session: 'nobody' })).toMatchObject({ ok: true });
  });

  test('a call that ends while its offer is made ends the request', async () => {
    const offered = alice.try('offer', { session: 'brief', iceRestart: false, hold: false });
    await alice.ask('close', { session: 'brief' });
    expect(['closed', true]).toContain(await offered.then(answer => (answer.ok ? true : answer.code)));
  });
});

test('a STUN server that is mistyped, and a TURN server without a password, cost no call', async () => {
  const iceServers = [{ urls: 'stun.example.org' }, { urls: 'turn:127.0.0.1:9' }];
  const eve = await media.phone('eve', { lines: { '': { iceServers, codecs: [] } } });
  await eve.negotiate('mistyped', bob);
  await eve.hears('mistyped');
  await bob.ask('close', { session: 'mistyped' });
  await eve.end();
});

test('without a microphone allowed there is no offer, and the reason is said', async () => {
  await media.app.evaluate(() => globalThis.lab.allowMicrophone(false));
  const dora = await media.phone('dora');
  const refused = await dora.try('offer', { session: 'unheard', iceRestart: false, hold: false });
  await media.app.evaluate(() => globalThis.lab.allowMicrophone(true));
  expect(refused).toMatchObject({ ok: false, code: 'microphoneDenied' });
  expect(await dora.stats('unheard')).toBeNull();
  await dora.end();
});

test('the agent can choose devices in mid-call', async () => {
  const session = await call();
  const devices = await alice.ask('devices', null);
  const microphones = devices.filter(({ kind }) => kind === 'microphone');
  const speakers = devices.filter(({ kind }) => kind === 'speaker');
  expect(microphones.length).toBeGreaterThan(1);
  const chosen = await media.phone('alice', {
    microphone: microphones[1]?.id ?? null,
    speaker: speakers[1]?.id ?? null,
  });
  await Promise.all([chosen.hears(session), bob.hears(session)]);
  await media.phone('alice');
  await hangUp(session);
});

test('tones play until they are stopped, and those of a call end with it', async () => {
  const session = await call();
  const sounding = (): Promise<unknown> => alice.inPage('globalThis.sounding');
  await alice.inPage(`{
    globalThis.sounding = 0;
    const { start, stop } = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function () { globalThis.sounding += 1; return start.call(this); };
    AudioBufferSourceNode.prototype.stop = function () { globalThis.sounding -= 1; return stop.call(this); };
    true;
  }`);
  await alice.ask('play', { tone: 'ring', session: null });
  await alice.ask('play', { tone: 'callWaiting', session });
  expect(await sounding()).toBe(2);
  await hangUp(session);
  expect(await sounding()).toBe(1);
  await alice.ask('stopTone', { tone: null });
  expect(await sounding()).toBe(0);
});

test('the media window is killed in mid-call: it is made anew and the call goes on', async () => {
  const session = await call();
  const rebornBefore = await alice.reborn();
  const open = alice.try('offer', { session, iceRestart: false, hold: false });
  await alice.crash();
  expect(['closed', true]).toContain(await open.then(answer => (answer.ok ? true : answer.code)));
  await eventually('reborn', async () => (await alice.reborn()) > rebornBefore);
  // What telephony does then: a re-INVITE with a description of the new window.
  await alice.negotiate(session, bob, { iceRestart: true });
  await Promise.all([alice.hears(session), bob.hears(session)]);
  await hangUp(session);
});

test('the page broke no rule of its content policy and wrote no error', async () => {
  for (const phone of [alice, bob]) {
    const log = await phone.log();
    expect(log.filter(line => !line.startsWith('the media window is gone'))).toEqual([]);
  }
});
