import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = path.resolve(import.meta.dirname, '..');
/** In milliseconds. No test measures time; a busy machine is no failure. */
const PATIENCE_MS = 60_000;

/**
 * Real sound and real servers, at the pace of the clock on the wall: a customer who listens for a pause, sipp with fifty calls at
 * once. They run after the others and one by one, or one would starve the other.
 */
const live = ['main/practice/town.test.ts', 'main/practice/index.test.ts', 'e2e/**/*.test.ts'];

// electron-store asks the package `electron` where it lies, and that would download it. Nothing is run from here.
const env = { ELECTRON_OVERRIDE_DIST_PATH: root };

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
          env,
          include: ['shared/**/*.test.ts', 'main/**/*.test.ts', 'build/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: live,
        },
      },
      {
        test: {
          name: 'live',
          testTimeout: PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
          environment: 'node',
          env,
          include: live,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
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
