import { Core, SessionState, UserAgent, type Invitation } from 'sip.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { HatifError } from '../../shared/errors.ts';
import type { RefusedCaller } from './port.ts';
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

/** `caller` calls, alice answers. */
async function talking(
  caller = bob,
): Promise<{ callId: string; session: Awaited<ReturnType<Phone['calls']>> }> {
  const session = await caller.calls('alice');
  const { id } = await world.call('ringing');
  await world.telephony.answer(id);
  await until('alice and the caller talk', () => world.view(id).phase === 'established');
  return { callId: id, session };
}

/** alice calls bob, who answers. */
async function calledOut(): Promise<{ callId: string; session: Invitation }> {
  const callId = world.telephony.dial('bob', null);
  const session = await bob.answers();
  await until('alice and bob talk', () => world.view(callId).phase === 'established');
  return { callId, session };
}

async function codeOf(work: () => Promise<unknown> | string): Promise<unknown> {
  try {
    await work();
    return null;
  } catch (thrown) {
    return thrown instanceof HatifError ? thrown.code : thrown;
  }
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
    expect(world.exchange.count('BYE'), 'one BYE is enough').toBe(1);
    expect(world.media.sessions.size).toBe(0);
    expect(world.media.playing.size).toBe(0);
    world.telephony.dismiss(callId);
    expect(world.telephony.calls).toEqual([]);
  });

  test('each change is told once, with the whole picture, until the call is put away', async () => {
    const told: string[] = [];
    world.telephony.onCall((callId, view) => told.push(JSON.stringify([callId, view])));
    const { callId, session } = await talking();
    await bob.reinvites(session);
    await session.bye();
    await world.call('ended');
    world.telephony.dismiss(callId);
    expect(new Set(told).size).toBe(told.length);
    expect(told.at(-1)).toBe(JSON.stringify([callId, null]));
  });

  test('hung up by the agent', async () => {
    const { callId, session } = await talking();
    await world.telephony.hangUp(callId);
    await until('bob hears it', () => ended(session));
    expect(world.view(callId).end).toEqual({ by: 'local', cause: 'hangup', status: null });
  });

  test('the card comes before the 180', async () => {
    let show = (): void => undefined;
    const shown = new Promise<void>(resolve => {
      show = resolve;
    });
    world.telephony.onIncoming(() => shown);
    await bob.calls('alice');
    const { id } = await world.call('ringing');
    expect(world.incoming).toEqual([
      { callId: id, accountId: 'main', number: 'bob', e164: null, name: 'bob' },
    ]);
    const ringing = () => world.exchange.heard.filter(line => line.startsWith('SIP/2.0 180')).length;
    expect(ringing()).toBe(0);
    show();
    await until('the 180', () => ringing() === 1);
  });

  test('a card that never comes does not keep the caller waiting', async () => {
    world.telephony.onIncoming(() => new Promise(() => undefined));
    world.telephony.onIncoming(() => Promise.reject(new Error('the store is closed')));
    await bob.calls('alice');
    await world.call('ringing');
    world.clock.pass(150);
    await until('the 180', () => world.exchange.heard.some(line => line.startsWith('SIP/2.0 180')));
    expect(world.incoming).toHaveLength(1);
  });

  test('declined', async () => {
    const session = await bob.calls('alice');
    const { id } = await world.call('ringing');
    await until('it rings', () => world.media.playing.has('ring'));
    await world.telephony.decline(id);
    await until('bob hears it', () => ended(session));
    expect(world.exchange.heard).toContain('SIP/2.0 486 Busy Here');
    expect(world.view(id).end).toEqual({ by: 'local', cause: 'declined', status: null });
    await until('it is quiet', () => world.media.playing.size === 0);
  });

  test('silenced, then given up by the caller', async () => {
    const session = await bob.calls('alice');
    const { id } = await world.call('ringing');
    world.telephony.silence(id);
    await until('it is quiet', () => world.media.playing.size === 0);
    await until('bob hears ringing', () => world.exchange.heard.some(line => line.startsWith('SIP/2.0 180')));
    await session.cancel();
    const { end } = await world.call('ended');
    expect(end).toEqual({ by: 'remote', cause: 'cancelled', status: null });
    await until('the INVITE is answered 487', () =>
      world.exchange.heard.includes('SIP/2.0 487 Request Terminated'),
    );
  });

  test('a colleague was faster', async () => {
    const session = await bob.calls('alice');
    await until('bob hears ringing', () => world.exchange.heard.some(line => line.startsWith('SIP/2.0 180')));
    await session.cancel({ statusCode: 200, reasonPhrase: 'Call completed elsewhere' });
    expect((await world.call('ended')).end?.cause).toBe('answeredElsewhere');
  });

  test('given up while the agent answers', async () => {
    let open = (): void => undefined;
    world.media.slow = new Promise<void>(resolve => {
      open = resolve;
    });
    const session = await bob.calls('alice');
    const { id } = await world.call('ringing');
    await until('bob hears ringing', () => world.exchange.heard.some(line => line.startsWith('SIP/2.0 180')));
    const answer = codeOf(() => world.telephony.answer(id));
    await session.cancel();
    await world.call('ended');
    open();
    expect(await answer).not.toBeNull();
    expect(world.view(id).end?.cause).toBe('cancelled');
    await until('no microphone stays open', () => world.media.sessions.size === 0);
  });

  test('without a microphone it rings on, and can be answered once there is one', async () => {
    world.media.fails = { answer: 'microphoneMissing' };
    const session = await bob.calls('alice');
    const { id } = await world.call('ringing');
    expect(await codeOf(() => world.telephony.answer(id))).toBe('microphoneMissing');
    expect(world.view(id).phase).toBe('ringing');
    world.media.fails = {};
    await world.telephony.answer(id);
    await until('bob is answered', () => session.state === SessionState.Established);
  });

  test('an INVITE without an offer is answered with ours', async () => {
    const session = await bob.calls('alice', [], { inviteWithoutSdp: true });
    const { id } = await world.call('ringing');
    await world.telephony.answer(id);
    await until('bob is answered', () => session.state === SessionState.Established);
    await world.call('established');
    expect(world.media.asked.map(({ request }) => request)).toContain('offer');
    expect(world.media.sessions.get(id)?.remote).toContain('m=audio');
  });

  test('a system that insists on reliable ringing gets it, and nobody hears the room before the answer', async () => {
    const session = await bob.calls('alice', ['Require: 100rel']);
    const { id } = await world.call('ringing');
    await until('the PRACK', () => world.exchange.count('PRACK') === 1);
    expect(world.media.sessions.get(id)?.muted).toBe(true);
    await world.telephony.answer(id);
    await until('bob is answered', () => session.state === SessionState.Established);
    expect(world.media.sessions.get(id)?.muted).toBe(false);
  });

  test('the work of the answer is done while it rings', async () => {
    await bob.calls('alice');
    const { id } = await world.call('ringing');
    await until('media is told', () => world.media.asked.some(({ request }) => request === 'prepare'));
    await world.telephony.decline(id);
    await until('and told to forget', () => world.media.asked.some(({ request }) => request === 'close'));
    expect(world.media.asked.map(({ request }) => request)).not.toContain('answer');
  });

  test('who it is comes from P-Asserted-Identity, read in the country of the line', async () => {
    await bob.calls('alice', [
      'P-Asserted-Identity: "Ärztehaus Mitte" <sip:030901820@pbx.test>',
      'Diversion: "Zentrale" <sip:+4930111@pbx.test>;reason=unconditional',
    ]);
    const { called, remote } = await world.call('ringing');
    expect(remote).toEqual({ number: '030901820', e164: '+4930901820', name: 'Ärztehaus Mitte' });
    expect(called).toBe('Zentrale');
  });

  test('who withholds the number is nobody, even where the server writes it', async () => {
    await bob.calls('alice', ['P-Asserted-Identity: <sip:+4930901820@pbx.test>', 'Privacy: id']);
    expect((await world.call('ringing')).remote).toEqual({ number: '', e164: null, name: null });
  });
});

describe('the agent calls', () => {
  test('ringback until the answer, then talk', async () => {
    const callId = world.telephony.dial('bob', null);
    expect(world.view(callId)).toMatchObject({ direction: 'outbound', phase: 'dialling' });
    const invitation = await bob.rings();
    await until('ringback', () => world.media.playing.has('ringback'));
    expect(world.view(callId).phase).toBe('ringing');
    await invitation.accept();
    await until('they talk', () => world.view(callId).phase === 'established');
    await until('it is quiet', () => world.media.playing.size === 0);
    await world.telephony.hangUp(callId);
    await until('bob hears it', () => ended(invitation));
  });

  test.each([
    [486, 'busy'],
    [603, 'declined'],
    [480, 'noAnswer'],
    [488, 'unsupportedMedia'],
  ])('%s: %s, with a busy tone that ends', async (statusCode, cause) => {
    const callId = world.telephony.dial('bob', null);
    await (await bob.rings()).reject({ statusCode });
    await until('it ends', () => world.view(callId).phase === 'ended');
    expect(world.view(callId).end).toEqual({ by: 'remote', cause, status: statusCode });
    await until('busy', () => world.media.playing.has('busy'));
    world.clock.pass(3_000);
    expect(world.media.playing.size).toBe(0);
  });

  test('nobody of that name', async () => {
    world.telephony.dial('carol', null);
    expect((await world.call('ended')).end).toEqual({ by: 'remote', cause: 'notFound', status: 404 });
  });

  test('given up before the answer', async () => {
    const callId = world.telephony.dial('bob', null);
    const invitation = await bob.rings();
    await until('ringback', () => world.view(callId).phase === 'ringing');
    await world.telephony.hangUp(callId);
    await until('bob stops ringing', () => ended(invitation));
    await until('it ends', () => world.view(callId).phase === 'ended');
    expect(world.view(callId).end).toMatchObject({ by: 'local', cause: 'cancelled' });
    expect(world.media.sessions.size).toBe(0);
  });

  test('given up before the microphone was open', async () => {
    world.media.slow = new Promise(() => undefined);
    const callId = world.telephony.dial('bob', null);
    await world.telephony.hangUp(callId);
    await until('it ends', () => world.view(callId).phase === 'ended');
    expect(world.view(callId).end).toMatchObject({ by: 'local', cause: 'cancelled' });
  });

  test('an announcement before the answer: heard, no ringback, digits work; then busy', async () => {
    const callId = world.telephony.dial('bob', null);
    const invitation = await bob.rings();
    await invitation.progress({ statusCode: 183 });
    await until('early media', () => world.view(callId).earlyMedia);
    world.media.emit({ kind: 'audio', session: callId, flowing: true });
    await until('its description is taken', () => world.media.sessions.get(callId)?.remote);
    await until('it is quiet', () => world.media.playing.size === 0);
    await world.telephony.sendDtmf(callId, '2');
    await until('the digit', () => world.media.dtmf.join('') === '2');
    await invitation.reject({ statusCode: 486 });
    await until('it ends', () => world.view(callId).phase === 'ended');
    expect(world.view(callId).end?.cause).toBe('busy');
  });

  test('early media and then the answer', async () => {
    const callId = world.telephony.dial('bob', null);
    const invitation = await bob.rings();
    await invitation.progress({ statusCode: 183 });
    await until('early media', () => world.view(callId).earlyMedia);
    await invitation.accept();
    await until('they talk', () => world.view(callId).phase === 'established');
    expect(world.view(callId)).toMatchObject({ hold: 'none', end: null });
  });

  test('no microphone', async () => {
    world.media.fails = { offer: 'microphoneDenied' };
    const callId = world.telephony.dial('bob', null);
    await until('it ends', () => world.view(callId).phase === 'ended');
    expect(world.view(callId).end).toEqual({ by: 'system', cause: 'microphone', status: null });
    expect(world.exchange.count('INVITE')).toBe(0);
  });

  test('a BYE on the heels of the 200: no common codec', async () => {
    const callId = world.telephony.dial('bob', null);
    const invitation = await bob.answers();
    await until('they are connected', () => world.view(callId).phase === 'established');
    await invitation.bye();
    await until('it ends', () => world.view(callId).phase === 'ended');
    expect(world.view(callId).end?.cause).toBe('unsupportedMedia');
  });

  test.each(['', 'sip:bob@elsewhere.test', 'bob\r\nRoute: <sip:evil.test>', 'tel:+49 30 <b>'])(
    '%j cannot be dialled',
    async target => {
      expect(await codeOf(() => world.telephony.dial(target, null))).toBe('badNumber');
    },
  );

  test('the name of whom we reached comes with the answer', async () => {
    const callId = world.telephony.dial('bob', null);
    const invitation = await bob.rings();
    await invitation.accept({ extraHeaders: ['P-Asserted-Identity: "Bob at home" <sip:bob@exchange.test>'] });
    await until('the name', () => world.view(callId).remote.name === 'Bob at home');
    expect(world.view(callId).remote.number).toBe('bob');
  });

  test('a number is dialled as written, without its spaces; a link only says whom', async () => {
    world.telephony.dial('٠٣٠ 90-18 20', null);
    await until('the INVITE', () => world.exchange.count('INVITE') === 1);
    world.telephony.dial('sip:bob@exchange.test?Replaces=x%3Bto-tag%3D1', null);
    await until('the INVITE', () => world.exchange.count('INVITE') === 2);
    expect(world.exchange.heard.filter(line => line.startsWith('INVITE '))).toEqual([
      'INVITE sip:030901820@exchange.test SIP/2.0',
      'INVITE sip:bob@exchange.test SIP/2.0',
    ]);
  });

  test('no line, no call', async () => {
    expect(await codeOf(() => world.telephony.dial('bob', 'other'))).toBe('noLine');
    await world.telephony.removeLine('main');
    expect(await codeOf(() => world.telephony.dial('bob', null))).toBe('noLine');
  });
});

describe('digits', () => {
  test('as RTP events where they were negotiated', async () => {
    const { callId } = await calledOut();
    await world.telephony.sendDtmf(callId, '12#');
    await until('the digits', () => world.media.dtmf.join('') === '12#');
    expect(world.view(callId).digits).toBe('12#');
    expect(world.exchange.count('INFO')).toBe(0);
  });

  test('as INFO where they were not, in order', async () => {
    world.media.events = false;
    const { callId } = await calledOut();
    await world.telephony.sendDtmf(callId, '42');
    await world.telephony.sendDtmf(callId, '*8#');
    await until('the digits', () => bob.digits.length === 5);
    expect(bob.digits.join('')).toBe('42*8#');
  });

  test('as the account says', async () => {
    world.addAlice({ dtmf: 'info' });
    const { callId } = await calledOut();
    await world.telephony.sendDtmf(callId, '7');
    await until('the digit', () => bob.digits.join('') === '7');
    expect(world.media.dtmf).toEqual([]);
  });
});

describe('while the agent takes no calls', () => {
  test('a call is refused as set, does not ring, and is told of with who it was', async () => {
    const refused: RefusedCaller[] = [];
    world.telephony.onRefused(caller => void refused.push(caller));
    world.telephony.setDoNotDisturb(480);
    const carol = await world.phone('carol');
    const call = await carol.calls('alice');
    await until('carol hears of it', () => ended(call));
    expect(refused).toMatchObject([{ number: 'carol', status: 480, cause: 'away' }]);
    expect(world.telephony.calls).toEqual([]);
    world.telephony.setDoNotDisturb(null);
    await carol.calls('alice');
    await world.call('ringing');
    expect(refused).toHaveLength(1);
  });
});

describe('a second call', () => {
  test('knocks; answered, it puts the first on hold; a third is busy', async () => {
    const first = await talking();
    const [carol, dave] = [await world.phone('carol'), await world.phone('dave')];
    await carol.calls('alice');
    const { id: second } = await world.call('ringing');
    await until('it knocks', () => world.media.playing.has('callWaiting'));
    expect(world.media.playing.has('ring')).toBe(false);

    const refused: RefusedCaller[] = [];
    world.telephony.onRefused(caller => void refused.push(caller));
    const third = await dave.calls('alice');
    await until('dave is busy', () => ended(third));
    expect(refused, 'and stands in the record').toMatchObject([
      { number: 'dave', status: 486, cause: 'busy' },
    ]);
    expect(world.telephony.calls).toHaveLength(2);
    expect(world.incoming, 'nobody is shown a call that was refused').toHaveLength(2);
    expect(await codeOf(() => world.telephony.dial('dave', null))).toBe('tooManyCalls');

    await world.telephony.answer(second);
    await until('bob is on hold', () => world.view(first.callId).hold === 'local');
    expect(world.media.sessions.get(first.callId)?.muted).toBe(true);
    expect(bob.described.at(-1)).toContain('a=sendonly');
    await until('carol talks', () => world.view(second).phase === 'established');
    expect(world.view(second).hold).toBe('none');

    await world.telephony.setHold(first.callId, false);
    await until('carol is on hold', () => world.view(second).hold === 'local');
    await until('bob is back', () => world.view(first.callId).hold === 'none');
    expect(world.media.sessions.get(first.callId)?.muted).toBe(false);
  });

  test('dialled, it puts the first on hold too', async () => {
    const first = await talking();
    const carol = await world.phone('carol');
    const second = world.telephony.dial('carol', null);
    await carol.answers();
    await until('bob is on hold', () => world.view(first.callId).hold === 'local');
    await until('carol talks', () => world.view(second).phase === 'established');
    expect(bob.described.at(-1)).toContain('a=sendonly');
  });

  test('two at once ring both; the end of one does not silence the other', async () => {
    const carol = await world.phone('carol');
    const [one] = await Promise.all([bob.calls('alice'), carol.calls('alice')]);
    await until(
      'both ring',
      () => world.telephony.calls.filter(call => call.phase === 'ringing').length === 2,
    );
    await until(
      'bob hears ringing',
      () => world.exchange.heard.filter(line => line.startsWith('SIP/2.0 180')).length === 2,
    );
    await one.cancel();
    await world.call('ended');
    expect([...world.media.playing]).toEqual(['ring']);
  });
});

describe('what a phone system does in mid-call', () => {
  test('a re-INVITE that numbers the payloads anew', async () => {
    const { callId, session } = await talking();
    bob.says = { events: 104, opus: 96 };
    expect(await bob.reinvites(session)).toBe(200);
    await world.telephony.sendDtmf(callId, '5');
    await until('the digit', () => world.media.dtmf.join('') === '5');
    expect(world.view(callId)).toMatchObject({ phase: 'established', hold: 'none' });
  });

  test('a re-INVITE without an offer gets ours', async () => {
    const { callId, session } = await talking();
    expect(await bob.reinvites(session, [], { withoutSdp: true })).toBe(200);
    await until('the answer is taken', () => world.media.sessions.get(callId)?.signalling === 'stable');
    await world.telephony.setHold(callId, true);
    await until('hold still works', () => world.view(callId).hold === 'local');
    expect(world.view(callId).phase).toBe('established');
  });

  test('a re-INVITE from somebody else, named in P-Asserted-Identity', async () => {
    const { callId, session } = await talking();
    await bob.reinvites(session, ['P-Asserted-Identity: "Dana" <sip:030901820@pbx.test>']);
    await until('the new name', () => world.view(callId).remote.name === 'Dana');
    expect(world.view(callId).remote).toEqual({ number: '030901820', e164: '+4930901820', name: 'Dana' });
  });

  test('a re-INVITE that our media cannot take is refused, and the call goes on', async () => {
    const { callId, session } = await talking();
    world.media.fails = { answer: 'badDescription' };
    expect(await bob.reinvites(session)).toBe(488);
    world.media.fails = {};
    expect(world.view(callId).phase).toBe('established');
    expect(await bob.reinvites(session)).toBe(200);
  });

  test('a BYE that overtakes the ACK, which never comes, harms nobody', async () => {
    const timers = () => process.getActiveResourcesInfo().filter(kind => kind === 'Timeout').length;
    const before = timers();
    const limit = Core.Timers.TIMER_L;
    // Long enough for the BYE to come first, shorter than the 32 s of RFC 6026.
    Core.Timers.TIMER_L = 3_000;
    try {
      world.exchange.script = message => (message.startsWith('ACK ') ? null : undefined);
      const session = await bob.calls('alice');
      const { id } = await world.call('ringing');
      await world.telephony.answer(id);
      await until('bob is answered', () => session.state === SessionState.Established);
      await session.bye();
      await world.call('ended');
      await until('the transactions are over', () => timers() <= before);
      // What a timer throws fails the run.
      expect(world.view(id).end?.by).toBe('remote');
    } finally {
      Core.Timers.TIMER_L = limit;
    }
  });

  test('nonsense on the socket does not disturb a call', async () => {
    const { callId, session } = await talking();
    const { send } = world.exchange.connectionOf('alice');
    const nonsense = [
      'INVITE nope:alice SIP/2.0\r\nVia: SIP/2.0/WS x;branch=z9hG4bKa\r\nCall-ID: a\r\nCSeq: 1 INVITE\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>\r\nContent-Length: 0\r\n\r\n',
      'SIP/2.0 200 OK\r\nVia: SIP/2.0/WS x;branch=z9hG4bKb\r\nCall-ID: b\r\nCSeq: x\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\n\r\n',
      'BYE sip:alice@exchange.test SIP/2.0\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
      '\r\n\r\n',
      '\u0000\u0001\u0002',
      'A'.repeat(100_000),
    ];
    for (const message of nonsense) send(message);
    await world.telephony.setHold(callId, true);
    await until('the hold is done', () => world.view(callId).hold === 'local');
    expect(world.line.state).toBe('registered');
    expect(world.telephony.calls).toHaveLength(1);
    await world.telephony.hangUp(callId);
    await until('bob hears it', () => ended(session));
  });

  test('it hands us on: we call whom it names and leave', async () => {
    const { callId, session } = await talking();
    const carol = await world.phone('carol');
    const uri = UserAgent.makeURI('sip:carol@exchange.test');
    if (!uri) throw new Error('bad address');
    await session.refer(uri);
    await carol.answers();
    await until('bob is left', () => ended(session));
    expect(bob.reports).toEqual(['SIP/2.0 200 OK']);
    expect(world.view(callId).end?.cause).toBe('transferred');
    expect((await world.call('established')).remote.number).toBe('carol');
  });

  test('when nobody is there, the first call is taken back', async () => {
    const { callId, session } = await talking();
    const uri = UserAgent.makeURI('sip:nobody@exchange.test');
    if (!uri) throw new Error('bad address');
    await session.refer(uri);
    const failed = await world.call('ended');
    expect(failed).toMatchObject({ direction: 'outbound', end: { cause: 'notFound' } });
    await until('bob is told', () => bob.reports.at(0) === 'SIP/2.0 404 Not reached');
    await until('bob is back', () => world.view(callId).hold === 'none' && !world.view(callId).busyHold);
    expect(session.state).toBe(SessionState.Established);
  });

  test('it cannot send us anywhere it likes', async () => {
    const { callId, session } = await talking();
    const uri = UserAgent.makeURI('sip:0900123456@premium.test');
    if (!uri) throw new Error('bad address');
    const status = await new Promise<number>((resolve, reject) => {
      session
        .refer(uri, {
          requestDelegate: {
            onAccept: ({ message }) => resolve(message.statusCode ?? 0),
            onReject: ({ message }) => resolve(message.statusCode ?? 0),
          },
        })
        .catch(reject);
    });
    expect(status).toBe(603);
    expect(world.telephony.calls).toHaveLength(1);
    expect(world.view(callId).phase).toBe('established');
  });
});

describe('what cannot be done', () => {
  test('is refused with its code', async () => {
    const { telephony } = world;
    expect(await codeOf(() => telephony.answer('nobody'))).toBe('notFound');
    const { callId, session } = await talking();
    expect(await codeOf(() => telephony.answer(callId))).toBe('wrongState');
    expect(await codeOf(() => telephony.decline(callId))).toBe('wrongState');
    expect(await codeOf(async () => telephony.dismiss(callId))).toBe('wrongState');
    await session.bye();
    await world.call('ended');
    expect(await codeOf(() => telephony.setHold(callId, true))).toBe('wrongState');
    expect(await codeOf(() => telephony.hangUp(callId)), 'two hang-ups crossed').toBeNull();
  });
});
