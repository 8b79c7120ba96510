import { expect, it } from 'vitest';
import { markFound } from './markFound.ts';

const hits = (text: string, query: string) =>
  markFound(text, query)
    .filter(part => part.hit)
    .map(part => part.text);

it('marks each word of the query once, whatever its case and accents', () => {
  expect(hits('Zoë Haddad-Klein', 'zoe hadd')).toEqual(['Zoë', 'Hadd']);
});

it('marks Arabic with its diacritics, hamza and ta marbuta as the same letters', () => {
  expect(hits('أحمد حدّاد', 'احمد حداد')).toEqual(['أحمد', 'حدّاد']);
  expect(hits('فاطمة', 'فاطمه')).toEqual(['فاطمة']);
});

it('keeps the text whole', () => {
  for (const query of ['', 'x', 'a a a', '\u0651'])
    expect(
      markFound('Anna \u0651 Maria', query)
        .map(part => part.text)
        .join(''),
    ).toBe('Anna \u0651 Maria');
});
