/** How the main process and the preload are bundled. Native code stays outside, and so does what only one host has. */
import { builtinModules } from 'node:module'

/** Never bundled: Electron's own module, the SQLite addon (it finds its binary beside itself), and Vite, which only
 *  `npm run dev` loads. */
const external = ['electron', 'better-sqlite3', 'vite', /^node:/, ...builtinModules]

/** Both entries read what lies beside `dist/` from their own place: `dist/main/x.js` is as deep as `main/host/x.ts`. */
export const bundles = [
  {
    input: { input: { 'browser-main': 'main/host/browser-main.ts', electron: 'main/host/electron.ts' }, platform: 'node', external },
    output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunk-[hash].js', sourcemap: true, minify: false },
  },
  {
    // A sandboxed preload is CommonJS and may require nothing but `electron` (Electron, Process Sandboxing).
    input: { input: { preload: 'preload/preload.ts' }, platform: 'node', external: ['electron'] },
    output: { format: 'cjs', entryFileNames: '[name].cjs', sourcemap: false, minify: false },
  },
]
