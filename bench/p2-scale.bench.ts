/**
 * P2: what a look-up, typed digits and a search cost with a million people, beside the same with ten thousand; by turns, on
 * connections as the reader's thread has them. The bar is on processor time, which does not depend on what else
 * the machine does. The control looks for digits as most address books do, by LIKE.
 */
import { findCallerContext } from '../main/store/caller-context.ts';
import { openReader } from '../main/store/connection.ts';
import type { ReadableDb } from '../main/store/database.ts';
import { searchPeople } from '../main/store/search.ts';
import { words } from '../shared/match/fold.ts';
import { quantile, type Bench, type Figure } from './figure.ts';
import { createRandom, type Random } from './random.ts';
import { crowd, crowdKey, type Crowd } from './support/crowd.ts';
import type { Made } from './support/crowd-people.ts';

const most = 2;
const hits = 50;

export const bench: Bench = {
  id: 'P2',
  bar: 'p95 of look-up, digits and search with 1,000,000 people ≤ 2 × the same with 10,000 (100,000 without --full)',
  seconds: 120,
  run: ({ full, say }) => {
    const [small, large] = [10_000, full ? 1_000_000 : 100_000];
    const sizes = [small, large].map(people => ({
      people,
      ...opened(crowd({ people, interactionsEach: 1 }, say)),
    }));
    say(`${large} people beside ${small}`);
    const rounds = full ? 600 : 300;
    const figures = (Object.keys(questions) as Question[]).map(question => compare(question, sizes, rounds));
    for (const { db } of sizes) db.close();
    return Promise.resolve(figures);
  },
};

function opened({ file, person }: Crowd): { db: ReadableDb; person: Crowd['person'] } {
  return { db: openReader({ file, key: crowdKey, nativeBinding: null }), person };
}

type Question = 'look-up' | 'digits' | 'search';
const questions: Record<Question, (made: Made, random: Random) => (db: ReadableDb) => unknown> = {
  'look-up': made => db => {
    const [e164 = ''] = made.numbers;
    return findCallerContext(db, { callId: 'bench', number: e164, e164 });
  },
  digits: (made, random) => {
    const digits = (made.numbers[0] ?? '').slice(1);
    const length = random.pick([3, 4, 5, 7]);
    const from = random.below(digits.length - length + 1);
    return db => searchPeople(db, digits.slice(from, from + length), hits);
  },
  search: (made, random) => {
    const [first = '', second = first] = words(made.name);
    const part = (word: string): string => word.slice(0, 1 + random.below(6));
    const text = random.pick([
      part(first),
      part(second),
      `${part(first)} ${part(second)}`,
      `${first} ${second}`,
    ]);
    return db => searchPeople(db, text, hits);
  },
};

interface Arm {
  people: number;
  db: ReadableDb;
  person: Crowd['person'];
}

function compare(question: Question, arms: readonly Arm[], rounds: number): Figure {
  const random = createRandom(3);
  const times = arms.map((): { cpu: number[]; clock: number[]; like: number[] } => ({
    cpu: [],
    clock: [],
    like: [],
  }));
  const warm = 20;
  for (let round = -warm; round < rounds; round += 1)
    for (const [n, { people, db, person }] of arms.entries()) {
      const ask = questions[question](person(random.below(people)), random);
      const { cpu, clock } = timed(() => ask(db));
      if (round < 0) continue;
      times[n]?.cpu.push(cpu);
      times[n]?.clock.push(clock);
      if (round % 60 === 0) times[n]?.like.push(timed(() => like(db, person(random.below(people)))).cpu);
    }
  const [small, large] = times;
  if (!small || !large) throw new RangeError('two sizes are compared');
  const ratio = quantile(large.cpu, 0.95) / quantile(small.cpu, 0.95);
  const control = quantile(large.like, 0.5) / quantile(small.like, 0.5);
  return {
    measured: [
      `${question} ${arms[1]?.people}÷${arms[0]?.people} p95 ${ratio.toFixed(2)} (≤${most})`,
      `p50 ${quantile(large.cpu, 0.5).toFixed(2)} p95 ${quantile(large.cpu, 0.95).toFixed(2)} against p50 ${quantile(small.cpu, 0.5).toFixed(2)} p95 ${quantile(small.cpu, 0.95).toFixed(2)} ms`,
      `by-the-clock p95 ${quantile(large.clock, 0.95).toFixed(2)} against ${quantile(small.clock, 0.95).toFixed(2)} ms`,
    ],
    holds: ratio <= most,
    control: { text: `LIKE ${control.toFixed(0)} times`, failed: control > most },
    n: large.cpu.length,
  };
}

function like(db: ReadableDb, made: Made): unknown {
  const digits = (made.numbers[0] ?? '').slice(-7);
  return db.prepare(`SELECT person_id FROM numbers WHERE digits LIKE '%' || ? || '%' LIMIT 50`).all(digits);
}

function timed(work: () => unknown): { cpu: number; clock: number } {
  const [used, from] = [process.cpuUsage(), performance.now()];
  work();
  const clock = performance.now() - from;
  const { user, system } = process.cpuUsage(used);
  return { cpu: (user + system) / 1_000, clock };
}
