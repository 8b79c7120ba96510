import { expect, test } from 'vitest';
import { isOffered } from './offered.ts';

const call = { queues: ['Service', '4100'], lists: ['VIP'] };

test.each([
  ['nothing, as ever', undefined, true],
  ['no name', { queues: [], lists: [] }, true],
  ['the line, however written', { queues: [' service'], lists: [] }, true],
  ['another queue', { queues: ['Sales'], lists: [] }, false],
  ['a list of the person beside another queue', { queues: ['Sales'], lists: ['vip'] }, true],
  ['another list', { queues: [], lists: ['Press'] }, false],
])('one that names %s', (_what, offered, is) => {
  expect(isOffered({ offered }, call)).toBe(is);
});
