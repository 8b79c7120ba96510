/** What an Asterisk 22 was seen to do that a phone has to know, each with a story. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { audioDirection } from '../../shared/call/direction.ts';
import { Asterisk } from './testing/asterisk.ts';
import type { Leg } from './testing/asterisk-leg.ts';
import { bodyOf, field, methodOf, statusOf } from './testing/sip-text.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';

vi.setConfig({ testTimeout: 60_000 });

let world: World;
let pbx: Asterisk;

beforeEach(async () => {
  pbx = await Asterisk.start();
  world = await World.open();
});

afterEach(async () => {
  await world.close();
  await pbx.kill();
});

function addLine(changes: Parameters<World['addAlice']>[0] = {}, password = 'pw6001'): void {
  world.addAlice({ server: pbx.url, user: '6001', domain: 'pbx.test', ...changes }, password);
}

async function registered(): Promise<void> {
  addLine();
  await world.registered();
}

async function lost(): Promise<void> {
  await until('the loss is seen', () => world.line.state !== 'registered');
}

async function back(): Promise<void> {
  await lost();
  world.clock.pass(1_000);
  await world.registered();
}

/** A call from the PBX, answered. */
async function called(headers: readonly string[] = []): Promise<{ leg: Leg; callId: string }> {
  const leg = pbx.calls('6001', headers);
  const { id } = await world.call('ringing');
  await world.telephony.answer(id);
  await until('they talk', () => world.view(id).phase === 'established');
  return { leg, callId: id };
}

/** A call to an extension that answers. */
async function dialled(target = '600'): Promise<{ leg: Leg; callId: string }> {
  const callId = world.telephony.dial(target, null);
  await until('it is answered', () => world.view(callId).phase === 'established');
  const leg = [...pbx.legs.values()].at(-1);
  if (!leg) throw new Error('no leg');
  return { leg, callId };
}

const ended = (callId: string): Promise<boolean> =>
  until('the call ends', () => world.view(callId).phase === 'ended');

describe('registration', () => {
  test.each([
    ['another path', '/', 'notSip'],
    ['the right path', '/ws', null],
  ])('%s', async (_what, path, fault) => {
    addLine({ server: pbx.url.replace('/ws', path) });
    if (fault === null) return world.registered();
    await until('it fails', () => world.line.fault !== null);
    expect(world.line.fault).toBe(fault);
  });

  test('the first challenge is answered; the stored contact is another than ours, and comes back unchanged', async () => {
    await registered();
    expect(pbx.requests('REGISTER').map(message => field(message, 'Authorization') !== '')).toEqual([
      false,
      true,
    ]);
    expect(pbx.bindings.map(({ user }) => user)).toEqual(['6001']);
  });

  test('an unknown user is refused plainly, and so is a contact too many: neither is a wrong password', async () => {
    addLine({ user: '6009' });
    await until('it fails', () => world.line.fault !== null);
    expect(world.line.fault).toBe('forbidden');
  });

  test('a wrong password is a wrong password after the second 401', async () => {
    addLine({}, 'wrong');
    await until('it fails', () => world.line.state === 'failed');
    expect(world.line.fault).toBe('wrongPassword');
    expect(pbx.requests('REGISTER')).toHaveLength(2);
  });

  test('the time granted is the server’s, and each refresh meets a stale nonce', async () => {
    await registered();
    pbx.nonceExpires();
    world.clock.pass(150_000);
    await until('refreshed', () => pbx.requests('REGISTER').length === 4);
    await until('granted again', () => world.line.state === 'registered');
    expect(world.lineStates).not.toContain('failed');
    expect(new Set(pbx.requests('REGISTER').map(message => field(message, 'Call-ID'))).size).toBe(1);
  });

  test('of two algorithms the better is taken, and SHA-256 alone does not lock us out', async () => {
    pbx.algorithms = ['SHA-256', 'MD5'];
    await registered();
    expect(field(pbx.requests('REGISTER').at(-1) ?? '', 'Authorization')).toContain('algorithm=SHA-256');
    await world.telephony.removeLine('main');
    pbx.algorithms = ['SHA-256'];
    await registered();
  });

  test('OPTIONS are answered, one by one or several in a segment, and so is message-waiting that nobody asked for', async () => {
    pbx.messagesWaiting = 'Messages-Waiting: yes\r\nVoice-Message: 1/0 (0/0)\r\n';
    await registered();
    await until('both', () => pbx.answered.length === 2);
    expect(pbx.answered.toSorted()).toEqual(['NOTIFY 200', 'OPTIONS 200']);
    pbx.qualifyBurst('6001', 5);
    await until('all five', () => pbx.answered.filter(each => each === 'OPTIONS 200').length === 6);
  });

  test('CRLF from the server harms nobody, and a socket that has spoken is not shut', async () => {
    await registered();
    pbx.seats[0]?.send('\r\n\r\n');
    pbx.idleTimeout();
    const { callId } = await dialled();
    expect(world.view(callId).phase).toBe('established');
  });

  test('idle, the server stops: not registered, and registered again when it is back', async () => {
    await registered();
    const { port } = pbx;
    await pbx.stop();
    await lost();
    pbx = await Asterisk.start(port);
    await world.later('registered again', () => world.line.state === 'registered');
  });

  test('quitting right after its BYE does not wait for a Close frame that never comes', async () => {
    await registered();
    const { leg, callId } = await dialled();
    leg.hangsUp();
    await ended(callId);
    const done = world.telephony.shutdown();
    let over = false;
    void done.then(() => (over = true));
    await world.later('it is over', () => over);
    expect(field(pbx.requests('REGISTER').at(-1) ?? '', 'Expires')).toBe('0');
  });
});

describe('a broken socket', () => {
  test('the call lives; a re-INVITE with ICE restart, unchallenged, moves it; its BYE finds us there', async () => {
    await registered();
    const { leg, callId } = await called();
    leg.seat.cut();
    await lost();
    expect(world.view(callId).phase).toBe('established');
    world.clock.pass(1_000);
    await world.registered();
    await until('it moved', () => leg.count('INVITE') === 1 && leg.seat === pbx.seats.at(-1));
    expect(leg.says.ice).toBe(2);
    leg.hangsUp();
    await ended(callId);
    expect(world.view(callId).end).toEqual({ by: 'remote', cause: 'hangup', status: null });
  });

  test('also for a call of ours', async () => {
    await registered();
    const { leg, callId } = await dialled();
    leg.seat.cut();
    await back();
    await until('it moved', () => leg.seat === pbx.seats.at(-1));
    await world.telephony.hangUp(callId);
    await until('its BYE', () => leg.ended);
  });

  test('killed and restarted, it does not know the call: 481, which ends it and says why', async () => {
    await registered();
    const { callId } = await called();
    const { port } = pbx;
    await pbx.kill();
    await lost();
    expect(world.view(callId).phase).toBe('established');
    pbx = await Asterisk.start(port);
    await world.later('registered again', () => world.line.state === 'registered');
    await ended(callId);
    expect(world.view(callId).end?.cause).toBe('networkLost');
  });

  test('stopped in a call: BYE first', async () => {
    await registered();
    const { callId } = await called();
    world.clock.pass(5_000);
    await pbx.stop();
    await ended(callId);
    expect(world.view(callId).end).toEqual({ by: 'remote', cause: 'hangup', status: null });
    pbx = await Asterisk.start();
  });
});

describe('calls', () => {
  beforeEach(registered);

  test.each([
    ['603', 'busy', 486],
    ['604', 'declined', 403],
    ['605', 'noAnswer', 408],
    ['606', 'notFound', 404],
    ['610', 'serverError', 503],
    ['611', 'unsupportedMedia', 488],
    ['612', 'noAnswer', 480],
    ['999', 'notFound', 404],
  ])('to %s: %s', async (target, cause, status) => {
    const callId = world.telephony.dial(target, null);
    await ended(callId);
    expect(world.view(callId).end).toMatchObject({ cause, status });
  });

  test('each new INVITE is challenged, nothing inside a call is', async () => {
    const { leg, callId } = await dialled();
    expect(pbx.requests('INVITE')).toHaveLength(2);
    await world.telephony.setHold(callId, true);
    await until('held', () => world.view(callId).hold === 'local');
    expect(leg.count('INVITE')).toBe(1);
    expect(audioDirection(bodyOf(leg.heard.find(each => methodOf(each) === 'INVITE') ?? ''))).toBe(
      'sendonly',
    );
    await world.telephony.setHold(callId, false);
    await until('resumed', () => world.view(callId).hold === 'none');
  });

  test('no common codec: 200 and then BYE at once is not a conversation', async () => {
    const callId = world.telephony.dial('601', null);
    await ended(callId);
    expect(world.view(callId).end?.cause).toBe('unsupportedMedia');
  });

  test('an announcement before 486 is heard', async () => {
    const callId = world.telephony.dial('602', null);
    await ended(callId);
    expect(world.view(callId)).toMatchObject({ earlyMedia: true, end: { cause: 'busy' } });
  });

  test('given up before the answer: 487', async () => {
    const callId = world.telephony.dial('600', null);
    await world.telephony.hangUp(callId);
    await ended(callId);
    expect(world.view(callId).end?.cause).toBe('cancelled');
  });

  test.each([
    ['the caller gave up', ['Q.850;cause=127'], 'cancelled'],
    ['the time of the Dial was over', ['Q.850;cause=0'], 'cancelled'],
    [
      'a colleague of the queue took it',
      ['SIP;cause=200;text="Call completed elsewhere"', 'Q.850;cause=26'],
      'answeredElsewhere',
    ],
  ])('CANCEL: %s', async (_what, reasons, cause) => {
    const leg = pbx.calls('6001');
    const { id } = await world.call('ringing');
    await until('180', () => leg.heard.some(message => statusOf(message) === 180));
    leg.cancels(reasons);
    await ended(id);
    expect(world.view(id).end?.cause).toBe(cause);
  });

  test('its re-INVITE numbers the payloads anew and says who is there now', async () => {
    const { leg, callId } = await called();
    const status = await leg.reinvites(['P-Asserted-Identity: "Dana" <sip:6007@pbx-host>'], {
      events: 104,
      opus: 109,
    });
    expect(status).toBe(200);
    expect(world.view(callId).remote).toMatchObject({ number: '6007', name: 'Dana' });
  });

  test('one that our media cannot take is refused, and the call goes on', async () => {
    const { leg, callId } = await called();
    world.media.fails.answer = 'badDescription';
    expect(await leg.reinvites([], { events: 104 })).toBe(488);
    delete world.media.fails.answer;
    expect(world.view(callId).phase).toBe('established');
    expect(await leg.reinvites()).toBe(200);
  });

  test('digits as INFO are taken', async () => {
    world.media.events = false;
    const { leg, callId } = await dialled();
    await world.telephony.sendDtmf(callId, '42');
    await until('both', () => leg.count('INFO') === 2);
    expect(
      leg.heard
        .filter(each => methodOf(each) === 'INFO')
        .map(bodyOf)
        .join(),
    ).toMatch(/Signal=4[^]*Signal=2/);
  });

  test('an endpoint that insists on reliable ringing is content with us', async () => {
    pbx.require100rel = true;
    const { callId } = await dialled();
    expect(world.view(callId).phase).toBe('established');
  });

  test('a system that answers 200 to neither party’s hold as 491 lets both hold at once', async () => {
    const { leg, callId } = await called();
    await world.telephony.setHold(callId, true);
    await until('held', () => world.view(callId).hold === 'local');
    expect(await leg.reinvites([], { direction: 'sendonly' })).toBe(200);
    await until('both', () => world.view(callId).hold === 'both');
  });
});

describe('transfers', () => {
  beforeEach(registered);

  test('blind: its 200 comes while the target rings and no BYE ever comes, so the BYE is ours', async () => {
    const { leg, callId } = await called();
    await world.telephony.transfer(callId, '600');
    await ended(callId);
    expect(world.view(callId).end?.cause).toBe('transferred');
    await until('our BYE', () => leg.ended && leg.count('BYE') === 1);
  });

  test('blind to nowhere: honestly 404, both legs are left, and the caller is taken back', async () => {
    const { leg, callId } = await called();
    await world.telephony.transfer(callId, '999');
    await until('refused', () => world.view(callId).transfer?.phase === 'refused');
    expect(world.view(callId).transfer).toMatchObject({ fault: 'target', cause: 'notFound', status: 404 });
    await world.telephony.takeBack(callId);
    await until('talking', () => world.view(callId).hold === 'none' && !world.view(callId).busyHold);
    expect(leg.ended).toBe(false);
  });

  test('attended: it ends the consult leg only, and the other is left to us', async () => {
    const first = await called();
    const consult = world.telephony.consult(first.callId, '600', false);
    await until('answered', () => world.view(consult).phase === 'established');
    await world.telephony.complete(first.callId);
    await ended(first.callId);
    await ended(consult);
    expect(world.view(first.callId).end?.cause).toBe('transferred');
    await until('our BYE', () => first.leg.count('BYE') === 1);
  });

  test('parked by a blind transfer to 700; who dials the slot is shown whom they have', async () => {
    const { callId } = await called();
    await world.telephony.transfer(callId, '700');
    await ended(callId);
    expect(world.view(callId).end?.cause).toBe('transferred');
  });
});
