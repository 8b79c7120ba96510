// Which Electron a package may hold, and how electron-builder is told.
import { createRequire } from 'node:module';

const { version: released } = /** @type {{ version: string }} */ (
  createRequire(import.meta.url)('electron/package.json')
);

/**
 * @param {Pick<import('./electron.mjs').Electron, 'dist' | 'version' | 'source'>} electron
 * @param {{ version: string, fallbackAllowed: boolean }} options `version` of the app
 * @returns {string[]} arguments for electron-builder
 * @throws an Error that says why this Electron goes into no package
 */
export function packagingArguments(electron, { version, fallbackAllowed }) {
  const named = [
    '--config=electron-builder.yml',
    `-c.electronDist=${electron.dist}`,
    `-c.electronVersion=${electron.version}`,
  ];
  if (electron.source !== 'fallback') return named;
  if (!fallbackAllowed) {
    throw new Error(
      `A package takes Electron ${released}; only the registry fallback ${electron.version} is at hand, which is for development and tests.\n` +
        'Package on a machine that can download Electron, or name a distribution folder in HATIF_ELECTRON_DIST.\n' +
        '(HATIF_PACKAGE_FALLBACK=1 packs the fallback to look at, never to give away.)',
    );
  }
  return [...named, `-c.extraMetadata.version=${version}-dev-fallback`];
}
