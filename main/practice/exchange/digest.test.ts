import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Digest } from './digest.ts';
import type { DigestAlgorithm } from './digest.ts';

function desk(algorithm: DigestAlgorithm = 'MD5'): { now: { ms: number }; digest: Digest } {
  const now = { ms: 1_000_000 };
  const passwordOf = (user: string): string | null => (user === 'alice' ? 'secret' : null);
  return {
    now,
    digest: new Digest({ realm: 'r', algorithm, passwordOf, now: () => now.ms, nonceLife: 300_000 }),
  };
}

/** What a telephone sends, with something changed. */
function proof(
  digest: Digest,
  change: Record<string, string> = {},
  algorithm: DigestAlgorithm = 'MD5',
): string {
  const nonce = change['nonce'] ?? /nonce="([^"]+)"/.exec(digest.challenge())?.[1] ?? '';
  const field = {
    username: 'alice',
    password: 'secret',
    realm: 'r',
    uri: 'sip:r',
    nc: '00000001',
    ...change,
  };
  const hash = (text: string) =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex');
  const secret = hash(`${field.username}:${field.realm}:${field.password}`);
  const response = hash(`${secret}:${nonce}:${field.nc}:c:auth:${hash(`REGISTER:${field.uri}`)}`);
  return `Digest username="${field.username}", realm="${field.realm}", nonce="${nonce}", uri="${field.uri}", response="${response}", algorithm=${algorithm}, cnonce="c", qop=auth, nc=${field.nc}`;
}

describe('digest', () => {
  it.each(['MD5', 'SHA-256'] as const)('accepts the right password with %s', algorithm => {
    const { digest } = desk(algorithm);
    expect(digest.check(proof(digest, {}, algorithm), 'REGISTER', 'sip:r')).toEqual({
      kind: 'accepted',
      user: 'alice',
    });
  });

  it.each([
    ['a wrong password', { password: 'guess' }],
    ['an unknown user', { username: 'mallory' }],
    ['another realm', { realm: 'elsewhere' }],
    ['another URI', { uri: 'sip:elsewhere' }],
    ['a nonce of its own making', { nonce: 'abc.def.0123456789abcdef0123456789abcdef' }],
    ['a count that is none', { nc: '1' }],
  ])('refuses %s', (_what, change) => {
    const { digest } = desk();
    expect(digest.check(proof(digest, change), 'REGISTER', 'sip:r').kind).toBe('refused');
  });

  it('refuses a proof that was made for another method', () => {
    const { digest } = desk();
    expect(digest.check(proof(digest), 'INVITE', 'sip:r').kind).toBe('refused');
  });

  it('takes no algorithm but its own', () => {
    const { digest } = desk('SHA-256');
    expect(digest.check(proof(digest, {}, 'MD5'), 'REGISTER', 'sip:r').kind).toBe('refused');
  });

  it('calls an old nonce and a used count stale, so that nobody is asked for the password again', () => {
    const { digest, now } = desk();
    const sent = proof(digest);
    expect(digest.check(sent, 'REGISTER', 'sip:r').kind).toBe('accepted');
    expect(digest.check(sent, 'REGISTER', 'sip:r').kind).toBe('stale');
    const nonce = /nonce="([^"]+)"/.exec(sent)?.[1] ?? '';
    expect(digest.check(proof(digest, { nonce, nc: '00000002' }), 'REGISTER', 'sip:r').kind).toBe('accepted');
    now.ms += 300_001;
    expect(digest.check(proof(digest, { nonce, nc: '00000003' }), 'REGISTER', 'sip:r').kind).toBe('stale');
    expect(digest.challenge(true)).toContain('stale=true');
  });
});
