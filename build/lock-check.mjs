// Every native part that a dependency offers for another platform is in the lock file too. npm leaves out what the registry
// happens not to have at that moment, and `npm ci` then fails on that platform, or everywhere.
/** @typedef {import('./dependencies.mjs').Lock} Lock */

/**
 * Whether Node would find it from there.
 * @param {Lock['packages']} packages
 * @param {string} from folder of the package that asks
 * @param {string} name
 */
function isReachable(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder && `${folder}/`}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

/** @param {Lock} lock @returns {string[]} one line for each package whose optional parts are not all locked */
export function missingFromLock({ packages }) {
  return Object.entries(packages).flatMap(([folder, { optionalDependencies = {} }]) => {
    const absent = Object.keys(optionalDependencies).filter(name => !isReachable(packages, folder, name));
    return absent.length === 0 ? [] : [`${folder || 'the project'}: ${absent.join(', ')}`];
  });
}
