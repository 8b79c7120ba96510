/** We die in a call, and live again: a second telephony on the same exchange, with what the first one kept. */
import { SessionState, type Session } from 'sip.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { audioDirection } from '../../shared/call/direction.ts';
import type { CallView } from '../../shared/call/view.ts';
import { createTelephony } from './index.ts';
import type { Telephony } from './port.ts';
import { keptCall, type KeptCall } from './resume.ts';
import { respond } from './testing/exchange.ts';
import { FakeMedia } from './testing/fake-media.ts';
import { HeldClock } from './testing/held-clock.ts';
import { ended, type Phone } from './testing/phone.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';

vi.setConfig({ testTimeout: 60_000 });

let world: World;
let bob: Phone;
let again: Telephony | null;
let media: FakeMedia;
let clock: HeldClock;
/** Requests of ours in this life, as they went out. */
let sent: string[];

beforeEach(async () => {
  ({ world, bob } = await World.ready());
  again = null;
  sent = [];
  media = new FakeMedia();
  clock = new HeldClock();
});

afterEach(async () => {
  again?.dispose();
  await world.close();
});

const header = (name: string, message: string | undefined): string =>
  new RegExp(`^${name}: *(.*)$`, 'im').exec(message ?? '')?.[1] ?? '';
const sequence = (message: string | undefined): number => parseInt(header('CSeq', message), 10);
const origin = (sdp: string | undefined): string => /^o=(\S+ \S+ \S+) /m.exec(sdp ?? '')?.[1] ?? '';
const reinvites = (): string[] => sent.filter(message => message.startsWith('INVITE '));

async function talking(direction: 'in' | 'out' = 'in'): Promise<{ id: string; session: Session }> {
  if (direction === 'out') {
    const id = world.telephony.dial('bob', null);
    const session = await bob.answers();
    await until('they talk', () => world.view(id).phase === 'established');
    return { id, session };
  }
  const session = await bob.calls('alice');
  const { id } = await world.call('ringing');
  await world.telephony.answer(id);
  await until('they talk', () => world.view(id).phase === 'established');
  return { id, session };
}

/** The process is killed: nobody hears a word of it. What it kept comes back as it would from the disk. */
async function dies(): Promise<KeptCall[]> {
  const { exchange } = world;
  await until('all is acknowledged', () => exchange.count('ACK') === exchange.count('INVITE'));
  const kept = JSON.stringify(world.telephony.kept);
  world.exchange.script = (_message, from) => (from.users.has('alice') ? null : undefined);
  world.exchange.cut('alice');
  await until('the socket is gone', () => !world.exchange.bindings.has('alice'));
  world.telephony.dispose();
  world.exchange.script = null;
  return keptCall.array().parse(JSON.parse(kept));
}

function lives(kept: readonly KeptCall[], cutOffAt = clock.now()): Telephony {
  again = createTelephony({
    media,
    newId: () => 'new',
    userAgent: 'Hatif/test',
    log: () => undefined,
    clock,
    random: () => 0,
    keepAlive: { interval: 1e12, jitter: 0, deadline: 1e12 },
    onWire: (_line, way, text) => void (way === 'out' && sent.push(text)),
  });
  again.addLine(world.account(), 'secret');
  for (const each of kept) expect(again.takeUp(each, cutOffAt)).toBe(true);
  return again;
}

const view = (id: string): CallView => {
  const found = again?.calls.find(call => call.id === id);
  if (!found) throw new Error('There is no such call.');
  return found;
};

const takenUp = (): Promise<unknown> =>
  until('the far side has taken it up', () => sent.some(message => message.startsWith('ACK ')));

describe('an answered call', () => {
  test.each(['in', 'out'] as const)('that came %s goes on in the same dialog', async direction => {
    const { id, session } = await talking(direction);
    const { answeredAt } = world.view(id);
    const before = bob.described.length;
    lives(await dies());
    expect(view(id)).toMatchObject({ phase: 'established', media: 'recovering', answeredAt });
    await takenUp();
    expect(bob.described.length).toBe(before + 1);
    expect(bob.invitations.length, 'it is no new call').toBe(0);
    media.emit({ kind: 'audio', session: id, flowing: true });
    expect(view(id)).toMatchObject({ phase: 'established', media: 'flowing', answeredAt });
    await session.bye();
    await until('their BYE finds us', () => view(id).phase === 'ended');
    expect(view(id).end).toEqual({ by: 'remote', cause: 'hangup', status: null });
  });

  test('is ended by us, in its dialog', async () => {
    const { id, session } = await talking();
    const telephony = lives(await dies());
    await takenUp();
    await telephony.hangUp(id);
    await until('bob hears it', () => ended(session));
    expect(media.sessions.size).toBe(0);
  });

  test('keeps counting: sequence numbers are higher than all that were used, the description is the next', async () => {
    const { id, session } = await talking('out');
    await world.telephony.setHold(id, true);
    await until('it is held', () => world.view(id).hold === 'local');
    await world.telephony.setHold(id, false);
    await until('it is resumed', () => world.view(id).hold === 'none' && !world.view(id).busyHold);
    const last = bob.described.at(-1);
    const used = (session.dialog as unknown as { remoteSequenceNumber: number }).remoteSequenceNumber;
    lives(await dies());
    await takenUp();
    expect(sequence(reinvites()[0])).toBeGreaterThan(used);
    const [name, id2, version] = origin(last).split(' ');
    expect(origin(bob.described.at(-1))).toBe(`${name} ${id2} ${Number(version) + 1}`);
    expect(bob.described.at(-1)).toContain('a=ice-ufrag:');
  });

  test('that was held is held, and can be talked in again', async () => {
    const { id } = await talking();
    await world.telephony.setHold(id, true);
    await until('it is held', () => world.view(id).hold === 'local');
    const telephony = lives(await dies());
    await takenUp();
    expect(audioDirection(bob.described.at(-1) ?? '')).toBe('sendonly');
    await until('it is calm', () => view(id).hold === 'local' && !view(id).busyHold);
    await telephony.setHold(id, false);
    await until('it is talked in', () => view(id).hold === 'none' && !view(id).busyHold);
    expect(audioDirection(bob.described.at(-1) ?? '')).toBe('sendrecv');
  });

  test('that was muted stays muted', async () => {
    const { id } = await talking();
    await world.telephony.setMuted(id, true);
    lives(await dies());
    await takenUp();
    await until('the microphone is shut', () => media.sessions.get(id)?.muted);
    expect(view(id).muted).toBe(true);
  });

  test('takes a re-INVITE of theirs before and after it was taken up', async () => {
    const { id, session } = await talking();
    const kept = await dies();
    lives(kept);
    await takenUp();
    expect(await bob.reinvites(session)).toBe(200);
    expect(view(id).phase).toBe('established');
  });

  test('both of two', async () => {
    const first = await talking();
    const carol = await world.phone('carol');
    const second = world.telephony.dial('carol', null);
    await carol.answers();
    await until('bob is held', () => world.view(first.id).hold === 'local');
    lives(await dies());
    await until('both are taken up', () => sent.filter(message => message.startsWith('ACK ')).length === 2);
    expect(audioDirection(bob.described.at(-1) ?? '')).toBe('sendonly');
    expect(audioDirection(carol.described.at(-1) ?? '')).toBe('sendrecv');
    expect(view(second).phase).toBe('established');
  });

  test('over a line that is registered already', async () => {
    const { id } = await talking();
    const kept = await dies();
    const telephony = lives([]);
    await until('registered', () => telephony.lines[0]?.state === 'registered');
    for (const each of kept) telephony.takeUp(each, clock.now());
    await takenUp();
    expect(view(id).phase).toBe('established');
  });
});

describe('what cannot go on', () => {
  test('they hung up while we were dead: 481, and it ended when we did', async () => {
    const { id, session } = await talking();
    const kept = await dies();
    await session.bye().catch(() => undefined);
    await until('bob has hung up', () => ended(session));
    lives(kept, 12_345);
    await until('it ends', () => view(id).phase === 'ended');
    expect(view(id)).toMatchObject({ endedAt: 12_345, end: { by: 'system', cause: 'internal' } });
    expect(media.sessions.size).toBe(0);
  });

  test.each([481, 408])('%s from the phone system', async status => {
    const { id } = await talking();
    const kept = await dies();
    world.exchange.script = message =>
      message.startsWith('INVITE ') ? respond(message, status, 'Gone') : undefined;
    lives(kept, 12_345);
    await until('it ends', () => view(id).phase === 'ended');
    expect(view(id)).toMatchObject({ endedAt: 12_345, end: { by: 'system', cause: 'internal' } });
  });

  test('no line within a minute', async () => {
    const { id } = await talking();
    const kept = await dies();
    world.exchange.script = message => (message.startsWith('REGISTER ') ? null : undefined);
    lives(kept, 12_345);
    await until('it is waited for', () => clock.waiting > 0);
    clock.pass(59_000);
    expect(view(id).phase).toBe('established');
    clock.pass(1_000);
    expect(view(id)).toMatchObject({ phase: 'ended', endedAt: 12_345 });
  });

  test('a call that only rang is not kept', async () => {
    await bob.calls('alice');
    await world.call('ringing');
    expect(world.telephony.kept).toEqual([]);
  });

  test('a call whose line is no more, or that is there already, is not taken up', async () => {
    await talking();
    const [kept] = await dies();
    if (!kept) throw new Error('nothing was kept');
    const telephony = lives([kept]);
    expect(telephony.takeUp(kept, 1)).toBe(false);
    const elsewhere = { ...kept, state: { ...kept.state, id: 'x', accountId: 'gone' } };
    expect(telephony.takeUp(elsewhere, 1)).toBe(false);
    const broken = {
      ...kept,
      state: { ...kept.state, id: 'y' },
      dialog: { ...kept.dialog, remoteTarget: '<>' },
    };
    expect(telephony.takeUp(broken, 1)).toBe(false);
  });
});

test('what is kept names no password', async () => {
  world.exchange.passwords = { alice: 'secret' };
  await talking();
  expect(JSON.stringify(world.telephony.kept)).not.toContain('secret');
});

test('control: without being taken up, the far side is left alone and the call is not there', async () => {
  const { session } = await talking();
  await dies();
  const telephony = lives([]);
  await until('registered', () => telephony.lines[0]?.state === 'registered');
  expect(telephony.calls).toEqual([]);
  expect(session.state, 'bob talks to nobody').toBe(SessionState.Established);
  expect(reinvites()).toEqual([]);
});
