/**
 * R8, the part of CardDAV: random histories of a contact that is edited here and on the server, with syncs that end well,
 * lose their answer or die. Both sides must say the same in the end, and every edit must be in it, shown to be decided, or
 * replaced by somebody who saw it. Control: the same histories where the last writer has written all of it.
 */
import { sayTheSame } from '../shared/directories/changes.ts';
import { live, lostIn, stepFrom, twin, type Step } from '../shared/directories/testing/histories.ts';
import type { Bench } from './figure.ts';
import { createRandom, type Random } from './random.ts';

const longest = 40;

export const bench: Bench = {
  id: 'R8',
  bar: 'random two-sided histories of a CardDAV contact converge and lose no edit',
  seconds: 25,
  run: async ({ full }) => {
    const histories = full ? 1_000_000 : 100_000;
    const random = createRandom(8);
    let [apart, lost, edits, twinLost] = [0, 0, 0, 0];
    for (let n = 0; n < histories; n += 1) {
      const history = historyOf(random);
      const world = live(history);
      if (!sayTheSame(world.here, world.there)) apart += 1;
      lost += lostIn(world).length;
      edits += world.edits.length;
      if (n % 100 === 0) twinLost += lostIn(twin(history)).length;
    }
    return [
      {
        measured: [`edits-lost ${lost} of ${edits} (0)`, `apart ${apart} (0)`],
        holds: lost === 0 && apart === 0,
        control: {
          text: `last writer wins loses ${twinLost} in ${Math.ceil(histories / 100)} histories`,
          failed: twinLost > 0,
        },
        n: histories,
      },
    ];
  },
};

function historyOf(random: Random): Step[] {
  const figure = (): number => random.below(100);
  return Array.from({ length: 3 + random.below(longest) }, () =>
    stepFrom([figure(), figure(), figure(), figure()]),
  );
}
