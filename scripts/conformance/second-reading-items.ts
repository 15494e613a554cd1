/** What second reading answers to: the rows of the state table and of the visibility table as the code holds them, and
 *  the rules of the national sheet. Each is proven by the tests whose titles bear its id. `note`: what is decided or
 *  left out, where that is not the whole requirement. */
import { table, visibilityRows, type Row } from '../../main/domain/dossier/index.ts'
import type { DisplayItem } from './mammography-items.ts'

const reception: DisplayItem = { id: 'S:dossierRecu', requirement: 'An exam whose first reading goes on to a second reader is received' }

export const stateItems: readonly DisplayItem[] = [
  reception,
  ...Object.entries(table as Readonly<Record<string, Row>>).map(([name, { from, to, refusals }]) => ({
    id: `S:${name}`, requirement: `${from.join(', ')} → ${to.join(', ')}${refusals.length === 0 ? '' : `; refused: ${refusals.join(', ')}`}`,
  })),
]

export const visibilityItems: readonly DisplayItem[] = visibilityRows.map(({ id, what, to }) => ({
  id, requirement: `${what[0]?.toUpperCase()}${what.slice(1)}: blind ${to.L2_AVEUGLE}, revealed ${to.L2_APRES}, first reader ${to.L1}, coordinator ${to.COORDINATEUR}, outside ${to.EXTERIEUR}`,
}))

export const sheetItems: readonly DisplayItem[] = [
  { id: 'R0', requirement: 'A category for each breast that was imaged, and none for the other' },
  { id: 'R1', requirement: 'The clinical examination is filled in; an abnormal one has a place and a workup' },
  { id: 'R2', requirement: 'Density is given' },
  { id: 'R3', requirement: 'Two views of each breast, or a reason' },
  { id: 'R4', requirement: 'ACR 0 is provisional: it needs a workup, its refusal or its date' },
  { id: 'R5', requirement: 'ACR 3 and 4 need the workup that suits the anomaly' },
  { id: 'R6', requirement: 'No ACR 3 for what is new, has grown or is on one view only' },
  { id: 'R7', requirement: 'What is done follows the highest ACR' },
  { id: 'R8', requirement: 'Dense breasts without an anomaly are ACR 1' },
  { id: 'R9', requirement: 'ACR 2 says what is benign' },
  { id: 'R10', requirement: 'A systematic ultrasound goes with ACR 1 or 2 and is no workup' },
  { id: 'R11', requirement: 'Which exams go to the second reader' },
  { id: 'R12', requirement: 'Negative means ACR 1 or 2 of both breasts and no technical recall' },
  { id: 'R13', requirement: 'A positive opinion has an anomaly with side and place, and proposed exams' },
  { id: 'R14', requirement: 'A technical recall names each view, its reason and what to do' },
  { id: 'R15', requirement: 'No ultrasound for density alone' },
  { id: 'R16', requirement: 'Nobody is first and second reader of one exam' },
  { id: 'R17', requirement: 'Every image was seen, on a fit display' },
  { id: 'R18', requirement: 'Lateness is said and never blocks' },
  { id: 'R19', requirement: 'The side of a mark is that of its image' },
  { id: 'R20', requirement: 'Anomalies of the first reader beside ACR 1 are remarked on' },
  { id: 'R21', requirement: 'A side that the reader disputes is settled by a technical recall or withdrawn', note: 'a rule of ours, beside those of the sheet' },
]

export const secondReadingItems: readonly DisplayItem[] = [...stateItems, ...visibilityItems, ...sheetItems]
