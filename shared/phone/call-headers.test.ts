import { expect, it } from 'vitest';
import { readCallHeaders, usualCallHeaders, type CallHeader } from './call-headers.ts';

const message = (headers: Record<string, string>) => ({
  getHeader: (name: string) =>
    Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1],
});
const table: CallHeader[] = [
  { name: 'X-Order', label: 'Order', waiting: false },
  { name: 'X-Tier', label: '', waiting: false },
  ...usualCallHeaders,
];

it('takes what the table names, under its label or its name, and nothing else', () => {
  expect(readCallHeaders(table, message({ 'x-order': 'A-17', 'X-Tier': 'gold', 'X-Secret': 'no' }))).toEqual({
    fields: [
      { label: 'Order', value: 'A-17' },
      { label: 'X-Tier', value: 'gold' },
    ],
    waitedFor: null,
  });
  expect(readCallHeaders(table, message({ 'X-Secret': 'no', 'X-Tier': '  ' }))).toBeNull();
  expect(readCallHeaders([], message({ 'X-Tier': 'gold' }))).toBeNull();
});

it.each([
  ['94', 94],
  ['94s', 94],
  ['94.7', 94],
  ['1:34', 94],
  ['01:02:03', 3723],
  ['0', 0],
  ['1:75', null],
  ['999999', null],
  ['-3', null],
  ['soon', null],
  ['<b>5</b>', null],
])('reads how long they waited: %s', (value, seconds) => {
  expect(readCallHeaders(table, message({ 'X-Queue-Wait': value }))?.waitedFor ?? null).toBe(seconds);
});

it('is one line of bounded text, whatever was sent', () => {
  const sent = message({
    'X-Order': `\u202Ea\u0000b\r\n ${'x'.repeat(500)}`,
    'X-Tier': '<script>1</script>',
  });
  const [order, tier] = readCallHeaders(table, sent)?.fields ?? [];
  expect(order?.value).toMatch(/^a b x{196}$/);
  expect(tier?.value).toBe('<script>1</script>');
});
