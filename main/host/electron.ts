/** Entry of the Electron host. Not awaited: Electron becomes ready only after this module has been evaluated, and
 *  the program waits for that. */
import { app } from 'electron'
import { runElectronProgram } from './electron-program.ts'
import { createWorkstation } from './workstation.ts'

runElectronProgram(createWorkstation, process.argv.slice(1)).catch((error: unknown) => {
  // Before the log is open there is nowhere else to say it; Electron's own dialog would show the message.
  process.stderr.write(`Binocle: ${error instanceof Error ? error.name : 'error'}\n`)
  app.exit(1)
})
