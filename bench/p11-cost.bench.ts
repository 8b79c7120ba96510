/**
 * P11: what a phone costs that is only there. Processor time of an idle registered phone, and of a call, for a minute each; and
 * the time from the loss of its socket to the registrar's 200. Ours is the whole app, workspace and store and all; the peers
 * are a page in a plain Chromium, with SIP.js's SimpleUser and JsSIP as they come.
 */
import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { isMessage } from '../e2e/lab/fate.ts';
import { Lab } from '../e2e/lab/lab.ts';
import { prepareLab } from '../e2e/lab/packages.ts';
import type { SipPhone } from '../e2e/lab/sipPhone.ts';
import { until } from '../e2e/support/until.ts';
import { median, type Bench, type Figure } from './figure.ts';
import { ChromiumPeer } from './support/chromium-peer.ts';
import { callerSays, LabAgent, talk, type MeasuredPhone } from './support/lab-agent.ts';

const measuredMs = { short: 15_000, full: 60_000 } as const;
const cuts = { short: 3, full: 20 } as const;
/** What starting up leaves to do. */
const settlingMs = 5_000;
/** Linux counts processor time in hundredths of a second. */
const tickMs = 10;

const phones = ['hatif', 'SIP.js', 'JsSIP'] as const;
type Name = (typeof phones)[number];

interface Cost {
  /** Milliseconds of processor a minute. */
  idle: number;
  call: number;
  /** Milliseconds from the loss to the registrar's 200. */
  again: number[];
}

export const bench: Bench = {
  id: 'P11',
  bar: 'processor of an idle registered phone and of a call, and socket loss → registered again: no worse than SIP.js and JsSIP in Chromium',
  seconds: 160,
  needsApp: true,
  run: async ({ full, say }) => {
    const ready = await prepareLab();
    if (!ready.ready) throw new Error(ready.reason);
    const size = full ? 'full' : 'short';
    const lab = await Lab.start();
    try {
      const network = await lab.proxy();
      let registeredAt = 0;
      network.rule(frame => {
        if (isMessage('REGISTER', 200)(frame)) registeredAt = performance.now();
        return 'pass';
      });
      const caller = await lab.plainPhone('carol', { hertz: callerSays });
      const costs = {} as Record<Name, Cost>;
      for (const name of phones) {
        const phone =
          name === 'hatif'
            ? await LabAgent.signsIn(lab, network.url)
            : await ChromiumPeer.signsIn(name, lab, network.url);
        try {
          costs[name] = await costOf(phone, caller, measuredMs[size]);
          for (let round = 0; round < cuts[size]; round++) {
            const lostAt = performance.now();
            network.cut();
            await until('it is registered again', () => registeredAt > lostAt, { within: 60_000 });
            costs[name].again.push(registeredAt - lostAt);
          }
          const { idle, call, again } = costs[name];
          say(
            `${name}: idle ${idle.toFixed(0)} call ${call.toFixed(0)} ms/min, again ${median(again).toFixed(0)} ms`,
          );
        } finally {
          await phone.close();
        }
      }
      const n = cuts[size] * phones.length;
      return [
        figure('processor-idle', 'ms/min', costs, cost => cost.idle, n),
        figure('processor-in-call', 'ms/min', costs, cost => cost.call, n),
        figure('socket-loss→registered', 'ms', costs, cost => median(cost.again), n),
      ];
    } finally {
      await lab.stop();
    }
  },
};

async function costOf(phone: MeasuredPhone, caller: SipPhone, ms: number): Promise<Cost> {
  await pause(settlingMs);
  const idle = await processorOf(phone, ms);
  await talk(phone, caller);
  await pause(settlingMs / 2);
  const call = await processorOf(phone, ms);
  await caller.hangUp();
  return { idle, call, again: [] };
}

/** Milliseconds of processor that all its processes take in a minute. */
async function processorOf(phone: MeasuredPhone, ms: number): Promise<number> {
  const before = spent(phone.processes());
  const began = performance.now();
  await pause(ms);
  const used = spent(phone.processes()) - before;
  return (used * 60_000) / (performance.now() - began);
}

function spent(processes: readonly number[]): number {
  let ticks = 0;
  for (const pid of processes) {
    try {
      // The name in brackets may hold spaces; user and system time are the 14th and 15th field.
      const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // It has ended meanwhile.
    }
  }
  return ticks * tickMs;
}

function figure(
  what: string,
  unit: string,
  costs: Readonly<Record<Name, Cost>>,
  of: (cost: Cost) => number,
  n: number,
): Figure {
  const [ours, sip, js] = phones.map(name => of(costs[name]));
  const best = Math.min(sip ?? Infinity, js ?? Infinity);
  return {
    measured: [
      `${what} hatif=${ours?.toFixed(0)} SIP.js=${sip?.toFixed(0)} JsSIP=${js?.toFixed(0)} ${unit}`,
      `ours÷best ${((ours ?? Infinity) / best).toFixed(2)} (≤1)`,
    ],
    holds: (ours ?? Infinity) <= best,
    control: null,
    n,
  };
}
