import { expect, test } from 'vitest';
import { stamp } from './origin.ts';

const sdp = (origin: string): string => `v=0\r\no=${origin} IN IP4 127.0.0.1\r\ns=-\r\n`;

test('the first description goes out as it is, and each after it one higher under the same id', () => {
  const first = stamp(sdp('- 4611 2'), null);
  expect(first).toEqual({ sdp: sdp('- 4611 2'), origin: { name: '- 4611', version: 2 } });
  const second = stamp(sdp('- 9999 2'), first.origin);
  expect(second.sdp).toBe(sdp('- 4611 3'));
  expect(stamp(sdp('- 9999 3'), second.origin).sdp).toBe(sdp('- 4611 4'));
});

test('what has no such line, or a number too large to count on from, does no harm', () => {
  expect(stamp('v=0\r\n', null)).toEqual({ sdp: 'v=0\r\n', origin: null });
  expect(stamp(sdp('- 1 9223372036854775807'), null).origin).toEqual({ name: '- 1', version: 1 });
});
