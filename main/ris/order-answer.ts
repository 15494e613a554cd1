/** ORU^R01 REPONSE_DEMANDE v2.5.1 (ANS teleradiology volume, flow 3): what the distant reader decided about a request.
 *  ORC-1 OK accepts and brings the protocol to follow, OC refuses and says why (ORC-16). The protocol goes as base64 text
 *  in one OBX of type ED, as the volume asks. */
import type { IncomingPatient } from './incoming/order-message.ts'
import { practitioner, type Practitioner } from './practitioner.ts'
import { composite, messageHeader, segment, timestamp } from './encode.ts'

export interface OrderAnswer {
  /** MSH-10, 1 to 20 characters: drawn once. */
  readonly controlId: string
  readonly at: Date
  readonly sendingFacility: string
  readonly receivingApplication: string
  readonly receivingFacility: string
  readonly patient: IncomingPatient
  readonly placerOrder: { readonly id: string; readonly namespace: string; readonly universalId: string }
  readonly accepted: boolean
  /** The protocol, or the motive. */
  readonly text: string
  readonly reader: Practitioner
  readonly structure: { readonly name: string; readonly finess: string }
}

const structures = ['ASIP-SANTE-ST', '1.2.250.1.71.4.2.2', 'ISO']

export function buildOrderAnswer(answer: OrderAnswer): string {
  if (answer.controlId.length === 0 || answer.controlId.length > 20) throw new Error('MSH-10 has 1 to 20 characters')
  const placer = composite(answer.placerOrder.id, answer.placerOrder.namespace, answer.placerOrder.universalId, answer.placerOrder.universalId === '' ? '' : 'ISO')
  const reader = practitioner(answer.reader)
  const fields: string[] = [answer.accepted ? 'OK' : 'OC', placer]
  fields[11] = reader
  fields[15] = answer.accepted ? '' : composite('', answer.text)
  fields[16] = composite('PLATEFORME_TELERADIOLOGIE', '', 'TLR_TYPE_ORGANISATION')
  fields[20] = composite(answer.structure.name, '', '', '', '', answer.structure.finess === '' ? '' : structures, answer.structure.finess === '' ? '' : 'FINEG', '', '', answer.structure.finess)
  const request = ['', placer, '', composite('REPONSE_DEMANDE', 'Réponse à une demande d’examen d’imagerie', 'TLR_OBR_PROCEDURE')]
  request[15] = reader
  return [
    messageHeader([
      'BINOCLE', composite(answer.sendingFacility), composite(answer.receivingApplication), composite(answer.receivingFacility), timestamp(answer.at), '',
      composite('ORU', 'R01', 'ORU_R01'), composite(answer.controlId), 'P', '2.5.1', '', '', '', '', 'FRA', 'UNICODE UTF-8', '', '', composite('1.0', 'CISIS_TLR_HL7_V2'),
    ]),
    patientSegment(answer.patient),
    segment('ORC', Array.from(fields, (field) => field ?? '')),
    segment('OBR', Array.from(request, (field) => field ?? '')),
    ...(answer.accepted ? [segment('OBX', [
      '1', 'ED', composite('PROTOCOLE_IMAGERIE', 'Protocole d’imagerie médicale', 'TLR_OBSERVATION'), '',
      `${composite('', 'TEXT', '', 'Base64')}^${Buffer.from(answer.text, 'utf8').toString('base64')}`, '', '', '', '', '', 'F',
    ])] : []),
  ].map((line) => `${line}\r`).join('')
}

/** The identity as the request gave it; a national one only where it was qualified (PID-32 VALI). */
function patientSegment({ identifiers, birthName, usualName, givenNames, birthDate, sex, reliability }: IncomingPatient): string {
  const qualified = reliability.includes('VALI')
  const sent = identifiers.filter(({ type }) => qualified || !type.startsWith('INS'))
  const [given = '', ...more] = givenNames.split(' ')
  const names = [composite(birthName, given, more.join(' '), '', '', '', 'L'), ...(usualName === '' ? [] : [composite(usualName, given, '', '', '', '', 'D')])]
  const fields: string[] = []
  fields[2] = sent.map(({ id, namespace, universalId, type }) => composite(id, '', '', [namespace, universalId, universalId === '' ? '' : 'ISO'], type)).join('~')
  fields[4] = names.join('~')
  fields[6] = (birthDate ?? '').replaceAll('-', '')
  fields[7] = sex
  fields[31] = reliability.map((code) => composite(code)).join('~')
  return segment('PID', Array.from(fields, (field) => field ?? ''))
}
