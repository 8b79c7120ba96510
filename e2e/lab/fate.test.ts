import { expect, test } from 'vitest';
import { firstly, FrameQueue, isMessage, type Fate } from './fate.ts';

const through = (...frames: [string, Fate][]) => {
  const queue = new FrameQueue();
  return frames.flatMap(([text, fate]) => queue.arrive(text, fate)).map(({ text }) => text);
};
const bye = { direction: 'toServer', text: 'BYE sip:x SIP/2.0\r\nCSeq: 2 BYE\r\n\r\n' } as const;
const okToInvite = { direction: 'toClient', text: 'SIP/2.0 200 OK\r\nCSeq: 1 INVITE\r\n\r\n' } as const;

test('frames pass, vanish, come twice, or are overtaken by the next', () => {
  expect(through(['a', 'pass'], ['b', 'drop'], ['c', 'pass'])).toEqual(['a', 'c']);
  expect(through(['a', 'twice'], ['b', 'pass'])).toEqual(['a', 'a', 'b']);
  expect(through(['a', 'afterNext'], ['b', 'pass'], ['c', 'pass'])).toEqual(['b', 'a', 'c']);
  expect(through(['a', 'afterNext'], ['b', 'drop'])).toEqual(['a']);
});

test('a late frame keeps its delay to itself', () => {
  const queue = new FrameQueue();
  expect(queue.arrive('a', { lateMs: 300 })).toEqual([{ text: 'a', lateMs: 300 }]);
  expect(queue.arrive('b', 'pass')).toEqual([{ text: 'b', lateMs: 0 }]);
});

test('messages are known by method and, for answers, by status', () => {
  expect(isMessage('BYE')(bye)).toBe(true);
  expect(isMessage('INVITE')(bye)).toBe(false);
  expect(isMessage('INVITE', 200)(okToInvite)).toBe(true);
  expect(isMessage('REGISTER', 200)(okToInvite)).toBe(false);
});

test('a rule spends itself on the first that match', () => {
  const rule = firstly(isMessage('BYE'), 'drop', 2);
  expect([okToInvite, bye, bye, bye].map(frame => rule(frame))).toEqual(['pass', 'drop', 'drop', 'pass']);
});
