/** Entry of the browser host. */
import { join } from 'node:path'
import { runBrowserProgram } from './browser-program.ts'
import { programRoot } from './program.ts'
import { createWorkstation } from './workstation.ts'

process.exitCode = await runBrowserProgram({ createWorkstation, windows: join(programRoot, 'dist', 'renderer') }, process.argv.slice(2))
