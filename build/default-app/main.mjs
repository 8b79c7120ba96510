// `electron [flags] <folder>`: starts the app in a folder, as the default app of an official Electron distribution does.
// The fallback runtime comes without one (see ../electron-fallback.mjs).
import { app } from 'electron';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

/** What Electron's own default app calls, left out of its public types. */
const hidden = /** @type {{ setVersion(version: string): void, setAppPath(folder: string): void }} */ (
  /** @type {unknown} */ (app)
);
Object.assign(process, { defaultApp: true });
const folder = process.argv.slice(1).find(argument => !argument.startsWith('-'));
if (process.argv.includes('--version')) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
}
if (folder === undefined) {
  console.error('usage: electron [flags] <folder of the app>');
  process.exit(1);
}
const root = path.resolve(folder);
const description = path.join(root, 'package.json');
if (fs.existsSync(description)) {
  const { name, productName, version } =
    /** @type {{ name?: string, productName?: string, version?: string }} */ (
      JSON.parse(fs.readFileSync(description, 'utf8'))
    );
  if (version) hidden.setVersion(version);
  app.name = productName ?? name ?? app.name;
  app.setPath('userData', path.join(app.getPath('appData'), app.name));
  hidden.setAppPath(root);
}
await import(pathToFileURL(createRequire(description).resolve(root)).href);
