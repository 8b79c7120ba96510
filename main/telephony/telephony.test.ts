import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HatifError } from '../../shared/errors.ts';
import { ended, type Phone } from './testing/phone.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';

let world: World;
let bob: Phone;

beforeEach(async () => {
  ({ world, bob } = await World.ready());
});

afterEach(async () => {
  await world.close();
});

/** bob calls, alice answers. */
async function talking(): Promise<{ callId: string; session: Awaited<ReturnType<Phone['calls']>> }> {
  const session = await bob.calls('alice');
  const { id } = await world.call('ringing');
  await world.telephony.answer(id);
  await world.call('established');
  return { callId: id, session };
}

describe('a customer calls', () => {
  test('answered, talked, hung up by the customer', async () => {
    const { callId, session } = await talking();
    expect(world.view(callId)).toMatchObject({
      direction: 'inbound',
      remote: { number: 'bob', name: 'bob' },
      muted: false,
    });
    expect(world.media.sessions.get(callId)?.muted).toBe(false);
    world.media.emit({ kind: 'audio', session: callId, flowing: true });
    await session.bye();
    const { end } = await world.call('ended');
    expect(end).toEqual({ by: 'remote', cause: 'hangup', status: null });
    expect(world.media.sessions.size).toBe(0);
    expect(world.media.playing.size).toBe(0);
  });

  test('hung up by the agent', async () => {
    const { callId, session } = await talking();
    await world.telephony.hangUp(callId);
    await until('bob hears it', () => ended(session));
    expect(world.view(callId).end).toEqual({ by: 'local', cause: 'hangup', status: null });
  });
});

describe('the agent calls', () => {
  test('rings, is answered, and hung up', async () => {
    const callId = world.telephony.dial('bob', null);
    expect(world.view(callId)).toMatchObject({ direction: 'outbound', phase: 'dialling' });
    const invitation = await bob.answers();
    await world.call('established');
    await world.telephony.hangUp(callId);
    await until('bob hears it', () => ended(invitation));
  });

  test('what cannot be dialled is refused at once', () => {
    const code = (target: string) => {
      try {
        world.telephony.dial(target, null);
        return null;
      } catch (thrown) {
        return thrown instanceof HatifError ? thrown.code : thrown;
      }
    };
    expect(code('')).toBe('badNumber');
    expect(code('sip:bob@elsewhere.test')).toBe('badNumber');
    expect(code('bob\r\nRoute: <sip:evil>')).toBe('badNumber');
  });
});
