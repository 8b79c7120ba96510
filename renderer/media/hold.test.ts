import { describe, expect, it } from 'vitest';
import { ourDirection, theyHold } from './hold.ts';

describe('what we offer', () => {
  it.each([
    { weHold: false, held: false, offered: 'sendrecv' },
    { weHold: true, held: false, offered: 'sendonly' },
    { weHold: true, held: true, offered: 'inactive' },
    // Never recvonly: after both have held, one side's resume must not leave the call one-way.
    { weHold: false, held: true, offered: 'sendrecv' },
  ])('is $offered when we hold: $weHold and they hold: $held', ({ weHold, held, offered }) => {
    expect(ourDirection(weHold, held)).toBe(offered);
  });
});

describe('whether they hold us', () => {
  const offered = (said: Parameters<typeof theyHold>[1]['said']) => ({
    theirs: 'offer' as const,
    said,
    ours: null,
  });
  it('is read from their offer', () => {
    expect(theyHold(false, offered('sendonly'))).toBe(true);
    expect(theyHold(false, offered('inactive'))).toBe(true);
    expect(theyHold(true, offered('sendrecv'))).toBe(false);
    expect(theyHold(true, offered('recvonly'))).toBe(false);
  });
  it('is read from their answer to a resume', () => {
    expect(theyHold(false, { theirs: 'answer', said: 'sendonly', ours: 'sendrecv' })).toBe(true);
    expect(theyHold(true, { theirs: 'answer', said: 'sendrecv', ours: 'sendrecv' })).toBe(false);
  });
  it('is not read from the echo of our own hold', () => {
    expect(theyHold(false, { theirs: 'answer', said: 'recvonly', ours: 'sendonly' })).toBe(false);
    expect(theyHold(true, { theirs: 'answer', said: 'inactive', ours: 'inactive' })).toBe(true);
    expect(theyHold(false, { theirs: 'answer', said: 'inactive', ours: 'inactive' })).toBe(false);
  });
});
