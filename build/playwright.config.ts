import { defineConfig } from '@playwright/test';
import path from 'node:path';
import process from 'node:process';

const root = path.resolve(import.meta.dirname, '..');

export default defineConfig({
  testDir: path.join(root, 'e2e'),
  testMatch: '**/*.e2e.ts',
  outputDir: path.join(root, 'test-results', 'e2e'),
  // One app at a time: two would fight for the audio devices and for the processor that the call needs.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [
    ['line'],
    ['json', { outputFile: process.env['HATIF_E2E_RESULTS'] ?? path.join(root, 'test-results', 'e2e.json') }],
  ],
});
