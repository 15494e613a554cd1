/** The browser host's program over the stand-in, as a process of its own for tests. The folder of the windows comes
 *  in the environment. */
import { runBrowserProgram } from '../../main/host/browser-program.ts'
import { createStandIn } from './stand-in.ts'

process.exitCode = await runBrowserProgram({
  createWorkstation: (options) => Promise.resolve(createStandIn(options)),
  windows: process.env['BINOCLE_TEST_WINDOWS'] ?? '',
}, process.argv.slice(2))
