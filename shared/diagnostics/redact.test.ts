import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from './redact.ts';

/** Marks of letters that no word of a message consists of. */
const mark = (text: string): string => {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return sum
    .toString(16)
    .replace(/[0-9a-f]/g, digit => 'bcdfghjkmnpqrtvw'[Number.parseInt(digit, 16)] ?? 'x');
};
const { sip, device, host } = createRedactor({ mark, hosts: () => new Set(['pbx.example.org']) });

const secrets = ['Layla', 'Haddad', 'ليلى', '505550142', 'correct-horse', '2/1muCWoOi3u'] as const;
const invite = [
  'INVITE sip:agent3@df7jal23ls0d.invalid;transport=ws SIP/2.0',
  'Via: SIP/2.0/WSS pbx.example.org:443;branch=z9hG4bK505550142',
  'v: SIP/2.0/UDP 192.168.7.9:5060;rport=5060;branch=z9hG4bK2d4790;received=203.0.113.9',
  'From: "Layla Haddad" <sip:+966505550142@pbx.example.org;user=phone>;tag=Layla-1',
  'To: <sip:agent@pbx.example.org>',
  'Call-ID: 966505550142@pbx.example.org',
  'CSeq: 102 INVITE',
  'Max-Forwards: 69',
  'Contact: <sip:+966505550142@192.168.7.9:5060>;expires=300',
  'P-Asserted-Identity: "ليلى حداد" <tel:+966505550142>',
  'Diversion: Layla <sip:505550142@layla-haddad.example>;reason=unconditional',
  'Proxy-Authorization: Digest username="Layla", realm="pbx.example.org", nonce="505550142", uri="sip:x", response="correct-horse", algorithm=MD5',
  'Allow: INVITE, ACK, Layla, BYE',
  'User-Agent: Asterisk PBX 22.10 on Laylas-laptop',
  'X-Customer: Layla Haddad +966505550142',
  'Layla-Haddad: x',
  'Subject: Layla',
  ' Haddad',
  'Content-Type: application/sdp',
  'Content-Length: 505550142',
  '',
  'v=0',
  'o=Layla 505550142 2 IN IP4 127.0.0.1',
  's=Haddad',
  'm=audio 40000 UDP/TLS/RTP/SAVPF 111 0 101',
  'c=IN IP4 203.0.113.9',
  'a=rtpmap:111 opus/48000/2',
  'a=rtpmap:101 Layla/8000',
  'a=fmtp:111 minptime=10;useinbandfec=1;layla=505550142',
  'a=ice-pwd:2/1muCWoOi3uLifh0NuRHlgH',
  'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:correct-horse',
  'a=candidate:1 1 udp 2113937151 192.168.7.9 50001 typ host',
  'a=sendrecv',
  'a=label:Layla',
].join('\r\n');

describe('a message that is shown to a stranger', () => {
  it('still tells what happened', () => {
    const shown = sip(invite);
    expect(shown).toContain('INVITE sip:user-');
    expect(shown).toContain('Via: SIP/2.0/WSS pbx.example.org:443;branch=');
    expect(shown).toContain('CSeq: 102 INVITE');
    expect(shown).toContain('Proxy-Authorization: Digest realm=pbx.example.org algorithm=MD5 response=…');
    expect(shown).toContain('User-Agent: Asterisk');
    expect(shown).toContain('m=audio 40000 UDP/TLS/RTP/SAVPF 111 0 101');
    expect(shown).toContain('a=rtpmap:111 opus/48000');
    expect(shown).toContain('a=fmtp:111 minptime=10;useinbandfec=1');
    expect(shown).toContain('a=candidate 1 udp 192.168.7.9 50001 typ host');
    expect(shown).toContain('(2 other headers)');
  });

  it('names the same people and calls alike in all messages, so that they can be followed', () => {
    const again = sip(invite.replace('INVITE sip:', 'BYE sip:').replace('102 INVITE', '103 BYE'));
    const call = /Call-Id: (call-\S+)/.exec(again)?.[1];
    expect(call).toMatch(/^call-[a-z]+$/);
    expect(sip(invite)).toContain(`Call-Id: ${call}`);
  });

  it.each([
    ['SIP/2.0 404 No Layla at 505550142\r\nCSeq: 1 REGISTER\r\n\r\n', 'SIP/2.0 404\nCSeq: 1 REGISTER'],
    ['\r\n\r\n', '(keep-alive)'],
    ['GET /Layla HTTP/1.1\r\n\r\n', '(not SIP, 23 characters)'],
    [
      'MESSAGE sip:a@pbx.example.org SIP/2.0\r\nc: text/plain\r\n\r\nLayla',
      /^MESSAGE sip:.*\n.*\n\n\(5 characters\)$/s,
    ],
    ['LAYLA sip:a@pbx.example.org SIP/2.0\r\n\r\n', /^… sip:user-\w+@pbx\.example\.org SIP\/2\.0$/],
  ])('%j', (message, shown) => {
    if (typeof shown === 'string') expect(sip(message)).toBe(shown);
    else expect(sip(message)).toMatch(shown);
  });

  const leaks = (shown: string): string[] => [
    ...secrets.filter(secret => shown.toLowerCase().includes(secret.toLowerCase())),
    ...(shown.match(/\d{7,}/g) ?? []),
  ];

  it('holds no name, no number and no password', () => {
    expect(leaks(sip(invite))).toEqual([]);
  });

  const planted = fc.constantFrom(
    ...secrets,
    '+966505550142',
    '"Layla Haddad"',
    '<sip:505550142>',
    'Layla:505550142',
  );
  const glue = fc.constantFrom(
    '',
    ' ',
    ';',
    ',',
    '=',
    '"',
    '\r\n',
    '\r\n ',
    ': ',
    '@',
    '<',
    '>',
    '/',
    '\r\na=',
    '\r\nVia: ',
  );
  it('whatever is written where', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(invite.length), glue, planted, glue, fc.nat(6)), {
          minLength: 1,
          maxLength: 8,
        }),
        plants => {
          let text = invite;
          for (const [at, before, secret, after, cut] of plants)
            text = text.slice(0, at) + before + secret + after + text.slice(at + cut);
          expect(leaks(sip(text))).toEqual([]);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('of the torture messages keeps no number and no quoted text', () => {
    const folder = new URL('../sip/torture/', import.meta.url);
    for (const file of readdirSync(folder).filter(name => name.endsWith('.dat'))) {
      const shown = sip(readFileSync(new URL(file, folder), 'utf8'));
      expect(shown.match(/\d{7,}|"/g), file).toBeNull();
    }
  });
});

describe('what else is named', () => {
  it.each([
    ['Jabra Evolve2 65 (0b0e:2481)', 'Jabra Evolve2 65 (0b0e:2481)'],
    ['Layla’s AirPods Pro', '… AirPods Pro'],
    ['Headset 050 555 0142 Layla', 'Headset 050 … … …'],
    ['Built-in Audio Analog Stereo', 'Built-in Audio Analog Stereo'],
  ])('a device called %j is called %j', (label, said) => {
    expect(device(label)).toBe(said);
  });

  it.each([
    ['pbx.example.org:5061', 'pbx.example.org:5061'],
    ['127.0.0.1', '127.0.0.1'],
    ['10.1.2.300', /^address-[a-z]+$/],
    ['203.0.113.9:5060', /^address-[a-z]+:5060$/],
    ['layla.example', /^host-[a-z]+$/],
    ['0505550142', /^address-[a-z]+$/],
  ])('a host called %j is called %j', (name, said) => {
    if (typeof said === 'string') expect(host(name)).toBe(said);
    else expect(host(name)).toMatch(said);
  });
});
