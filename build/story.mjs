// What `npm start` does where no window can be shown: opens Hatif under a virtual display and prints, step by step, what it
// sees there. Exit status 0 only when all of it came true.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { launchHatif } from '../e2e/support/launch.ts';
import { practiceStory } from '../e2e/stories/practice.ts';
import { script } from './child.mjs';
import { root } from './toolchain.mjs';

const screenshots = path.join(root, 'test-results', 'story');

/** @returns {(step: string) => void} prints a step with the seconds since the start */
function stepPrinter() {
  const started = performance.now();
  return step => console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${step}`);
}

await script(async () => {
  fs.mkdirSync(screenshots, { recursive: true });
  const tell = stepPrinter();
  const hatif = await launchHatif();
  /** @param {string} name */
  const picture = async name => {
    await hatif.window.screenshot({ path: path.join(screenshots, `${name}.png`) });
  };
  try {
    await practiceStory(hatif.window, { tell, picture });
    tell(`pictures lie in ${path.relative(process.cwd(), screenshots)}`);
  } finally {
    await hatif.close();
  }
  for (const error of hatif.pageErrors) console.error(error);
  return hatif.pageErrors.length === 0 ? 0 : 1;
});
