/**
 * S7: the gate against an independent oracle (shared/people/testing.ts) on random cases: refusals of people, channels, numbers
 * and lists, consent, calling hours in several zones, what is not known. A false allow is a fault whatever else agrees.
 * Control: the same gate with our own clock wherever a zone is not known, as dialers commonly do.
 */
import { judge } from '../shared/people/gate.ts';
import { drawCase, factsOf, oracle, zonesOfCase, type GateCase } from '../shared/people/testing.ts';
import type { Bench } from './figure.ts';
import { createRandom } from './random.ts';

type Gate = (drawn: GateCase) => 'allow' | 'ask' | 'refuse';

const ours: Gate = drawn => {
  const { facts, policy } = factsOf(drawn);
  const judged = judge(facts, policy, drawn.now, zonesOfCase);
  return judged === null ? 'allow' : judged.mayOverride ? 'ask' : 'refuse';
};

const withOurClock: Gate = drawn => {
  const here = (zone: string | null): string =>
    zone === null || zone.startsWith('Mars') ? 'Asia/Riyadh' : zone;
  const people = drawn.people?.map(person => ({ ...person, zone: here(person.zone) })) ?? null;
  return ours({ ...drawn, people });
};

function count(gate: Gate, n: number): { wrong: number; falseAllows: number } {
  const random = createRandom(7);
  let [wrong, falseAllows] = [0, 0];
  for (let i = 0; i < n; i += 1) {
    const drawn = drawCase(() => random.below(4_294_967_296) / 4_294_967_296);
    const [said, right] = [gate(drawn), oracle(drawn)];
    if (said !== right) wrong += 1;
    if (said === 'allow' && right !== 'allow') falseAllows += 1;
  }
  return { wrong, falseAllows };
}

export const bench: Bench = {
  id: 'S7',
  bar: 'the gate agrees with an independent oracle, no false allow; an unknown zone asks',
  seconds: 40,
  run: ({ full }) => {
    const n = full ? 1_000_000 : 200_000;
    const { wrong, falseAllows } = count(ours, n);
    const control = count(withOurClock, n / 10);
    return Promise.resolve([
      {
        measured: [`disagreements ${wrong} (0)`, `false-allows ${falseAllows} (0)`],
        holds: wrong === 0 && falseAllows === 0,
        control: {
          text: `our own clock for an unknown zone allows ${control.falseAllows} of ${n / 10} wrongly`,
          failed: control.falseAllows > 0,
        },
        n,
      },
    ]);
  },
};
