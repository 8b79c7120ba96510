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

export default defineConfig({
  main: {
    plugins: [
      besideMain('main/practice/speech', 'speech'),
      besideMain('main/scripts/samples', 'script-samples'),
    ],
    build: {
      outDir: path.join(root, 'out/main'),
      target: NODE,
      rolldownOptions: {
        input: present({
          index: 'main/index.ts',
          'store-worker': 'main/store/worker.ts',
          practice: 'main/practice/process.ts',
        }),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
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
    plugins: [react()],
    build: {
      outDir: path.join(root, 'out/renderer'),
      target: CHROME,
      // The content policy allows no data: fonts.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: present({ workspace: 'renderer/workspace/index.html', media: 'renderer/media/index.html' }),
      },
    },
  },
});
