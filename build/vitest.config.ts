import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = path.resolve(import.meta.dirname, '..');
/** In milliseconds. No test measures time; a busy machine is no failure. */
const PATIENCE_MS = 60_000;

export default defineConfig({
  test: {
    root,
    projects: [
      {
        test: {
          name: 'node',
          testTimeout: PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
          environment: 'node',
          // electron-store asks the package `electron` where it lies, and that would download it. Nothing is run from here.
          env: { ELECTRON_OVERRIDE_DIST_PATH: root },
          include: [
            'shared/**/*.test.ts',
            'main/**/*.test.ts',
            'build/**/*.test.ts',
            'bench/**/*.test.ts',
            'e2e/**/*.test.ts',
          ],
        },
      },
      {
        test: {
          name: 'page',
          testTimeout: PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
          environment: 'jsdom',
          include: ['renderer/**/*.test.{ts,tsx}'],
          setupFiles: [path.join(root, 'build/page-setup.ts')],
        },
      },
    ],
  },
});
