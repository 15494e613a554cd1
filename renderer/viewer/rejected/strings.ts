/** Words of images that were rejected by the site that made them (IHE IOCM). */
import type { Language, RejectionReason } from '../../../main/contract/index.ts'
import { spaced } from '../../i18n/index.ts'

export interface RejectedStrings {
  readonly note: (count: number) => string
  readonly noteOfPrior: (count: number) => string
  readonly reason: Readonly<Record<RejectionReason, string>>
}

export const rejectedStrings: Readonly<Record<Language, RejectedStrings>> = {
  fr: spaced({
    note: (count) => (count === 1 ? '1 image rejetée par le site, non montrée' : `${count} images rejetées par le site, non montrées`),
    noteOfPrior: (count) => `antériorité\u00a0: ${count === 1 ? '1 rejetée' : `${count} rejetées`}`,
    reason: { quality: 'qualité insuffisante', 'patient-safety': 'sécurité de la patiente', 'wrong-worklist-entry': 'mauvaise patiente ou mauvais examen' },
  }),
  en: {
    note: (count) => (count === 1 ? '1 image rejected by the site, not shown' : `${count} images rejected by the site, not shown`),
    noteOfPrior: (count) => `prior: ${count} rejected`,
    reason: { quality: 'insufficient quality', 'patient-safety': 'patient safety', 'wrong-worklist-entry': 'wrong patient or wrong exam' },
  },
}
