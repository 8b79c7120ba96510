// npm start: sets up what is missing, builds what is stale, opens Hatif. `npm run dev` (--dev) does so again after each
// change of a source. Nothing but Node's standard library is loaded before the dependencies are there.
import process from 'node:process';
import { requireNode } from './node-version.mjs';

requireNode();
const { script } = await import('./child.mjs');
const { installDependencies } = await import('./dependencies.mjs');
const { root } = await import('./toolchain.mjs');

await script(async () => {
  await installDependencies(root);
  const { open } = await import('./open.mjs');
  return open(process.argv.slice(2));
});
