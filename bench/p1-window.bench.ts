/**
 * P1 on the real app, with 100,000 people known and an import under way: is the card in the document before our 180 is on
 * the socket, and how much longer does it take than the least that it could? See support/pop-in-app.ts for the two arms.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { launchHatif } from '../e2e/support/launch.ts';
import { quantile, type Bench } from './figure.ts';
import { createRandom } from './random.ts';
import { knownKey, knownPeople } from './support/known-people.ts';
import { measurePops } from './support/pop-in-app.ts';

const limits = { p50: 1.25, p95: 1.5 };
const people = 100_000;

export const bench: Bench = {
  id: 'P1W',
  bar: 'on the real app with 100,000 people and an import under way: card in the document before our 180 in 100 %; pop÷floor p50 ≤ 1.25, p95 ≤ 1.5',
  seconds: 150,
  needsApp: true,
  run: async ({ full, say }) => {
    say(`entering ${people} people`);
    const { folder, numbers } = knownPeople(people);
    const hatif = await launchHatif({ userData: folder });
    const importing = startImport(path.join(folder, 'hatif.db'));
    try {
      const random = createRandom(11);
      const calls = Array.from({ length: full ? 10_000 : 150 }, () => random.pick(numbers));
      say(`${calls.length} calls`);
      const pops = await measurePops(hatif, calls, done => {
        if (done % 1000 === 0) say(`${done} calls`);
      });
      const entered = await importing.stop();
      const [times, floor] = [pops.map(each => each.pop), pops.map(each => each.floor)];
      const ratio = (share: number): number => quantile(times, share) / quantile(floor, share);
      const first = pops.filter(each => each.cardFirst).length;
      const at = (values: readonly number[], share: number): string => quantile(values, share).toFixed(1);
      return [
        {
          measured: [
            `card-before-180 ${first}/${pops.length}`,
            `pop÷floor p50 ${ratio(0.5).toFixed(2)} (≤${limits.p50}) p95 ${ratio(0.95).toFixed(2)} (≤${limits.p95})`,
            `pop p50 ${at(times, 0.5)} p95 ${at(times, 0.95)} ms floor p50 ${at(floor, 0.5)} p95 ${at(floor, 0.95)} ms`,
            `imported-meanwhile ${entered}`,
          ],
          holds:
            first === pops.length && entered > 0 && ratio(0.5) <= limits.p50 && ratio(0.95) <= limits.p95,
          control: null,
          n: pops.length,
        },
      ];
    } finally {
      await importing.stop();
      await hatif.close();
      fs.rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** A second writer beside the app's own: `stop` says how many people it has entered. */
function startImport(file: string): { stop(): Promise<number> } {
  const script = path.join(import.meta.dirname, 'support/import-writes.ts');
  const child = spawn(process.execPath, [script, file, knownKey, String(people)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let entered = 0;
  child.stdout.on('data', (dots: Buffer) => (entered += 100 * dots.length));
  const ended = once(child, 'exit');
  return {
    async stop() {
      child.kill('SIGKILL');
      await ended;
      return entered;
    },
  };
}
