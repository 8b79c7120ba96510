// Runs on any Node that knows ES modules, to say what is wrong with an old one before anything newer is loaded.
import process from 'node:process';

/** What the scripts themselves take; the tools get a newer one out of the lock file on Linux. */
export const LEAST_NODE = '20.20.0';

/** @param {string} version @param {string} least both as process.versions.node */
export function isAtLeast(version, least) {
  const have = version.split('.').map(Number);
  const need = least.split('.').map(Number);
  const place = need.findIndex((number, at) => number !== have[at]);
  return place === -1 || Number(have[place]) > Number(need[place]);
}

/** Ends the program, with a sentence, on a Node that is too old. */
export function requireNode() {
  if (isAtLeast(process.versions.node, LEAST_NODE)) return;
  console.error(`Hatif takes Node.js ${LEAST_NODE} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
