/** `npm run world`: a region on this machine, for tests by hand and demonstrations (`test/world/main.ts` says how). */
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(import.meta.url)
const { root } = require('./setup/runtime.cjs')
const { hold, requireNode24 } = require('./setup/run-program.cjs')

hold(requireNode24(), ['--disable-warning=ExperimentalWarning', join(root, 'test/world/main.ts'), ...process.argv.slice(2)])
