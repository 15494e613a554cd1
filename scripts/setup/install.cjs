/** The locked install: what package-lock.json says, nothing else, and only when it is not there already. */
'use strict'

const { spawnSync } = require('node:child_process')
const { createHash } = require('node:crypto')
const fs = require('node:fs')
const path = require('node:path')
const { root } = require('./runtime.cjs')
const { say } = require('./say.cjs')

/** What must be installed: the lock on this platform. */
function wantedStamp(lockFile) {
  return createHash('sha256').update(fs.readFileSync(lockFile)).update(`${process.platform}-${process.arch}`).digest('hex')
}

/** True when npm's own record of what it installed holds every package of the lock at its exact content. Packages
 *  for other platforms (`optional`) may be absent. */
function matchesLock(lockFile, installedFile) {
  let lock, installed
  try {
    lock = JSON.parse(fs.readFileSync(lockFile, 'utf8')).packages
    installed = JSON.parse(fs.readFileSync(installedFile, 'utf8')).packages
  } catch {
    return false
  }
  for (const [place, wanted] of Object.entries(lock)) {
    if (place === '') continue
    const present = installed[place]
    if (present === undefined ? !wanted.optional && !wanted.devOptional : present.integrity !== wanted.integrity) return false
  }
  return Object.keys(installed).every((place) => place in lock)
}

/** `absent`, `stale` or `present`; writes the stamp when npm installed the very same tree without us. */
function installState(folder = root) {
  const modules = path.join(folder, 'node_modules')
  const lockFile = path.join(folder, 'package-lock.json')
  const stampFile = path.join(modules, '.binocle-install')
  if (!fs.existsSync(modules)) return 'absent'
  const stamp = wantedStamp(lockFile)
  try {
    if (fs.readFileSync(stampFile, 'utf8') === stamp) return 'present'
  } catch {
    // No stamp: the tree may still be right.
  }
  if (!matchesLock(lockFile, path.join(modules, '.package-lock.json'))) return 'stale'
  fs.writeFileSync(stampFile, stamp)
  return 'present'
}

/** Codes under which npm reports that the registry cannot be reached. */
const networkCodes = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT)\b/

/** How to run npm: through the script that runs us when npm started us, else by name. */
function npmCommand(words, env = process.env) {
  if (env.npm_execpath && /\.c?js$/.test(env.npm_execpath)) return { file: process.execPath, args: [env.npm_execpath, ...words], shell: false }
  return { file: 'npm', args: words, shell: process.platform === 'win32' }
}

/** `npm ci`, except where Windows could not replace the very Node that runs us: there `npm install`, which follows
 *  the same lock and leaves in place what is right already. */
function installWords(modules) {
  const runsFromModules = path.relative(modules, process.execPath).split(path.sep)[0] !== '..' && !path.isAbsolute(path.relative(modules, process.execPath))
  const verb = process.platform === 'win32' && runsFromModules ? ['install', '--no-save'] : ['ci']
  // A missing network is told after seconds, not minutes; a hiccup is still survived.
  return [...verb, '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000']
}

/** Exits the process with one sentence when the install cannot be made. */
function ensureInstalled(folder = root) {
  const state = installState(folder)
  if (state === 'present') return
  const modules = path.join(folder, 'node_modules')
  say(
    state === 'absent' ? 'Première installation des dépendances (une à deux minutes)…' : 'Mise à jour des dépendances…',
    state === 'absent' ? 'Installing the dependencies for the first time (a minute or two)…' : 'Updating the dependencies…')
  const npm = npmCommand(installWords(modules))
  const run = spawnSync(npm.file, npm.args, { cwd: folder, shell: npm.shell, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 << 20 })
  if (run.status === 0) {
    fs.writeFileSync(path.join(modules, '.binocle-install'), wantedStamp(path.join(folder, 'package-lock.json')))
    return
  }
  const output = `${run.stdout || ''}${run.stderr || ''}`
  if (run.error && run.error.code === 'ENOENT') {
    say('npm est introuvable : installez Node avec npm.', 'npm was not found: install Node together with npm.')
  } else if (networkCodes.test(output)) {
    say(
      'Le registre npm ne répond pas : vérifiez la connexion au réseau, puis relancez la même commande.',
      'The npm registry does not answer: check the network connection, then run the same command again.')
  } else {
    process.stderr.write(`${output}\n`)
    say('L’installation des dépendances a échoué ; npm en donne la raison ci-dessus.', 'Installing the dependencies failed; npm gives the reason above.')
  }
  process.exit(1)
}

module.exports = { ensureInstalled, installState, matchesLock, npmCommand, installWords }
