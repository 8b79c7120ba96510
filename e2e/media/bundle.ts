/** Bundles the media window and the small main process around it, as the product's build does. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build, type InlineConfig } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');
const common: InlineConfig = { configFile: false, logLevel: 'error' };

/** Returns the folder of the app. */
export async function bundleMediaApp(entry = 'e2e/media/app/main.ts'): Promise<string> {
  const out = mkdtempSync(path.join(os.tmpdir(), 'hatif-media-'));
  await build({
    ...common,
    root,
    build: {
      ssr: path.join(root, entry),
      outDir: out,
      target: 'node20.18',
      rolldownOptions: { external: ['electron'], output: { format: 'es', entryFileNames: 'main.mjs' } },
    },
    ssr: { noExternal: true },
  });
  await build({
    ...common,
    root,
    build: {
      ssr: path.join(root, 'main/preload/media-preload.ts'),
      outDir: out,
      emptyOutDir: false,
      target: 'node20.18',
      rolldownOptions: {
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: 'media-preload.cjs' },
      },
    },
  });
  await build({
    ...common,
    root: path.join(root, 'renderer'),
    build: {
      outDir: path.join(out, 'renderer'),
      target: 'chrome130',
      rolldownOptions: { input: { media: path.join(root, 'renderer/media/index.html') } },
    },
  });
  writeFileSync(
    path.join(out, 'package.json'),
    JSON.stringify({ name: 'hatif-media-lab', main: 'main.mjs' }),
  );
  return out;
}
