/** `test` for stories between the real app and real phones on a real phone system. */
import { mergeTests } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { burstWav } from '../lab/audio.ts';
import type { Baresip } from '../lab/baresip.ts';
import { giveToNobody } from '../lab/folder.ts';
import { domain, passwords } from '../lab/lab.ts';
import { test as withLab } from '../lab/labTest.ts';
import { Agent, type Line } from './agent.ts';
import { test as withApp } from './test.ts';

export { expect } from '@playwright/test';

/** What the agent's microphone hears, and what bob says. */
export const agentSays = 1000;
export const bobSays = 440;

interface Phones {
  /** Hatif on its first day, on a machine that trusts the lab's certificate. */
  agent: Agent;
  /** The agent's line at the lab. */
  line: Line;
  /** A desk phone that answers by itself. */
  bob: Baresip;
}

export const test = mergeTests(withLab, withApp).extend<Phones>({
  agent: async ({ lab, launch }, use) => {
    const microphone = join(lab.folder, 'microphone.wav');
    await writeFile(
      microphone,
      burstWav({ hertz: agentSays, seconds: 2, amplitude: 0.5, sampleRate: 48_000 }),
    );
    await giveToNobody(lab.folder);
    const env = { NODE_EXTRA_CA_CERTS: lab.certificate.certFile };
    await use(new Agent(await launch({ microphone, env })));
  },
  line: async ({ lab }, use) => {
    await use({ server: lab.kamailio.wssUrl, user: 'agent', password: passwords.agent, domain });
  },
  bob: async ({ lab }, use) => {
    await use(await lab.phone('bob', { says: { hertz: bobSays, amplitude: 0.5 }, answers: 'auto' }));
  },
});
