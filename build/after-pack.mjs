// The last touches to the folder of a package, before installers are made of it.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** @param {{ appOutDir: string, electronPlatformName: string, packager: { appInfo: { productFilename: string } } }} context of electron-builder */
export function afterPack({ appOutDir, electronPlatformName, packager }) {
  const resources =
    electronPlatformName === 'darwin'
      ? path.join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources')
      : path.join(appOutDir, 'resources');
  // Opens any folder as an app; a package opens its own.
  fs.rmSync(path.join(resources, 'default_app.asar'), { force: true });
  // A package of the fallback runtime gets the SQLite that was compiled for it: it takes no hint from the environment.
  const binding = process.env['HATIF_SQLITE_BINDING'];
  if (!binding) return;
  const prebuilds = path.join(resources, 'app.asar.unpacked', 'node_modules', 'better-sqlite3', 'prebuilds');
  fs.copyFileSync(binding, path.join(prebuilds, `${process.platform}-${process.arch}.node`));
}
