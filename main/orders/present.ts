/** Orders as a window sees them. An account that reads an exam blind is shown no free text of its order: it may say what
 *  another reader found. */
import type { Account, IdentityNews, Order, OrderBrief, OrderState } from '../contract/index.ts'
import type { IncomingPatient } from '../ris/index.ts'
import { examOf, examsOf, type KnownExam } from './join.ts'
import { answerOf, contentOf, type OrderRow, type OrderRows } from './order-rows.ts'
import type { OrderOfStudy, OrdersPorts } from './ports.ts'
import { fold } from './same-patient.ts'

const urgencies = ['stat', 'urgent', 'routine'] as const
const nameOf = ({ birthName, givenNames }: IncomingPatient): string => (givenNames === '' ? birthName : `${birthName}^${givenNames}`)
const ofNation = /^(?:1\.2\.250\.1\.213\.1\.4\.(?:8|9|10|11))$/

export function insOf(patient: IncomingPatient): OrderOfStudy['ins'] {
  const found = patient.identifiers.find(({ type, universalId }) => type === 'INS' || ofNation.test(universalId))
  return found === undefined ? null : { value: found.id, oid: found.universalId, qualified: patient.reliability.includes('VALI') }
}

function stateOf(row: OrderRow): OrderState {
  if (row.cancelled_at !== null) return 'cancelled'
  const answer = answerOf(row)
  if (answer !== null && !answer.accepted) return 'refused'
  return row.performed_at !== null ? 'performed' : answer === null ? 'requested' : 'accepted'
}

export const isAnswerable = (row: OrderRow): boolean => row.source === 'HL7' && row.cancelled_at === null && row.answer === null

export function presentOrder(ports: OrdersPorts, account: Account, row: OrderRow): Order {
  const content = contentOf(row), { patient } = content, answer = answerOf(row), ins = insOf(patient)
  const { joined, conflicts } = examsOf(ports.store, row)
  const masked = joined.some(({ studyInstanceUID }) => ports.staysBlind(account, studyInstanceUID))
  const text = (value: string) => (masked ? '' : value)
  return {
    id: row.id as Order['id'], source: row.source, state: stateOf(row), urgency: urgencies[row.urgency],
    patient: { name: nameOf(patient), usualName: patient.usualName, birthDate: patient.birthDate, sex: patient.sex, id: row.patient_id, ins },
    placerNumber: row.placer_number, accessionNumber: row.accession_number, requester: content.requester, structure: content.requestingStructure, callBack: content.callBack,
    orderedAt: content.orderedAt, arrivedAt: row.arrived_at, changedAt: row.changed_at,
    procedure: content.procedure, modality: content.modality, modalityName: content.modalityName, regions: [...content.regions],
    masked, justification: text(content.justification), purpose: text(content.purpose), notes: masked ? [] : [...content.notes], history: masked ? [] : [...content.history],
    height: content.height, weight: content.weight, pregnancy: content.pregnancy,
    performed: { examAt: content.examAt, retention: content.retention, act: content.act, products: [...content.products], devices: [...content.devices] },
    cancelledAt: row.cancelled_at, cancelReason: text(row.cancel_reason),
    answer: answer === null ? null : { accepted: answer.accepted, text: text(answer.text), at: answer.at, own: answer.by === account.id },
    answerable: isAnswerable(row) && account.roles.some((role) => role === 'L1' || role === 'L2' || role === 'RADIOLOGIST'),
    studies: joined.map(({ studyInstanceUID }) => studyInstanceUID as Order['studies'][number]),
    conflicts: conflicts.map((exam) => ({ studyInstanceUID: exam.studyInstanceUID as Order['studies'][number], patientName: exam.patientName, patientBirthDate: exam.patientBirthDate, patientID: exam.patientID })),
  }
}

/** The orders that an exam answers, and those whose number fits and whose patient does not. */
export function ordersOf(ports: OrdersPorts, rows: OrderRows, exam: KnownExam): { joined: OrderRow[]; conflicts: OrderRow[] } {
  const named = rows.naming(exam.studyInstanceUID, exam.accessionNumber)
  const has = (list: readonly KnownExam[]) => list.some(({ studyInstanceUID }) => studyInstanceUID === exam.studyInstanceUID)
  const judged = named.map((row) => ({ row, exams: examsOf(ports.store, row) }))
  return { joined: judged.filter(({ exams }) => has(exams.joined)).map(({ row }) => row), conflicts: judged.filter(({ exams }) => has(exams.conflicts)).map(({ row }) => row) }
}

/** What a row of the list shows; an order that holds before one that was cancelled. */
export function briefOf(ports: OrdersPorts, rows: OrderRows, studyInstanceUID: string): OrderBrief | null {
  const exam = examOf(ports.store, studyInstanceUID)
  if (exam === null) return null
  const { joined, conflicts } = ordersOf(ports, rows, exam)
  const row = joined.find(({ cancelled_at }) => cancelled_at === null) ?? joined[0] ?? conflicts[0]
  return row === undefined ? null : { orderId: row.id as OrderBrief['orderId'], urgency: urgencies[row.urgency], state: stateOf(row), conflict: joined.length === 0 }
}

/** What was said of the identity that the images bear, where it differs from what they bear. */
export function identityNewsOf(ports: OrdersPorts, rows: OrderRows, account: Account, exam: KnownExam): IdentityNews[] {
  if (exam.patientID === '') return []
  return rows.saidOf(exam.patientID).filter(({ authority }) => exam.issuerOfPatientID === '' || authority === '' || fold(authority) === fold(exam.issuerOfPatientID)).flatMap(({ kind, patient, at }) => {
    // Written by `said`.
    const told = JSON.parse(patient) as IncomingPatient
    const [family = '', given = ''] = exam.patientName.split('^')
    const same = kind === 'CORRECTED' && told.birthDate === exam.patientBirthDate && [told.birthName, told.usualName].some((name) => fold(name) === fold(family)) && fold(told.givenNames).split(' ')[0] === fold(given).split(' ')[0]
    return same ? [] : [{ at, kind, name: nameOf(told), birthDate: told.birthDate, sex: told.sex, signedUnderOther: ports.signedOwn(account, exam.studyInstanceUID) }]
  })
}
