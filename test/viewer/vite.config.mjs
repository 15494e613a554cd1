/** Builds the harness page into a scratch folder; the program's own build is the one at the root. */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  logLevel: 'error',
  build: { target: 'chrome140', assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 6000, emptyOutDir: true, reportCompressedSize: false, minify: false },
})
