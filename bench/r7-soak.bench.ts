/**
 * R7: calls in a row from sipp through Kamailio, each offered, answered and ended, with the socket cut again and again, on
 * the whole of our telephony. What is left afterwards: calls, media sessions, timers, handles; and by how much the heap
 * rises with each call. Control: the same phone when nobody puts the ended calls away.
 */
import process from 'node:process';
import { until } from '../e2e/support/until.ts';
import { Lab } from '../e2e/lab/lab.ts';
import { LoadedPhone, type Remains } from '../e2e/lab/loadedPhone.ts';
import { prepareLab } from '../e2e/lab/packages.ts';
import type { Bench, Figure } from './figure.ts';

/** Calls of an agent's busy day. */
const callsADay = 400;
/** Share of the heap by which a day's calls may let it rise. */
const mostADay = 0.01;
/** Calls between two looks at the heap. */
const block = 100;
/** SIP.js keeps the transaction of an accepted INVITE for 32 s (RFC 6026, timer L). */
const settling = 45_000;

interface Soak {
  calls: number;
  /** How many of them rang here, were talked in, and ended. */
  taken: string;
  reconnects: number;
  /** Bytes of heap by which it rises a call, over the second half, each end of it settled. */
  slope: number;
  heap: number;
  before: Remains & { handles: number };
  after: Remains & { handles: number };
}

export const bench: Bench = {
  id: 'R7',
  bar: 'calls in a row and cut sockets: nothing left over, handles flat, heap rises < 1 % in a day of 400 calls',
  seconds: 300,
  run: async ({ full, say }) => {
    const ready = await prepareLab();
    if (!ready.ready) throw new Error(ready.reason);
    const lab = await Lab.start();
    try {
      const ours = await soak(lab, full ? 20_000 : 1_000, full ? 2_000 : 50, true, say);
      const careless = await soak(lab, 200, 2, false, say);
      return [figure(ours, careless)];
    } finally {
      await lab.stop();
    }
  },
};

function figure(ours: Soak, careless: Soak): Figure {
  const rise = (ours.slope * callsADay) / ours.heap;
  const left = Object.entries(ours.after).filter(
    ([name, count]) => count > ours.before[name as keyof Soak['before']],
  );
  return {
    measured: [
      `rang/answered/ended ${ours.taken} of ${ours.calls}`,
      `left-over ${left.length === 0 ? 'nothing' : left.map(([name, count]) => `${name} ${count}`).join(', ')}`,
      `handles ${ours.before.handles}→${ours.after.handles}`,
      `heap ${ours.slope.toFixed(0)} B a call, ${(rise * 100).toFixed(2)} % a day (≤ 1 %)`,
      `reconnects ${ours.reconnects}`,
    ],
    holds:
      left.length === 0 && rise <= mostADay && ours.taken === `${ours.calls}/${ours.calls}/${ours.calls}`,
    control: {
      text: `with ended calls kept ${careless.slope.toFixed(0)} B a call, ${careless.after.calls} calls left`,
      failed: careless.after.calls > careless.before.calls && careless.slope > ours.slope,
    },
    n: ours.calls,
  };
}

async function soak(
  lab: Lab,
  calls: number,
  reconnects: number,
  putsAway: boolean,
  say: (text: string) => void,
): Promise<Soak> {
  const network = await lab.proxy();
  const phone = new LoadedPhone('agent', { server: network.url, ca: lab.certificate.cert });
  phone.putsAway = putsAway;
  try {
    await phone.registered();
    const before = { ...phone.remains, handles: handles() };
    // What is made once, at the first calls, is not a leak; what lives for 32 s is none either.
    await take(lab, phone, block);
    const blocks = Math.ceil(calls / block);
    const half = Math.ceil(blocks / 2);
    let cuts = 0;
    let middle = 0;
    for (let done = 1; done <= blocks; done++) {
      while (cuts < (reconnects * done) / blocks) {
        const connections = network.accepted;
        network.cut();
        cuts++;
        await until('it is connected anew', () => network.accepted > connections, { within: 30_000 });
        await phone.registered();
      }
      await take(lab, phone, block);
      say(`${done * block} of ${calls}: heap ${(heap() / 1e6).toFixed(2)} MB, ${handles()} handles`);
      if (done === half) middle = await settled(phone, before.handles);
    }
    const end = await settled(phone, before.handles);
    const after = { ...phone.remains, handles: handles() };
    const taken = [phone.rang, phone.answered, phone.ended].map(count => count - block).join('/');
    const slope = (end - middle) / ((blocks - half) * block);
    return { calls: blocks * block, taken, reconnects: cuts, slope, heap: end, before, after };
  } finally {
    await phone.telephony.shutdown();
  }
}

async function take(lab: Lab, phone: LoadedPhone, count: number): Promise<void> {
  const before = phone.ended;
  const callers = await lab.script('load', { calls: 'agent', count });
  await callers.done((60 + count) * 1_000);
  await until('the last has ended', () => phone.ended === before + count);
}

/** Bytes of heap once nothing lives that only waits for its time. */
async function settled(phone: LoadedPhone, few: number): Promise<number> {
  if (phone.putsAway) await until('all are put away', () => phone.telephony.calls.length === 0);
  await until('the handles are as few again', () => handles() <= few, { within: settling }).catch(
    () => undefined,
  );
  return heap();
}

function handles(): number {
  // The wait that looks is one, and so are the pipes of a sipp that is ending.
  return process.getActiveResourcesInfo().filter(name => name !== 'PipeWrap' && name !== 'ProcessWrap')
    .length;
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
