/** Exams of a day in the region: four small mammograms each, most with four of two years before, and the two documents
 *  that each reading leaves. Pixels are few (0.3 MB an image, a hundredth of a real one) so that a day fits the disk:
 *  what is measured is transactions, not the line. */
import { buildBasicTextSr, buildEncapsulatedPdf } from '../../../main/dicom/index.ts'
import { hungMammogram } from '../../fixtures/hung-mammograms.ts'
import { fixtureUid } from '../../fixtures/image-object.ts'
import { negativeAvis, positiveAvis, screeningStudy } from '../../fixtures/signed-readings.ts'
import { region, seeded } from './region.ts'

export interface Exam {
  readonly number: number
  readonly centre: number
  readonly hasPrior: boolean
  readonly isNormal: boolean
  readonly study: string
  readonly priorStudy: string
}
export interface StoredObject { readonly studyInstanceUID: string; readonly sopInstanceUID: string; readonly part10: Uint8Array<ArrayBuffer> }

export function examsOfDay(count: number, seed: number): Exam[] {
  const chance = seeded(seed)
  return Array.from({ length: count }, (_, number) => {
    const centre = Math.floor(chance() * region.centres)
    return {
      number, centre, hasPrior: chance() < region.priorShare, isNormal: chance() < region.normalShare,
      study: fixtureUid(`region ${seed} ${number}`), priorStudy: fixtureUid(`region ${seed} ${number} prior`),
    }
  })
}

const views = [['R', 'CC'], ['L', 'CC'], ['R', 'MLO'], ['L', 'MLO']] as const

export function imagesOf(exam: Exam): StoredObject[] {
  const of = (study: string, date: string) => views.map(([side, view]) => {
    const name = `${study} ${side}${view}`
    const { part10 } = hungMammogram({
      name, study, side, view, pitch: 0.25, field: { width: 90, height: 110 }, marks: [{ inward: 20 + (exam.number % 30), down: 50 }],
      attributes: { StudyInstanceUID: study, PatientID: `REGION-${exam.number}`, PatientName: `ESSAI^${exam.number}`, StudyDate: date, AccessionNumber: `DO-${exam.number}`, InstitutionName: `Centre ${exam.centre + 1}` },
    })
    return { studyInstanceUID: study, sopInstanceUID: fixtureUid(name), part10 }
  })
  return [...of(exam.study, '20260310'), ...(exam.hasPrior ? of(exam.priorStudy, '20240312') : [])]
}

/** PDF and SR of one reading. Identifiers depend on the exam and the reader alone: sent again, they are the same. */
export function reportOf(exam: Exam, kind: 'FIRST' | 'SECOND'): StoredObject[] {
  const name = (what: string): string => fixtureUid(`${exam.study} ${kind} ${what}`)
  const avis = kind === 'SECOND' && !exam.isNormal ? positiveAvis : negativeAvis
  const study = { ...screeningStudy, studyInstanceUID: exam.study, patientID: `REGION-${exam.number}`, patientName: `ESSAI^${exam.number}`, studyDate: '2026-03-10', accessionNumber: `DO-${exam.number}` }
  const common = { study, title: 'Mammographie de dépistage', completedAt: new Date('2026-03-12T09:00:00Z'), evidence: views.map(([side, view]) => ({ seriesInstanceUID: fixtureUid(`series ${exam.study} ${side}${view}`), sopInstanceUID: fixtureUid(`${exam.study} ${side}${view}`), sopClassUID: '1.2.840.10008.5.1.4.1.1.1.2' })) }
  // As large as a real report with its embedded fonts.
  const pdf = new Uint8Array(60_000).fill(32)
  pdf.set(new TextEncoder().encode('%PDF-1.7\n'))
  return [
    { studyInstanceUID: exam.study, sopInstanceUID: name('pdf'), part10: buildEncapsulatedPdf({ ...common, pdf, sopInstanceUID: name('pdf'), seriesInstanceUID: name('pdf series'), seriesNumber: 9001 }) },
    { studyInstanceUID: exam.study, sopInstanceUID: name('sr'), part10: buildBasicTextSr({ ...common, sections: [{ heading: { value: '121076', scheme: 'DCM', meaning: 'Conclusion' }, text: avis.commentaire }], observer: { code: `${kind}-${exam.number % 40}`, name: `${kind}-${exam.number % 40}`, organisation: 'Structure d’essai' }, sopInstanceUID: name('sr'), seriesInstanceUID: name('sr series'), seriesNumber: 9002 }) },
  ] as StoredObject[]
}
