/** Whether what is shown first is what a ranking of everybody would show first (NDCG@10). */
import { openReader } from '../../main/store/connection.ts';
import { searchPeople } from '../../main/store/search.ts';
import { standing } from '../../main/store/tables/search-places.ts';
import { words } from '../../shared/match/fold.ts';
import type { Figure } from '../figure.ts';
import { crowdKey, type Crowd } from './crowd.ts';
import type { Made } from './crowd-people.ts';
import { kinds, queriesFor } from './search-queries.ts';

const seen = 10;
/** What the control looks at, as search did before its index stood in order. */
const newest = 200;

interface Judged {
  id: string;
  names: string[];
  all: string[];
  standing: number;
}

export function rankedLikeAll(
  { file, person }: Crowd,
  people: number,
  queries: number,
  least: number,
): Figure {
  const everybody = Array.from({ length: people }, (_, n) => judged(person(n), n));
  const db = openReader({ file, key: crowdKey, nativeBinding: null });
  const typed = Object.values(queriesFor(person, people, Math.ceil(queries / kinds.length))).flat();
  const [ours, control]: [number[], number[]] = [[], []];
  for (const text of typed) {
    const asked = words(text);
    const worth = new Map<string, number>();
    for (const each of everybody) {
      const points = pointsOf(each, asked);
      if (points > 0) worth.set(each.id, points);
    }
    const order = [...worth].sort((a, b) => b[1] - a[1]).map(([id]) => id);
    // What is wanted most is worth ten, the next nine; what no ranking of everybody shows is worth nothing.
    const gain = new Map(order.slice(0, seen).map((id, n) => [id, seen - n]));
    const found = searchPeople(db, text, 50).map(({ personId }) => personId);
    ours.push(ndcg(found, gain));
    const byRecord = everybody.filter(({ id }) => worth.has(id)).slice(-newest);
    const ranked = byRecord
      .sort((a, b) => (worth.get(b.id) ?? 0) - (worth.get(a.id) ?? 0))
      .map(({ id }) => id);
    control.push(ndcg(ranked, gain));
  }
  db.close();
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    measured: [`NDCG@10 ${mean(ours).toFixed(4)} (≥${least})`],
    holds: mean(ours) >= least,
    control: {
      text: `the newest ${newest} records ranked ${mean(control).toFixed(3)}`,
      failed: mean(control) < least,
    },
    n: ours.length,
  };
}

function judged(made: Made, n: number): Judged {
  const names = words([made.name, made.otherName ?? ''].join(' '));
  const beside = [made.organisation, made.role, made.city, made.email, made.remark, ...made.contacts.map(({ subject }) => subject)]; // prettier-ignore
  return {
    id: made.id,
    names,
    all: [...names, ...words(beside.join(' '))],
    // Of those who were never spoken with, the newest record first.
    standing: standing(made.contacts.map(({ at }) => at)) ?? n / 1_000,
  };
}

/** Whole names before longer ones, names before all else; then whom we speak with often and lately. */
function pointsOf({ names, all, standing: lately }: Judged, asked: readonly string[]): number {
  const begins = (said: readonly string[]): boolean =>
    asked.every(word => said.some(each => each.startsWith(word)));
  const kind = asked.every(word => word.length >= 3 && names.includes(word))
    ? 3
    : begins(names)
      ? 2
      : begins(all)
        ? 1
        : 0;
  return kind === 0 ? 0 : kind * 1e13 + lately + 1;
}

function ndcg(found: readonly string[], gain: ReadonlyMap<string, number>): number {
  const dcg = (gains: readonly number[]): number =>
    gains.reduce((sum, value, n) => sum + value / Math.log2(n + 2), 0);
  const ideal = dcg([...gain.values()]);
  return ideal === 0 ? 1 : dcg(found.slice(0, seen).map(id => gain.get(id) ?? 0)) / ideal;
}
