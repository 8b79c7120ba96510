/**
 * P3: search as one types. Beside FTS5 that ranks by itself (stock tokenizer, same names), and beside MiniSearch and FlexSearch
 * with the same people in memory, each in a process of its own so that its memory can be told. Then whether what is shown first
 * is what a ranking of everybody shows first; the control takes the newest records that match and ranks those.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fold } from '../shared/match/fold.ts';
import { foldPairs } from '../shared/match/testing/fold-pairs.ts';
import { quantile, type Bench, type Figure } from './figure.ts';
import { crowd, crowdKey } from './support/crowd.ts';
import { rankedLikeAll } from './support/search-quality.ts';
import type { Kind } from './support/search-queries.ts';

const timesBelowRank = 100;
const timesBelowMini = 20;
const partOfMini = 20;
const leastNdcg = 0.97;
const short: readonly Kind[] = ['1 letter', '2 letters', '3 letters'];

export const bench: Bench = {
  id: 'P3',
  bar: 'search p95 ≥ 100 × below FTS5 rank for 1–3 letters with 1,000,000 people (100,000 without --full); with 100,000 ≥ 20 × below MiniSearch, memory ≤ 1/20 of it; NDCG@10 ≥ 0.97; fold pairs 100 %',
  seconds: 240,
  run: async ({ full, say }) => {
    const large = { people: full ? 1_000_000 : 100_000, interactionsEach: 1 };
    const middle = { people: 100_000, interactionsEach: 1 };
    const [file, here] = [crowd(large, say).file, crowd(middle, say)];
    const arm = (name: Peer, people: number): Promise<Answer> => {
      say(`${name}, ${people} people`);
      return peer(name, people === large.people ? file : here.file, people);
    };
    const [ours, rank] = [await arm('hatif', large.people), await arm('fts5', large.people)];
    const at100k = full ? await arm('hatif', middle.people) : ours;
    const mini = await arm('minisearch', middle.people);
    const flex = await arm('flexsearch', middle.people);
    say('everybody ranked');
    return [
      ...short.map(kind => belowRank(kind, ours, rank)),
      belowMini(at100k, mini, flex),
      rankedLikeAll(here, middle.people, full ? 1_000 : 200, leastNdcg),
      folded(),
    ];
  },
};

type Peer = 'hatif' | 'fts5' | 'minisearch' | 'flexsearch';
interface Answer {
  times: Record<Kind, number[]>;
  /** Megabytes of the process beyond what it had before the people were there. */
  memory: number;
  /** Milliseconds from the start of it to the first answer. */
  ready: number;
}

async function peer(name: Peer, file: string, people: number): Promise<Answer> {
  const script = path.join(import.meta.dirname, 'support/search-peer.ts');
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=6000', script, name, file, crowdKey, String(people)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child, 'close');
  return JSON.parse(said) as Answer;
}

const p95 = (answer: Answer, kinds: readonly Kind[]): number =>
  quantile(
    kinds.flatMap(kind => answer.times[kind]),
    0.95,
  );

function belowRank(kind: Kind, ours: Answer, rank: Answer): Figure {
  const [own, theirs] = [p95(ours, [kind]), p95(rank, [kind])];
  return {
    measured: [`${kind} ${(theirs / own).toFixed(0)} × below FTS5 rank (≥${timesBelowRank})`, `p95 ${own.toFixed(2)} against ${theirs.toFixed(1)} ms`], // prettier-ignore
    holds: theirs / own >= timesBelowRank,
    control: null,
    n: ours.times[kind].length,
  };
}

function belowMini(ours: Answer, mini: Answer, flex: Answer): Figure {
  const kinds = Object.keys(ours.times) as Kind[];
  const times = p95(mini, short) / p95(ours, short);
  const part = mini.memory / Math.max(1, ours.memory);
  return {
    measured: [
      `1–3 letters ${times.toFixed(0)} × below MiniSearch (≥${timesBelowMini})`,
      ...kinds.map(
        kind =>
          `${kind} p95 ${p95(ours, [kind]).toFixed(2)} MiniSearch ${p95(mini, [kind]).toFixed(1)} FlexSearch ${p95(flex, [kind]).toFixed(2)} ms`,
      ),
      `memory 1/${part.toFixed(0)} (≤1/${partOfMini}) ${ours.memory.toFixed(0)} MB against ${mini.memory.toFixed(0)}, FlexSearch ${flex.memory.toFixed(0)} MB`,
      `ready after ${ours.ready.toFixed(0)} ms against ${mini.ready.toFixed(0)}, FlexSearch ${flex.ready.toFixed(0)} ms`,
    ],
    holds: times >= timesBelowMini && part >= partOfMini,
    control: null,
    n: kinds.reduce((sum, kind) => sum + ours.times[kind].length, 0),
  };
}

function folded(): Figure {
  const alike = foldPairs.filter(([typed, stored]) => fold(typed) === fold(stored)).length;
  const plain = foldPairs.filter(([typed, stored]) => typed.toLowerCase() === stored.toLowerCase()).length;
  return {
    measured: [`fold-pairs ${alike}/${foldPairs.length} (all)`],
    holds: alike === foldPairs.length,
    control: { text: `lower case alone ${plain}`, failed: plain < foldPairs.length },
    n: foldPairs.length,
  };
}
