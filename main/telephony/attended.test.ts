import { SessionState, type Session } from 'sip.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { transferLimits } from '../../shared/call/transfer.ts';
import { HatifError } from '../../shared/errors.ts';
import { ended, type Phone } from './testing/phone.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';

// until() says what never came; the runner only says that time is up.
vi.setConfig({ testTimeout: 60_000 });

let world: World;
let bob: Phone;
let carol: Phone;
/** With bob. */
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

const is = (phase: string) =>
  until(`the transfer is ${phase}`, () => world.view(first).transfer?.phase === phase);
const talks = (id: string) =>
  until(`${id} talks`, () => world.view(id).hold === 'none' && !world.view(id).busyHold);
const held = (id: string) => until(`${id} is held`, () => world.view(id).hold === 'local');
const over = (id: string) => until(`${id} is over`, () => world.view(id).phase === 'ended');
const codeOf = (run: () => Promise<unknown> | string): Promise<string> =>
  Promise.resolve()
    .then(run)
    .then(
      () => 'it worked',
      (thrown: unknown) => (thrown instanceof HatifError ? thrown.code : String(thrown)),
    );

/** Alice asks carol, who answers. */
async function asks(): Promise<{ second: string; carols: Session }> {
  const second = world.telephony.consult(first, 'carol', false);
  const carols = await carol.answers();
  await until('alice and carol talk', () => world.view(second).phase === 'established');
  await held(first);
  world.clock.pass(5_000);
  return { second, carols };
}

describe('asking first', () => {
  test('holds the caller, and says for whom the second call is', async () => {
    const { second } = await asks();
    expect(world.view(second)).toMatchObject({ consultFor: first, hold: 'none' });
    expect(world.view(first).consultFor).toBeNull();
  });

  test('swapping: one is held whenever the other is talked to', async () => {
    const { second } = await asks();
    await world.telephony.setHold(first, false);
    await Promise.all([talks(first), held(second)]);
    await world.telephony.setHold(second, false);
    await Promise.all([talks(second), held(first)]);
  });

  test('joins the two, and both our calls end as transferred', async () => {
    const { second, carols } = await asks();
    await world.telephony.complete(second);
    const inviter = await bob.followsReferral();
    const { dialog } = carols;
    expect(inviter.request.getHeader('replaces')).toBe(
      `${dialog?.callId};to-tag=${dialog?.localTag};from-tag=${dialog?.remoteTag}`,
    );
    expect(inviter.request.ruri.toString()).toBe('sip:carol@exchange.test');
    const replacing = await carol.rings();
    expect(replacing.replacee).toBe(carols);
    await replacing.accept();
    await Promise.all([over(first), over(second)]);
    for (const id of [first, second]) expect(world.view(id).end?.cause).toBe('transferred');
    await until('both old legs are gone', () => ended(bobs) && ended(carols));
    expect(inviter.state).toBe(SessionState.Established);
  });

  test('the first call may be named as well', async () => {
    await asks();
    await world.telephony.complete(first);
    expect((await bob.isReferred()).replaces).not.toBeUndefined();
  });

  test('a phone system that ends the consult call and never reports: it worked', async () => {
    const { second, carols } = await asks();
    await world.telephony.complete(second);
    await (await bob.isReferred()).accept();
    await is('trying');
    await carols.bye();
    await over(second);
    expect(world.view(second).end?.cause).toBe('transferred');
    expect(world.view(first).phase, 'a refusal may still come').toBe('established');
    world.clock.pass(transferLimits.consult);
    expect(world.view(first).end).toEqual({ by: 'local', cause: 'transferred', status: null });
  });

  test('refused: both calls are still there', async () => {
    const { second, carols } = await asks();
    await world.telephony.complete(second);
    await bob.followsReferral();
    await (await carol.rings()).reject({ statusCode: 486 });
    await is('refused');
    expect(carols.state).toBe(SessionState.Established);
    await world.telephony.takeBack(first);
    await Promise.all([talks(first), held(second)]);
    await carols.bye();
    await over(second);
    expect(world.view(second).end?.cause).toBe('hangup');
  });

  test('never a word: the agent is asked, and can have either call', async () => {
    const { second } = await asks();
    await world.telephony.complete(second);
    await (await bob.isReferred()).accept();
    await is('trying');
    world.clock.pass(transferLimits.silence);
    await is('unanswered');
    expect(world.view(second)).toMatchObject({ phase: 'established', hold: 'none' });
    await world.telephony.takeBack(first);
    await Promise.all([talks(first), held(second)]);
  });

  test('not answered yet: given up, and the caller is sent there unasked', async () => {
    const second = world.telephony.consult(first, 'carol', false);
    await carol.rings();
    await until('carol rings', () => world.view(second).phase === 'ringing');
    await world.telephony.complete(second);
    const referral = await bob.isReferred();
    expect(referral.request.getHeader('refer-to')).toBe('<sip:carol@exchange.test>');
    expect(world.view(second)).toMatchObject({ phase: 'ended', end: { cause: 'cancelled' } });
  });

  test('nobody there: the caller waits, and can be talked to again', async () => {
    const second = world.telephony.consult(first, 'nobody', false);
    await over(second);
    await held(first);
    expect(world.view(first).phase).toBe('established');
    await world.telephony.setHold(first, false);
    await talks(first);
  });

  test('the caller gives up meanwhile: the other call is one like any other', async () => {
    const { second } = await asks();
    await bobs.bye();
    await over(first);
    expect(world.view(second)).toMatchObject({ phase: 'established', consultFor: null });
    expect(await codeOf(() => world.telephony.complete(second))).toBe('wrongState');
  });

  test('a third call is one too many', async () => {
    await asks();
    expect(await codeOf(() => world.telephony.consult(first, 'dave', false))).toBe('tooManyCalls');
    expect(await codeOf(() => world.telephony.consult(first, 'sip:x@elsewhere.test', false))).toBe(
      'badNumber',
    );
  });
});

test('a caller who withheld the number is named by the contact', async () => {
  const anonymous = await world.phone('anonymous');
  await anonymous.calls('alice');
  const second = (await world.call('ringing')).id;
  await world.telephony.answer(second);
  await until('both are up', () => world.view(second).phase === 'established');
  await held(first);
  await world.telephony.complete(second);
  const referTo = (await bob.isReferred()).request.getHeader('refer-to') ?? '';
  expect(referTo).toMatch(/^<sip:[^@]+@[a-z0-9]+\.invalid;transport=ws;ob\?Replaces=[^>]+>$/);
});
