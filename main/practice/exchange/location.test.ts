import { describe, expect, it } from 'vitest';
import { LIMITS } from './limits.ts';
import { Location } from './location.ts';
import type { Binding } from './location.ts';

const binding = (change: Partial<Binding<string>> = {}): Binding<string> => ({
  user: 'alice',
  uri: 'sip:one@phone.invalid;transport=ws',
  connection: 'first',
  expiresAt: 1_000,
  callId: 'c',
  cseq: 1,
  instance: null,
  ...change,
});

describe('where users are', () => {
  it('a contact is found by its user and host, whatever its parameters', () => {
    const location = new Location<string>();
    location.bind(binding());
    expect(location.byContact('sip:one@PHONE.invalid', 0)?.user).toBe('alice');
    expect(location.byContact('sip:two@phone.invalid', 0)).toBeNull();
  });

  it('a binding ends with its time', () => {
    const location = new Location<string>();
    location.bind(binding());
    expect(location.of('alice', 999)).toHaveLength(1);
    expect(location.byContact('sip:one@phone.invalid', 1_000)).toBeNull();
    expect(location.of('alice', 1_000)).toHaveLength(0);
  });

  it('a device that registers with a new contact leaves its old one', () => {
    const location = new Location<string>();
    location.bind(binding({ instance: 'laptop' }));
    location.bind(binding({ instance: 'laptop', uri: 'sip:two@phone.invalid' }));
    location.bind(binding({ instance: 'desk', uri: 'sip:three@phone.invalid' }));
    expect(location.of('alice', 0).map(({ uri }) => uri)).toEqual([
      'sip:two@phone.invalid',
      'sip:three@phone.invalid',
    ]);
  });

  it('a lost connection takes only its own bindings along', () => {
    const location = new Location<string>();
    location.bind(binding());
    location.bind(binding({ uri: 'sip:two@phone.invalid', connection: 'second' }));
    location.bind(binding({ user: 'bob', uri: 'sip:bob@phone.invalid' }));
    location.drop('first');
    expect(location.of('alice', 0).map(({ connection }) => connection)).toEqual(['second']);
    expect(location.of('bob', 0)).toEqual([]);
  });

  it('a user keeps the newest of too many contacts', () => {
    const location = new Location<string>();
    for (let n = 0; n < 20; n++) location.bind(binding({ uri: `sip:n${String(n)}@phone.invalid` }));
    expect(location.of('alice', 0)).toHaveLength(LIMITS.contactsPerUser);
    expect(location.of('alice', 0).at(-1)?.uri).toBe('sip:n19@phone.invalid');
  });
});
