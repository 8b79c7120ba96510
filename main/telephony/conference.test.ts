import type { Session } from 'sip.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HatifError } from '../../shared/errors.ts';
import { type Phone } from './testing/phone.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';

// until() says what never came; the runner only says that time is up.
vi.setConfig({ testTimeout: 60_000 });

let world: World;
let bob: Phone;
let carol: Phone;
let first: string;
let bobs: Session;

beforeEach(async () => {
  ({ world, bob } = await World.ready());
  carol = await world.phone('carol');
  first = world.telephony.dial('bob', null);
  bobs = await bob.answers();
  await until('alice and bob talk', () => world.view(first).phase === 'established');
  world.clock.pass(5_000);
});

afterEach(async () => {
  await world.close();
});

const talks = (id: string) =>
  until(`${id} talks`, () => world.view(id).hold === 'none' && !world.view(id).busyHold);
const held = (id: string) => until(`${id} is held`, () => world.view(id).hold === 'local');
const mixed = () => [...world.media.mixed].sort();

async function three(): Promise<{ third: string; carols: Session }> {
  const third = world.telephony.consult(first, 'carol', true);
  const carols = await carol.answers();
  await Promise.all([talks(first), talks(third)]);
  world.clock.pass(5_000);
  return { third, carols };
}

test('the third joins when it answers, and nobody is on hold', async () => {
  const third = world.telephony.consult(first, 'carol', true);
  expect(world.view(third)).toMatchObject({ conference: 'joining', consultFor: first });
  await held(first);
  await carol.answers();
  await Promise.all([talks(first), talks(third)]);
  expect([first, third].map(id => world.view(id).conference)).toEqual(['joined', 'joined']);
  expect(mixed()).toEqual([first, third].sort());
});

test('the third is busy: the first is talked to again by itself', async () => {
  const third = world.telephony.consult(first, 'carol', true);
  await held(first);
  await (await carol.rings()).reject({ statusCode: 486 });
  await talks(first);
  expect(world.view(third).end?.cause).toBe('busy');
  expect(world.view(first).conference).toBeNull();
});

test('two calls are joined and split again', async () => {
  const second = world.telephony.consult(first, 'carol', false);
  await carol.answers();
  await held(first);
  await until('alice and carol talk', () => world.view(second).phase === 'established');
  await world.telephony.join(second);
  await Promise.all([talks(first), talks(second)]);
  await world.telephony.split(first);
  expect(mixed()).toEqual([]);
  await Promise.all([talks(first), held(second)]);
});

test('mute is for all, and hold takes one out', async () => {
  const { third } = await three();
  await world.telephony.setMuted(third, true);
  for (const id of [first, third]) {
    expect(world.view(id).muted).toBe(true);
    expect(world.media.sessions.get(id)?.muted).toBe(true);
  }
  await world.telephony.setMuted(first, false);
  expect(world.view(third).muted).toBe(false);
  await world.telephony.setHold(first, true);
  await held(first);
  expect(world.view(third).hold, 'the other goes on').toBe('none');
  await world.telephony.setHold(first, false);
  await talks(first);
  expect(world.view(third).hold, 'both again').toBe('none');
});

test('one leaves: the other goes on', async () => {
  const { third, carols } = await three();
  await carols.bye();
  await until('carol is gone', () => world.view(third).phase === 'ended');
  expect(mixed()).toEqual([]);
  expect(world.view(first)).toMatchObject({ phase: 'established', conference: null, hold: 'none' });
  await world.telephony.hangUp(first);
  await world.call('ended');
});

test('the agent drops one', async () => {
  const { third } = await three();
  await world.telephony.hangUp(first);
  await until('bob is gone', () => bobs.state === 'Terminated');
  expect(world.view(third)).toMatchObject({ phase: 'established', conference: null, hold: 'none' });
});

test('a new media window mixes again', async () => {
  const { third } = await three();
  world.media.rebirth();
  expect(mixed()).toEqual([first, third].sort());
});

test('the agent leaves the two together', async () => {
  const { third } = await three();
  await world.telephony.complete(third);
  expect((await bob.isReferred()).replaces).not.toBeUndefined();
});

test('needs two calls that are up', async () => {
  const refused = async (run: () => Promise<void>) => {
    await expect(run()).rejects.toBeInstanceOf(HatifError);
  };
  await refused(() => world.telephony.join(first));
  await refused(() => world.telephony.split(first));
  world.telephony.consult(first, 'carol', true);
  await refused(() => world.telephony.join(first));
});
