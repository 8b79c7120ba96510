import { SessionState, type Session } from 'sip.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { transferLimits } from '../../shared/call/transfer.ts';
import type { TransferView } from '../../shared/call/view.ts';
import { HatifError } from '../../shared/errors.ts';
import { respond } from './testing/exchange.ts';
import { ended, type Phone } from './testing/phone.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';

// until() says what never came; the runner only says that time is up.
vi.setConfig({ testTimeout: 60_000 });

let world: World;
let bob: Phone;
let carol: Phone;
let callId: string;
/** Bob's end of the call. */
let session: Session;

beforeEach(async () => {
  ({ world, bob } = await World.ready());
  carol = await world.phone('carol');
  callId = world.telephony.dial('bob', null);
  session = await bob.answers();
  await until('alice and bob talk', () => world.view(callId).phase === 'established');
  world.clock.pass(5_000);
});

afterEach(async () => {
  await world.close();
});

const transfer = (): TransferView | null => world.view(callId).transfer;
const is = (phase: TransferView['phase']) =>
  until(`the transfer is ${phase}`, () => transfer()?.phase === phase);
const talkAgain = () =>
  until('bob is back', () => world.view(callId).hold === 'none' && !world.view(callId).busyHold);
const codeOf = (run: () => Promise<unknown> | string): Promise<string> =>
  Promise.resolve()
    .then(run)
    .then(
      () => 'it worked',
      (thrown: unknown) => (thrown instanceof HatifError ? thrown.code : String(thrown)),
    );

/** The exchange answers the next REFER of alice so. */
function answerRefer(status: number, phrase: string, headers: string[] = []): void {
  let answered = false;
  world.exchange.script = message => {
    if (!message.startsWith('REFER ') || answered) return undefined;
    answered = true;
    return respond(message, status, phrase, headers);
  };
}

describe('a blind transfer', () => {
  test('works: held first, followed, and left', async () => {
    await world.telephony.transfer(callId, 'carol');
    expect(transfer()).toMatchObject({ kind: 'blind', phase: 'holding', target: { number: 'carol' } });
    const inviter = await bob.followsReferral();
    expect(world.view(callId).hold, 'the hold stood when the REFER came').toBe('local');
    const invitation = await carol.rings();
    expect(invitation.request.getHeader('referred-by')).toBe('<sip:alice@exchange.test>');
    await is('ringing');
    await invitation.accept();
    await until('alice has left', () => ended(session));
    expect(world.view(callId)).toMatchObject({
      phase: 'ended',
      end: { by: 'local', cause: 'transferred' },
      transfer: null,
    });
    expect(inviter.state).toBe(SessionState.Established);
    expect(world.media.sessions.size).toBe(0);
  });

  test('names the target at our own domain, whatever was typed', async () => {
    await world.telephony.transfer(callId, 'sip:+49 30 123@exchange.test;transport=udp?Replaces=x%3By');
    const referral = await bob.isReferred();
    expect(referral.request.getHeader('refer-to')).toBe('<sip:+4930123@exchange.test>');
    await referral.reject();
    for (const bad of ['sip:0900@premium.test', 'carol\r\nX-Evil: 1', ''])
      expect(await codeOf(() => world.telephony.transfer(callId, bad)), bad).toBe('badNumber');
  });

  test('to somebody busy: said, and one key takes the caller back', async () => {
    await world.telephony.transfer(callId, 'carol');
    await bob.followsReferral();
    await (await carol.rings()).reject({ statusCode: 486 });
    await is('refused');
    expect(transfer()).toMatchObject({ fault: 'target', cause: 'busy', status: 486 });
    expect(session.state).toBe(SessionState.Established);
    await world.telephony.takeBack(callId);
    await talkAgain();
    expect(transfer()).toBeNull();
    await session.bye();
    expect((await world.call('ended')).end?.cause, 'no transfer any more').toBe('hangup');
  });

  test('after a refusal another can be tried, and its reports are not mixed up with the old ones', async () => {
    await world.telephony.transfer(callId, 'carol');
    await (await bob.isReferred()).reject({ statusCode: 403 });
    await is('refused');
    expect(transfer()).toMatchObject({ fault: 'system', status: 403 });
    await world.telephony.transfer(callId, 'dave');
    const second = await bob.isReferred();
    await second.accept();
    await is('trying');
    bob.reportsOn(session, '200 OK', 'terminated', `refer;id=${second.request.cseq - 1}`);
    bob.reportsOn(session, '180 Ringing', 'active', `refer;id=${second.request.cseq}`);
    await is('ringing');
    expect(transfer()?.target.number).toBe('dave');
  });

  test('a server that does not know REFER refuses it plainly', async () => {
    answerRefer(405, 'Method Not Allowed');
    await world.telephony.transfer(callId, 'carol');
    await is('refused');
    expect(transfer()).toMatchObject({ fault: 'system', cause: null, status: 405 });
    await world.telephony.setHold(callId, false);
    await talkAgain();
    expect(transfer(), 'resuming is taking back').toBeNull();
  });

  test('BYE instead of NOTIFY: it worked', async () => {
    await world.telephony.transfer(callId, 'carol');
    await (await bob.isReferred()).accept();
    await is('trying');
    await session.bye();
    expect((await world.call('ended')).end).toEqual({ by: 'remote', cause: 'transferred', status: null });
  });

  test('the caller hangs up before the REFER is answered: that is no transfer', async () => {
    await world.telephony.transfer(callId, 'carol');
    const referral = await bob.isReferred();
    await session.bye();
    expect((await world.call('ended')).end?.cause).toBe('hangup');
    expect(referral.request.getHeader('refer-to')).toContain('carol');
    expect(transfer()).toBeNull();
  });

  test('accepted, and not a word: the agent is asked, and the caller still waits', async () => {
    await world.telephony.transfer(callId, 'carol');
    await (await bob.isReferred()).accept();
    await is('trying');
    expect(await codeOf(() => world.telephony.takeBack(callId))).toBe('wrongState');
    world.clock.pass(transferLimits.silence);
    await is('unanswered');
    expect(world.view(callId)).toMatchObject({ phase: 'established', hold: 'local' });
    await world.telephony.takeBack(callId);
    await talkAgain();
  });

  test('a NOTIFY without a body says nothing, the last one that it will say nothing', async () => {
    await world.telephony.transfer(callId, 'carol');
    await (await bob.isReferred()).accept();
    await is('trying');
    bob.reportsOn(session, null);
    bob.reportsOn(session, '200 OK', 'terminated', 'message-summary');
    bob.reportsOn(session, '180 Ringing');
    await is('ringing');
    bob.reportsOn(session, null, 'terminated;reason=timeout');
    await is('unanswered');
    bob.reportsOn(session, '200 OK', 'terminated;reason=noresource');
    expect((await world.call('ended')).end?.cause, 'late word counts').toBe('transferred');
  });

  test('hanging up while the target rings leaves it to the others', async () => {
    await world.telephony.transfer(callId, 'carol');
    await bob.followsReferral();
    const invitation = await carol.rings();
    await is('ringing');
    await world.telephony.hangUp(callId);
    expect((await world.call('ended')).end).toEqual({ by: 'local', cause: 'transferred', status: null });
    await invitation.accept();
    await until('bob and carol talk', () => invitation.state === SessionState.Established);
  });

  test('a hold that is refused sends nothing', async () => {
    world.exchange.script = message =>
      message.startsWith('INVITE ') && /^To:.*;tag=/im.test(message)
        ? respond(message, 488, 'Not Acceptable Here')
        : undefined;
    await world.telephony.transfer(callId, 'carol');
    await is('refused');
    expect(transfer()?.fault).toBe('hold');
    expect(world.exchange.count('REFER')).toBe(0);
  });

  test('the socket breaks meanwhile: refused, and the call lives on', async () => {
    await world.telephony.transfer(callId, 'carol');
    await bob.isReferred();
    await world.brokenAndBack();
    await is('refused');
    expect(transfer()?.fault).toBe('system');
    await world.telephony.takeBack(callId);
    await talkAgain();
  });

  test('a ringing call cannot be transferred, nor one that is being transferred', async () => {
    const other = await bob.calls('alice');
    const ringing = await world.call('ringing');
    expect(await codeOf(() => world.telephony.transfer(ringing.id, 'carol'))).toBe('wrongState');
    await other.cancel();
    await world.telephony.transfer(callId, 'carol');
    expect(await codeOf(() => world.telephony.transfer(callId, 'dave'))).toBe('wrongState');
    expect(await codeOf(() => world.telephony.transfer('nobody', 'dave'))).toBe('notFound');
  });
});

test('a REFER that our own phone system challenges is sent again with the answer', async () => {
  // A phone system that stands in the middle has its own host in the Contact.
  const dora = await world.phone('dora', { viaHost: 'exchange.test' });
  await world.telephony.hangUp(callId);
  const id = world.telephony.dial('dora', null);
  await dora.answers();
  await until('alice and dora talk', () => world.view(id).phase === 'established');
  answerRefer(407, 'Proxy Authentication Required', [
    'Proxy-Authenticate: Digest realm="exchange.test", nonce="n", algorithm=MD5, qop="auth"',
  ]);
  await world.telephony.transfer(id, 'carol');
  const referral = await dora.isReferred();
  expect(referral.request.getHeader('proxy-authorization')).toContain('username="alice"');
});
