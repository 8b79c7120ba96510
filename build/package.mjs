// npm run package: makes the installers of this platform in release/. Arguments go on to electron-builder (`--linux dir`).
//
// A release holds the Electron of package.json. The registry fallback is refused: it is out of support and its origin can't
// be checked. HATIF_PACKAGE_FALLBACK=1 packs it all the same, to see fuses and layout, as a version that says what it is.
import process from 'node:process';
import { requireNode } from './node-version.mjs';

requireNode();
const { must, script } = await import('./child.mjs');
const { installDependencies } = await import('./dependencies.mjs');
const { root, toolsEnv } = await import('./toolchain.mjs');

await script(async () => {
  await installDependencies(root);
  const { ensureBuilt } = await import('./built.mjs');
  const { resolveElectron } = await import('./electron.mjs');
  const { packagingArguments } = await import('./packaging.mjs');
  const electron = await resolveElectron();
  const args = packagingArguments(electron, {
    version: process.env['npm_package_version'] ?? '0.0.0',
    fallbackAllowed: process.env['HATIF_PACKAGE_FALLBACK'] === '1',
  });
  await ensureBuilt(root, toolsEnv());
  await must('packaging', 'electron-builder', [...args, ...process.argv.slice(2)], {
    cwd: root,
    env: toolsEnv(electron.sqliteBinding ? { HATIF_SQLITE_BINDING: electron.sqliteBinding } : {}),
    stdout: 'inherit',
  });
});
