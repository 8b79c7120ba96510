/**
 * The real app as an agent's phone in the SIP lab: signed in, called by a plain phone, its sound measured at both ends.
 * Everything is asked through main, so that a workspace that crashed takes nobody's eyes away.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { giveToNobody } from '../../e2e/lab/folder.ts';
import { burstWav } from '../../e2e/lab/audio.ts';
import { domain, passwords, type Lab } from '../../e2e/lab/lab.ts';
import type { SipPhone } from '../../e2e/lab/sipPhone.ts';
import { launchHatif, type RunningHatif } from '../../e2e/support/launch.ts';
import { until } from '../../e2e/support/until.ts';
import type { CallView } from '../../shared/call/view.ts';
import type { Input, Output, ProcedureName, Reply } from '../../shared/ipc/contract.ts';
import type { AccountSettings } from '../../shared/lines/types.ts';

/** What the agent says, and what calls him. */
export const agentSays = 1000;
export const callerSays = 660;

/** Milliseconds without a sound of the other side after which nobody would say that it flows. */
const silence = 400;
/** Packets of 20 ms that show that the sound comes in. */
const flowing = 15;

/** The same for whatever phone is measured. */
export interface MeasuredPhone {
  readonly name: string;
  /** The line stands. */
  registered(): Promise<boolean>;
  rings(): Promise<boolean>;
  answers(): Promise<void>;
  /** Its own opinion: a call is there. */
  talks(): Promise<boolean>;
  /** Packets of the other side so far; of a new connection anew. */
  packets(): Promise<number>;
  hangsUp(): Promise<void>;
  /** Ids of all its processes. */
  processes(): number[];
  close(): Promise<void>;
}

export class LabAgent implements MeasuredPhone {
  readonly name = 'hatif';
  readonly #lab: Lab;
  readonly #microphone: string;
  readonly #folder: string;
  #hatif: RunningHatif | null = null;

  private constructor(lab: Lab, folder: string) {
    this.#lab = lab;
    this.#folder = folder;
    this.#microphone = path.join(lab.folder, 'microphone.wav');
  }

  /** Signed in at `server`; `folder` holds what the app knows from before. */
  static async signsIn(lab: Lab, server: string, folder = path.join(lab.folder, 'agent')): Promise<LabAgent> {
    const agent = new LabAgent(lab, folder);
    fs.writeFileSync(agent.#microphone, microphoneWav());
    await giveToNobody(lab.folder);
    await agent.starts();
    try {
      await agent.#connects(server);
      return agent;
    } catch (thrown) {
      await agent.close();
      throw thrown;
    }
  }

  async #connects(server: string): Promise<void> {
    await until('the workspace is there', () => this.asks('app.snapshot', null).catch(() => null), {
      within: 30_000,
    });
    await this.asks('settings.language', 'en');
    await this.asks('settings.change', { firstRunDone: true });
    const account: AccountSettings = {
      id: 'lab',
      name: 'Lab',
      server,
      user: 'agent',
      authUser: null,
      domain,
      displayName: null,
      country: 'SA',
      moreServers: [],
      iceServers: [],
      dtmf: 'auto',
      practice: false,
    };
    await this.asks('line.save', { account, password: passwords.agent });
    await until('the app is registered', () => this.registered(), { within: 30_000 });
  }

  async starts(env: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#hatif = await launchHatif({
      userData: this.#folder,
      microphone: this.#microphone,
      env: { NODE_EXTRA_CA_CERTS: this.#lab.certificate.certFile, ...env },
    });
  }

  get hatif(): RunningHatif {
    if (this.#hatif === null) throw new Error('The app does not run.');
    return this.#hatif;
  }

  /** Every process of it, at once, without a word. */
  async dies(): Promise<void> {
    const all = this.processes();
    for (const pid of all) killed(pid);
    await this.hatif.kill();
  }

  processes(): number[] {
    return familyOf(this.hatif.app.process().pid ?? 0);
  }

  async asks<P extends ProcedureName>(name: P, input: Input<P>): Promise<Output<P>> {
    const code = `window.hatif.invoke(${JSON.stringify(name)}, ${JSON.stringify(input)})`;
    const reply = (await this.hatif.app.evaluate(async ({ webContents }, script) => {
      const page = webContents.getAllWebContents().find(each => each.getURL().includes('/workspace/'));
      if (page === undefined || page.isCrashed()) return null;
      // A page that dies meanwhile never answers.
      const late = new Promise<null>(resolve => setTimeout(resolve, 10_000, null));
      return Promise.race([page.executeJavaScript(script) as Promise<unknown>, late]);
    }, code)) as Reply<Output<P>> | null;
    if (reply === null) throw new Error('there is no workspace');
    if (!reply.ok) throw new Error(`${name}: ${reply.error.code} ${reply.error.message}`);
    return reply.value;
  }

  /** The call that lives; null without one, and while there is nobody to ask. */
  async call(): Promise<CallView | null> {
    const snapshot = await this.asks('app.snapshot', null).catch(() => null);
    return snapshot?.calls.find(call => call.phase !== 'ended') ?? null;
  }

  async registered(): Promise<boolean> {
    const snapshot = await this.asks('app.snapshot', null).catch(() => null);
    return snapshot?.lines.some(line => line.state === 'registered') ?? false;
  }

  async rings(): Promise<boolean> {
    return (await this.call())?.phase === 'ringing';
  }

  async answers(): Promise<void> {
    const call = await this.call();
    if (call !== null) await this.asks('call.answer', { callId: call.id });
  }

  async talks(): Promise<boolean> {
    return (await this.call())?.phase === 'established';
  }

  async packets(): Promise<number> {
    const call = await this.call();
    if (call === null) return 0;
    const stats = await this.asks('call.stats', { callId: call.id }).catch(() => null);
    return stats?.packetsReceived ?? 0;
  }

  async hangsUp(): Promise<void> {
    const call = await this.call();
    if (call !== null) await this.asks('call.hangUp', { callId: call.id });
  }

  /** Crashes the page of a window. */
  async crashes(window: 'media' | 'workspace'): Promise<void> {
    await this.hatif.app.evaluate(({ webContents }, name) => {
      const page = webContents.getAllWebContents().find(each => each.getURL().includes(`/${name}/`));
      page?.forcefullyCrashRenderer();
    }, window);
  }

  /** The machine says that it woke. */
  async wakes(): Promise<void> {
    await this.hatif.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));
  }

  async close(): Promise<void> {
    await this.#hatif?.close();
  }
}

/** What a microphone of the lab hears. */
export const microphoneWav = (): Buffer =>
  burstWav({ hertz: agentSays, seconds: 2, amplitude: 0.5, sampleRate: 48_000 });

/** `caller` calls the agent, who answers; returns when each hears the other. */
export async function talk(phone: MeasuredPhone, caller: SipPhone): Promise<void> {
  await caller.dial(`sip:agent@${domain}`);
  await until(`${phone.name} rings`, () => phone.rings(), { within: 15_000 });
  // A microphone that does not open leaves it ringing: one presses again.
  await until(
    `${phone.name} answers`,
    async () => {
      if (await phone.rings()) await phone.answers().catch(() => undefined);
      return phone.talks();
    },
    { within: 30_000, every: 200 },
  );
  await soundFlows(phone, caller, 20_000);
}

/** Waits until the sound flows both ways, and returns how long that took, ms. */
export async function soundFlows(phone: MeasuredPhone, caller: SipPhone, within: number): Promise<number> {
  const began = performance.now();
  let before = await phone.packets();
  let at = performance.now();
  await until(
    `${phone.name} and the caller hear each other`,
    async () => {
      const now = await phone.packets();
      if (now < before || performance.now() - at > 1_000) [before, at] = [now, performance.now()];
      return caller.silentFor < silence && now >= before + flowing;
    },
    { within, every: 50, seen: () => `the caller has heard nothing for ${caller.silentFor} ms` },
  );
  return performance.now() - began;
}

/** The caller hangs up; whether the phone learns of it. What did not is a ghost of a call. */
export async function farEndHangsUp(phone: MeasuredPhone, caller: SipPhone): Promise<boolean> {
  await caller.hangUp().catch(() => undefined);
  return until('the phone learns of it', async () => !(await phone.talks()), { within: 5_000 }).then(
    () => true,
    () => false,
  );
}

/** `pid` and all that come of it. */
export function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const line of execFileSync('ps', ['-e', '-o', 'pid=,ppid=']).toString().trim().split('\n')) {
    const [child = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
    parents.set(child, parent);
  }
  const family = [pid];
  for (const member of family)
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  return family;
}

function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It went with its parent.
  }
}
