/** One sentence to the person at the terminal, in their language; in both where the system does not say which. */
'use strict'

function terminalLanguage(argv = process.argv, env = process.env) {
  const asked = argv.find((word) => word.startsWith('--lang='))
  const locale = (asked ? asked.slice('--lang='.length) : env.LC_ALL || env.LC_MESSAGES || env.LANG || '').toLowerCase()
  if (locale.startsWith('fr')) return 'fr'
  if (locale.startsWith('en')) return 'en'
  return 'both'
}

/** Always on stderr: stdout belongs to the JSON line of `--no-open`. */
function say(fr, en, language = terminalLanguage()) {
  const text = language === 'fr' ? fr : language === 'en' ? en : `${fr} / ${en}`
  process.stderr.write(`${text}\n`)
}

module.exports = { say, terminalLanguage }
