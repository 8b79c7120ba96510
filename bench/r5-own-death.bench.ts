/**
 * R5: every process of the app is killed in mid-call and the app is started again. The call counts as resumed when it is
 * there under its own id and time, sound flows both ways, and the far end can hang it up. Real app, Kamailio, rtpengine, a
 * plain RTP phone. Control: the same with taking up switched off, which must lose the call.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Lab } from '../e2e/lab/lab.ts';
import { prepareLab } from '../e2e/lab/packages.ts';
import type { SipPhone } from '../e2e/lab/sipPhone.ts';
import { until } from '../e2e/support/until.ts';
import { median, quantile, type Bench } from './figure.ts';
import { createRandom } from './random.ts';
import { callerSays, farEndHangsUp, LabAgent, soundFlows, talk } from './support/lab-agent.ts';

const bar = 0.95;
const rounds = { short: 8, full: 200 } as const;
const controls = { short: 2, full: 10 } as const;

export const bench: Bench = {
  id: 'R5',
  bar: 'every process of the app killed in mid-call, started again: the same call goes on in ≥ 95 %',
  seconds: 220,
  needsApp: true,
  run: async ({ full, seed, say }) => {
    const ready = await prepareLab();
    if (!ready.ready) throw new Error(ready.reason);
    const lab = await Lab.start();
    const random = createRandom(seed ?? 1);
    const size = full ? 'full' : 'short';
    try {
      const agent = await LabAgent.signsIn(lab, lab.kamailio.wssUrl);
      const caller = await lab.plainPhone('carol', { hertz: callerSays });
      try {
        const outcomes: Outcome[] = [];
        for (let round = 1; round <= rounds[size]; round++) {
          outcomes.push(await dieAndLive(agent, caller, random.below(2_500), {}));
          const last = outcomes.at(-1);
          say(
            `round ${round}: ${last?.lost ?? `resumed, line after ${last?.lineAfter.toFixed(0)} ms, sound after ${last?.soundAfter.toFixed(0)} ms`}`,
          );
        }
        let lost = 0;
        for (let round = 0; round < controls[size]; round++) {
          const outcome = await dieAndLive(agent, caller, 500, { HATIF_TAKE_UP: '0' });
          if (outcome.lost !== null) lost++;
        }
        const resumed = outcomes.filter(outcome => outcome.lost === null);
        const after = resumed.map(outcome => outcome.soundAfter);
        const [middle, late] = after.length === 0 ? [0, 0] : [median(after), quantile(after, 0.95)];
        const line = after.length === 0 ? 0 : median(resumed.map(outcome => outcome.lineAfter));
        const share = resumed.length / outcomes.length;
        return [
          {
            measured: [
              `resumed ${resumed.length}/${outcomes.length} = ${(share * 100).toFixed(1)} % (≥ ${bar * 100} %)`,
              `start→sound-both-ways p50 ${middle.toFixed(0)} p95 ${late.toFixed(0)} ms`,
              `of it until the line stands ${line.toFixed(0)} ms`,
            ],
            holds: share >= bar,
            control: {
              text: `not taken up, lost ${lost} of ${controls[size]}`,
              failed: lost === controls[size],
            },
            n: outcomes.length,
          },
        ];
      } finally {
        await agent.close();
      }
    } finally {
      await lab.stop();
    }
  },
};

interface Outcome {
  /** Why it was not resumed; null when it was. */
  lost: string | null;
  /** Milliseconds from the new start of the process until the line stands, and until the sound flows. */
  lineAfter: number;
  soundAfter: number;
}

async function dieAndLive(
  agent: LabAgent,
  caller: SipPhone,
  talkMs: number,
  env: Readonly<Record<string, string>>,
): Promise<Outcome> {
  await until('the line stands', () => agent.registered(), { within: 30_000 });
  await talk(agent, caller);
  await pause(talkMs);
  const before = await agent.call();
  await agent.dies();
  const began = performance.now();
  await agent.starts(env);
  let lineAfter = 0;
  const lost = async (): Promise<string | null> => {
    await until('the line stands again', () => agent.registered(), { within: 30_000 });
    lineAfter = performance.now() - began;
    const call = await until('the call is there', () => agent.call(), { within: 5_000 });
    if (call.id !== before?.id || call.answeredAt !== before.answeredAt) return 'another call';
    await soundFlows(agent, caller, 15_000);
    return null;
  };
  const why = await lost().catch((thrown: unknown) => String(thrown));
  const soundAfter = performance.now() - began;
  const heard = await farEndHangsUp(agent, caller);
  await until('the caller is free', () => !caller.established, { within: 10_000 });
  return { lost: why ?? (heard ? null : 'the far end could not hang up'), lineAfter, soundAfter };
}
