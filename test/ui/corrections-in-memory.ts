/** What a coordinator finds at the desk beside the exams, in memory: corrections that readers ask for, and final exams that
 *  changed late. */
import { ExpectedError, type AskedCorrection, type DossierView, type Handlers, type StudyInstanceUID, type WorklistRow } from '../../main/contract/index.ts'
import { generatedExam } from './structure-in-memory.ts'

export const askedFor = (index: number, change: Partial<AskedCorrection> = {}): AskedCorrection => ({
  id: `0b5f3e2c-5a1f-4c2b-8d6e-2f1a9c7b2${String(index).padStart(3, '0')}` as AskedCorrection['id'], readingId: `0b5f3e2c-5a1f-4c2b-8d6e-2f1a9c7b3${String(index).padStart(3, '0')}` as AskedCorrection['readingId'],
  studyInstanceUID: generatedExam(index).studyInstanceUID, kind: 'SECOND', readerCode: generatedExam(index).secondReader ?? 'L2-M8W20', askedAt: '2025-03-11T15:42:00.000Z', reason: 'Anomalie omise – masse du QSE gauche vue à la relecture', ...change,
})

export interface DeskNews {
  /** Of the active reader. */
  agreed: WorklistRow[]
  corrections: AskedCorrection[]
  /** Exams that changed after they were final. */
  late: Map<StudyInstanceUID, DossierView['lateChanges']>
}

type News = Pick<Handlers, 'reading.corrections' | 'reading.answerCorrection' | 'reading.agreedCorrections' | 'programme.dossier'>

export function newsInMemory(state: DeskNews, changed: (study: StudyInstanceUID) => void): News {
  return {
    'reading.agreedCorrections': () => ({ studies: state.agreed }),
    'reading.corrections': () => ({ rows: state.corrections }),
    'reading.answerCorrection': ({ id }) => {
      const row = state.corrections.find((one) => one.id === id)
      if (row === undefined) throw new ExpectedError('request/not-found')
      state.corrections = state.corrections.filter((one) => one !== row)
      changed(row.studyInstanceUID)
      return { rows: state.corrections }
    },
    'programme.dossier': ({ studyInstanceUID }) => {
      const lateChanges = state.late.get(studyInstanceUID)
      if (lateChanges === undefined) return { dossier: null }
      return { dossier: { studyInstanceUID, policy: 'FR_DOCS_MASQUE', state: 'DEFINITIF', round: 1, mine: null, consulted: false, reason: '', issue: null, versions: [], lateChanges, reminderDueAt: null, limitAt: null } }
    },
  }
}
