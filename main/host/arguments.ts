/** The words of the command line that both hosts understand. An unknown word is refused, with one sentence. */
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import type { Language } from '../contract/index.ts'
import { bilingual, type Sentence } from './sentence.ts'

export interface HostArguments {
  readonly profile: string
  /** 0: the system chooses. */
  readonly port: number
  /** False: no window is opened; one JSON line says where the program serves. */
  readonly open: boolean
  readonly language: Language
  /** `npm run dev`: hot reload behind the same guard. */
  readonly develop: boolean
}

export interface System {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}
export const thisSystem: System = { platform: process.platform, env: process.env, home: homedir() }

export class ArgumentError extends Error {
  readonly sentence: Sentence
  constructor(sentence: Sentence) {
    super(sentence.en)
    this.sentence = sentence
  }
}

export function parseArguments(words: readonly string[], system: System = thisSystem): HostArguments {
  const values = new Map<string, string>()
  for (const word of words) {
    const match = /^--(host|port|profile|lang|no-open|dev)(?:=(.*))?$/.exec(word)
    if (match?.[1] === undefined) throw new ArgumentError(bilingual(`Option inconnue : ${word}.`, `Unknown option: ${word}.`))
    values.set(match[1], match[2] ?? '')
  }
  return {
    profile: profileFolder(values.get('profile'), system),
    port: portOf(values.get('port') ?? '0'),
    open: !values.has('no-open'),
    language: languageOf(values.get('lang'), system),
    develop: values.has('dev'),
  }
}

function portOf(text: string): number {
  const port = Number(text)
  if (/^[0-9]{1,5}$/.test(text) && port <= 65535) return port
  throw new ArgumentError(bilingual('--port attend un nombre de 0 à 65535.', '--port takes a number from 0 to 65535.'))
}

/** French unless the system, or the word, says English. */
function languageOf(asked: string | undefined, { env }: System): Language {
  if (asked !== undefined && asked !== 'fr' && asked !== 'en') throw new ArgumentError(bilingual('--lang attend fr ou en.', '--lang takes fr or en.'))
  const locale = asked ?? env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? ''
  return locale.toLowerCase().startsWith('en') ? 'en' : 'fr'
}

/** The user's own data folder on each system, unless one is named. */
function profileFolder(asked: string | undefined, { platform, env, home }: System): string {
  if (asked === '') throw new ArgumentError(bilingual('--profile attend un dossier.', '--profile takes a folder.'))
  if (asked !== undefined) return resolve(asked)
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Binocle')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Binocle')
  const data = env['XDG_DATA_HOME']
  return join(data !== undefined && isAbsolute(data) ? data : join(home, '.local', 'share'), 'binocle')
}
