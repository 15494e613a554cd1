/** `npm start`: everything between a fresh clone and the open program. Runs on any Node from 18 on with nothing
 *  installed; the program itself runs on the Node 24 (or the Electron) of its own dependencies. */
require('./setup/node-floor.cjs')
require('./setup/run-program.cjs').start(process.argv.slice(2))
