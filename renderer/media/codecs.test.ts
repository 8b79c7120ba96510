import { expect, it } from 'vitest';
import { inOrder } from './codecs.ts';

const codecs = ['opus', 'red', 'G722', 'PCMU', 'PCMA', 'CN', 'telephone-event'].map(name => ({
  mimeType: `audio/${name}`,
}));
const names = (all: { mimeType: string }[]) => all.map(({ mimeType }) => mimeType.slice(6)).join(' ');

it('puts the wished codecs first, and loses none', () => {
  expect(names(inOrder(codecs, ['pcma', 'g722']))).toBe('PCMA G722 opus red PCMU CN telephone-event');
});

it('leaves the browser’s order where nothing is wished', () => {
  expect(inOrder(codecs, [])).toEqual(codecs);
});
