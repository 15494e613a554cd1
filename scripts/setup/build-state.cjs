/** What `dist/` was built from: one content hash per part, so that a change in a window does not rebuild the main
 *  process, and a fresh clone knows that it has nothing. */
'use strict'

const { createHash } = require('node:crypto')
const fs = require('node:fs')
const path = require('node:path')
const { root } = require('./runtime.cjs')

/** Part of the build → what it is made from. */
const parts = {
  main: ['main', 'preload', 'package-lock.json', 'scripts/build.mjs', 'rolldown.config.mjs'],
  renderer: ['main/contract', 'main/domain', 'renderer', 'package-lock.json', 'scripts/build.mjs', 'vite.config.mjs'],
}

function* filesUnder(place) {
  const stat = fs.statSync(place, { throwIfNoEntry: false })
  if (!stat) return
  if (stat.isFile()) {
    yield place
    return
  }
  for (const entry of fs.readdirSync(place, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const child = path.join(place, entry.name)
    if (entry.isDirectory()) yield* filesUnder(child)
    else if (!/\.test\.tsx?$/.test(entry.name)) yield child
  }
}

function sourceHash(part, folder = root) {
  const hash = createHash('sha256')
  for (const place of parts[part]) {
    for (const file of filesUnder(path.join(folder, place))) {
      const bytes = fs.readFileSync(file)
      hash.update(`${path.relative(folder, file).split(path.sep).join('/')}\0${bytes.length}\0`).update(bytes)
    }
  }
  return hash.digest('hex')
}

const stampFile = (part, folder) => path.join(folder, 'dist', part, '.built-from')

/** Parts whose sources are not those that `dist/` was built from. */
function staleParts(folder = root) {
  return Object.keys(parts).filter((part) => {
    try {
      return fs.readFileSync(stampFile(part, folder), 'utf8') !== sourceHash(part, folder)
    } catch {
      return true
    }
  })
}

module.exports = { parts, sourceHash, staleParts }
