/** Each finding in words: a banner for the image, and a sentence that says what is missing or contradictory, what was done
 *  and what to do. Plain spaces: the window puts the French ones in. */
import type { Language } from '../../contract/index.ts'
import type { ImageFinding } from './finding.ts'
import { en } from './sentences-en.ts'
import { fr } from './sentences-fr.ts'

export interface FindingWords {
  /** Fits on a banner. */
  readonly short: string
  readonly full: string
}

export function describeFinding({ code, params }: ImageFinding, language: Language): FindingWords {
  const { short, full } = (language === 'fr' ? fr : en)[code](wordsOf(params, language))
  return { short, full }
}

/** What a sentence may put in: text as it stands, numbers and days in the reader's way. */
export interface Values {
  text(name: string): string
  number(name: string): string
  /** A right or left side as a letter, then as an adjective. */
  letter(name: string): string
  breast(name: string): string
  day(name: string): string
  /** `D (image), G (région anatomique)`. */
  sides(): string
}

type By = 'image' | 'frame' | 'series' | 'region' | 'view-position'
const order: readonly By[] = ['image', 'frame', 'series', 'region', 'view-position']
const sources: Record<Language, Record<By, string>> = {
  fr: { image: 'image', frame: 'coupe', series: 'série', region: 'région anatomique', 'view-position': 'incidence' },
  en: { image: 'image', frame: 'frame', series: 'series', region: 'anatomic region', 'view-position': 'view position' },
}
const letters: Record<Language, Readonly<Record<string, string>>> = { fr: { R: 'D', L: 'G', B: 'D+G' }, en: { R: 'R', L: 'L', B: 'R+L' } }
const breasts: Record<Language, Readonly<Record<string, string>>> = { fr: { R: 'droit', L: 'gauche' }, en: { R: 'right', L: 'left' } }

function wordsOf(params: ImageFinding['params'], language: Language): Values {
  const text = (name: string): string => String(params[name] ?? '')
  const letter = (name: string): string => letters[language][text(name)] ?? text(name)
  return {
    text, letter,
    breast: (name) => breasts[language][text(name)] ?? text(name),
    number: (name) => (language === 'fr' ? text(name).replace('.', ',') : text(name)),
    day: (name) => text(name).replace(/^(\d{4})-?(\d{2})-?(\d{2}).*$/, '$3.$2.$1'),
    sides: () => order.filter((by) => params[by] !== undefined).map((by) => `${letter(by)} (${sources[language][by]})`).join(', '),
  }
}
