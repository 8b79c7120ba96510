import { defineConfig } from '@playwright/test';
import path from 'node:path';
import process from 'node:process';

const root = path.resolve(import.meta.dirname, '..');
/** Where the report goes; pictures and logs of stories that went wrong lie beside it, in a folder of the same name. */
const report = process.env['HATIF_E2E_RESULTS'] ?? path.join(root, 'test-results', 'e2e.json');

export default defineConfig({
  testDir: path.join(root, 'e2e'),
  testMatch: '**/*.e2e.ts',
  outputDir: report.replace(/\.json$/, ''),
  // One app at a time: two would fight for the audio devices and for the processor that the call needs.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['line'], ['json', { outputFile: report }]],
});
