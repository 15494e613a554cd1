/** `npm test`: the same set-up as `npm start`, then every check and every suite. `npm test -- --only=lint,unit` runs
 *  the named steps alone. */
require('./setup/node-floor.cjs')
require('./setup/run-tests.cjs').test(process.argv.slice(2))
