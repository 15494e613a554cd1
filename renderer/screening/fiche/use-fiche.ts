/** The first reader's sheet inside the opinion, and the way to change one part of it. */
import type { Fiche } from '../../../main/contract/index.ts'
import { ficheOf } from '../../../main/domain/sheet/index.ts'
import { useLanguage } from '../../i18n/index.ts'
import type { SheetEditor } from '../use-sheet-editor.ts'
import { ficheStrings } from './strings.ts'

export interface FicheInHand {
  readonly fiche: Fiche
  readonly readOnly: boolean
  readonly words: (typeof ficheStrings)['fr']
  set<Part extends keyof Fiche>(part: Part, value: Fiche[Part]): void
  /** Some fields of one part. */
  merge<Part extends 'identification' | 'interrogatoire' | 'ecs' | 'technique' | 'bdi'>(part: Part, change: Partial<Fiche[Part]>): void
}

export function useFiche({ avis, readOnly, change }: SheetEditor): FicheInHand {
  const words = ficheStrings[useLanguage()]
  const fiche = ficheOf(avis)
  const set: FicheInHand['set'] = (part, value) => { change({ ...avis, fiche: { ...fiche, [part]: value } }) }
  return { fiche, readOnly, words, set, merge: (part, changed) => { set(part, { ...fiche[part], ...changed }) } }
}

/** Adds or takes away one of a list. */
export function toggled<T>(list: readonly T[], one: T): T[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one]
}
