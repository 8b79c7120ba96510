// Whether Chromium can put its processes into the sandbox of the operating system here. A package brings what it takes; a
// runtime unpacked into a folder has to do with what the system grants to everybody.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** @param {string} file @returns {string | null} */
const read = file => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : null);

/** @param {string} dist folder of the Electron */
function hasSetuidHelper(dist) {
  const helper = path.join(dist, 'chrome-sandbox');
  if (!fs.existsSync(helper)) return false;
  const { uid, mode } = fs.statSync(helper);
  return uid === 0 && (mode & 0o4000) !== 0;
}

/** @param {string} dist folder of the Electron @returns {string | null} null when the sandbox works, else why it does not */
export function noSandboxReason(dist) {
  if (process.platform !== 'linux') return null;
  if (process.getuid?.() === 0) return 'Chromium has no sandbox for root';
  if (hasSetuidHelper(dist)) return null;
  const userNamespacesOff =
    read('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
    read('/proc/sys/user/max_user_namespaces') === '0' ||
    read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1';
  if (!userNamespacesOff) return null;
  const helper = path.join(dist, 'chrome-sandbox');
  return `this system keeps user namespaces from ordinary programs (sudo chown root ${helper} && sudo chmod 4755 ${helper} turns the sandbox on)`;
}
