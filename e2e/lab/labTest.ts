/** `test` for stories that need the lab; each story has a lab of its own. */
import { test as base, type TestInfo } from '@playwright/test';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Lab, type LabOptions } from './lab.ts';
import { prepareLab, type Readiness } from './packages.ts';

// Installing takes about 40 s, once on a machine; somebody else's apt may have to be waited for.
const installing = 10 * 60_000;

interface StoryFixtures {
  labOptions: LabOptions;
  lab: Lab;
}

export const test = base.extend<StoryFixtures, { readiness: Readiness }>({
  readiness: [
    async ({}, use) => {
      const readiness = await prepareLab();
      if (!readiness.ready) console.log(readiness.reason);
      await use(readiness);
    },
    { scope: 'worker', timeout: installing },
  ],
  labOptions: [{}, { option: true }],
  lab: async ({ readiness, labOptions }, use, story) => {
    if (!readiness.ready) return story.skip(true, readiness.reason);
    const lab = await Lab.start(labOptions);
    try {
      await use(lab);
      if (story.status !== story.expectedStatus) await attachLogs(story, lab.folder);
    } finally {
      await lab.stop();
    }
  },
});

async function attachLogs(story: TestInfo, folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  for (const name of names.filter(file => file.endsWith('.log'))) {
    await story.attach(name, { path: join(folder, name), contentType: 'text/plain' });
  }
}
