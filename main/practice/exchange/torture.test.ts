/** Frames that no telephone should send (after RFC 4475 and beyond it): the exchange answers or ignores them and goes on. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { until } from '../testing/phone.ts';
import { DOMAIN, Wire, write } from '../testing/wire.ts';
import { startExchange } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { LIMITS } from './limits.ts';

vi.setConfig({ testTimeout: 30_000 });

let exchange: Exchange;
beforeAll(async () => {
  exchange = await startExchange({
    domain: DOMAIN,
    users: new Map([['alice', 'secret']]),
    countryCode: '966',
  });
});
afterAll(() => exchange.close());

const SDP =
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n';
const INVITE = write('INVITE', { lines: ['Content-Type: application/sdp'], body: SDP });
const replace = (from: string | RegExp, to: string, text = INVITE): string => text.replace(from, to);

const SILENCE = null;
const CASES: [string, string | Uint8Array, number | null][] = [
  ['text that is not SIP', 'hello world', SILENCE],
  ['HTTP', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', SILENCE],
  ['nothing', '', SILENCE],
  ['no end of headers', 'OPTIONS sip:x SIP/2.0\r\nVia: SIP/2.0/WS x;branch=z9hG4bKnb', SILENCE],
  ['bytes that are not UTF-8', Uint8Array.of(0xff, 0xfe, 0, 1, 2, 3, 0x80), SILENCE],
  ['a valid request as binary', Buffer.from(write('OPTIONS', { uri: `sip:${DOMAIN}` })), 200],
  ['a byte-order mark', `\uFEFF${write('OPTIONS', { uri: `sip:${DOMAIN}` })}`, SILENCE],
  ['folded and odd-cased headers', replace('Max-Forwards: 70', 'mAx-FoRwArDs:\r\n 70'), 407],
  ['a colon with no name', replace('Max-Forwards: 70', ': 70'), SILENCE],
  ['no From, To or Call-ID', replace(/(From|To|Call-ID):.*\r\n/g, ''), SILENCE],
  ['two Call-IDs', replace('Call-ID:', 'Call-ID: other\r\nCall-ID:'), SILENCE],
  ['an unterminated quotation', replace('From: <', 'From: "Mr. J. User <'), 407],
  ['a URI in brackets', replace(/^INVITE \S+/, 'INVITE <sip:bob@test.invalid>'), 416],
  ['spaces in the request line', replace(/^INVITE \S+/, 'INVITE  sip:bob@test.invalid '), SILENCE],
  ['SIP/7.0', replace('SIP/2.0\r\n', 'SIP/7.0\r\n'), 505],
  ['CSeq of another method', replace('INVITE\r\n', 'OPTIONS\r\n'), 400],
  ['CSeq out of range', replace(/CSeq: \d+/, 'CSeq: 36893488147419103232'), 400],
  ['Content-Length beyond the body', replace(/Content-Length: \d+/, 'Content-Length: 9999'), 400],
  ['a negative Content-Length', replace(/Content-Length: \d+/, 'Content-Length: -999'), 400],
  ['two Content-Lengths', replace('Content-Length:', 'Content-Length: 5\r\nContent-Length:'), 400],
  [
    'a header line of 60 kB',
    replace('Max-Forwards: 70', `Max-Forwards: 70\r\nX-Long: ${'a'.repeat(60_000)}`),
    400,
  ],
  ['10,000 short headers', replace('Max-Forwards: 70', 'a:b\r\n'.repeat(10_000)), SILENCE],
  ['30,000 empty list items', replace('Via:', `Via:${','.repeat(8_000)}`), 407],
  ['a URI of 2 kB', replace(/^INVITE \S+/, `INVITE sip:${'b'.repeat(2_000)}@test.invalid`), 414],
  ['a user that is not percent-encoded', replace(/^INVITE \S+/, 'INVITE sip:%zz@test.invalid'), 400],
  ['NUL and control characters', replace('From: <', 'From: "\0\x07\x7f" <'), 407],
  ['a Via without a branch', replace(/;branch=\S+/, ''), 407],
  ['a Via of nothing but separators', replace(/Via: .*/, 'Via: ;;,;,,'), 407],
  [
    'a response to nothing',
    'SIP/2.0 200 OK\r\nVia: SIP/2.0/WS x;branch=z9hG4bKx\r\nFrom: <sip:a@b>\r\nTo: <sip:a@b>\r\nCall-ID: x\r\nCSeq: 1 INVITE\r\n\r\n',
    SILENCE,
  ],
  [
    'a status that is too large',
    'SIP/2.0 4294967301 OK\r\nVia: SIP/2.0/WS x;branch=z9hG4bKx\r\n\r\n',
    SILENCE,
  ],
  [
    'credentials that are nonsense',
    replace('Max-Forwards: 70', 'Max-Forwards: 70\r\nProxy-Authorization: Digest ="",,=;nc'),
    407,
  ],
  ['ACK to nothing', write('ACK'), SILENCE],
  ['REGISTER with an overlarge Expires', write('REGISTER', { lines: [`Expires: ${'9'.repeat(40)}`] }), 401],
];

describe('after each of these the exchange still answers', () => {
  it.each(CASES)('%s', async (_name, frame, status) => {
    const wire = await Wire.open(exchange.url);
    wire.send(frame);
    wire.send(write('OPTIONS', { uri: `sip:${DOMAIN}`, callId: 'still-there' }));
    await until('the exchange answers', () => wire.texts.some(text => text.includes('still-there')));
    const answers = wire.texts.filter(text => !text.includes('still-there'));
    expect(answers.map(text => Number(text.slice(8, 11)))).toEqual(status === SILENCE ? [] : [status]);
    wire.close();
  });
});

it('a frame of more than 64 kB ends its connection and no other', async () => {
  const [guilty, innocent] = [await Wire.open(exchange.url), await Wire.open(exchange.url)];
  guilty.send('A'.repeat(1 << 20));
  await until('the connection is closed', () => guilty.closed);
  innocent.send(write('OPTIONS', { uri: `sip:${DOMAIN}` }));
  expect((await innocent.answer('OPTIONS')).status).toBe(200);
  innocent.close();
});

it('more connections than there is room for are turned away, and room comes back', async () => {
  const small = await startExchange({ domain: DOMAIN, users: new Map(), countryCode: '966' });
  const open = (): Promise<Wire> => Wire.open(small.url);
  const wires = await Promise.all(Array.from({ length: LIMITS.connections + 8 }, open));
  await until('the last ones are closed', () => wires.filter(wire => wire.closed).length === 8);
  for (const wire of wires) wire.close();
  const isServed = async (): Promise<boolean> => {
    const wire = await open();
    wire.send(write('OPTIONS', { uri: `sip:${DOMAIN}` }));
    await until('an answer or the end', () => wire.closed || wire.texts.length > 0);
    return wire.texts.length > 0;
  };
  while (!(await isServed())) expect(wires).toHaveLength(LIMITS.connections + 8);
  await small.close();
});

it('mutations of an INVITE leave it well', async () => {
  const wire = await Wire.open(exchange.url);
  const mutation = fc.record({
    at: fc.nat(INVITE.length),
    cut: fc.nat(20),
    put: fc.oneof(
      fc.string({ maxLength: 10 }),
      fc.constantFrom('\r\n', '\r\n\r\n', ';', '<', '"', ',', ':', '\0', 'ü'),
    ),
  });
  const mutated = fc.array(mutation, { minLength: 1, maxLength: 4 }).map(mutations => {
    const apply = (text: string, { at, cut, put }: (typeof mutations)[0]): string =>
      text.slice(0, at) + put + text.slice(at + cut);
    return mutations.reduce(apply, INVITE);
  });
  for (const text of fc.sample(mutated, 500)) wire.send(text);
  wire.send(write('OPTIONS', { uri: `sip:${DOMAIN}`, callId: 'still-there' }));
  await until('the exchange answers', () => wire.texts.some(text => text.includes('still-there')));
  wire.close();
});
