// The stories as an ordinary user. Chromium has no sandbox for root, and a continuous-integration machine is root: there, a
// copy of the app runs as nobody, with the sandbox on, while the test that drives it stays where it is.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const NOBODY = '65534';

/** Copies by hard links where the file system allows it. @param {string} from @param {string} to */
function share(from, to) {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  const sameDevice = fs.statSync(from).dev === fs.statSync(path.dirname(to)).dev;
  execFileSync('cp', [sameDevice ? '-alL' : '-aL', from, to]);
}

/**
 * @param {string} root
 * @param {import('./electron.mjs').Electron} electron
 * @returns {{ env: Record<string, string>, dispose: () => void }} `env` for the stories
 */
export function asNobody(root, electron) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hatif-nobody-'));
  fs.chmodSync(folder, 0o755);
  const at = (/** @type {string[]} */ ...parts) => path.join(folder, ...parts);
  share(electron.dist, at('electron'));
  for (const part of ['out', 'package.json', 'node_modules/better-sqlite3'])
    share(path.join(root, part), at('app', part));
  if (electron.sqliteBinding) share(electron.sqliteBinding, at('sqlite.node'));
  fs.mkdirSync(at('home'));
  fs.chownSync(at('home'), Number(NOBODY), Number(NOBODY));
  const launcher = at('launch.sh');
  fs.writeFileSync(
    launcher,
    `#!/bin/sh
export HOME='${at('home')}'
exec setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups '${at('electron', path.basename(electron.executable))}' "$@"
`,
    { mode: 0o755 },
  );
  return {
    env: {
      HATIF_ELECTRON: launcher,
      HATIF_APP: at('app'),
      HATIF_E2E_UID: NOBODY,
      ...(electron.sqliteBinding ? { HATIF_SQLITE_BINDING: at('sqlite.node') } : {}),
    },
    dispose: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}
