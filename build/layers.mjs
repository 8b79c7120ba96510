// The arrows of ARCHITECTURE.md, kept by a program: which folder may import what. A rule belongs to the longest folder that
// holds the file; an import is allowed when the rule names the folder, or the package, that it comes from.
import fs from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';

/** @typedef {{ folders: string[], packages: RegExp, allowed: string }} Rule `allowed` says `packages` in words */

const ANY = /^/;
/** @param {string} allowed @param {string[]} folders @param {RegExp} packages @returns {Rule} */
const may = (allowed, folders, packages) => ({ folders, packages, allowed });

const PRIVILEGED = 'sip\\.js|better-sqlite3';
const MAIN = new RegExp(`^(?!(${PRIVILEGED}|react|react-dom|@mantine|@tabler)(/|$))`);
const RENDERER = new RegExp(`^(?!(${PRIVILEGED}|electron|electron-[a-z]+|ws|werift)(/|$)|node:)`);

/** @type {Readonly<Record<string, Rule>>} */
export const rules = {
  shared: may('zod, i18next, libphonenumber-js', ['shared'], /^(zod|i18next|libphonenumber-js)(\/|$)/),
  'shared/import': may(
    'zod, libphonenumber-js, ical.js',
    ['shared'],
    /^(zod|libphonenumber-js|ical\.js)(\/|$)/,
  ),
  'shared/lamps': may('zod, fast-xml-parser', ['shared'], /^(zod|fast-xml-parser)$/),
  'shared/template': may('liquidjs', ['shared'], /^liquidjs$/),
  'shared/script': may('liquidjs and zod', ['shared'], /^(zod|liquidjs)$/),
  main: may('anything but sip.js, better-sqlite3, React and Mantine', ['main', 'shared'], MAIN),
  'main/preload': may('electron', ['main/preload', 'shared'], /^electron$/),
  'main/store': may(
    'better-sqlite3, node:*, zod, uuidv7',
    ['main/store', 'shared'],
    /^(better-sqlite3$|node:|zod$|uuidv7$)/,
  ),
  // What tests start with: it may also bundle.
  'main/store/testing': may('anything', ['main/store', 'shared'], ANY),
  'main/telephony': may(
    'sip.js, ws, node:*, zod',
    ['main/telephony', 'main/media', 'shared'],
    /^(sip\.js(\/|$)|ws$|node:|zod$)/,
  ),
  'main/practice': may(
    'sip.js and what main may',
    ['main/practice', 'shared'],
    new RegExp(`^sip\\.js(/|$)|${MAIN.source}`),
  ),
  renderer: may(
    'anything but node:*, electron, sip.js, ws and better-sqlite3',
    ['renderer', 'shared'],
    RENDERER,
  ),
  'renderer/ui': may(
    'react, react-dom, @mantine/*, @tabler/icons-react, @tanstack/react-virtual, @fontsource*, get-nonce',
    ['renderer/ui', 'shared/i18n'],
    /^(react|react-dom|@mantine\/\w+|@tabler\/icons-react|@tanstack\/react-virtual|@fontsource[^/]*\/[^/]+|get-nonce)(\/|$)/,
  ),
  build: may('anything', [''], ANY),
  e2e: may('anything', [''], ANY),
  bench: may('anything', [''], ANY),
};

/** @param {string} file @param {string} folder */
const isIn = (file, folder) => folder === '' || file === folder || file.startsWith(`${folder}/`);

/** @param {string} file relative to the root @returns {string} the folder whose rule holds for it */
const layerOf = file =>
  Object.keys(rules)
    .filter(folder => isIn(file, folder))
    .sort((a, b) => b.length - a.length)[0] ?? '';

/** @param {string} file @param {string} source @returns {{ target: string, line: number }[]} everything it imports or re-exports */
function importsOf(file, source) {
  const { module } = parseSync(file, source);
  const lineAt = (/** @type {number} */ offset) => source.slice(0, offset).split('\n').length;
  const dynamic = module.dynamicImports.map(({ moduleRequest: at }) => ({
    target: source.slice(at.start, at.end).replace(/^['"`]|['"`]$/g, ''),
    line: lineAt(at.start),
  }));
  const requests = [
    ...module.staticImports.map(each => each.moduleRequest),
    ...module.staticExports.flatMap(each => each.entries.flatMap(entry => entry.moduleRequest ?? [])),
  ];
  return [...requests.map(({ value, start }) => ({ target: value, line: lineAt(start) })), ...dynamic];
}

/**
 * @param {string} file relative to the root, with forward slashes
 * @param {string} source
 * @returns {string[]} one sentence for each import that crosses a border
 */
export function faultsOf(file, source) {
  const layer = layerOf(file);
  const rule = rules[layer];
  if (!rule) return [`${file}: this folder has no rule; give it one in build/layers.mjs`];
  // A test may use any tool, and nothing that its subject may not reach by path.
  const packages = /\.test\.tsx?$/.test(file) ? ANY : rule.packages;
  return importsOf(file, source)
    .filter(({ target }) =>
      target.startsWith('.')
        ? !rule.folders.some(folder => isIn(path.posix.join(path.posix.dirname(file), target), folder))
        : !packages.test(target),
    )
    .map(
      ({ target, line }) =>
        `${file}:${line} imports ${target}; ${layer} may import the folders ${rule.folders.join(', ')} and the packages ${rule.allowed}`,
    );
}

/** @param {string} root @returns {string[]} */
export function layerFaults(root) {
  return ['shared', 'main', 'renderer'].flatMap(folder =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map(name => path.posix.join(folder, name.replaceAll(path.sep, '/')))
      .filter(file => /\.(ts|tsx)$/.test(file))
      .flatMap(file => faultsOf(file, fs.readFileSync(path.join(root, file), 'utf8'))),
  );
}
