/** The oldest Node that the set-up runs on. Written in the syntax of 2011, so that an old Node reaches its sentence
 *  instead of a syntax error. The program itself runs on the Node 24 of its own dependencies. */
'use strict'

var found = process.versions.node
if (Number(found.split('.')[0]) < 18) {
  process.stderr.write(
    'Binocle demande Node 18 ou plus récent ; celui-ci est ' + found + '. ' +
    'Binocle needs Node 18 or newer; this one is ' + found + '. https://nodejs.org\n')
  process.exit(1)
}
