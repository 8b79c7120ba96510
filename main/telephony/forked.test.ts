import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cseqOf, field, methodOf, statusOf, tagOf } from './testing/sip-text.ts';
import type { Phone } from './testing/phone.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';

vi.setConfig({ testTimeout: 60_000 });

let world: World;
let bob: Phone;
/** What alice sent to the phone that is not bob's. */
let toOther: string[];

beforeEach(async () => {
  ({ world, bob } = await World.ready());
  toOther = [];
});

afterEach(async () => {
  await world.close();
});

/** The same response as another phone of the number would give it, to which the phone system forked the INVITE. */
const ofOther = (response: string): string =>
  response
    // The exchange's own, which it takes off before it passes an answer on.
    .replace(/\r\nVia:[^\r\n]*/i, '')
    .replace(/^(To:.*;tag=)[^;\r\n]+/im, '$1other')
    .replace(/^(Contact:.*<sip:)/im, '$1other-');

/** Every response of bob's to the INVITE with one of these statuses is given by the other phone as well, a little before. */
function forks(...statuses: number[]): void {
  world.exchange.script = message => {
    if (statuses.includes(statusOf(message)) && /INVITE/.test(cseqOf(message)))
      world.exchange.connectionOf('alice').send(ofOther(message));
    if (statusOf(message) === 0 && tagOf(field(message, 'To')) === 'other') {
      toOther.push(methodOf(message));
      return null;
    }
    return undefined;
  };
}

describe('a call of ours rings at several phones at once', () => {
  test('their 180 do not end it, and it rings here until one answers', async () => {
    forks(180);
    const callId = world.telephony.dial('bob', null);
    const invitation = await bob.rings();
    await invitation.progress();
    await until('ringback', () => world.media.playing.has('ringback'));
    expect(world.view(callId)).toMatchObject({ phase: 'ringing', earlyMedia: false });
    await invitation.accept();
    await until('they talk', () => world.view(callId).phase === 'established');
    expect(world.media.playing.size).toBe(0);
  });

  test('two play something before the answer: the call goes on, and who answers is talked to', async () => {
    forks(183);
    const callId = world.telephony.dial('bob', null);
    const invitation = await bob.rings();
    await invitation.progress({ statusCode: 183 });
    await until('early media', () => world.view(callId).earlyMedia);
    await invitation.accept();
    await until('they talk', () => world.view(callId).phase === 'established');
    expect(world.view(callId).end).toBeNull();
    await world.telephony.hangUp(callId);
    await until('bob hears of it', () => world.view(callId).phase === 'ended');
  });

  test('two answer at once: one is talked to, the other is told goodbye', async () => {
    forks(200);
    const callId = world.telephony.dial('bob', null);
    const invitation = await bob.rings();
    void invitation.accept().catch(() => undefined);
    await until('they talk', () => world.view(callId).phase === 'established');
    await until('the one too many is let go', () => world.exchange.count('BYE') > 0 || undefined);
    await until(
      'both were acknowledged',
      () => (world.exchange.count('ACK') > 1 && toOther[0] === 'ACK') || undefined,
    );
    expect(world.view(callId).phase).toBe('established');
  });
});
