// npm test: everything that must hold, on a machine that has nothing but Node. `npm test -- unit main/store` runs one step,
// what follows its name going to the step's own tool. Ends with one line: N passed, N failed.
import process from 'node:process';
import { requireNode } from './node-version.mjs';

requireNode();
const { script } = await import('./child.mjs');
const { installDependencies } = await import('./dependencies.mjs');
const { root } = await import('./toolchain.mjs');

await script(async () => {
  await installDependencies(root);
  const { check } = await import('./check.mjs');
  return check(process.argv.slice(2));
});
