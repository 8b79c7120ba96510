// npm run screens: photographs the states of the workspace anew, for docs/screens/, in both languages, light and dark.
// A browser draws them: Debian's Chromium, or the one that CHROMIUM names.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { requireNode } from './node-version.mjs';

requireNode();
const { must, script } = await import('./child.mjs');
const { installDependencies } = await import('./dependencies.mjs');
const { ensureSystemPackages } = await import('./system-packages.mjs');
const { root, toolsEnv } = await import('./toolchain.mjs');

const STATES = [
  'firstRun',
  'idle',
  'practice',
  'ringing',
  'live',
  'held',
  'script',
  'transferring',
  'wrapUp',
  'planned',
  'contacts',
  'listByRule',
  'scripts',
  'noServer',
  'settings-lines',
];

await script(async () => {
  await installDependencies(root);
  if (!process.env['CHROMIUM']) await ensureSystemPackages(['pictures']);
  const made = path.join(root, 'out', 'gallery-shots');
  fs.rmSync(made, { recursive: true, force: true });
  await must('photographing the workspace', 'node', ['e2e/gallery/shoot.ts', ...STATES], {
    cwd: root,
    env: toolsEnv(),
    stdout: 'inherit',
  });
  const screens = path.join(root, 'docs', 'screens');
  fs.rmSync(screens, { recursive: true, force: true });
  fs.cpSync(made, screens, { recursive: true });
  console.log(`${fs.readdirSync(screens).length} pictures lie in docs/screens/`);
});
