import { describe, expect, test } from 'vitest';
import { answerTimer, oursToRefresh, readSessionExpires } from './session-timer.ts';

describe('Session-Expires', () => {
  test.each([
    ['1800', { seconds: 1800, refresher: null }],
    ['90;refresher=uac', { seconds: 90, refresher: 'uac' }],
    [' 4000 ; Refresher = UAS ; x=y', { seconds: 4000, refresher: 'uas' }],
    ['1800;refresher=uacx', { seconds: 1800, refresher: null }],
    ['1', { seconds: 30, refresher: null }],
    ['999999999', { seconds: 86_400, refresher: null }],
  ])('%j', (header, read) => expect(readSessionExpires(header)).toEqual(read));

  test.each([undefined, '', 'soon', '-5', '1800 seconds', '99999999999'])('%j says nothing', header =>
    expect(readSessionExpires(header)).toBeNull(),
  );
});

test('who asked us to refresh by the answer, and who left it open, gets refreshed', () => {
  expect(oursToRefresh(null)).toBeNull();
  expect(oursToRefresh({ seconds: 90, refresher: 'uas' })).toBeNull();
  expect(oursToRefresh({ seconds: 90, refresher: 'uac' })).toBe(90);
  expect(oursToRefresh({ seconds: 90, refresher: null })).toBe(90);
});

describe('our answer', () => {
  test('to an INVITE without a timer has none', () => {
    expect(answerTimer(null, true)).toEqual({ headers: [], refresh: null });
  });
  test('leaves it to the caller, who then must know of it', () => {
    expect(answerTimer({ seconds: 1800, refresher: null }, true)).toEqual({
      headers: ['Session-Expires: 1800;refresher=uac', 'Require: timer'],
      refresh: null,
    });
  });
  test('takes it on when asked to', () => {
    expect(answerTimer({ seconds: 1800, refresher: 'uas' }, true)).toEqual({
      headers: ['Session-Expires: 1800;refresher=uas'],
      refresh: 1800,
    });
  });
  test('takes it on for a caller that does not know of it', () => {
    expect(answerTimer({ seconds: 1800, refresher: 'uac' }, false).refresh).toBe(1800);
  });
});
