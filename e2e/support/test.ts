// `test` for stories on the real app: what a story launches is closed after it, and a story that went wrong leaves pictures
// of its windows and what main said.
import { test as base, type TestInfo } from '@playwright/test';
import { launchHatif, type LaunchOptions, type RunningHatif } from './launch.ts';

export { expect } from '@playwright/test';

async function leaveTraces(hatif: RunningHatif, info: TestInfo): Promise<void> {
  await info.attach('main.log', { body: [...hatif.mainLog, ...hatif.pageErrors].join('\n') });
  for (const page of hatif.app.windows()) {
    const body = await page.screenshot({ timeout: 5000 }).catch(() => null);
    if (body) await info.attach(page.url(), { body, contentType: 'image/png' });
  }
}

export const test = base.extend<{ launch: (options?: LaunchOptions) => Promise<RunningHatif> }>({
  launch: async ({}, use, info) => {
    const launched: RunningHatif[] = [];
    await use(async options => {
      const hatif = await launchHatif(options);
      launched.push(hatif);
      return hatif;
    });
    for (const hatif of launched) {
      if (info.status !== info.expectedStatus) await leaveTraces(hatif, info);
      await hatif.close();
    }
  },
});
