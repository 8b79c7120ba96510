import { expect, test } from 'vitest';
import { isOffered } from './offered.ts';

const call = { queues: ['Service', '4100'], campaigns: ['Renewal'], lists: ['VIP'] };

test.each([
  ['nothing, as ever', undefined, true],
  ['no name', { queues: [], campaigns: [], lists: [] }, true],
  ['the line, however written', { queues: [' service'], campaigns: [], lists: [] }, true],
  ['another queue', { queues: ['Sales'], campaigns: [], lists: [] }, false],
  ['a list of the person beside another queue', { queues: ['Sales'], campaigns: [], lists: ['vip'] }, true],
  ['another list', { queues: [], campaigns: [], lists: ['Press'] }, false],
  ['the campaign, however written', { queues: [], campaigns: ['renewal '], lists: [] }, true],
  ['another campaign', { queues: [], campaigns: ['Qualification'], lists: [] }, false],
  ['a campaign by the name of a list', { queues: [], campaigns: ['VIP'], lists: [] }, false],
])('one that names %s', (_what, offered, is) => {
  expect(isOffered({ offered }, call)).toBe(is);
});
