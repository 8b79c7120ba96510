/** P1 on the real app, with 100,000 people known: is the card in the document before our 180 is on the socket? */
import fs from 'node:fs';
import { launchHatif } from '../e2e/support/launch.ts';
import { quantile, type Bench } from './figure.ts';
import { createRandom } from './random.ts';
import { knownPeople } from './support/known-people.ts';
import { measureFloor, measurePops } from './support/pop-in-app.ts';

const limits = { p50: 1.25, p95: 1.5 };

export const bench: Bench = {
  id: 'P1W',
  bar: 'on the real app with 100,000 people: card in the document before our 180 in 100 %; pop÷floor p50 ≤ 1.25, p95 ≤ 1.5',
  seconds: 150,
  needsApp: true,
  run: async ({ full, say }) => {
    say('entering 100000 people');
    const { folder, numbers } = knownPeople(100_000);
    const hatif = await launchHatif({ userData: folder });
    try {
      const random = createRandom(11);
      const calls = Array.from({ length: full ? 10_000 : 150 }, () => random.pick(numbers));
      say(`${calls.length} calls`);
      const pops = await measurePops(hatif, calls);
      const floor = await measureFloor(hatif, pops.length);
      const times = pops.map(each => each.pop);
      const ratio = (share: number): number => quantile(times, share) / quantile(floor, share);
      const first = pops.filter(each => each.cardFirst).length;
      const at = (values: readonly number[], share: number): string => quantile(values, share).toFixed(1);
      return [
        {
          measured: [
            `card-before-180 ${first}/${pops.length}`,
            `pop÷floor p50 ${ratio(0.5).toFixed(2)} (≤${limits.p50}) p95 ${ratio(0.95).toFixed(2)} (≤${limits.p95})`,
            `pop p50 ${at(times, 0.5)} p95 ${at(times, 0.95)} ms floor p50 ${at(floor, 0.5)} p95 ${at(floor, 0.95)} ms`,
          ],
          holds: first === pops.length && ratio(0.5) <= limits.p50 && ratio(0.95) <= limits.p95,
          control: null,
          n: pops.length,
        },
      ];
    } finally {
      await hatif.close();
      fs.rmSync(folder, { recursive: true, force: true });
    }
  },
};
