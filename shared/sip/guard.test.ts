import { describe, expect, it } from 'vitest';
import { createGuard } from './guard.ts';
import type { Verdict } from './port.ts';

const guard = createGuard();
const sdp = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n';

/** An INVITE from Layla at the exchange to the agent; `change` replaces, removes (null) or adds headers. */
function invite(
  change: Record<string, string | null> = {},
  body = sdp,
  line = 'INVITE sip:agent@x.invalid SIP/2.0',
) {
  const headers: Record<string, string | null> = {
    Via: 'SIP/2.0/WSS pbx.example.org;branch=z9hG4bK776asdhds',
    'Max-Forwards': '70',
    From: '"Layla Haddad" <sip:+966501234567@pbx.example.org>;tag=1928301774',
    To: '<sip:agent@pbx.example.org>',
    'Call-ID': 'a84b4c76e66710@pbx.example.org',
    CSeq: '314159 INVITE',
    Contact: '<sip:pbx.example.org;transport=ws>',
    'Content-Type': 'application/sdp',
    'Content-Length': String(new TextEncoder().encode(body).length),
    ...change,
  };
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  );
  return [line, ...lines, '', body].join('\r\n');
}

function ringing(change: Record<string, string | null> = {}) {
  return invite({ CSeq: '2 INVITE', ...change }, '', 'SIP/2.0 180 Ringing');
}

const answered = (verdict: Verdict): string => (verdict.kind === 'answer' ? verdict.response : verdict.kind);
const statusOf = (verdict: Verdict): number => Number(/^SIP\/2\.0 (\d{3}) /.exec(answered(verdict))?.[1]);

describe('a call that is in order', () => {
  it('passes untouched, with who calls read from it', () => {
    const frame = invite({ 'P-Asserted-Identity': '"Layla" <tel:+966501234567>', Privacy: 'none' });
    const verdict = guard(frame);
    expect(verdict).toEqual({
      kind: 'pass',
      text: frame,
      scan: {
        method: 'INVITE',
        status: null,
        callId: 'a84b4c76e66710@pbx.example.org',
        cseq: { number: 314159, method: 'INVITE' },
        inDialog: false,
        from: { user: '+966501234567', name: 'Layla Haddad' },
        to: { user: 'agent', name: null },
        asserted: { user: '+966501234567', name: 'Layla' },
        anonymous: false,
        diversion: null,
        replaces: false,
      },
    });
  });

  it('passes as bytes just as it does as text', () => {
    const frame = invite({ From: '"ليلى" <sip:1001@pbx.example.org>;tag=1' }, 'v=0\r\ns=ليلى\r\n');
    expect(guard(new TextEncoder().encode(frame))).toEqual(guard(frame));
  });

  it('loses what lies beyond Content-Length', () => {
    const verdict = guard(`${invite()}INVITE sip:second@x SIP/2.0\r\n`);
    expect(verdict.kind === 'pass' && verdict.text).toBe(invite());
  });

  it('has no body at all when Content-Length is 0, whatever follows', () => {
    const options = invite({ CSeq: '1 OPTIONS', 'Content-Type': null }, '', 'OPTIONS sip:agent@x SIP/2.0');
    expect(guard(`${options}junk`)).toMatchObject({ kind: 'pass', text: options });
  });

  it('never has its body cut inside a character, which would make SIP.js throw', () => {
    const verdict = guard(invite({ 'Content-Length': '3' }, '\u{1f4de}'));
    expect(verdict.kind === 'pass' && verdict.text.endsWith('\r\n\r\n')).toBe(true);
  });

  it('keeps the length of a body told in bytes, not in characters', () => {
    const verdict = guard(invite({}, 's=هاتف\r\n'));
    expect(verdict.kind === 'pass' && verdict.text.endsWith('s=هاتف\r\n')).toBe(true);
  });
});

describe('keep-alive', () => {
  it('answers a ping of two CRLF with one, and takes a lone CRLF for the answer to ours', () => {
    expect(guard('\r\n\r\n')).toEqual({ kind: 'keepAlive', pong: '\r\n' });
    expect(guard('\r\n')).toEqual({ kind: 'keepAlive', pong: null });
    expect(guard(new Uint8Array())).toEqual({ kind: 'keepAlive', pong: null });
  });
});

describe('a request that is refused', () => {
  it('is told why, with everything that lets its sender match the answer', () => {
    expect(answered(guard(invite({ CSeq: '314159 OPTIONS' })))).toMatch(
      /^SIP\/2\.0 400 CSeq Method Mismatch\r\nVia: SIP\/2\.0\/WSS pbx\.example\.org;branch=z9hG4bK776asdhds\r\nFrom: "Layla Haddad" <sip:\+966501234567@pbx\.example\.org>;tag=1928301774\r\nTo: <sip:agent@pbx\.example\.org>;tag=[0-9a-z]+\r\nCall-ID: a84b4c76e66710@pbx\.example\.org\r\nCSeq: 314159 OPTIONS\r\nContent-Length: 0\r\n\r\n$/,
    );
  });

  it('gets the same tag for every copy, another for another request, and keeps a tag that was there', () => {
    const tag = (frame: string) => /^To: .*;tag=(.+)$/m.exec(answered(guard(frame)))?.[1];
    const frame = invite({ Require: 'telepathy' });
    expect(tag(frame)).toBe(tag(frame));
    expect(tag(invite({ Require: 'telepathy', 'Call-ID': 'other' }))).not.toBe(tag(frame));
    expect(tag(invite({ Require: 'telepathy', To: '<sip:agent@x>;tag=ours' }))).toBe('ours');
  });

  it('names what is not supported', () => {
    expect(answered(guard(invite({ Require: 'replaces, telepathy,clairvoyance' })))).toContain(
      'SIP/2.0 420 Bad Extension\r\n',
    );
    expect(answered(guard(invite({ Require: 'replaces, telepathy,clairvoyance' })))).toContain(
      '\r\nUnsupported: telepathy, clairvoyance\r\n',
    );
  });

  it.each([
    [{ 'Call-ID': null }, 400],
    [{ CSeq: 'abc' }, 400],
    [{ CSeq: '4294967301 INVITE' }, 400],
    [{ CSeq: '36893488147419103232 INVITE' }, 400],
    [{ From: '"Layla <sip:1@x>;tag=1' }, 400],
    [{ 'Content-Length': '9999' }, 400],
    [{ 'Content-Length': '-1' }, 400],
    [{ 'Content-Length': '0x10' }, 400],
    [{ 'Content-Length': '1, 1' }, 400],
    [{ Subject: 'a\u0000b' }, 400],
    [{ Subject: 'a\nInjected: b' }, 400],
    [{ 'Bad Name': 'x' }, 400],
    [{ Contact: null }, 400],
    [{ Contact: '*' }, 400],
    [{ Contact: '<tel:+966501234567>' }, 400],
    [{ 'Content-Type': null }, 400],
    [{ 'Content-Type': 'application/sdp;' }, 400],
    [{ From: '<sip:1001@pbx_1>;tag=1' }, 400],
    [{ From: '<sip:1001@[2001:db8]>;tag=1' }, 400],
    [{ From: '<tel:+966501234567>;tag=1' }, 400],
    [{ 'Content-Type': 'application/isup' }, 415],
    [{ 'Content-Encoding': 'gzip' }, 415],
    [{ Accept: 'text/plain' }, 406],
  ] as const)('%j is answered %i', (change, status) => {
    expect(statusOf(guard(invite(change)))).toBe(status);
  });

  it.each([
    ['INVITE sip:agent@x SIP/3.0', 505],
    ['INVITE  sip:agent@x SIP/2.0', 400],
    ['INVITE <sip:agent@x> SIP/2.0', 400],
    ['INVITE sip:agent@x?Replaces=1 SIP/2.0', 400],
    ['INVITE tel:+966501234567 SIP/2.0', 416],
    ['BREW sip:agent@x SIP/2.0', 501],
  ])('%s is answered %i', (line, status) => {
    const method = line.split(' ')[0] ?? '';
    expect(statusOf(guard(invite({ CSeq: `1 ${method}` }, sdp, line)))).toBe(status);
  });

  it('is told 405 with what we do serve, when its method is for a registrar', () => {
    const verdict = guard(invite({ CSeq: '1 REGISTER' }, '', 'REGISTER sip:pbx.example.org SIP/2.0'));
    expect(answered(verdict)).toMatch(/^SIP\/2\.0 405 .*\r\nAllow: ACK, BYE, /s);
  });

  it('is told what its method cannot do without', () => {
    const request = (method: string, change: Record<string, string | null> = {}) =>
      invite({ CSeq: `1 ${method}`, ...change }, '', `${method} sip:agent@x.invalid SIP/2.0`);
    expect(statusOf(guard(request('REFER')))).toBe(400);
    expect(guard(request('REFER', { 'Refer-To': '<sip:1002@pbx.example.org>' })).kind).toBe('pass');
    expect(statusOf(guard(request('NOTIFY')))).toBe(489);
    expect(guard(request('NOTIFY', { Event: 'refer;id=1' })).kind).toBe('pass');
  });

  it('accepts a body of unknown type that the caller calls optional', () => {
    const change = { 'Content-Type': 'application/isup', 'Content-Disposition': 'signal;handling=optional' };
    expect(guard(invite(change)).kind).toBe('pass');
  });
});

describe('what gets no answer', () => {
  it('is an ACK, whatever is wrong with it', () => {
    expect(guard(invite({ CSeq: '1 BYE' }, '', 'ACK sip:agent@x SIP/2.0')).kind).toBe('drop');
    expect(guard(invite({ CSeq: '1 ACK', Require: 'x' }, '', 'ACK sip:agent@x SIP/2.0')).kind).toBe('pass');
  });

  it.each([
    { CSeq: 'abc' },
    { CSeq: null },
    { Via: 'SIP/2.0/WSS a, SIP/2.0/WSS b' },
    { CSeq: '1 INVITEX' },
    { From: '"' },
    { 'Content-Length': '5' },
  ])('is a response with %j', change => {
    expect(guard(ringing(change)).kind).toBe('drop');
    expect(guard(ringing()).kind).toBe('pass');
  });

  it.each([
    'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
    'A'.repeat(60_000),
    'SIP/2.0 4294967301 OK\r\n\r\n',
    '\ud800\r\n\r\n',
  ])('is what is not SIP', frame => {
    expect(guard(frame).kind).toBe('drop');
  });

  it('is a frame whose headers are not UTF-8', () => {
    const bytes = new TextEncoder().encode(invite());
    bytes[10] = 0xff;
    expect(guard(bytes)).toEqual({ kind: 'drop', reason: 'not UTF-8' });
  });
});

describe('limits', () => {
  it('answers a request that is too large, and drops what cannot be read at all', () => {
    expect(statusOf(guard(invite({}, 'v=0\r\n'.repeat(20_000))))).toBe(513);
    expect(guard('A'.repeat(1_000_000)).kind).toBe('drop');
  });

  it.each([
    ['a line', invite({ Subject: 'x'.repeat(9_000) })],
    ['a folded line', invite({ Subject: 'x\r\n '.repeat(4_000) })],
    ['parameters', invite({ Contact: `<sip:a@b>${';x'.repeat(100)}` })],
    ['Via values', invite({ Via: Array.from({ length: 80 }, () => 'SIP/2.0/UDP a').join(',') })],
    ['headers', invite(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`X-${i}`, 'y'])))],
    [
      'the header section',
      invite(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`X-${i}`, 'y'.repeat(200)]))),
    ],
  ])('bound %s', (_, frame) => {
    expect(statusOf(guard(frame))).toBe(400);
  });
});

describe('what SIP.js would misread', () => {
  const passed = (frame: string) => {
    const verdict = guard(frame);
    return verdict.kind === 'pass' ? verdict.text : verdict.kind;
  };

  it('is spelled out when it is a short name that SIP.js does not know', () => {
    expect(passed(invite({ o: 'refer', x: '1800' }))).toBe(
      invite({}).replace('\r\n\r\n', '\r\nevent: refer\r\nsession-expires: 1800\r\n\r\n'),
    );
  });

  it('is taken out when it would pass for a header that is already there', () => {
    expect(passed(invite({ Call_ID: 'forged', X_Queue: 'sales' }))).toBe(invite({ X_Queue: 'sales' }));
  });

  it('is reduced to the strongest challenge', () => {
    const md5 = 'Digest realm="pbx", nonce="1", algorithm=MD5';
    const sha = 'Digest realm="pbx", nonce="1", algorithm=SHA-256';
    const frame = ringing({ 'WWW-Authenticate': sha, 'www-authenticate': md5 });
    expect(passed(frame)).toBe(ringing({ 'WWW-Authenticate': sha }));
  });

  it('loses challenges that SIP.js cannot read, and would drop the whole response for', () => {
    const md5 = 'Digest realm="pbx", nonce="1"';
    const challenge = { 'WWW-Authenticate': 'Bearer authz_server="https://a"', 'www-authenticate': md5 };
    expect(passed(ringing(challenge))).toBe(ringing({ 'www-authenticate': md5 }));
    expect(passed(ringing({ 'Proxy-Authenticate': 'Digest realm="pbx' }))).toBe(ringing());
  });

  it('gets the quotes that a name in Arabic should have had', () => {
    const From = (name: string) => ({ From: `${name} <sip:1001@pbx.example.org>;tag=1` });
    expect(passed(invite(From('ليلى حداد')))).toBe(invite(From('"ليلى حداد"')));
    expect(passed(invite(From('ليلى, حداد')))).toBe('answer');
    expect(passed(invite(From('Layla')))).toBe(invite(From('Layla')));
  });

  it('loses what a reason phrase may not hold', () => {
    const busy = (reason: string) => invite({ CSeq: '2 INVITE' }, '', `SIP/2.0 486 ${reason}`);
    expect(passed(busy('Busy "until 5" [queue] 100%'))).toBe(busy('Busy  until 5   queue  100 '));
    expect(passed(busy('Busy').replace('486 Busy', '486'))).toBe(busy(''));
  });

  it('loses a body that has no type, and an expiry that no timer can hold', () => {
    const answer = invite({ 'Content-Type': null, CSeq: '2 INVITE' }, 'x', 'SIP/2.0 200 OK');
    expect(passed(answer)).toBe(answer.slice(0, -1));
    expect(passed(invite({ Expires: '4294967295' }))).toBe(invite());
    expect(passed(invite({ Expires: '120' }))).toBe(invite({ Expires: '120' }));
  });

  it('gets the Contact that a caller of RFC 2543 leaves out', () => {
    const old = { From: '<sip:1001@pbx.example.org>', Contact: null };
    expect(passed(invite(old))).toContain('\r\nContact: <sip:1001@pbx.example.org>\r\n\r\n');
  });
});
