import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { usualRules, type CallRules } from '../../shared/phone/rules.ts';
import type { RefusedCaller } from './port.ts';
import { statusOf, uriOf, field } from './testing/sip-text.ts';
import { ended, type Phone } from './testing/phone.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';

vi.setConfig({ testTimeout: 60_000 });

let world: World;
let bob: Phone;
/** Final answers of alice. */
let refusals: { status: number; contact: string }[];

beforeEach(async () => {
  ({ world, bob } = await World.ready());
  refusals = [];
  world.exchange.script = message => {
    if (statusOf(message) >= 300)
      refusals.push({ status: statusOf(message), contact: uriOf(field(message, 'Contact')) });
    return undefined;
  };
});

afterEach(async () => {
  await world.close();
});

function rules(changes: {
  autoAnswer?: Partial<CallRules['autoAnswer']>;
  forwarding?: Partial<CallRules['forwarding']>;
}): void {
  world.telephony.setRules({
    autoAnswer: { ...usualRules.autoAnswer, ...changes.autoAnswer },
    forwarding: { ...usualRules.forwarding, ...changes.forwarding },
  });
}

const asks = ['Call-Info: <sip:pbx>;answer-after=2'];
const talking = async () => void (await world.call('established'));

describe('a call answers itself', () => {
  test('when the phone system asks and the agent allows it: first a beep, then the microphone', async () => {
    rules({ autoAnswer: { policy: 'allow' } });
    await bob.calls('alice', asks);
    const { id } = await world.call('ringing');
    world.clock.pass(1_900);
    expect(world.media.playing).not.toContain('autoAnswer');
    world.clock.pass(200);
    expect(world.media.playing).toContain('autoAnswer');
    expect(world.media.playing).not.toContain('ring');
    expect(world.view(id).phase).toBe('ringing');
    world.clock.pass(500);
    await talking();
  });

  test('always, after the time that was set, when that is forced', async () => {
    rules({ autoAnswer: { policy: 'force', seconds: 7 } });
    await bob.calls('alice');
    await world.call('ringing');
    world.clock.pass(6_900);
    expect(world.media.playing).not.toContain('autoAnswer');
    world.clock.pass(100 + 500);
    await talking();
  });

  test('not unless it is allowed', async () => {
    await bob.calls('alice', asks);
    const { id } = await world.call('ringing');
    world.clock.pass(60_000);
    expect(world.view(id).phase).toBe('ringing');
  });

  test('never while there is another call', async () => {
    rules({ autoAnswer: { policy: 'force', seconds: 0 } });
    const carol = await world.phone('carol');
    await bob.calls('alice');
    await world.call('ringing');
    world.clock.pass(0);
    world.clock.pass(500);
    await talking();
    await carol.calls('alice', asks);
    const { id } = await world.call('ringing');
    world.clock.pass(60_000);
    expect(world.view(id).phase).toBe('ringing');
  });

  test('nor when a call was made while it beeped', async () => {
    rules({ autoAnswer: { policy: 'allow' } });
    await bob.calls('alice', asks);
    const { id } = await world.call('ringing');
    world.clock.pass(2_000);
    world.telephony.dial('dave', null);
    world.clock.pass(500);
    expect(world.view(id).phase).toBe('ringing');
  });

  test('who insists on it (RFC 5373) is refused where it is not done', async () => {
    const told: RefusedCaller[] = [];
    world.telephony.onRefused(caller => void told.push(caller));
    await bob.calls('alice', ['Answer-Mode: Auto;require', 'Require: answermode']);
    await until('refused', () => refusals[0]);
    expect(refusals[0]?.status).toBe(403);
    // Its look-up was under way: the record that was begun is ended.
    expect(told).toMatchObject([{ callId: world.incoming[0]?.callId, cause: 'declined' }]);
    rules({ autoAnswer: { policy: 'allow' } });
    await bob.calls('alice', ['Answer-Mode: Auto;require', 'Require: answermode']);
    await world.call('ringing');
    world.clock.pass(0);
    world.clock.pass(500);
    await talking();
  });
});

describe('a call goes elsewhere', () => {
  test('always, without anybody here being asked', async () => {
    const told: RefusedCaller[] = [];
    world.telephony.onRefused(caller => void told.push(caller));
    rules({ forwarding: { always: '6002' } });
    await bob.calls('alice');
    await until('redirected', () => refusals[0]);
    expect(refusals).toEqual([{ status: 302, contact: 'sip:6002@exchange.test' }]);
    expect(world.incoming).toEqual([]);
    expect(world.telephony.calls).toEqual([]);
    expect(told, 'and it stands in the record').toMatchObject([
      { number: 'bob', status: 302, cause: 'forwarded' },
    ]);
  });

  test('when we are busy, or take no calls', async () => {
    rules({ forwarding: { busy: '*97' } });
    world.telephony.setDoNotDisturb(480);
    await bob.calls('alice');
    await until('redirected', () => refusals[0]);
    expect(refusals[0]).toEqual({ status: 302, contact: 'sip:*97@exchange.test' });
    world.telephony.setDoNotDisturb(null);
    const carol = await world.phone('carol');
    const dave = await world.phone('dave');
    await bob.calls('alice');
    await carol.calls('alice');
    await until(
      'both ring',
      () => world.telephony.calls.filter(({ phase }) => phase === 'ringing').length === 2,
    );
    await dave.calls('alice');
    await until('redirected', () => refusals[1]);
    expect(refusals[1]?.status).toBe(302);
  });

  test('when nobody answers', async () => {
    rules({ forwarding: { noAnswer: '+49 30 555', seconds: 15 } });
    await bob.calls('alice');
    const { id } = await world.call('ringing');
    world.clock.pass(14_900);
    expect(refusals).toEqual([]);
    world.clock.pass(200);
    await until('redirected', () => refusals[0]);
    expect(refusals[0]).toEqual({ status: 302, contact: 'sip:+4930555@exchange.test' });
    expect(world.view(id).end).toEqual({ by: 'system', cause: 'forwarded', status: null });
  });

  test('by hand, while it rings', async () => {
    const session = await bob.calls('alice');
    const { id } = await world.call('ringing');
    await expect(world.telephony.forward(id, 'sip:x@elsewhere.test')).rejects.toThrow();
    await world.telephony.forward(id, '6002');
    await until('redirected', () => ended(session));
    expect(refusals).toEqual([{ status: 302, contact: 'sip:6002@exchange.test' }]);
    expect(world.view(id).end).toMatchObject({ by: 'local', cause: 'forwarded' });
    // The line's ping and refresh, and its mailbox.
    expect(world.clock.waiting).toBe(3);
  });

  test('but never back to ourselves, and not to what cannot be called', async () => {
    for (const always of ['alice', 'sip:x@elsewhere.test']) {
      rules({ forwarding: { always, noAnswer: 'alice', seconds: 5 } });
      await bob.calls('alice');
      const { id } = await world.call('ringing');
      world.clock.pass(120_000);
      expect(world.view(id).phase).toBe('ringing');
      await world.telephony.decline(id);
    }
  });
});
