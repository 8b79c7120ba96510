/**
 * R4: what goes wrong in mid-call, on the real app against Kamailio, rtpengine and a plain RTP phone. A call is kept when the
 * sound flows both ways afterwards and the far end can still hang it up; a call that only looks alive is none. The time to
 * recover is from the registrar's 200 to the ACK of the re-INVITE that moves the call, against a bare ICE restart by
 * re-INVITE of SIP.js on a socket that was never lost. Peers, with the drills that they can live through at all: SIP.js's
 * SimpleUser and JsSIP in a plain Chromium. The address is changed only in a network namespace of the bench's own:
 *
 *   unshare -n sh -c 'ip link set lo up; npm run bench -- R4'
 */
import { execFileSync } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { isMessage } from '../e2e/lab/fate.ts';
import { Lab } from '../e2e/lab/lab.ts';
import { prepareLab } from '../e2e/lab/packages.ts';
import type { Proxy } from '../e2e/lab/proxy.ts';
import type { SipPhone } from '../e2e/lab/sipPhone.ts';
import { until } from '../e2e/support/until.ts';
import { median, type Bench, type Figure } from './figure.ts';
import { ChromiumPeer } from './support/chromium-peer.ts';
import {
  callerSays,
  farEndHangsUp,
  LabAgent,
  soundFlows,
  talk,
  type MeasuredPhone,
} from './support/lab-agent.ts';
import type { PeerName } from './support/peer-in-page.ts';

const keptBar = 0.99;
const recoveryBar = 1.25;
const sleepMs = { short: 4_000, full: 30_000 } as const;
/** Of each drill, ours and each peer's. */
const times = { short: { ours: 2, peers: 1 }, full: { ours: 167, peers: 10 } } as const;

/** When the frames that tell of a recovery passed the network, on the clock of performance.now(). */
interface Seen {
  registeredAt: number;
  movedAt: number;
}

interface Bed {
  lab: Lab;
  network: Proxy;
  caller: SipPhone;
  seen: Seen;
  sleep: number;
}

/** Provokes it, and returns when it is over and the phone may be judged. */
type Drill = (bed: Bed, phone: MeasuredPhone) => Promise<void>;

const registeredAnew = async ({ seen }: Bed, since: number): Promise<void> => {
  await until('it is registered again', () => seen.registeredAt > since, { within: 40_000 });
};

const socketCut: Drill = async bed => {
  const since = performance.now();
  bed.network.cut();
  await registeredAnew(bed, since);
};

const serverRestart: Drill = async bed => {
  const since = performance.now();
  await bed.lab.kamailio.kill();
  await bed.lab.kamailio.start();
  await registeredAnew(bed, since);
};

const sleep: Drill = async (bed, phone) => {
  const since = performance.now();
  const all = phone.processes();
  for (const pid of all) process.kill(pid, 'SIGSTOP');
  // What the network forgets in the night.
  bed.network.cut();
  await pause(bed.sleep);
  for (const pid of all.toReversed()) process.kill(pid, 'SIGCONT');
  if (phone instanceof LabAgent) await phone.wakes();
  await registeredAnew(bed, since);
};

const addresses = ['10.77.0.2/24', '10.77.0.3/24'] as const;
let address = 0;
const ip = (...args: string[]): Buffer => execFileSync('ip', args, { stdio: ['ignore', 'pipe', 'pipe'] });

const addressChange: Drill = async bed => {
  const since = performance.now();
  ip('addr', 'del', addresses[address % 2] ?? '', 'dev', 'hatif0');
  ip('addr', 'add', addresses[++address % 2] ?? '', 'dev', 'hatif0');
  // Sockets of the old address are dead.
  bed.network.cut();
  await registeredAnew(bed, since);
};

const crash =
  (window: 'media' | 'workspace'): Drill =>
  async (_bed, phone) => {
    if (phone instanceof LabAgent) await phone.crashes(window);
  };

/** The only interface is loopback: nobody else's network is touched. */
const ownNamespace = (): boolean =>
  Object.keys(networkInterfaces()).every(name => name === 'lo' || name.startsWith('hatif'));

export const bench: Bench = {
  id: 'R4',
  bar: 'drills in mid-call: kept with sound both ways in ≥ 99 %, recovery ÷ bare ICE restart ≤ 1.25; SIP.js and JsSIP lose it',
  seconds: 280,
  needsApp: true,
  run: async ({ full, say }) => {
    const ready = await prepareLab();
    if (!ready.ready) throw new Error(ready.reason);
    const size = full ? 'full' : 'short';
    const alone = ownNamespace();
    if (alone) {
      ip('link', 'add', 'hatif0', 'type', 'veth', 'peer', 'name', 'hatif1');
      for (const end of ['hatif0', 'hatif1']) ip('link', 'set', end, 'up');
      ip('addr', 'add', addresses[0], 'dev', 'hatif0');
    } else say('the address is not changed: that needs a network namespace of its own (see the bench)');
    const forAll: Record<string, Drill> = { 'socket cut': socketCut, 'server restart': serverRestart, sleep };
    const drills: Record<string, Drill> = {
      ...forAll,
      ...(alone ? { 'address change': addressChange } : {}),
      'media window killed': crash('media'),
      'workspace killed': crash('workspace'),
    };
    const lab = await Lab.start();
    try {
      const bed = await makeBed(lab, sleepMs[size]);
      const ours = await arm(bed, 'hatif', drills, times[size].ours, say);
      const bare = await bareRestarts(bed);
      const peers: Arm[] = [];
      for (const name of ['SIP.js', 'JsSIP'] as const)
        peers.push(await arm(bed, name, forAll, times[size].peers, say));
      return figures(ours, bare, peers);
    } finally {
      await lab.stop();
      if (alone) ip('link', 'del', 'hatif0');
    }
  },
};

async function makeBed(lab: Lab, sleepFor: number): Promise<Bed> {
  const network = await lab.proxy();
  const seen: Seen = { registeredAt: 0, movedAt: 0 };
  let moving = false;
  network.rule(frame => {
    if (isMessage('REGISTER', 200)(frame)) seen.registeredAt = performance.now();
    if (isMessage('INVITE')(frame) && frame.direction === 'toServer') moving = true;
    if (isMessage('ACK')(frame) && frame.direction === 'toServer' && moving) {
      seen.movedAt = performance.now();
      moving = false;
    }
    return 'pass';
  });
  const caller = await lab.plainPhone('carol', { hertz: callerSays });
  return { lab, network, caller, seen, sleep: sleepFor };
}

interface Arm {
  name: string;
  outcomes: { drill: string; lost: string | null; soundMs: number; moveMs: number | null }[];
}

const open = (name: 'hatif' | PeerName, bed: Bed): Promise<MeasuredPhone> =>
  name === 'hatif'
    ? LabAgent.signsIn(bed.lab, bed.network.url)
    : ChromiumPeer.signsIn(name, bed.lab, bed.network.url);

async function arm(
  bed: Bed,
  name: 'hatif' | PeerName,
  drills: Readonly<Record<string, Drill>>,
  rounds: number,
  say: (text: string) => void,
): Promise<Arm> {
  const outcomes: Arm['outcomes'] = [];
  let phone = await open(name, bed);
  try {
    for (let round = 0; round < rounds; round++) {
      for (const [drill, provoke] of Object.entries(drills)) {
        const outcome = { drill, ...(await run(bed, phone, provoke)) };
        outcomes.push(outcome);
        say(`${name}, ${drill}: ${outcome.lost ?? `kept, sound ${outcome.soundMs.toFixed(0)} ms after it`}`);
        // Who lost a call may be in any state: it begins anew.
        if (outcome.lost === null) continue;
        await phone.close();
        phone = await open(name, bed);
      }
    }
  } finally {
    await phone.close();
  }
  return { name, outcomes };
}

async function run(
  bed: Bed,
  phone: MeasuredPhone,
  provoke: Drill,
): Promise<{ lost: string | null; soundMs: number; moveMs: number | null }> {
  const { caller, seen } = bed;
  await until('the line stands', () => phone.registered(), { within: 30_000 });
  await talk(phone, caller);
  const before = performance.now();
  const kept = async (): Promise<{ lost: null; soundMs: number; moveMs: number | null }> => {
    await provoke(bed, phone);
    const soundMs = await soundFlows(phone, caller, 20_000);
    // Who moves the call does it now.
    await until('it is moved', () => seen.movedAt > seen.registeredAt, { within: 5_000 }).catch(
      () => undefined,
    );
    const moveMs =
      seen.registeredAt > before && seen.movedAt > seen.registeredAt
        ? seen.movedAt - seen.registeredAt
        : null;
    if (!(await phone.talks())) throw new Error('the call is gone');
    if (!(await farEndHangsUp(phone, caller))) throw new Error('a ghost: the far end could not hang up');
    return { lost: null, soundMs, moveMs };
  };
  try {
    return await kept();
  } catch (thrown) {
    const lost = thrown instanceof Error ? thrown.message : String(thrown);
    return { lost, soundMs: Infinity, moveMs: null };
  } finally {
    await caller.hangUp().catch(() => undefined);
    await phone.hangsUp().catch(() => undefined);
    await until('the caller is free', () => !caller.established);
  }
}

async function bareRestarts(bed: Bed): Promise<number[]> {
  const peer = await ChromiumPeer.signsIn('SIP.js', bed.lab, bed.network.url);
  try {
    await talk(peer, bed.caller);
    const took: number[] = [];
    for (let round = 0; round < 7; round++) took.push(await peer.restartsIce());
    await bed.caller.hangUp();
    return took;
  } finally {
    await peer.close();
  }
}

function figures(ours: Arm, bare: readonly number[], peers: readonly Arm[]): Figure[] {
  const { outcomes } = ours;
  const kept = outcomes.filter(({ lost }) => lost === null);
  const share = kept.length / outcomes.length;
  const moves = outcomes.flatMap(({ moveMs }) => moveMs ?? []);
  const ratio = moves.length === 0 ? Infinity : median(moves) / median(bare);
  const byDrill = [...new Set(outcomes.map(({ drill }) => drill))].map(drill => {
    const of = outcomes.filter(outcome => outcome.drill === drill);
    const good = of.filter(({ lost }) => lost === null);
    const sound = good.length === 0 ? '–' : median(good.map(({ soundMs }) => soundMs)).toFixed(0);
    return `${drill} ${good.length}/${of.length} sound ${sound} ms`;
  });
  const lostBy = peers.map(({ name, outcomes: theirs }) => {
    const gone = theirs.filter(({ lost }) => lost !== null).length;
    return { text: `${name} loses ${gone} of ${theirs.length}`, gone };
  });
  return [
    {
      measured: [
        `kept ${kept.length}/${outcomes.length} = ${(share * 100).toFixed(1)} % (≥ ${keptBar * 100} %)`,
        `recovery÷bare-restart ${ratio.toFixed(2)} (≤${recoveryBar})`,
        `ours=${moves.length === 0 ? '–' : median(moves).toFixed(0)}ms bare=${median(bare).toFixed(0)}ms`,
        ...byDrill,
      ],
      holds: share >= keptBar && ratio <= recoveryBar,
      control: {
        text: lostBy.map(({ text }) => text).join(', '),
        failed: lostBy.every(({ gone }) => gone > 0),
      },
      n: outcomes.length,
    },
  ];
}
