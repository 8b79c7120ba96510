import { Messager, UserAgent } from 'sip.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { IncomingMessage } from './port.ts';
import { respond } from './testing/exchange.ts';
import { bodyOf, field, methodOf } from './testing/sip-text.ts';
import type { Phone } from './testing/phone.ts';
import { until } from './testing/until.ts';
import { World } from './testing/world.ts';

vi.setConfig({ testTimeout: 60_000 });

let world: World;
let bob: Phone;
let received: IncomingMessage[];

beforeEach(async () => {
  ({ world, bob } = await World.ready());
  received = [];
  world.telephony.onMessage(async message => void received.push(message));
});

afterEach(async () => {
  await world.close();
});

/** Status of the answer. */
function writes(text: string, type = 'text/plain;charset=UTF-8', headers: string[] = []): Promise<number> {
  const uri = UserAgent.makeURI('sip:alice@exchange.test');
  if (!uri) throw new Error('bad user');
  return new Promise((resolve, reject) => {
    new Messager(bob.userAgent, uri, text, type, { extraHeaders: headers })
      .message({
        requestDelegate: {
          onAccept: ({ message }) => resolve(message.statusCode ?? 0),
          onReject: ({ message }) => resolve(message.statusCode ?? 0),
        },
      })
      .catch(reject);
  });
}

describe('a message comes in', () => {
  test('with who wrote it, and is taken', async () => {
    expect(await writes('مرحبا ✓\r\nsecond line')).toBe(200);
    expect(received).toEqual([
      { accountId: 'main', from: { number: 'bob', e164: null, name: 'bob' }, text: 'مرحبا ✓\nsecond line' },
    ]);
  });

  test('the phone system knows better who wrote it, and who may not be named', async () => {
    await writes('a', undefined, ['P-Asserted-Identity: "Huda" <sip:+96650123@exchange.test>']);
    await writes('b', undefined, ['P-Asserted-Identity: <sip:+96650123@exchange.test>', 'Privacy: id']);
    expect(received.map(({ from }) => from.number)).toEqual(['+96650123', '']);
  });

  test('what draws nothing and could hide something is left out; markup is text', async () => {
    await writes('<b>x</b>\u202etxt.exe\u0007\u0000 ');
    expect(received[0]?.text).toBe('<b>x</b>txt.exe');
  });

  test('is refused when it cannot be written down, so that nobody believes it arrived', async () => {
    world.telephony.onMessage(async () => {
      throw new Error('the disk is full');
    });
    expect(await writes('hello')).toBe(500);
  });

  test.each([
    ['too long', 'x'.repeat(2_001), 'text/plain', 413],
    ['of another kind', '<a/>', 'application/im-iscomposing+xml', 415],
    ['HTML', '<b>', 'text/html', 415],
    ['empty', '  ', 'text/plain', 200],
  ])('%s: answered, and nobody is told', async (_what, text, type, status) => {
    expect(await writes(text, type)).toBe(status);
    expect(received).toEqual([]);
  });

  test('a flood is told to come later', async () => {
    let write: () => void = () => undefined;
    const disk = new Promise<void>(resolve => (write = resolve));
    world.telephony.onMessage(() => disk);
    const first = Array.from({ length: 16 }, () => writes('a'));
    await until('they are being written', () => received.length === 16);
    expect(await writes('b')).toBe(503);
    write();
    expect(new Set(await Promise.all(first))).toEqual(new Set([200]));
  });
});

describe('a message goes out', () => {
  let sent: string[];
  let status: number;

  beforeEach(() => {
    sent = [];
    status = 202;
    world.exchange.script = message => {
      if (methodOf(message) !== 'MESSAGE') return undefined;
      sent.push(message);
      return respond(message, status, 'X');
    };
  });

  test('as plain text in UTF-8, to somebody of our own domain', async () => {
    await world.telephony.sendMessage('6002', 'سلام', null);
    expect(field(sent[0] ?? '', 'Content-Type')).toBe('text/plain;charset=UTF-8');
    expect(bodyOf(sent[0] ?? '')).toBe('سلام');
    expect(sent[0]).toMatch(/^MESSAGE sip:6002@exchange.test SIP/);
  });

  test.each([
    [404, false],
    [480, true],
    [503, true],
  ])('refused with %s', async (given, retryable) => {
    status = given;
    await expect(world.telephony.sendMessage('6002', 'hello', null)).rejects.toMatchObject({
      code: 'refused',
      retryable,
    });
  });

  test.each([
    ['sip:x@elsewhere.test', 'hello', 'badNumber'],
    ['6002', '  ', 'badInput'],
    ['6002', 'x'.repeat(2_001), 'badInput'],
  ])('to %s, %.9s: %s', async (target, text, code) => {
    await expect(world.telephony.sendMessage(target, text, null)).rejects.toMatchObject({ code });
    expect(sent).toEqual([]);
  });

  test('the socket breaks: not sent, and that is said', async () => {
    world.exchange.script = message => (methodOf(message) === 'MESSAGE' ? null : undefined);
    const done = world.telephony.sendMessage('6002', 'hello', null);
    await until('it is out', () => world.exchange.count('MESSAGE') === 1);
    world.exchange.cut('alice');
    await expect(done).rejects.toMatchObject({ code: 'refused', retryable: true });
  });
});
