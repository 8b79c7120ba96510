import { SessionState, type Session } from 'sip.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { audioDirection } from '../../shared/call/direction.ts';
import { respond } from './testing/exchange.ts';
import { ended, type Phone } from './testing/phone.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';

// until() says what never came; the runner only says that time is up.
vi.setConfig({ testTimeout: 60_000 });

let world: World;
let bob: Phone;

beforeEach(async () => {
  ({ world, bob } = await World.ready());
});

afterEach(async () => {
  await world.close();
});

const isReinvite = (message: string) => message.startsWith('INVITE ') && /^To:.*;tag=/im.test(message);
const ufrag = (sdp: string | undefined | null) => /a=ice-ufrag:(\S+)/.exec(sdp ?? '')?.[1];

async function talking(): Promise<{ callId: string; session: Session }> {
  const session = await bob.calls('alice');
  const { id } = await world.call('ringing');
  await world.telephony.answer(id);
  await until('alice and bob talk', () => world.view(id).phase === 'established');
  world.media.emit({ kind: 'audio', session: id, flowing: true });
  return { callId: id, session };
}

describe('the socket breaks in a call', () => {
  test('the call goes on, and a re-INVITE with ICE restart moves it to the new socket', async () => {
    const { callId, session } = await talking();
    const before = bob.described.length;
    world.exchange.cut('alice');
    await until('the loss is seen', () => world.line.state !== 'registered');
    expect(world.view(callId).phase).toBe('established');
    world.clock.pass(1_000);
    await world.registered();
    await until('the re-INVITE', () => bob.described.length > before);
    expect(ufrag(bob.described.at(-1))).toBe('uf2');
    expect(world.view(callId).media, 'nobody lost a word').toBe('flowing');
    await session.bye();
    await until('the BYE finds us', () => world.view(callId).phase === 'ended');
    expect(world.view(callId).end?.cause).toBe('hangup');
  });

  test('a held call is held afterwards', async () => {
    const { callId } = await talking();
    await world.telephony.setHold(callId, true);
    await until('it is held', () => world.view(callId).hold === 'local');
    await world.brokenAndBack();
    await until('the re-INVITE', () => ufrag(bob.described.at(-1)) === 'uf2');
    expect(audioDirection(bob.described.at(-1) ?? '')).toBe('sendonly');
    await until('it is calm', () => world.view(callId).hold === 'local' && !world.view(callId).busyHold);
    expect(world.media.sessions.get(callId)?.muted).toBe(true);
  });

  test('both calls are moved', async () => {
    const first = await talking();
    const carol = await world.phone('carol');
    world.telephony.dial('carol', null);
    await carol.answers();
    await until('bob is held', () => world.view(first.callId).hold === 'local');
    await world.brokenAndBack();
    await until(
      'both re-INVITEs',
      () => ufrag(bob.described.at(-1)) === 'uf2' && ufrag(carol.described.at(-1)) === 'uf2',
    );
    expect(audioDirection(bob.described.at(-1) ?? '')).toBe('sendonly');
    expect(audioDirection(carol.described.at(-1) ?? '')).toBe('sendrecv');
  });

  test.each([
    [481, 'Call/Transaction Does Not Exist'],
    [408, 'Request Timeout'],
  ])('%s to that re-INVITE ends it and says why', async (status, phrase) => {
    const { callId } = await talking();
    world.exchange.script = message => (isReinvite(message) ? respond(message, status, phrase) : undefined);
    await world.brokenAndBack();
    await until('it ends', () => world.view(callId).phase === 'ended');
    expect(world.view(callId).end).toEqual({ by: 'system', cause: 'networkLost', status: null });
  });

  test('with a hold under way, which is done afterwards', async () => {
    const { callId } = await talking();
    world.exchange.script = message => (isReinvite(message) ? null : undefined);
    await world.telephony.setHold(callId, true);
    await until('the re-INVITE is lost', () => world.exchange.count('INVITE') === 2);
    world.exchange.script = null;
    await world.brokenAndBack();
    await until('it is held', () => world.view(callId).hold === 'local');
    expect(ufrag(bob.described.at(-1))).toBe('uf2');
  });

  test('with the ACK to their answer, which is sent again', async () => {
    const { callId } = await talking();
    const alice = world.exchange.connectionOf('alice');
    world.exchange.script = (message, from) =>
      message.startsWith('ACK ') && from === alice ? null : undefined;
    await world.telephony.setHold(callId, true);
    await until('it is held', () => world.view(callId).hold === 'local');
    await world.brokenAndBack();
    await until('our re-INVITE goes through', () => ufrag(bob.described.at(-1)) === 'uf2');
    expect(world.view(callId).hold).toBe('local');
  });

  test('with a re-INVITE of theirs whose ACK is lost', async () => {
    const { callId, session } = await talking();
    world.exchange.script = message => (message.startsWith('ACK ') ? null : undefined);
    expect(await bob.reinvites(session)).toBe(200);
    world.exchange.script = null;
    await world.brokenAndBack();
    await until('our re-INVITE goes through', () => ufrag(bob.described.at(-1)) === 'uf2');
    expect(world.view(callId).phase).toBe('established');
  });

  test('the machine wakes: new socket, same call', async () => {
    const { callId } = await talking();
    world.telephony.networkChanged('resume');
    await world.registered();
    await until('the re-INVITE', () => ufrag(bob.described.at(-1)) === 'uf2');
    expect(world.view(callId).phase).toBe('established');
  });

  test('hung up meanwhile by the agent: the customer hears of it when the line is back', async () => {
    const { callId, session } = await talking();
    world.exchange.cut('alice');
    await until('the loss is seen', () => world.line.state !== 'registered');
    await world.telephony.hangUp(callId);
    expect(world.view(callId).end).toEqual({ by: 'local', cause: 'hangup', status: null });
    expect(world.media.sessions.size).toBe(0);
    world.telephony.dismiss(callId);
    world.clock.pass(1_000);
    await world.registered();
    await until('bob hears it', () => ended(session));
  });
});

describe('the socket breaks before the answer', () => {
  test('a call that rings here goes on ringing, and can be answered when the line is back', async () => {
    const session = await bob.calls('alice');
    const { id } = await world.call('ringing');
    await until('bob hears ringing', () => world.exchange.heard.some(line => line.startsWith('SIP/2.0 180')));
    await world.brokenAndBack();
    expect(world.view(id).phase).toBe('ringing');
    await world.telephony.answer(id);
    await until('bob is answered', () => session.state === SessionState.Established);
    await until('they talk', () => world.view(id).phase === 'established');
  });

  test('a call that rings here stops when the line does not come back', async () => {
    await bob.calls('alice');
    const { id } = await world.call('ringing');
    world.exchange.script = message => (message.startsWith('REGISTER ') ? null : undefined);
    world.exchange.cut('alice');
    await until('the loss is seen', () => world.line.state !== 'registered');
    world.clock.pass(9_900);
    expect(world.view(id).phase).toBe('ringing');
    world.clock.pass(100);
    expect(world.view(id).end).toEqual({ by: 'system', cause: 'networkLost', status: null });
    await until('it is quiet', () => world.media.playing.size === 0);
  });

  test('a call of ours is over: its answer could not find us', async () => {
    const callId = world.telephony.dial('bob', null);
    await bob.rings();
    await until('it rings', () => world.view(callId).phase === 'ringing');
    world.exchange.cut('alice');
    await until('it ends', () => world.view(callId).phase === 'ended');
    expect(world.view(callId).end).toEqual({ by: 'system', cause: 'networkLost', status: null });
  });
});

describe('the media window', () => {
  test('dies in a call: a new offer to the same customer, mute kept', async () => {
    const { callId, session } = await talking();
    await world.telephony.setMuted(callId, true);
    world.media.rebirth();
    expect(world.view(callId)).toMatchObject({ phase: 'established', media: 'recovering' });
    await until('the re-INVITE is answered', () => world.media.sessions.get(callId)?.remote);
    await until('the mute is back', () => world.media.sessions.get(callId)?.muted);
    world.media.emit({ kind: 'audio', session: callId, flowing: true });
    expect(world.view(callId).media).toBe('flowing');
    expect(session.state).toBe(SessionState.Established);
  });

  test('dies while the far end rings: the answer is followed by a new offer', async () => {
    const callId = world.telephony.dial('bob', null);
    const invitation = await bob.rings();
    await until('it rings', () => world.view(callId).phase === 'ringing');
    world.media.rebirth();
    await invitation.accept();
    await until('they talk', () => world.view(callId).phase === 'established');
    await until('the new offer is answered', () => world.media.sessions.get(callId)?.remote);
    expect(bob.described).toHaveLength(2);
  });

  test('dies while it rings here: the ring goes on, and the answer works', async () => {
    const session = await bob.calls('alice');
    const { id } = await world.call('ringing');
    await until('it rings', () => world.media.playing.has('ring'));
    world.media.rebirth();
    await until('it rings again', () => world.media.playing.has('ring'));
    await world.telephony.answer(id);
    await until('bob is answered', () => session.state === SessionState.Established);
    expect(bob.described).toHaveLength(1);
  });

  test('cannot make the new offer at first', async () => {
    const { callId } = await talking();
    world.media.fails = { offer: 'closed' };
    world.media.rebirth();
    await until('the first attempt fails', () =>
      world.logged.some(line => line.startsWith('The re-INVITE could not')),
    );
    world.media.fails = {};
    world.clock.pass(2_000);
    await until('the new offer is answered', () => world.media.sessions.get(callId)?.remote);
    expect(world.view(callId).phase).toBe('established');
  });
});

describe('the media path', () => {
  test('fails: one ICE restart, and the loss is told when that does not help', async () => {
    const { callId } = await talking();
    world.media.emit({ kind: 'ice', session: callId, state: 'failed' });
    expect(world.view(callId).media).toBe('recovering');
    await until('the ICE restart', () => ufrag(bob.described.at(-1)) === 'uf2');
    await world.later('the loss is told', () => world.view(callId).media === 'lost');
    expect(world.view(callId).phase).toBe('established');
    world.media.emit({ kind: 'audio', session: callId, flowing: true });
    expect(world.view(callId).media).toBe('flowing');
  });

  test('falls silent: an ICE restart, and the agent is told meanwhile', async () => {
    const { callId } = await talking();
    world.media.emit({ kind: 'audio', session: callId, flowing: false });
    expect(world.view(callId).media).toBe('recovering');
    await until('the ICE restart', () => ufrag(bob.described.at(-1)) === 'uf2');
  });

  test('and signalling gone for a minute: nobody is there', async () => {
    const { callId } = await talking();
    world.exchange.script = message => (message.startsWith('REGISTER ') ? null : undefined);
    world.exchange.cut('alice');
    await until('the loss is seen', () => world.line.state !== 'registered');
    world.media.emit({ kind: 'ice', session: callId, state: 'failed' });
    world.clock.pass(59_000);
    expect(world.view(callId).phase).toBe('established');
    world.clock.pass(1_000);
    expect(world.view(callId).end?.cause).toBe('networkLost');
  });
});

describe('the end of everything', () => {
  test('quitting in a call says goodbye to the customer and to the server', async () => {
    const { session } = await talking();
    await world.telephony.shutdown();
    await until('bob hears it', () => ended(session));
    expect(world.exchange.bindings.has('alice')).toBe(false);
  });

  test('nothing is left over: no listener, no timer, no socket', async () => {
    const timers = () => process.getActiveResourcesInfo().filter(kind => kind === 'Timeout').length;
    const before = timers();
    const other = await World.ready();
    const session = await other.bob.calls('alice');
    const { id } = await other.world.call('ringing');
    await other.world.telephony.answer(id);
    await other.world.call('established');
    await other.world.telephony.setHold(id, true);
    other.world.telephony.dial('bob', null);
    await other.bob.rings();
    expect(session.state).toBe(SessionState.Established);
    expect(other.world.media.listeners).toBeGreaterThan(0);
    other.world.telephony.dispose();
    expect(other.world.media.listeners).toBe(0);
    expect(other.world.clock.waiting).toBe(0);
    await until('alice is gone', () => !other.world.exchange.bindings.has('alice'));
    await other.world.close();
    await until('no timer is left', () => timers() <= before);
  });
});
