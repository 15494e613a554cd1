/** Entry of the Electron host. */
import { runElectronProgram } from './electron-program.ts'
import { createWorkstation } from './workstation.ts'

await runElectronProgram(createWorkstation, process.argv.slice(1))
