import { describe, expect, test } from 'vitest';
import { matchCaller, mostCandidates, noMatch, type NumberHit } from './match.ts';

const hit = (personId: string, number: Partial<NumberHit> & { number: string }): NumberHit => ({
  personId,
  name: personId,
  otherName: null,
  detail: '',
  e164: null,
  shared: false,
  lastContactAt: null,
  ...number,
});
const mobile = { number: '+966 50 123 4567', e164: '+966501234567' };
const caller = { number: '0501234567', e164: '+966501234567' };

describe('who is calling', () => {
  test('the one person with that direct line', () => {
    const found = matchCaller({ caller, chosen: null, hits: [hit('omar', { ...mobile, lastContactAt: 5 })] });
    expect(found.personId).toBe('omar');
    expect(found.match).toEqual({ rule: 'directLine', number: '+966 50 123 4567', lastContactAt: 5 });
  });

  test('a direct line stands above the same number marked shared, which stays a candidate', () => {
    const hits = [hit('layla', { ...mobile, shared: true, lastContactAt: 9 }), hit('omar', mobile)];
    const found = matchCaller({ caller, chosen: null, hits });
    expect(found.personId).toBe('omar');
    expect(found.match.rule).toBe('directLine');
    expect(found.candidates.map(({ personId }) => personId)).toEqual(['layla', 'omar']);
  });

  test('a shared number presumes nobody: candidates, whoever spoke with us last first', () => {
    const hits = [
      hit('omar', { ...mobile, shared: true, lastContactAt: 1 }),
      hit('sara', { ...mobile, shared: true }),
      hit('layla', { ...mobile, shared: true, lastContactAt: 7 }),
    ];
    const found = matchCaller({ caller, chosen: null, hits });
    expect(found.personId).toBeNull();
    expect(found.match).toMatchObject({ rule: 'sharedNumber', lastContactAt: 7 });
    expect(found.candidates.map(({ personId }) => personId)).toEqual(['layla', 'omar', 'sara']);
  });

  test('one candidate, not one presumed person, when a single person is known at a switchboard', () => {
    const found = matchCaller({ caller, chosen: null, hits: [hit('omar', { ...mobile, shared: true })] });
    expect(found.personId).toBeNull();
    expect(found.candidates).toHaveLength(1);
  });

  test('a direct line that two people claim is as good as shared', () => {
    const found = matchCaller({ caller, chosen: null, hits: [hit('omar', mobile), hit('layla', mobile)] });
    expect(found.personId).toBeNull();
    expect(found.match.rule).toBe('sharedNumber');
    expect(found.candidates).toHaveLength(2);
  });

  test('whom the agent chose before, above all', () => {
    const hits = [hit('omar', mobile)];
    const found = matchCaller({ caller, chosen: hit('layla', { number: caller.e164 }), hits });
    expect(found.personId).toBe('layla');
    expect(found.match.rule).toBe('chosen');
    expect(found.candidates.map(({ personId }) => personId)).toEqual(['layla', 'omar']);
  });

  test('the same subscriber, when one side is written without a country', () => {
    const national = hit('zoe', { number: '050 123 4567' });
    expect(matchCaller({ caller, chosen: null, hits: [national] })).toMatchObject({
      personId: 'zoe',
      match: { rule: 'sameSubscriber', number: '050 123 4567' },
    });
    const local = { number: '0501234567', e164: null };
    expect(matchCaller({ caller: local, chosen: null, hits: [hit('omar', mobile)] })).toMatchObject({
      personId: 'omar',
      match: { rule: 'sameSubscriber' },
    });
  });

  test('nobody, when two full numbers merely end alike', () => {
    const abroad = hit('omar', { number: '+44 50 123 4567', e164: '+44501234567' });
    expect(matchCaller({ caller, chosen: null, hits: [abroad] })).toEqual(noMatch);
  });

  test('nobody, when a short stored number ends like the caller', () => {
    expect(matchCaller({ caller, chosen: null, hits: [hit('desk', { number: '1234567' })] })).toEqual(
      noMatch,
    );
  });

  test('an extension is the same digits, not the same ending', () => {
    const extension = { number: '200', e164: null };
    expect(
      matchCaller({ caller: extension, chosen: null, hits: [hit('sara', { number: '200' })] }).personId,
    ).toBe('sara');
    expect(matchCaller({ caller: extension, chosen: null, hits: [hit('sara', { number: '1200' })] })).toEqual(
      noMatch,
    );
  });

  test('nobody, when the caller does not show a number, whoever was chosen', () => {
    const anonymous = { number: 'anonymous', e164: null };
    expect(matchCaller({ caller: anonymous, chosen: hit('omar', mobile), hits: [] })).toEqual(noMatch);
  });

  test('no more candidates than there are keys, each person once', () => {
    const hits = Array.from({ length: 30 }, (_, n) => hit(`p${n % 15}`, { ...mobile, shared: true }));
    const { candidates } = matchCaller({ caller, chosen: null, hits });
    expect(candidates).toHaveLength(mostCandidates);
    expect(new Set(candidates.map(({ personId }) => personId)).size).toBe(mostCandidates);
  });
});
