/** What the sheet of one study offers to one reader: which breasts, which categories, which findings stand beside
 *  which field. Pure; the rules themselves are `main/domain/sheet`. */
import type { Acr, Avis, Cote, ImageDescriptor, Reading } from '../../main/contract/index.ts'
import { type SheetFinding, coteOf, cotes, examineAvis, sheetRules } from '../../main/domain/sheet/index.ts'

export type ScreeningKind = 'FIRST' | 'SECOND'
export type SheetField = 'VIEWS' | 'ECS' | 'TECHNIQUE' | 'BDI' | 'CAT' | 'ECHO' | 'ACR' | 'DENSITE' | 'ANOMALIES' | 'RAPPEL' | 'EXAMENS' | 'COMMENTAIRE'

/** A category that no opinion of this reader may hold is shown, and not offered (R13a).
 *  @param bdiL1 the first reader's workup is shown, and he may differ from it. */
export function acrOffered(kind: ScreeningKind, bdiL1 = false): readonly Acr[] {
  return kind === 'FIRST' || bdiL1 ? [0, 1, 2, 3, 4, 5] : [0, 1, 2, 5]
}

/** Said when a reader asks for a category that is not offered, in the words of the rule that forbids it. */
export function notOffered(): SheetFinding[] {
  return sheetRules.filter(({ id }) => id === 'R13a').map(({ id, fr, en }) => ({ rule: id, blocking: false, fr, en }))
}

/** Breasts that the exam shows; both where the objects do not say. */
export function imagedCotes(images: readonly ImageDescriptor[]): readonly Cote[] {
  const imaged = cotes.filter((cote) => images.some((image) => coteOf(image) === cote))
  return imaged.length === 0 ? cotes : imaged
}

export function findingsOf(avis: Avis, kind: ScreeningKind, images: readonly ImageDescriptor[], studyDate: string | null, today: string, disputed: readonly string[] = [], bdiL1 = false, ownRecallShare: number | null = null): SheetFinding[] {
  return examineAvis(avis, { kind, images, studyDate, today, disputed, bdiL1, tauxCti: ownRecallShare ?? 0 })
}

const fields: Readonly<Record<string, SheetField>> = {
  R0: 'ACR', R1: 'ECS', R1a: 'ECS', R1b: 'BDI', R2: 'DENSITE', R3: 'TECHNIQUE', R3a: 'VIEWS', R4: 'BDI', R4a: 'BDI', R4b: 'BDI', R5: 'BDI', R5a: 'BDI', R6: 'ACR', R7: 'CAT', R7a: 'CAT',
  R8: 'ACR', R9: 'ACR', R9a: 'ACR', R10: 'ECHO', R10a: 'ECHO', R11: 'BDI', R12: 'EXAMENS', R13a: 'ACR', R13b: 'ANOMALIES', R13c: 'EXAMENS', R13d: 'ACR', R14: 'RAPPEL', R14a: 'RAPPEL', R15: 'EXAMENS', R16: 'VIEWS', R17: 'VIEWS', R18: 'VIEWS', R19: 'ANOMALIES', R20: 'COMMENTAIRE', R21: 'RAPPEL',
}

/** The field that a finding stands beside. */
export function fieldOf(finding: Reading['findings'][number]): SheetField {
  return fields[finding.rule] ?? 'VIEWS'
}

/** Not yet filled in: quietly to be done until the reader tries to conclude, then said as what it is. */
export function isToDo(finding: Reading['findings'][number]): boolean {
  return finding.rule === 'R0' || finding.rule === 'R1' || finding.rule === 'R2'
}
