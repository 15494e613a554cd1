/** The row of an exam in the table that leaves, cell by cell under its heading. */
import { describe, expect, it } from 'vitest'
import type { ExamRow, StudyInstanceUID } from '../contract/index.ts'
import { exportCsv } from './export-csv.ts'

const positive: ExamRow = {
  studyInstanceUID: '1.2.3' as StudyInstanceUID, patientName: 'MAMMATEST^Élodie^Zoé', patientBirthDate: '1962-04-12', patientID: 'IPP-1', accessionNumber: 'DO-1', examOn: '2025-02-10', site: 'Flers',
  standing: 'BDD_RECU', round: 1, independent: false, days: 30, due: 'in-time', dueOn: null, firstReader: 'L1-7K3QX', secondReader: 'L2-M8W2A', letters: [], lettersDue: [], identityDiffers: [], demo: false, recall: null,
  opinions: { first: { decision: 'NEGATIF', acr: { D: 1, G: 2 } }, blind: { decision: 'POSITIF', acr: { D: 1, G: 0 } }, final: { decision: 'POSITIF', acr: { D: 1, G: 0 } } },
  bdd: { doneOn: '2025-03-06', acr: { D: null, G: 4 }, action: 'PRELEVEMENT', biopsy: 'PERCUTANEOUS', cancer: null },
}
const none = { exams: 0, unreadable: 0, indicators: [], delays: [], volumes: [], sites: [], readers: [] }

function cellsOf(row: ExamRow): Record<string, string> {
  const { csv, rows } = exportCsv({ what: 'EXAMS', separator: ';', filter: { view: 'ALL', text: '', standings: [], site: null, lateOnly: false }, selection: { from: null, to: null, site: null, reader: null } }, '2025-03-12', [row], none)
  expect(rows).toBe(1)
  const [headers = [], cells = []] = csv.replace('\uFEFF', '').trimEnd().split('\r\n').map((line) => line.split(';'))
  expect(cells).toHaveLength(headers.length)
  return Object.fromEntries(headers.map((name, index) => [name, cells[index] ?? '']))
}

describe('an exam as a row of the structure’s table', () => {
  it('with a deferred workup says its day and the ACR of each breast, empty where a breast was not classed', () => {
    expect(cellsOf(positive)).toMatchObject({ 'Dossier': 'DO-1', 'Nom': 'MAMMATEST', 'Prénoms': 'Élodie Zoé', 'État': '"BDD reçu, suite attendue"', 'L1': 'Négative', 'L2 en aveugle': 'Positive', 'BDD du': '2025-03-06', 'BDD ACR droit': '', 'BDD ACR gauche': '4', 'Relances': '' })
  })

  it('without one leaves its three cells empty, and counts the reminders of a technical recall alone', () => {
    const recall = { askedOn: '2025-01-20', reminderDueOn: null, limitOn: '2025-07-20', events: [{ kind: 'REMINDER' as const, on: '2025-02-19' }, { kind: 'RECEIVED' as const, on: '2025-03-01' }] }
    expect(cellsOf({ ...positive, bdd: null, recall })).toMatchObject({ 'BDD du': '', 'BDD ACR droit': '', 'BDD ACR gauche': '', 'Rappel demandé le': '2025-01-20', 'Relances': '1' })
  })
})
