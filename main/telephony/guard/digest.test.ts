import { Core, UserAgent } from 'sip.js';
import { describe, expect, it } from 'vitest';
import { createAuthenticationFactory, type DigestOptions } from './digest.ts';
import { createRealmPin } from './realm.ts';
import { digestResponse } from './response.ts';

const loggerFactory = new Core.LoggerFactory();
loggerFactory.builtinEnabled = false;

function requestTo(target: string, method = 'INVITE', body?: string) {
  const uri = (text: string) => {
    const made = UserAgent.makeURI(text);
    if (made === undefined) throw new Error(`not a URI: ${text}`);
    return made;
  };
  const own = uri('sip:agent@pbx.example.org');
  return new Core.OutgoingRequestMessage(
    method,
    uri(target),
    own,
    own,
    {},
    [],
    body === undefined
      ? undefined
      : { contentDisposition: 'session', contentType: 'text/plain', content: body },
  );
}

/** The challenge as SIP.js reads it from the wire. */
function challenge(header: string): unknown {
  return Core.Parser.parseMessage(
    [
      'SIP/2.0 401 Unauthorized',
      'Via: SIP/2.0/WSS a.invalid;branch=z9hG4bK1',
      `WWW-Authenticate: ${header}`,
      '',
      '',
    ].join('\r\n'),
    loggerFactory.getLogger('test'),
  )?.parseHeader('www-authenticate');
}

const ours = challenge('Digest realm="asterisk", nonce="abc", qop="auth", algorithm=MD5, opaque="o"');

function line(change: Partial<DigestOptions> = {}) {
  const realm = createRealmPin('pbx.example.org');
  const factory = createAuthenticationFactory({
    loggerFactory,
    username: 'agent',
    password: 'secret',
    hosts: ['pbx.example.org', 'sip.example.org'],
    realm: () => realm,
    cnonce: () => 'cafe',
    ...change,
  });
  return {
    realm,
    /** The Authorization that would be sent, null for none. */
    answer(target: string, to: unknown, method = 'INVITE', body?: string): string | null {
      const credentials = factory();
      return credentials.authenticate(requestTo(target, method, body), to) ? credentials.toString() : null;
    },
    registers(to: unknown = ours) {
      const sent = this.answer('sip:pbx.example.org', to, 'REGISTER');
      realm.registered();
      return sent;
    },
    factory,
  };
}

describe('the response', () => {
  // RFC 7616 3.9.1
  const mufasa = {
    username: 'Mufasa',
    realm: 'http-auth@example.org',
    password: 'Circle of Life',
    method: 'GET',
    uri: '/dir/index.html',
    nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
    protection: { qop: 'auth', cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ', count: '00000001' },
    body: '',
  } as const;

  it('is the one of the standard, for both algorithms', () => {
    expect(digestResponse({ ...mufasa, algorithm: 'MD5' })).toBe('8ca523f5e9506fed4657c9700eebdbec');
    expect(digestResponse({ ...mufasa, algorithm: 'SHA-256' })).toBe(
      '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
    );
  });

  it('without quality of protection is the one of RFC 2617 3.5 less its qop', () => {
    // Computed once with an independent program: md5(md5(A1):nonce:md5(A2)).
    expect(digestResponse({ ...mufasa, algorithm: 'MD5', protection: null })).toBe(
      '7b2cc3b30e75b4777ea31027084363fd',
    );
  });
});

describe('our own server', () => {
  it('is answered at registration, whatever its realm, and from then on under that realm', () => {
    const alice = line();
    expect(alice.registers()).toMatch(
      /^Digest username="agent", realm="asterisk", nonce="abc", uri="sip:pbx\.example\.org", response="[0-9a-f]{32}", algorithm=MD5, opaque="o", qop=auth, cnonce="cafe", nc=00000001$/,
    );
    expect(alice.realm.learned).toBe('asterisk');
    expect(alice.answer('sip:+966501234567@pbx.example.org', ours)).not.toBeNull();
    expect(alice.answer('sip:asterisk@sip.example.org:8089;transport=ws', ours, 'BYE')).not.toBeNull();
  });

  it('gets SHA-256 when it asks for it, and no MD5 where policy forbids it', () => {
    const sha = challenge('Digest realm="asterisk", nonce="abc", qop="auth", algorithm=SHA-256');
    expect(line().registers(sha)).toMatch(/response="[0-9a-f]{64}", algorithm=SHA-256/);
    expect(line({ algorithms: ['SHA-256'] }).registers(ours)).toBeNull();
    expect(
      line().registers(challenge('Digest realm="asterisk", nonce="abc", algorithm=SHA-512-256')),
    ).toBeNull();
  });

  it('counts the uses of a nonce, and starts again with a fresh one', () => {
    const alice = line();
    const credentials = alice.factory();
    const stale = challenge('Digest realm="asterisk", nonce="def", qop="auth", stale=true');
    const count = (to: unknown) => {
      expect(credentials.authenticate(requestTo('sip:pbx.example.org', 'REGISTER'), to)).toBe(true);
      return /nc=(\d{8})/.exec(credentials.toString())?.[1];
    };
    expect([count(ours), count(ours), count(stale)]).toEqual(['00000001', '00000002', '00000001']);
    expect(credentials.stale).toBe(true);
  });

  it('may ask for the body to be covered', () => {
    const strict = challenge('Digest realm="asterisk", nonce="abc", qop="auth-int"');
    const alice = line();
    const one = alice.answer('sip:pbx.example.org', strict, 'REGISTER', 'one');
    const two = alice.answer('sip:pbx.example.org', strict, 'REGISTER', 'two');
    expect(one).toContain('qop=auth-int');
    expect(one).not.toBe(two);
  });
});

describe('anybody else', () => {
  const registered = () => {
    const alice = line();
    alice.registers();
    return alice;
  };

  it('gets no credentials for another realm, not even at REGISTER', () => {
    const forged = challenge('Digest realm="attacker.example", nonce="abc", qop="auth"');
    expect(registered().answer('sip:agent@pbx.example.org', forged)).toBeNull();
    expect(registered().answer('sip:pbx.example.org', forged, 'REGISTER')).toBeNull();
  });

  it('gets none for our realm when the request went to another target', () => {
    expect(registered().answer('sip:mallory@attacker.example', ours, 'BYE')).toBeNull();
    expect(registered().answer('sip:mallory@pbx.example.org.attacker.example', ours, 'BYE')).toBeNull();
    expect(registered().answer('sip:pbx.example.org@attacker.example', ours, 'BYE')).toBeNull();
  });

  it('cannot teach a realm with a challenge to a call', () => {
    const alice = line();
    expect(alice.answer('sip:1@pbx.example.org', ours)).toBeNull();
    alice.realm.registered();
    expect(alice.realm.learned).toBeNull();
  });

  it.each([
    undefined,
    null,
    {},
    { realm: 'asterisk' },
    { realm: 'asterisk', nonce: 'a\r\nX: y' },
    { realm: 'asterisk', nonce: 'a", uri="sip:other' },
    { realm: 'asterisk', nonce: 'a\\' },
    { realm: 'asterisk', nonce: 'a'.repeat(3_000) },
    { realm: 'asterisk', nonce: 'a', opaque: '"' },
    { realm: 'asterisk', nonce: 'a', qop: ['auth-conf'] },
    { realm: 'asterisk', nonce: 'a', algorithm: 'AKAv1-MD5' },
  ])('gets none for the malformed %j', to => {
    expect(registered().answer('sip:pbx.example.org', to)).toBeNull();
  });

  it('leaves nothing to send from an earlier answer', () => {
    const credentials = registered().factory();
    expect(credentials.authenticate(requestTo('sip:pbx.example.org'), ours)).toBe(true);
    expect(credentials.authenticate(requestTo('sip:x@attacker.example'), ours)).toBe(false);
    expect(() => credentials.toString()).toThrow('No challenge was answered.');
  });
});

describe('a line that is set up anew', () => {
  it('learns the realm again', () => {
    const alice = line();
    alice.registers();
    const renamed = challenge('Digest realm="new", nonce="1", qop="auth"');
    expect(alice.registers(renamed)).toBeNull();
    alice.realm.forget();
    expect(alice.registers(renamed)).not.toBeNull();
    expect(alice.realm.learned).toBe('new');
  });
});
