import { expect, it } from 'vitest';
import { mostBytes } from '../../files/types.ts';
import { CardSplitter } from './lines.ts';
import { photoIn, photoLine } from './photo.ts';

const gif = Buffer.from('GIF89a and then something');
const base64 = gif.toString('base64');
const big = Buffer.concat([gif, Buffer.alloc(mostBytes.photo + 1_000)]).toString('base64');

it.each([
  `PHOTO;ENCODING=b;TYPE=JPEG:${base64}`,
  `item1.PHOTO;TYPE=JPEG;ENCODING=BASE64:${base64}`,
  `PHOTO;BASE64;GIF:${base64.replace(/=+$/, '')}`,
  `photo:data:image/jpeg;base64,${base64}`,
  `PHOTO;VALUE=URI:data:image/gif\\;base64\\,${base64}`,
  `PHOTO;ENCODING=b:${base64.slice(0, 8)} ${base64.slice(8)}`,
])('is what its bytes are: %s', line => {
  expect(Buffer.from(photoIn(line) ?? []).equals(gif)).toBe(true);
});

it.each([
  'PHOTO;VALUE=uri:http://169.254.169.254/latest',
  'PHOTO:https://x.example/a.gif',
  'PHOTO;ENCODING=b;VALUE=uri:file:///etc/passwd',
  `PHOTO:${base64}`,
  'PHOTO;ENCODING=b:',
  'PHOTO;ENCODING=b:R0lGO',
  `PHOTO;ENCODING=b:${Buffer.from('<svg onload="x()"/>').toString('base64')}`,
  `PHOTO;ENCODING=b:${Buffer.from('%PDF-1.7 ').toString('base64')}`,
  `PHOTO;ENCODING=b:${big}`,
  `PHOTO:data:image/svg+xml,<svg/>`,
])('is nothing where it is an address, no picture, or too big: %#', line => {
  expect(photoIn(line)).toBeNull();
});

it('is written as each version wants it, and read again', () => {
  for (const version of ['3.0', '4.0'] as const)
    expect(photoIn(photoLine({ type: 'image/gif', base64 }, version))).toEqual(new Uint8Array(gif));
});

/** In pieces of a size, as a file comes. */
function cardsOf(text: string, piece: number) {
  const splitter = new CardSplitter();
  const cards = [];
  for (let at = 0; at < text.length; at += piece) cards.push(...splitter.push(text.slice(at, at + piece)));
  return [...cards, ...splitter.end()];
}
const card = (...lines: string[]) =>
  ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'FN:A', 'END:VCARD', ''].join('\r\n');

it.each([7, 1_000, 65_536, 10_000_000])('is held apart from its card, in pieces of %d', piece => {
  const plain = `PHOTO;ENCODING=b:${base64}`;
  const folded = plain.replace(/(.{20})/g, '$1\r\n ');
  const unfolded = plain.replace(/(.{30})/, '$1\r\n');
  const long = `PHOTO;ENCODING=b:${Buffer.concat([gif, Buffer.alloc(piece < 100 ? 900 : 400_000)]).toString('base64')}`;
  const text = [folded, unfolded, long].map(line => card(line)).join('') + card('LOGO;ENCODING=b:AAAA');
  expect(cardsOf(text, piece)).toMatchObject([
    { photo: plain, lines: ['VERSION:3.0', 'FN:A'] },
    { photo: plain },
    { photo: long, lines: ['VERSION:3.0', 'FN:A'] },
    { photo: null, lines: ['VERSION:3.0', 'FN:A'] },
  ]);
});

it.each([65_536, 10_000_000])('that is too big is let go, folded or not, in pieces of %d', piece => {
  const line = `PHOTO;ENCODING=b:${big}`;
  const text = card(line) + card(line.replace(/(.{70})/g, '$1\r\n ')) + card(`PHOTO;ENCODING=b:${base64}`);
  expect(cardsOf(text, piece).map(({ photo }) => photo !== null)).toEqual([false, false, true]);
});
