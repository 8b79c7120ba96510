/** SIP messages to measure with: the torture messages of the standards, everyday ones, and mutations of both. */
import { readFileSync } from 'node:fs';
import { expectations, type Expected } from '../shared/sip/torture/expected.ts';
import { createRandom, type Random } from './random.ts';

const folder = new URL('../shared/sip/torture/', import.meta.url);

export function tortureMessages(): { row: Expected; bytes: Uint8Array }[] {
  return expectations.map(row => ({ row, bytes: readFileSync(new URL(`${row.file}.dat`, folder)) }));
}

const sdp = [
  'v=0',
  'o=- 4611731400430051336 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 9 0 8 101',
  'c=IN IP4 0.0.0.0',
  'a=ice-ufrag:4ZcD',
  'a=ice-pwd:2/1muCWoOi3uLifh0NuRHlgH',
  'a=fingerprint:sha-256 19:E2:1C:3B:4B:9F:81:E6:B8:5C:F4:A5:A8:D8:73:04:BB:05:2F:70:9F:04:A9:0E:05:E9:26:33:E8:70:88:A2',
  'a=setup:actpass',
  'a=rtpmap:111 opus/48000/2',
  'a=rtpmap:101 telephone-event/8000',
  '',
].join('\r\n');

/** An INVITE of about 1.8 kB as an exchange sends it to a phone behind a WebSocket; `n` makes it another call. */
export function everydayInvite(n: number): string {
  return [
    `INVITE sip:agent${n % 7}@df7jal23ls0d.invalid;transport=ws SIP/2.0`,
    'Record-Route: <sip:pbx.example.org:443;transport=ws;lr;ftag=as6f4dabdb>',
    `Via: SIP/2.0/WSS pbx.example.org:443;branch=z9hG4bK56sdasks${n}`,
    `Via: SIP/2.0/UDP 192.0.2.10:5060;rport=5060;branch=z9hG4bK2d4790${n}`,
    'Max-Forwards: 69',
    `From: "Layla Haddad \\"${n}\\"" <sip:+9665012${String(10_000 + n).slice(-5)}@pbx.example.org;user=phone>;tag=as6f4dabdb${n}`,
    `To: <sip:agent@pbx.example.org>`,
    `Call-ID: 6fbf5a0d3fd0f3c65ae01e3e${n}@pbx.example.org`,
    'CSeq: 102 INVITE',
    'Contact: <sip:+966501234567@192.0.2.10:5060>',
    `P-Asserted-Identity: "ليلى حداد" <sip:+9665012${String(10_000 + n).slice(-5)}@pbx.example.org>`,
    'Diversion: <sip:800@pbx.example.org>;reason=unconditional',
    'Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, SUBSCRIBE, NOTIFY, INFO, PUBLISH, MESSAGE',
    'Supported: replaces, timer',
    'User-Agent: Exchange 22.10.1',
    'Content-Type: application/sdp',
    `Content-Length: ${sdp.length}`,
    '',
    sdp,
  ].join('\r\n');
}

/** The other messages a phone hears all day: responses with and without challenge, and requests in a dialog. */
export function everydayMessages(): string[] {
  const head = (first: string, cseq: string, more: readonly string[] = []): string =>
    [
      first,
      'Via: SIP/2.0/WSS agent.invalid;branch=z9hG4bK776asdhds;received=192.0.2.7',
      'From: "Agent" <sip:agent@pbx.example.org>;tag=1928301774',
      'To: <sip:+966501234567@pbx.example.org>;tag=as1d2e',
      'Call-ID: a84b4c76e66710',
      `CSeq: ${cseq}`,
      ...more,
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n');
  return [
    everydayInvite(1),
    head('SIP/2.0 401 Unauthorized', '1 REGISTER', [
      'WWW-Authenticate: Digest realm="asterisk", nonce="1700000000/5b2a", opaque="3f", algorithm=MD5, qop="auth"',
    ]),
    head('SIP/2.0 200 OK', '2 REGISTER', ['Contact: <sip:agent@agent.invalid;transport=ws>;expires=299']),
    head('SIP/2.0 100 Trying', '3 INVITE'),
    head('SIP/2.0 183 Session Progress', '3 INVITE', ['Contact: <sip:pbx.example.org;transport=ws>']),
    head('SIP/2.0 486 Busy Here', '3 INVITE', ['Reason: Q.850;cause=17']),
    head('BYE sip:agent@agent.invalid SIP/2.0', '103 BYE', ['Max-Forwards: 70']),
    head('NOTIFY sip:agent@agent.invalid SIP/2.0', '104 NOTIFY', [
      'Event: refer',
      'Subscription-State: active',
    ]),
    head('CANCEL sip:agent@agent.invalid SIP/2.0', '102 CANCEL'),
    head('OPTIONS sip:agent@agent.invalid SIP/2.0', '1 OPTIONS'),
  ];
}

/** What hurts parsers: separators, quotes, escapes, numbers at the edge, half characters, other headers. */
const fragments: readonly string[] = [
  '\r\n', '\r', '\n', '\r\n\r\n', '\r\n ', '\u0000', '\u007f', ' ', '\t', ';', ';;', ',', ',,', '<', '>', '"', '\\', '\\"', '@', ':',
  '::', '%', '%00', '%0d%0a', '%ff', '?', '=', '/', '*', '-1', '0', '4294967296', '4294967301', '99999999999999999999',
  'é', 'ليلى', '\u{1f4de}', '\u2028', '\ufeff', '\u00a0', 'sip:', 'tel:', 'sips:', 'SIP/2.0', 'z9hG4bK', 'INVITE', 'ACK', 'BYE',
  '\r\nCSeq: abc', '\r\nCall_ID: x', '\r\nContent-Length: 1', '\r\nContent-Length: 99', '\r\nVia: x', '\r\nTo: "', '\r\nRequire: x',
  '\r\nContact: *', '\r\nReplaces: a;to-tag=b;from-tag=c', '\r\nRecord-Route: <sip:a;lr>', '\r\n__proto__: x', '\r\nconstructor: x',
  '\r\nEvent: refer', '\r\nRSeq: 1', '\r\nRAck: 1 1 INVITE', '\r\nRefer-To: sip:x', '\r\nWWW-Authenticate: Digest', '\r\nl: 0',
]; // prettier-ignore

/** One to four changes of a few bytes each. `others` lends pieces. */
export function mutate(bytes: Uint8Array, others: readonly Uint8Array[], random: Random): Uint8Array {
  let mutated = Buffer.from(bytes);
  for (let changes = random.pick([1, 1, 1, 2, 4]); changes > 0; changes--) {
    const at = random.below(mutated.length + 1);
    const until = Math.min(mutated.length, at + 1 + random.below(random.pick([1, 1, 2, 8, 40, 400])));
    const before = mutated.subarray(0, at);
    const after = mutated.subarray(until);
    switch (random.below(7)) {
      case 0:
        mutated = Buffer.concat([before, after]);
        break;
      case 1:
        mutated = Buffer.concat([before, Buffer.from(random.pick(fragments)), mutated.subarray(at)]);
        break;
      case 2:
        mutated = Buffer.concat([before, Buffer.from(random.pick(fragments)), after]);
        break;
      case 3:
        mutated = Buffer.concat([mutated.subarray(0, until), mutated.subarray(at)]);
        break;
      case 4:
        mutated = Buffer.concat([before, Uint8Array.of(random.below(256)), after]);
        break;
      case 5: {
        const other = random.pick(others);
        const from = random.below(other.length);
        mutated = Buffer.concat([before, other.subarray(from, from + random.below(200)), after]);
        break;
      }
      default:
        mutated = swapLines(mutated, random);
    }
  }
  return mutated;
}

function swapLines(bytes: Buffer, random: Random): Buffer<ArrayBuffer> {
  const lines = bytes.toString('latin1').split('\r\n');
  const one = random.below(lines.length);
  const two = random.below(lines.length);
  [lines[one], lines[two]] = [lines[two] ?? '', lines[one] ?? ''];
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

/** `count` mutations, the same for the same seed. */
export function* mutations(count: number, seed = 1): Generator<Uint8Array> {
  const random = createRandom(seed);
  const sources = [
    ...tortureMessages().map(message => message.bytes),
    ...everydayMessages().map(text => Buffer.from(text)),
  ];
  for (let i = 0; i < count; i++) yield mutate(random.pick(sources), sources, random);
}
