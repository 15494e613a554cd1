/** Sets up what is missing, chooses the host, and runs the program until one of them ends. */
'use strict'

const { spawn, spawnSync } = require('node:child_process')
const path = require('node:path')
const { staleParts } = require('./build-state.cjs')
const { ensureInstalled } = require('./install.cjs')
const { findElectron, findNode24, root } = require('./runtime.cjs')
const { say } = require('./say.cjs')

function start(words) {
  ensureInstalled()
  const node = requireNode24()
  const develop = words.includes('--dev')
  if (!develop) ensureBuilt(node)
  const host = chooseHost(words)
  const rest = words.filter((word) => !word.startsWith('--host='))
  if (host === 'electron') hold(findElectron(), [root, ...rest])
  else if (develop) hold(node, ['--disable-warning=ExperimentalWarning', path.join(root, 'main/host/browser-main.ts'), ...rest])
  else hold(node, ['--enable-source-maps', path.join(root, 'dist/main/browser-main.js'), ...rest])
}

function requireNode24() {
  const node = findNode24()
  if (node) return node
  say(
    `Aucun Node 24 pour ${process.platform}-${process.arch} parmi les dépendances : installez Node 24, puis relancez.`,
    `No Node 24 for ${process.platform}-${process.arch} among the dependencies: install Node 24, then run again.`)
  process.exit(1)
}

/** Builds what its sources no longer match; a failed build is shown as it is. */
function ensureBuilt(node) {
  if (staleParts().length === 0) return
  say('Construction du programme…', 'Building the program…')
  const build = spawnSync(node, [path.join(root, 'scripts/build.mjs')], { cwd: root, stdio: ['ignore', 2, 2] })
  if (build.status !== 0) {
    say('La construction a échoué ; la raison est ci-dessus.', 'The build failed; the reason is above.')
    process.exit(1)
  }
}

/** Electron where its binary lies on the disk, else one line and the browser host. */
function chooseHost(words) {
  const asked = words.find((word) => word.startsWith('--host='))?.slice('--host='.length)
  if (asked === 'browser') return 'browser'
  if (asked !== undefined && asked !== 'electron') {
    say('--host attend browser ou electron.', '--host takes browser or electron.')
    process.exit(1)
  }
  if (words.includes('--dev') || words.includes('--no-open')) return 'browser'
  if (findElectron()) return 'electron'
  if (asked === 'electron') {
    say('Le binaire d’Electron n’est pas sur ce poste ; npx install-electron l’installe.', 'Electron’s binary is not on this machine; npx install-electron installs it.')
    process.exit(1)
  }
  say(
    'Le binaire d’Electron n’est pas sur ce poste : Binocle s’ouvre dans le navigateur (npx install-electron l’installe).',
    'Electron’s binary is not on this machine: Binocle opens in the browser (npx install-electron installs it).')
  return 'browser'
}

/** Runs the program and ends as it ends. Signals go on to it; where there are none (Windows) the channel says
 *  `stop`, and the end of this process ends the channel. */
function hold(file, words) {
  const child = spawn(file, words, { cwd: root, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  const stop = (signal) => {
    if (process.platform === 'win32' && child.connected) child.send('stop')
    else child.kill(signal)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => stop(signal))
  // npm passes a signal to its shell only, which goes without a word to us: its end is the signal.
  const parent = process.ppid
  if (process.env.npm_lifecycle_event && process.platform !== 'win32') setInterval(() => { if (process.ppid !== parent) stop('SIGTERM') }, 250)
  child.on('error', (error) => {
    say(`Le programme n’a pas pu être lancé (${error.code}).`, `The program could not be started (${error.code}).`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

module.exports = { start, ensureBuilt, requireNode24, chooseHost, hold }
