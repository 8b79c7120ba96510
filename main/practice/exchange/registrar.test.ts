import { describe, expect, it } from 'vitest';
import { DOMAIN, write } from '../testing/wire.ts';
import { Location } from './location.ts';
import { all, parse } from './message.ts';
import type { SipResponse } from './message.ts';
import { Registrar } from './registrar.ts';

function desk(): {
  now: { ms: number };
  register: (lines: string[], cseq?: number, to?: string) => SipResponse;
} {
  const now = { ms: 0 };
  const location = new Location<string>();
  const registrar = new Registrar({ location, domain: DOMAIN, now: () => now.ms, newTag: () => 'tag' });
  let count = 0;
  return {
    now,
    register(lines, cseq = ++count, to = 'alice') {
      const parsed = parse(write('REGISTER', { from: to, to, lines, cseq, callId: 'one-registration' }));
      if (parsed.kind !== 'message' || parsed.message.kind !== 'request') throw new Error('bad test');
      return registrar.register(parsed.message, 'alice', 'socket');
    },
  };
}

describe('REGISTER', () => {
  it('binds, refreshes, asks and unbinds', () => {
    const { now, register } = desk();
    expect(all(register(['Contact: <sip:a@p.invalid>;expires=60, <sip:b@p.invalid>']), 'contact')).toEqual([
      '<sip:a@p.invalid>;expires=60',
      '<sip:b@p.invalid>;expires=600',
    ]);
    now.ms = 30_000;
    expect(all(register([]), 'contact')[0]).toBe('<sip:a@p.invalid>;expires=30');
    expect(all(register(['Contact: <sip:b@p.invalid>', 'Expires: 0']), 'contact')).toHaveLength(1);
    expect(register(['Contact: *', 'Expires: 0']).status).toBe(200);
    expect(all(register([]), 'contact')).toEqual([]);
  });

  it.each([
    ['an extension that is not there', ['Require: path'], 420],
    ['all contacts, but for a while', ['Contact: *', 'Expires: 60'], 400],
    ['all contacts and one more', ['Contact: *, <sip:a@x.invalid>', 'Expires: 0'], 400],
    ['a contact that is no address', ['Contact: <mailto:a@x>'], 400],
    ['a time too brief', ['Contact: <sip:a@x.invalid>;expires=1'], 423],
  ])('%s', (_what, lines, status) => expect(desk().register(lines).status).toBe(status));

  it('in the name of another is forbidden', () => {
    expect(desk().register(['Contact: <sip:a@x.invalid>'], 1, 'bob').status).toBe(403);
  });

  it('that comes late changes nothing', () => {
    const { register } = desk();
    register(['Contact: <sip:a@x.invalid>'], 7);
    expect(register(['Contact: <sip:a@x.invalid>;expires=0'], 6).status).toBe(500);
    expect(all(register([], 8), 'contact')).toHaveLength(1);
  });
});
