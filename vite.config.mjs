/** Builds the window (`renderer/`) into `dist/renderer`. The content security policy has neither `data:` nor inline
 *  styles, so no asset is ever inlined and nothing but files of our own is emitted. */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = fileURLToPath(new URL('renderer/', import.meta.url))

export default defineConfig({
  root,
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('dist/renderer/', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 6000,
  },
  cacheDir: fileURLToPath(new URL('node_modules/.vite/', import.meta.url)),
  // Development only: the codecs are CommonJS, and two copies of Cornerstone's metadata room would not see each other.
  optimizeDeps: {
    include: [
      '@cornerstonejs/core',
      '@cornerstonejs/metadata',
      '@cornerstonejs/codec-charls/decodewasmjs',
      '@cornerstonejs/codec-openjpeg/decodewasmjs',
      '@cornerstonejs/codec-openjph/wasmjs',
      '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs',
      '@cornerstonejs/jpeg-lossless-decoder-js',
    ],
  },
})
