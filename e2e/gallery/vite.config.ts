/** Builds the gallery apart from the product. */
import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  base: './',
  logLevel: 'warn',
  plugins: [react()],
  build: {
    target: 'chrome130',
    outDir: `${here}../../out/gallery`,
    emptyOutDir: true,
    chunkSizeWarningLimit: 2000,
    rollupOptions: { input: [`${here}index.html`, `${here}card.html`] },
  },
});
