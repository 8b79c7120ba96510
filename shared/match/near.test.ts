import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearWords, slipsForgiven } from './near.ts';

const dictionary = [
  'ahmed', 'haddad', 'hadad', 'khalid', 'lukasiewicz', 'mohamed', 'mohammed', 'mohsen', 'nasser', 'omar', 'saeed',
  'schneider', 'الحربي', 'حداد', 'خالد', 'عبدالرحمن', 'فاطمه', 'محمد', 'محمود',
].sort(); // prettier-ignore

const after =
  (words: readonly string[]) =>
  (text: string): string | undefined =>
    words.find(word => word > text);
const near = (typed: string, words: readonly string[] = dictionary): string[] =>
  nearWords(typed, slipsForgiven(typed), after(words), 10_000).map(({ word }) => word);

test.each([
  ['hadadd', ['hadad', 'haddad']],
  ['mohmaed', ['mohamed']],
  ['khlaid', ['khalid']],
  ['scneider', ['schneider']],
  ['shcnieder', ['schneider']],
  ['lukasievicz', ['lukasiewicz']],
  ['محند', ['محمد']],
  ['فاطنه', ['فاطمه']],
  ['عبدلرحمن', ['عبدالرحمن']],
  ['الحرب', ['الحربي']],
])('%s is %o', (typed, meant) => {
  expect(near(typed)).toEqual(expect.arrayContaining(meant));
});

test('short words are taken as they are', () => {
  expect(near('omr')).toEqual([]);
  expect(slipsForgiven('omar')).toBe(1);
  expect(slipsForgiven('schneide')).toBe(2);
});

test('the nearest come first', () => {
  expect(near('mohammad')[0]).toBe('mohammed');
});

test('what is typed may be the beginning of a word', () => {
  expect(near('shcneid')).toEqual(['schneider']);
});

const letter = fc.constantFrom('a', 'b', 'c', 'م', 'ن');
const words = fc.array(fc.string({ unit: letter, minLength: 1, maxLength: 9 }), { maxLength: 40 });

test('nothing that is near is passed over, and nothing far is found', () => {
  fc.assert(
    fc.property(fc.string({ unit: letter, minLength: 4, maxLength: 10 }), words, (typed, some) => {
      const sorted = [...new Set(some)].sort();
      const most = slipsForgiven(typed);
      const expected = sorted
        .filter(word => most < 2 || word.startsWith(typed.slice(0, 1)))
        .filter(word => beginnings(word).some(beginning => slips(typed, beginning) <= most));
      expect(near(typed, sorted).sort()).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test('it is given up after so many looks', () => {
  let looks = 0;
  const counted = (text: string): string => {
    looks += 1;
    return `${text}a`;
  };
  nearWords('bbbb', 1, counted, 50);
  expect(looks).toBeLessThanOrEqual(51);
});

const beginnings = (word: string): string[] =>
  Array.from({ length: word.length + 1 }, (_, n) => word.slice(0, n));

/** As the definition has it. */
function slips(a: string, b: string): number {
  const at = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j;
    const same = a[i - 1] === b[j - 1] ? 0 : 1;
    const least = Math.min(know(i - 1, j) + 1, know(i, j - 1) + 1, know(i - 1, j - 1) + same);
    return i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      ? Math.min(least, know(i - 2, j - 2) + 1)
      : least;
  };
  const known = new Map<string, number>();
  const know = (i: number, j: number): number => {
    const key = `${i} ${j}`;
    const there = known.get(key) ?? at(i, j);
    known.set(key, there);
    return there;
  };
  return know(a.length, b.length);
}
