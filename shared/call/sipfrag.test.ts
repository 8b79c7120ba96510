import { expect, test } from 'vitest';
import { readReferReport } from './sipfrag.ts';

const read = (body: string, subscription?: string, event = 'refer') =>
  readReferReport({ event, subscription, body });

test.each([
  ['SIP/2.0 100 Trying\r\n', 'active;expires=60', { id: null, status: 100, final: false }],
  ['SIP/2.0 180 Ringing', 'active', { id: null, status: 180, final: false }],
  ['SIP/2.0 200 OK\r\nFrom: x\r\n', 'terminated;reason=noresource', { id: null, status: 200, final: true }],
  ['SIP/2.0 486 Busy Here', undefined, { id: null, status: 486, final: true }],
  ['SIP/2.0 180 Ringing', undefined, { id: null, status: 180, final: false }],
  ['', 'terminated;reason=timeout', { id: null, status: null, final: true }],
  ['', 'active', { id: null, status: null, final: false }],
  ['SIP/2.0 999 Nonsense', 'active', { id: null, status: null, final: false }],
  ['SIP/2.0 2000 OK', 'active', { id: null, status: null, final: false }],
  [`${' '.repeat(600)}SIP/2.0 200 OK`, 'active', { id: null, status: null, final: false }],
])('%j with %s', (body, subscription, report) => {
  expect(read(body, subscription)).toEqual(report);
});

test('which REFER it is about', () => {
  expect(read('SIP/2.0 200 OK', 'active', 'refer;id=93809824')?.id).toBe(93_809_824);
  expect(read('SIP/2.0 200 OK', 'active', 'Refer ; id = 7')?.id).toBe(7);
  expect(read('SIP/2.0 200 OK', 'active', 'refer;id=x')?.id).toBeNull();
});

test('other events are none of its business', () => {
  for (const event of ['message-summary', 'referral', '', 'x;refer'])
    expect(read('SIP/2.0 200 OK', 'terminated', event)).toBeNull();
  expect(readReferReport({ event: undefined, subscription: undefined, body: '' })).toBeNull();
});
