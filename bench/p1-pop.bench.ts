/**
 * P1, the store's part of it: what stands between the first byte of an INVITE and the caller's card, with 100,000 people
 * known. The look-up is measured alone, and as main asks for it, through the worker thread with a write under way. The
 * bar is on its processor time, which does not depend on what else the machine does; by the clock it is printed beside.
 * The control asks the same question without an index.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCallerContext } from '../main/store/caller-context.ts';
import { openStoreFile } from '../main/store/opening.ts';
import type { Store } from '../main/store/port.ts';
import { openStore } from '../main/store/store.ts';
import { bundle } from '../main/store/testing/bundle.ts';
import { createGuard } from '../shared/sip/guard.ts';
import { quantile, type Bench, type BenchOptions, type Figure } from './figure.ts';
import { createRandom } from './random.ts';
import { fillWithPeople } from './support/people.ts';

const key = '5e'.repeat(32);
/** Milliseconds of processor time that a look-up may take at the 95th percentile. */
const lookUpLimit = 2;

export const bench: Bench = {
  id: 'P1',
  bar: 'with 100,000 people: caller scan, look-up p95 ≤ 2 ms of processor time, and the round trip through the worker while it writes',
  seconds: 120,
  run: async options => {
    const folder = mkdtempSync(join(tmpdir(), 'hatif-p1-'));
    try {
      return [await measure(folder, options)];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(folder: string, { full, say }: BenchOptions): Promise<Figure> {
  const file = join(folder, 'people.db');
  const [size, calls] = [100_000, full ? 10_000 : 2_000];
  const { db } = openStoreFile({ file, key, nativeBinding: null });
  say(`entering ${size} people`);
  const numbers = fillWithPeople(db, size);
  const random = createRandom(7);
  // One caller in five is a stranger, one in ten a switchboard.
  const callers = Array.from({ length: calls }, (_, n) =>
    n % 5 === 0
      ? `+1999${String(n).padStart(7, '0')}`
      : n % 10 === 1
        ? `+1800${String(n % 2_500).padStart(7, '0')}`
        : random.pick(numbers),
  );

  say(`${calls} callers: scanned, looked up, and looked for without an index`);
  const guard = createGuard();
  const unindexed = db.prepare(`SELECT person_id FROM numbers WHERE e164 LIKE '%' || ? LIMIT 10`);
  const [scan, lookUp, control] = [stopwatch(), stopwatch(), stopwatch()];
  for (const [n, e164] of callers.entries()) {
    const invite = inviteFrom(e164, n);
    scan.time(() => guard(invite));
    lookUp.time(() => findCallerContext(db, { callId: `call-${n}`, number: e164, e164 }));
    if (n % 20 === 0) control.time(() => unindexed.all(e164.slice(1)));
  }
  db.close();

  const store = openStore({ file, key, nativeBinding: null, worker: await bundle('main/store/worker.ts') });
  const roundTrip = await throughTheWorker(store, callers.slice(0, calls / 2));
  await store.close();

  const p95 = quantile(lookUp.processor, 0.95);
  return {
    measured: [
      `scan ${spread(scan.processor)}`,
      `look-up ${spread(lookUp.processor)} (p95 ≤${lookUpLimit} ms) by-the-clock ${spread(lookUp.clock)}`,
      `round-trip-while-writing by-the-clock ${spread(roundTrip)}`,
    ],
    holds: p95 <= lookUpLimit,
    control: {
      text: `without an index ${spread(control.processor)}`,
      failed: quantile(control.processor, 0.95) > lookUpLimit,
    },
    n: lookUp.clock.length,
  };
}

/** As main does it: the row is written and the context asked for at the same moment, while drafts are saved. */
async function throughTheWorker(store: Store, callers: readonly string[]): Promise<number[]> {
  await opened(store);
  const times: number[] = [];
  for (const [n, e164] of callers.entries()) {
    const callId = `bench-${n}`;
    const row = {
      id: callId,
      accountId: 'a',
      direction: 'inbound',
      name: null,
      called: null,
      personId: null,
    } as const;
    const writes = [
      store.saveDraft(
        { interactionId: 'other', note: 'x'.repeat(n % 500), outcomeId: null, dueAt: null, actions: [] },
        n,
      ),
      store.beginInteraction({ ...row, number: e164, e164, at: n }),
    ];
    const from = performance.now();
    await store.callerContext({ callId, number: e164, e164, country: 'SA' });
    times.push(performance.now() - from);
    await Promise.all(writes);
  }
  return times;
}

function opened(store: Store): Promise<void> {
  return new Promise(resolve => {
    if (store.view.state === 'open') return resolve();
    store.onView(view => view.state === 'open' && resolve());
  });
}

interface Stopwatch {
  /** Milliseconds, one for each time. */
  readonly clock: number[];
  readonly processor: number[];
  time(work: () => unknown): void;
}

function stopwatch(): Stopwatch {
  const [clock, processor]: [number[], number[]] = [[], []];
  return {
    clock,
    processor,
    time(work) {
      const [used, from] = [process.cpuUsage(), performance.now()];
      work();
      clock.push(performance.now() - from);
      const { user, system } = process.cpuUsage(used);
      processor.push((user + system) / 1_000);
    },
  };
}

const spread = (times: readonly number[]): string =>
  `p50 ${quantile(times, 0.5).toFixed(3)} p95 ${quantile(times, 0.95).toFixed(3)} ms`;

function inviteFrom(e164: string, n: number): string {
  return [
    'INVITE sip:agent@127.0.0.1;transport=ws SIP/2.0',
    'Via: SIP/2.0/WSS pbx.example.org;branch=z9hG4bK776asdhds;rport',
    'Max-Forwards: 70',
    'To: <sip:800@pbx.example.org>',
    `From: "Caller ${n}" <sip:${e164}@pbx.example.org>;tag=1928301774`,
    `Call-ID: a84b4c76e66710-${n}@pbx.example.org`,
    'CSeq: 314159 INVITE',
    `Contact: <sip:${e164}@pbx.example.org;transport=ws>`,
    'Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, NOTIFY, UPDATE',
    'Supported: replaces, timer, 100rel',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}
