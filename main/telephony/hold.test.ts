import type { Session } from 'sip.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { audioDirection } from '../../shared/call/direction.ts';
import { respond } from './testing/exchange.ts';
import type { Phone } from './testing/phone.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';

// until() says what never came; the runner only says that time is up.
vi.setConfig({ testTimeout: 60_000 });

let world: World;
let bob: Phone;
let callId: string;
let session: Session;

beforeEach(async () => {
  ({ world, bob } = await World.ready());
  callId = world.telephony.dial('bob', null);
  session = await bob.answers();
  await until('alice and bob talk', () => world.view(callId).phase === 'established');
});

afterEach(async () => {
  await world.close();
});

const hold = (on: boolean) => world.telephony.setHold(callId, on);
const held = (state: string) => world.later(`hold is ${state}`, () => world.view(callId).hold === state);
const muted = () => world.media.sessions.get(callId)?.muted;
const offered = () => audioDirection(bob.described.at(-1) ?? '');

/** The exchange answers the next `times` re-INVITEs of alice so. */
function refuse(times: number, status: number, phrase: string, headers: string[] = []): () => number {
  let refused = 0;
  const alice = world.exchange.connectionOf('alice');
  world.exchange.script = (message, from) => {
    const reinvite = message.startsWith('INVITE ') && /^To:.*;tag=/im.test(message);
    if (!reinvite || from !== alice || refused >= times) return undefined;
    refused++;
    return respond(message, status, phrase, headers);
  };
  return () => refused;
}

describe('the agent', () => {
  test('holds and resumes', async () => {
    await hold(true);
    expect(world.view(callId)).toMatchObject({ busyHold: true, hold: 'none' });
    await held('local');
    expect(offered()).toBe('sendonly');
    expect(muted()).toBe(true);
    expect(world.view(callId).heldSince).not.toBeNull();
    await hold(false);
    await held('none');
    expect(offered()).toBe('sendrecv');
    expect(muted()).toBe(false);
    expect(world.view(callId)).toMatchObject({ busyHold: false, heldSince: null });
  });

  test('stays muted through hold and resume', async () => {
    await world.telephony.setMuted(callId, true);
    expect(muted()).toBe(true);
    await hold(true);
    await held('local');
    await hold(false);
    await held('none');
    expect(muted()).toBe(true);
    await world.telephony.setMuted(callId, false);
    expect(muted()).toBe(false);
  });

  test('presses three times at once: the last wish counts', async () => {
    await hold(true);
    await hold(false);
    await hold(true);
    await held('local');
    await until('it is calm', () => !world.view(callId).busyHold);
    expect(world.view(callId).hold).toBe('local');
  });

  test('is not heard while the hold is refused, and sees the mute', async () => {
    refuse(1, 488, 'Not Acceptable Here');
    await hold(true);
    await until('the hold is given up', () => !world.view(callId).busyHold);
    expect(world.view(callId)).toMatchObject({ phase: 'established', hold: 'none', muted: true });
    expect(muted()).toBe(true);
    await world.telephony.setMuted(callId, false);
    await hold(true);
    await held('local');
  });
});

describe('the customer', () => {
  test('holds and resumes', async () => {
    bob.holds = true;
    expect(await bob.reinvites(session)).toBe(200);
    await held('remote');
    bob.holds = false;
    expect(await bob.reinvites(session)).toBe(200);
    await held('none');
  });

  test('holds when we hold: neither lifts the other', async () => {
    await hold(true);
    await held('local');
    bob.holds = true;
    expect(await bob.reinvites(session)).toBe(200);
    await held('both');
    expect(muted()).toBe(true);
    await hold(false);
    await held('remote');
    bob.holds = false;
    expect(await bob.reinvites(session)).toBe(200);
    await held('none');
    expect(muted()).toBe(false);
  });
});

describe('glare', () => {
  test('491: tried again until it holds', async () => {
    const refused = refuse(2, 491, 'Request Pending');
    await hold(true);
    await world.later('it is held', () => world.view(callId).hold === 'local');
    expect(refused()).toBe(2);
    expect(muted()).toBe(true);
  });

  test('500 with Retry-After: tried again', async () => {
    const refused = refuse(1, 500, 'Server Internal Error', ['Retry-After: 3']);
    const began = world.clock.now();
    await hold(true);
    await world.later('it is held', () => world.view(callId).hold === 'local');
    expect(refused()).toBe(1);
    expect(world.clock.now() - began).toBeGreaterThanOrEqual(3_000);
  });

  test('302: a refusal like any other, and the next press works', async () => {
    refuse(1, 302, 'Moved Temporarily', ['Contact: <sip:elsewhere@exchange.test>']);
    await hold(true);
    await until('the hold is given up', () => !world.view(callId).busyHold);
    expect(world.view(callId)).toMatchObject({ phase: 'established', hold: 'none', muted: true });
    await world.telephony.setMuted(callId, false);
    await hold(true);
    await held('local');
  });

  test('481: the far side has forgotten the call', async () => {
    refuse(1, 481, 'Call/Transaction Does Not Exist');
    await hold(true);
    const { end } = await world.call('ended');
    expect(end).toEqual({ by: 'system', cause: 'networkLost', status: null });
    expect(world.media.sessions.size).toBe(0);
  });

  test('theirs comes while our offer is still being made: theirs first, then ours', async () => {
    let ready = (): void => undefined;
    world.media.slow = new Promise<void>(resolve => {
      ready = resolve;
    });
    await hold(true);
    bob.holds = true;
    const theirs = bob.reinvites(session);
    // What follows it on the same socket is answered, so it has arrived.
    await until('their re-INVITE is on its way', () => world.exchange.count('INVITE') === 2);
    await bob.sendsInfo(session);
    ready();
    expect(await theirs).toBe(200);
    await world.later('both hold', () => world.view(callId).hold === 'both');
    expect(world.view(callId).phase).toBe('established');
  });

  test('twenty cycles with both sides pressing at once: the call lives and both agree', async () => {
    for (let cycle = 0; cycle < 20; cycle++) {
      const on = cycle % 2 === 0;
      bob.holds = on;
      await Promise.all([bob.reinvites(session).catch(() => 'they too have glare'), hold(on)]);
      await world.later(`cycle ${cycle} is settled`, () => !world.view(callId).busyHold);
      const { hold: state, phase } = world.view(callId);
      expect(phase).toBe('established');
      expect(on ? ['local', 'both'] : ['none', 'remote']).toContain(state);
    }
    expect(muted()).toBe(false);
    expect(await bob.reinvites(session)).toBe(200);
    await held('none');
  });
});
