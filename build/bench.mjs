// npm run bench -- P1 S3: measures, and prints one line a figure. Without ids: those that fit into ten minutes together.
//   --list   names every figure with its bar and how long it takes       --full   the whole of each, however long
// Exit status 0 when everything was measured, whatever the verdicts; not 0 when a control did not fail.
import process from 'node:process';
import { requireNode } from './node-version.mjs';

requireNode();
const { run, script } = await import('./child.mjs');
const { installDependencies } = await import('./dependencies.mjs');
const { root, toolsEnv } = await import('./toolchain.mjs');

await script(async () => {
  await installDependencies(root);
  // Benches are TypeScript: the Node of the lock file runs them as they are.
  const ended = await run('node', ['--expose-gc', 'build/bench-run.mjs', ...process.argv.slice(2)], {
    cwd: root,
    env: toolsEnv(),
    stdout: 'inherit',
  });
  return ended.status;
});
