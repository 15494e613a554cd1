/** What an incoming message says, by the flows of the French teleradiology volume (HL7 v2.5.1, 1.0^CISIS_TLR_HL7_V2) and
 *  the plain ORM of older systems: a request (NW), its cancellation (CA), what was done for it (SR), a corrected or merged
 *  identity (ADT^A08, A40). Faults are told by place; a message with one is refused whole. */
import type { Fault } from './answer.ts'
import { day } from './moments.ts'
import { performedOf, requestedOf, type Performed, type Requested } from './order-content.ts'
import { named, repetitionsOf, valueOf, type Hl7Message, type Hl7Segment } from './read-message.ts'

/** Number with the authority that gave it: namespace, universal id, its type. */
export interface Identifier { readonly id: string; readonly namespace: string; readonly universalId: string }

export interface IncomingPatient {
  readonly identifiers: readonly (Identifier & { readonly type: string })[]
  readonly birthName: string
  readonly usualName: string
  readonly givenNames: string
  /** ISO day. */
  readonly birthDate: string | null
  readonly sex: string
  /** INSEE code (PID-11 of type BDL); absent in what was stored before it was read, empty: not told. */
  readonly birthPlace?: string
  /** PID-32 (table 0445); VALI: the national identity was qualified. */
  readonly reliability: readonly string[]
}

export interface IncomingOrder extends Requested, Performed {
  readonly kind: 'NW' | 'CA' | 'SR'
  readonly patient: IncomingPatient
  readonly placerOrder: Identifier
  /** PV1-19: the stay or visit that the request belongs to. */
  readonly visit: Identifier
  readonly accessionNumber: string
  readonly accessionAuthority: string
  readonly studyInstanceUID: string
}

export type Incoming =
  | { readonly type: 'ORDER'; readonly order: IncomingOrder }
  | { readonly type: 'IDENTITY'; readonly patient: IncomingPatient; readonly replaces: readonly IncomingPatient['identifiers'][number][] }

export type Understood = { readonly incoming: Incoming; readonly faults: readonly [] } | { readonly incoming: null; readonly faults: readonly Fault[] }

const controls = ['NW', 'CA', 'SR'] as const

export function understand(message: Hl7Message): Understood {
  const faults: Fault[] = []
  const fault: Tell = (code, segment, field, text) => { faults.push({ at: { segment, sequence: 1, field }, code, text }) }
  const header = message.segments[0], pid = named(message, 'PID')
  const type = `${valueOf(header, 9, 1)}^${valueOf(header, 9, 2)}`
  if (valueOf(header, 10) === '') fault('101', 'MSH', 10, 'Identifiant de contrôle absent')
  if (!/^2\.[3-9]/.test(valueOf(header, 12))) fault('203', 'MSH', 12, 'Version HL7 non prise en charge')
  if (pid === undefined) fault('100', 'PID', 0, 'Segment PID absent')
  const patient = patientOf(pid)
  if (pid !== undefined && patient.identifiers.length === 0) fault('101', 'PID', 3, 'Aucun identifiant de patient')
  if (pid !== undefined && patient.birthName === '') fault('101', 'PID', 5, 'Nom du patient absent')
  if (valueOf(pid, 7) !== '' && patient.birthDate === null) fault('102', 'PID', 7, 'Date de naissance illisible')
  const incoming = meaningOf(message, type, patient, fault)
  return incoming === null || faults.length > 0 ? { incoming: null, faults } : { incoming, faults: [] }
}

type Tell = (code: Fault['code'], segment: string, field: number, text: string) => void

function meaningOf(message: Hl7Message, type: string, patient: IncomingPatient, fault: Tell): Incoming | null {
  if (type === 'ADT^A08' || type === 'ADT^A40') {
    const replaces = identifiersOf(named(message, 'MRG'), 1)
    if (type === 'ADT^A40' && replaces.length === 0) fault('101', 'MRG', 1, 'Identité à remplacer absente')
    return { type: 'IDENTITY', patient, replaces }
  }
  if (type === 'ORM^O01' || type === 'OMI^O23') return orderOf(message, patient, fault)
  fault(/^(?:ORM|OMI|ADT)\^/.test(type) ? '201' : '200', 'MSH', 9, 'Message non pris en charge : ORM^O01, OMI^O23, ADT^A08 ou ADT^A40 attendu')
  return null
}

function orderOf(message: Hl7Message, patient: IncomingPatient, fault: Tell): Incoming | null {
  const orc = named(message, 'ORC'), obr = named(message, 'OBR'), ipc = named(message, 'IPC')
  const kind = controls.find((one) => one === valueOf(orc, 1))
  if (orc === undefined) fault('100', 'ORC', 0, 'Segment ORC absent')
  else if (kind === undefined) fault('103', 'ORC', 1, 'Code de demande inconnu : NW, CA ou SR attendu')
  const placerOrder = identifier(orc, 2)
  if (orc !== undefined && placerOrder.id === '') fault('101', 'ORC', 2, 'Numéro de demande absent')
  const accession = valueOf(ipc, 1) === '' ? { id: valueOf(obr, 18), namespace: '', universalId: '' } : identifier(ipc, 1)
  const accessionNumber = accession.id, studyInstanceUID = valueOf(ipc, 3)
  if (kind === 'SR' && accessionNumber === '' && studyInstanceUID === '') fault('101', 'IPC', 1, 'Ni numéro d’accession ni identifiant d’étude')
  if (studyInstanceUID !== '' && !/^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))+$/.test(studyInstanceUID)) fault('102', 'IPC', 3, 'Identifiant d’étude mal formé')
  return kind === undefined ? null : {
    type: 'ORDER',
    order: {
      kind, patient, placerOrder, visit: visitOf(named(message, 'PV1')), ...requestedOf(message), ...performedOf(message),
      accessionNumber, accessionAuthority: accession.universalId || accession.namespace, studyInstanceUID,
    },
  }
}

function patientOf(pid: Hl7Segment | undefined): IncomingPatient {
  const names = Array.from({ length: repetitionsOf(pid, 5) }, (_, repetition) => ({ family: valueOf(pid, 5, 1, 1, repetition), given: valueOf(pid, 5, 2, 1, repetition), more: valueOf(pid, 5, 3, 1, repetition), use: valueOf(pid, 5, 7, 1, repetition) }))
  // L: the name at birth (PAM-FR 2.11); D: the one used.
  const birth = names.find(({ use }) => use === 'L') ?? names[0]
  return {
    identifiers: identifiersOf(pid, 3), birthName: birth?.family ?? '', usualName: names.find(({ use }) => use === 'D')?.family ?? '',
    givenNames: [birth?.given, birth?.more].filter((part) => part !== undefined && part !== '').join(' '), birthDate: day(valueOf(pid, 7)), sex: valueOf(pid, 8), birthPlace: birthPlaceOf(pid),
    reliability: Array.from({ length: repetitionsOf(pid, 32) }, (_, repetition) => valueOf(pid, 32, 1, 1, repetition)).filter((code) => code !== ''),
  }
}

/** IHE PAM-FR: the address of type BDL is that of the birth, its ninth component the code of the commune or country. */
function birthPlaceOf(pid: Hl7Segment | undefined): string {
  const repetition = Array.from({ length: repetitionsOf(pid, 11) }, (_, at) => at).find((at) => valueOf(pid, 11, 7, 1, at) === 'BDL')
  return repetition === undefined ? '' : valueOf(pid, 11, 9, 1, repetition)
}

function identifiersOf(segment: Hl7Segment | undefined, field: number): IncomingPatient['identifiers'] {
  return Array.from({ length: repetitionsOf(segment, field) }, (_, repetition) => ({
    id: valueOf(segment, field, 1, 1, repetition), namespace: valueOf(segment, field, 4, 1, repetition), universalId: valueOf(segment, field, 4, 2, repetition), type: valueOf(segment, field, 5, 1, repetition),
  })).filter(({ id }) => id !== '')
}

/** CX: the authority is the fourth component. */
function visitOf(pv1: Hl7Segment | undefined): Identifier {
  return { id: valueOf(pv1, 19), namespace: valueOf(pv1, 19, 4, 1), universalId: valueOf(pv1, 19, 4, 2) }
}

const identifier = (segment: Hl7Segment | undefined, field: number): Identifier => ({ id: valueOf(segment, field, 1), namespace: valueOf(segment, field, 2), universalId: valueOf(segment, field, 3) })
