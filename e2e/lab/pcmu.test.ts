import { expect, test } from 'vitest';
import { decodePcmu, encodePcmu } from './pcmu.ts';

test('the known points of G.711: silence is 0xff, full scale 0x80 and 0x00', () => {
  expect(encodePcmu(0)).toBe(0xff);
  expect(encodePcmu(1)).toBe(0x80);
  expect(encodePcmu(-1)).toBe(0x00);
});

test('every byte but the second zero comes back as itself', () => {
  const bytes = Array.from({ length: 256 }, (_, i) => i).filter(byte => byte !== 0x7f);
  expect(bytes.map(byte => encodePcmu(decodePcmu(byte)))).toEqual(bytes);
});
