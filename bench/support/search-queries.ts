/** What agents type, taken from people who are there. */
import { words } from '../../shared/match/fold.ts';
import { createRandom } from '../random.ts';
import type { Made } from './crowd-people.ts';

export const kinds = ['1 letter', '2 letters', '3 letters', '6 letters', 'two words', 'whole name'] as const;
export type Kind = (typeof kinds)[number];

export function queriesFor(
  person: (n: number) => Made,
  people: number,
  each: number,
): Record<Kind, string[]> {
  const random = createRandom(17);
  const made = (shape: (first: string, second: string) => string): string[] =>
    Array.from({ length: each }, () => {
      const [first = '', second = first] = words(person(random.below(people)).name);
      return shape(first, second);
    });
  const either = (length: number): string[] =>
    made((first, second) => (random.below(2) === 0 ? first : second).slice(0, length));
  return {
    '1 letter': either(1),
    '2 letters': either(2),
    '3 letters': either(3),
    '6 letters': either(6),
    'two words': made((first, second) => `${first.slice(0, 3)} ${second.slice(0, 3)}`),
    'whole name': made((first, second) => `${first} ${second}`),
  };
}
