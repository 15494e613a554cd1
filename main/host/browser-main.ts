/** Entry of the browser host. */
import { runBrowserProgram } from './browser-program.ts'
import { createWorkstation } from './workstation.ts'

process.exitCode = await runBrowserProgram(createWorkstation, process.argv.slice(2))
