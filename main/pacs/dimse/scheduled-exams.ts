/** Modality worklist (PS3.4 K): what is scheduled of some days, with the request that it was scheduled for. Keys that are to
 *  be returned go out empty; one of a binary value representation with no value at all, since the empty text in it would be
 *  the number zero and match nothing. */
import type { Attributes } from '../../dicom/index.ts'
import { isoDay, items, person, text, uidOf, type JsonDataset } from '../dicom-json.ts'
import { openAssociation } from './association.ts'
import type { Address } from './connect.ts'
import { find, offer, worklistFind } from './services.ts'

export interface ScheduledExam {
  readonly accessionNumber: string
  readonly placerOrderNumber: string
  readonly requestedProcedureID: string
  readonly studyInstanceUID: string
  /** DICOM person names. */
  readonly patientName: string
  readonly requester: string
  readonly patientID: string
  readonly issuerOfPatientID: string
  readonly patientBirthDate: string | null
  readonly patientSex: string
  readonly modality: string
  readonly procedure: string
  readonly reason: string
  /** (0040,1003): STAT, HIGH, ROUTINE… */
  readonly priority: string
  /** Alerts and allergies. */
  readonly alerts: readonly string[]
}

const keysFor = (days: string): Attributes => ({
  SpecificCharacterSet: 'ISO_IR 192', AccessionNumber: '', ReferringPhysicianName: '', PatientName: '', PatientID: '', IssuerOfPatientID: '', PatientBirthDate: '', PatientSex: '', MedicalAlerts: '', Allergies: '',
  PregnancyStatus: [], StudyInstanceUID: '', RequestingPhysician: '', RequestedProcedureDescription: '', RequestedProcedureID: '', ReasonForTheRequestedProcedure: '', RequestedProcedurePriority: '', PlacerOrderNumberImagingServiceRequest: '',
  ScheduledProcedureStepSequence: [{ Modality: '', ScheduledProcedureStepStartDate: days, ScheduledProcedureStepStartTime: '', ScheduledProcedureStepDescription: '' }],
})

/** Of the ISO days `from` to `to`, so many at most. */
export async function findScheduled(address: Address, { from, to }: { from: string; to: string }, limit: number, signal: AbortSignal): Promise<ScheduledExam[]> {
  const association = await openAssociation(address, { contexts: offer(worklistFind) }, signal)
  try {
    const found: ScheduledExam[] = []
    for await (const row of find(association, keysFor(`${from.replaceAll('-', '')}-${to.replaceAll('-', '')}`), worklistFind)) {
      found.push(scheduled(row))
      if (found.length >= limit) break
    }
    await association.release().catch(() => undefined)
    return found
  } catch (error) {
    association.abort()
    throw error
  }
}

function scheduled(row: JsonDataset): ScheduledExam {
  const [step = {}] = items(row, '00400100')
  return {
    accessionNumber: text(row, '00080050'), placerOrderNumber: text(row, '00402016'), requestedProcedureID: text(row, '00401001'), studyInstanceUID: uidOf(row, '0020000D') ?? '',
    patientName: person(row, '00100010'), requester: person(row, '00321032') || person(row, '00080090'), patientID: text(row, '00100020'), issuerOfPatientID: text(row, '00100021'),
    patientBirthDate: isoDay(row, '00100030'), patientSex: text(row, '00100040'), modality: text(step, '00080060'),
    procedure: text(row, '00321060') || text(step, '00400007'), reason: text(row, '00401002'), priority: text(row, '00401003'),
    alerts: [text(row, '00102000'), text(row, '00102110')].filter((alert) => alert !== ''),
  }
}
