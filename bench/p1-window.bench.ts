/**
 * P1 on the real app, with 100,000 people known and an import under way: is the card in the document before our 180 is on
 * the socket, and how much longer does it take than the least that it could? See support/pop-in-app.ts for the two arms.
 */
import fs from 'node:fs';
import path from 'node:path';
import { ask } from '../e2e/stories/agent.ts';
import { launchHatif, type RunningHatif } from '../e2e/support/launch.ts';
import { until } from '../e2e/support/until.ts';
import { quantile, type Bench } from './figure.ts';
import { createRandom } from './random.ts';
import { knownPeople } from './support/known-people.ts';
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
    try {
      const importing = await startImport(hatif, path.join(folder, 'long.csv'));
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
      await hatif.close();
      fs.rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** More than can come in while the calls are made. */
const inFile = 2_000_000;

/** The app's own import of a long file, as an agent starts it. `stop` says how many people have come in. */
async function startImport(
  { app, window }: RunningHatif,
  file: string,
): Promise<{ stop(): Promise<number> }> {
  const lines = fs.openSync(file, 'w');
  fs.writeSync(lines, 'Name,Organization,Phone 1 - Value,E-mail 1 - Value\n');
  for (let n = 0; n < inFile; n += 1_000) {
    const people = Array.from({ length: 1_000 }, (_, each) => n + each);
    fs.writeSync(
      lines,
      people
        .map(
          each =>
            `Import ${each},Firm ${Math.floor(each / 40)},+9989${String(each).padStart(8, '0')},i${each}@firm.example\n`,
        )
        .join(''),
    );
  }
  fs.closeSync(lines);
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, file);
  await ask(window, 'import.choose', null);
  const view = async () => (await ask(window, 'import.view', null)).importing;
  const { fileId, found } = await until(
    'the file has been looked at',
    async () => {
      const seen = await view();
      return seen.step === 'found' ? seen : null;
    },
    { within: 120_000 },
  );
  if (fileId === null || found === null) throw new Error('there is no file to import');
  await ask(window, 'import.run', { fileId, plan: found.plan });
  await until('people come in', async () => (await view()).done > 0);
  return {
    async stop() {
      const { step, done } = await view();
      if (step !== 'running') throw new Error(`the import was over before the calls were: ${step}`);
      return done;
    },
  };
}
