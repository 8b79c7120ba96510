/**
 * P10: the sound of a call while the app is busy, against the same call when it is not, by turns. Busy is an import into the
 * store from another process, a storm of searches from the workspace, and its longest list being scrolled. Real app, Kamailio,
 * rtpengine, a desk phone in a process of its own. What is read is the jitter buffer of the media window: how many samples it
 * had to make up, and how long it held the others back.
 */
import type { Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Lab } from '../e2e/lab/lab.ts';
import { prepareLab } from '../e2e/lab/packages.ts';
import { until } from '../e2e/support/until.ts';
import { median, type Bench } from './figure.ts';
import { knownKey, knownPeople } from './support/known-people.ts';
import { callerSays, LabAgent } from './support/lab-agent.ts';

const bar = 1.1;
const people = 20_000;
const rounds = { short: 5, full: 20 } as const;
const measuredMs = 6_000;
/** Samples made up that nobody hears, of a thousand: below it a ratio says nothing. */
const inaudible = 1;

interface Buffer {
  concealed: number;
  samples: number;
  /** Seconds that all emitted samples were held back together, and how many they were. */
  delay: number;
  emitted: number;
}

interface Heard {
  /** Of a thousand samples. */
  concealed: number;
  delayMs: number;
}

declare global {
  interface Window {
    /** Set by the bench in the media window: the connection that was last asked how it is. */
    connectionAsked?: RTCPeerConnection;
    /** Set by the bench in the workspace: ends what keeps it busy. */
    endStorm?: () => number;
  }
}

export const bench: Bench = {
  id: 'P10',
  bar: 'in a call with import, search storm and scrolling: concealment and jitter-buffer delay ≤ 1.1 × the idle call',
  seconds: 130,
  needsApp: true,
  run: async ({ full, say }) => {
    const ready = await prepareLab();
    if (!ready.ready) throw new Error(ready.reason);
    say(`entering ${people} people`);
    const { folder } = knownPeople(people);
    const lab = await Lab.start();
    try {
      const agent = await LabAgent.signsIn(lab, lab.kamailio.wssUrl, folder);
      try {
        await lab.phone('bob', { says: { hertz: callerSays, amplitude: 0.5 }, answers: 'auto' });
        await agent.asks('call.dial', { target: 'bob', accountId: null, personId: null });
        await until('bob is heard', async () => (await agent.packets()) > 100, { within: 20_000 });
        const media = await agent.hatif.page('media');
        await listen(media, agent);
        await pause(3_000);
        const [idle, busy]: [Heard[], Heard[]] = [[], []];
        let searches = 0;
        for (let round = 0; round < rounds[full ? 'full' : 'short']; round++) {
          idle.push(await hear(media));
          const importing = startImport(path.join(folder, 'hatif.db'), people + round * 50_000);
          await storm(agent.hatif.window);
          busy.push(await hear(media));
          searches += await agent.hatif.window.evaluate(() => window.endStorm?.() ?? 0);
          await importing.stop();
          await pause(1_000);
          const [calm, wild] = [idle.at(-1), busy.at(-1)];
          say(
            `idle ${calm?.delayMs.toFixed(0)} ms ${calm?.concealed.toFixed(1)} ‰, busy ${wild?.delayMs.toFixed(0)} ms ${wild?.concealed.toFixed(1)} ‰`,
          );
        }
        const middle = (heard: readonly Heard[], of: (each: Heard) => number): number =>
          median(heard.map(of));
        const delay = middle(busy, each => each.delayMs) / middle(idle, each => each.delayMs);
        const [before, during] = [middle(idle, each => each.concealed), middle(busy, each => each.concealed)];
        const concealment = Math.max(during, inaudible) / Math.max(before, inaudible);
        return [
          {
            measured: [
              `jitter-buffer ${delay.toFixed(2)} (≤${bar}) idle=${middle(idle, each => each.delayMs).toFixed(0)}ms busy=${middle(busy, each => each.delayMs).toFixed(0)}ms`,
              `concealment ${concealment.toFixed(2)} (≤${bar}) idle=${before.toFixed(2)}‰ busy=${during.toFixed(2)}‰ (${inaudible}‰ and less is none)`,
              `searches ${searches}`,
            ],
            holds: delay <= bar && concealment <= bar && searches > 0,
            control: null,
            n: busy.length,
          },
        ];
      } finally {
        await agent.close();
      }
    } finally {
      await lab.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** The media window keeps its connection to itself; the app asks it for its statistics all the time. */
async function listen(media: Page, agent: LabAgent): Promise<void> {
  await media.evaluate(() => {
    const own = RTCPeerConnection.prototype.getStats;
    RTCPeerConnection.prototype.getStats = function (...args) {
      window.connectionAsked = this;
      return own.apply(this, args);
    };
  });
  await until('the connection was asked', async () => {
    await agent.packets();
    return media.evaluate(() => window.connectionAsked !== undefined);
  });
}

async function hear(media: Page): Promise<Heard> {
  const before = await bufferOf(media);
  await pause(measuredMs);
  const after = await bufferOf(media);
  const emitted = after.emitted - before.emitted;
  const samples = after.samples - before.samples;
  if (emitted <= 0 || samples <= 0) throw new Error('no sound came in');
  return {
    concealed: ((after.concealed - before.concealed) * 1_000) / samples,
    delayMs: ((after.delay - before.delay) * 1_000) / emitted,
  };
}

function bufferOf(media: Page): Promise<Buffer> {
  return media.evaluate(async () => {
    const found = { concealed: 0, samples: 0, delay: 0, emitted: 0 };
    const report = await window.connectionAsked?.getStats();
    report?.forEach((stats: Record<string, number | string | undefined>) => {
      if (stats['type'] !== 'inbound-rtp') return;
      found.concealed += Number(stats['concealedSamples'] ?? 0);
      found.samples += Number(stats['totalSamplesReceived'] ?? 0);
      found.delay += Number(stats['jitterBufferDelay'] ?? 0);
      found.emitted += Number(stats['jitterBufferEmittedCount'] ?? 0);
    });
    return found;
  });
}

/** Searches one after the other, and the longest list of the page going up and down with every frame. */
async function storm(workspace: Page): Promise<void> {
  await workspace
    .getByRole('navigation', { name: /main/i })
    .getByRole('button', { name: /people|contacts/i })
    .first()
    .click();
  await workspace.evaluate(() => {
    const task = { over: false };
    let searches = 0;
    const texts = ['a', 'sa', 'mo', 'محمد', '0505', 'we', 'had'];
    const search = async (): Promise<void> => {
      while (!task.over) {
        const text = texts[searches++ % texts.length] ?? '';
        await window.hatif.invoke('people.search', { text, limit: 50 });
      }
    };
    const scrollers = [...document.querySelectorAll('*')]
      .filter(each => each.scrollHeight > each.clientHeight + 50)
      .sort((a, b) => b.scrollHeight - a.scrollHeight);
    const scroll = (): void => {
      if (task.over) return;
      const list = scrollers[0];
      if (list) list.scrollTop = Math.abs(Math.sin(performance.now() / 700)) * list.scrollHeight;
      requestAnimationFrame(scroll);
    };
    void search();
    scroll();
    window.endStorm = () => {
      task.over = true;
      return searches;
    };
  });
}

function startImport(file: string, first: number): { stop(): Promise<void> } {
  const script = path.join(import.meta.dirname, 'support/import-writes.ts');
  const child = spawn(process.execPath, [script, file, knownKey, String(first)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  return {
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
