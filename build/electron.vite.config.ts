// How the three worlds are bundled into out/: main (ES modules), preload (one CommonJS file), renderer (pages).
//
// Everything is bundled but Electron itself and better-sqlite3, the one native module. The targets are those of the oldest
// runtime that runs the app, not those of the Electron in package.json.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const NODE = 'node20.18';
const CHROME = 'chrome130';

/** Entries by the name of their output. A part that this checkout does not have is left out. */
function present(entries: Record<string, string>): Record<string, string> {
  const absolute = Object.entries(entries).map(([name, file]) => [name, path.join(root, file)] as const);
  return Object.fromEntries(absolute.filter(([, file]) => fs.existsSync(file)));
}

/** One for each kind of window. */
function preloads(): Record<string, string> {
  const folder = path.join(root, 'main/preload');
  const files = fs.existsSync(folder)
    ? fs.readdirSync(folder).filter(name => name.endsWith('preload.ts'))
    : [];
  return Object.fromEntries(files.map(name => [path.parse(name).name, path.join(folder, name)]));
}

/** Files that are read while the app runs lie beside the bundle that reads them. */
const besideMain = (from: string, to: string) => ({
  name: `hatif:${to}`,
  closeBundle() {
    const source = path.join(root, from);
    if (fs.existsSync(source)) fs.cpSync(source, path.join(root, 'out/main', to), { recursive: true });
  },
});

interface Graph {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

const mantine = path.join(root, 'node_modules/@mantine/core/esm');
/** The parts of Mantine that the first look is made of; another that it comes to use is a file more to load at start. */
const mantineAtFirst = ['core/MantineProvider', 'components/Menu', 'components/Popover'].map(part =>
  path.join(mantine, part, `${path.basename(part)}.mjs`),
);
/** Mantine's lists of all it has: who imports a name from there does not need the rest. */
const isMantineList = (id: string): boolean => id.startsWith(mantine) && path.basename(id) === 'index.mjs';

/** All that is imported from there, without what is imported on demand. */
function reachedFrom(begin: readonly string[], graph: Graph): Set<string> {
  const reached = new Set(begin);
  // A set that grows while it is walked is walked to its end.
  for (const id of reached)
    for (const next of graph.getModuleInfo(id)?.importedIds ?? [])
      if (!isMantineList(next)) reached.add(next);
  return reached;
}

/** What the workspace begins with is one script, however much of it the pages use that are loaded later. */
function firstLook() {
  let ours: Set<string> | undefined;
  let media: Set<string> | undefined;
  let ringing: Set<string> | undefined;
  return (id: string, graph: Graph): string | null => {
    ours ??= reachedFrom([path.join(root, 'renderer/workspace/index.html'), ...mantineAtFirst], graph);
    media ??= reachedFrom([path.join(root, 'renderer/media/index.html')], graph);
    // What the card of a ringing call uses as well is not in it: the card would start the workspace.
    ringing ??= reachedFrom([path.join(root, 'renderer/ringing/index.html')], graph);
    return ours.has(id) && !media.has(id) && !ringing.has(id) ? 'workspace' : null;
  };
}

/** renderer/ui/mantine.ts names the sheets of the components that are used; one that was forgotten fails the build. */
const mantineSheets = {
  name: 'hatif:mantine-sheets',
  generateBundle(
    _options: unknown,
    bundle: Record<string, { type: string; code?: string; source?: unknown }>,
  ) {
    const classesIn = (text: string) => new Set(text.match(/\bm_[0-9a-f]{6,8}\b/g));
    const output = Object.values(bundle);
    const styled = classesIn(
      output.map(each => (typeof each.source === 'string' ? each.source : '')).join('\n'),
    );
    const used = classesIn(output.map(each => each.code ?? '').join('\n'));
    const whole = classesIn(
      fs.readFileSync(path.join(root, 'node_modules/@mantine/core/styles.css'), 'utf8'),
    );
    const missing = [...used].filter(each => whole.has(each) && !styled.has(each));
    if (missing.length > 0)
      throw new Error(`renderer/ui/mantine.ts lacks a sheet: nothing styles ${missing.join(', ')}`);
  },
};

/**
 * electron-store brings a validator of JSON schemas, a quarter of what main would read at every start, for a setting that
 * is not used: zod reads the settings.
 */
const noJsonSchema = {
  name: 'hatif:no-json-schema',
  enforce: 'pre' as const,
  resolveId: (id: string, from: string | undefined) =>
    /^ajv(\/dist\/2020\.js|-formats)$/.test(id) && from?.includes('node_modules/conf/') === true
      ? '\0no-json-schema'
      : null,
  load: (id: string) =>
    id === '\0no-json-schema'
      ? `const none = () => { throw new Error('settings are read by zod, not by a JSON schema'); };
         export { none as Ajv2020, none as default };`
      : null,
};

/**
 * A schema that nothing reads is not built: modules of shared/ hold schemas beside the values that a page needs. One that is
 * made from another by name says so itself (`@__PURE__`).
 */
const treeshake = { manualPureFunctions: ['z'] };

export default defineConfig({
  main: {
    plugins: [
      noJsonSchema,
      besideMain('main/practice/speech', 'speech'),
      besideMain('main/scripts/samples', 'script-samples'),
    ],
    build: {
      outDir: path.join(root, 'out/main'),
      target: NODE,
      minify: 'oxc',
      rolldownOptions: {
        treeshake,
        input: present({
          index: 'main/index.ts',
          'store-worker': 'main/store/worker.ts',
          practice: 'main/practice/process.ts',
          'import-worker': 'main/import/worker.ts',
        }),
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // Less to read at every start. Names stay: they tell in the log where something failed.
          minify: { compress: false, mangle: false, codegen: true },
        },
      },
    },
  },
  preload: {
    build: {
      outDir: path.join(root, 'out/preload'),
      target: NODE,
      // A sandboxed preload is one file and may require nothing but `electron`.
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: {
        input: preloads(),
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: path.join(root, 'renderer'),
    plugins: [react(), mantineSheets],
    build: {
      outDir: path.join(root, 'out/renderer'),
      target: CHROME,
      minify: true,
      cssMinify: true,
      // The content policy allows no data: fonts.
      assetsInlineLimit: 0,
      rolldownOptions: {
        treeshake,
        input: present({
          workspace: 'renderer/workspace/index.html',
          media: 'renderer/media/index.html',
          ringing: 'renderer/ringing/index.html',
        }),
        output: {
          codeSplitting: { groups: [{ name: firstLook(), includeDependenciesRecursively: false }] },
        },
      },
    },
  },
});
