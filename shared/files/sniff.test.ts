import { expect, test } from 'vitest';
import { fileName, sniff } from './sniff.ts';

const text = (said: string): Uint8Array => new TextEncoder().encode(said);
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]);

test.each([
  [png, 'image/png'],
  [new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
  [text('GIF89a....'), 'image/gif'],
  [text('RIFF0000WEBPVP8 '), 'image/webp'],
  [text('%PDF-1.7\n'), 'application/pdf'],
  [text('Dear all,\r\n2 < 3 and سلام'), 'text/plain'],
  [text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'application/octet-stream'],
  [text('<?xml version="1.0"?><svg/>'), 'application/octet-stream'],
  [text('\ufeff  <!DOCTYPE html><script>1</script>'), 'application/octet-stream'],
  [text('x'.repeat(100) + '<script>'), 'application/octet-stream'],
  [new Uint8Array([0x4d, 0x5a, 0, 1]), 'application/octet-stream'],
  // Half a mark is no mark.
  [png.subarray(0, 8), 'application/octet-stream'],
])('%# is %s', (bytes, type) => {
  expect(sniff(bytes)).toBe(type);
});

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Windows\\system.ini', 'system.ini'],
  ['invoice\u202egpj.exe', 'invoicegpj.exe'],
  ['a\u0000b\n.pdf', 'ab.pdf'],
  ['...', 'file'],
  ['رسالة.pdf', 'رسالة.pdf'],
])('%s is kept as %s', (name, kept) => {
  expect(fileName(name, 'application/pdf')).toBe(kept);
});

test('a picture without a name is called one', () => {
  expect(fileName('', 'image/png')).toBe('picture.png');
});
