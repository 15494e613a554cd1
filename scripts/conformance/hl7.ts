/** The HL7 v2 statement. What goes out is told by building a message of each kind and looking which fields it fills; what is
 *  read of what comes in, by watching which fields the program looks at. */
import { ExpectedError } from '../../main/contract/index.ts'
import { buildOru, type OruContent } from '../../main/ris/oru.ts'
import { buildOrderAnswer } from '../../main/ris/order-answer.ts'
import { faultNames } from '../../main/ris/incoming/answer.ts'
import { understand } from '../../main/ris/incoming/order-message.ts'
import { readMessage, type Hl7Message } from '../../main/ris/incoming/read-message.ts'
import { errorClass } from '../../main/sync/error-class.ts'
import { table } from './tables.ts'

export function hl7Statement(): string {
  return [
    '### Transport',
    'MLLP, plain or TLS. One message in flight, each on a connection of its own; an acknowledgement counts when its MSA-2 is the MSH-10 that was sent. MSH-10 is drawn when a report is signed and never changes between attempts. As receiver: listed callers only, each message answered before the next is read, AA after the change is durable, the same message again answered AA again.',
    '### Messages sent',
    table(['Message', 'Version', 'Profile', 'Segments and fields filled'], sent()),
    table(['Acknowledgement', 'Class', 'What we do'], [
      ['AA', 'success', 'the report counts as received; it leaves once the objects that it speaks of are confirmed at the PACS'],
      ['AE', errorClass(new ExpectedError('ris/rejected', { params: { code: 'AE' } })), 'given up until a person acts; shown with what to do'],
      ['AR', errorClass(new ExpectedError('ris/rejected', { params: { code: 'AR' } })), 'tried again later, by itself'],
      ['none, late, or of another message', errorClass(new ExpectedError('ris/no-answer')), 'the same message is sent again under the same MSH-10'],
    ]),
    '### Messages received',
    table(['Message', 'Order controls', 'Segments and fields read'], received()),
    '### Acknowledgements answered',
    'AA: responsibility taken. AE: an error in the message, told by ERR-2 (where), ERR-3 (below) and ERR-8 (in words, nothing of the patient). AR (2.5.1 chapter 2, 2.9.2.2): the header is not for this console (type 200, event 201, processing id 202, version 203), or it cannot be kept now (207): send it again.',
    table(['ERR-3', 'Meaning (table 0357)'], Object.entries(faultNames)),
  ].join('\n\n')
}

const at = new Date('2026-03-02T10:15:00Z')
const patient = { id: '1', authority: { namespace: 'SITE', universalId: '1.2.3' }, ins: { value: '160000000000000', oid: '1.2.250.1.213.1.4.8' }, birthPlace: '14118', name: 'NOM^Prénom', birthDate: '1960-01-01', sex: 'F' }
const content: OruContent = {
  controlId: 'ID', status: 'F', signedAt: at, characterSet: 'UNICODE UTF-8', sendingFacility: 'SITE', receivingApplication: 'RIS', receivingFacility: 'SITE', patient, placer: { value: '1', oid: '1.2.3' }, accessionNumber: '1',
  studyInstanceUID: '1.2.3', studyDate: '2026-03-02', studyTime: '101500', priority: 'A', requester: { id: '1', familyName: 'NOM', givenName: '' }, signer: { id: '1', rpps: '10003456786', familyName: 'NOM', givenName: 'Prénom' }, payload: { type: 'PDF', conclusion: ['…'], pdf: new Uint8Array(1) },
}

function sent(): string[][] {
  const incoming = { identifiers: [{ id: '1', namespace: 'SITE', universalId: '1.2.3', type: 'PI' }], birthName: 'NOM', usualName: '', givenNames: 'Prénom', birthDate: '1960-01-01', sex: 'F', reliability: [] }
  const answer = { controlId: 'ID', at, sendingFacility: 'SITE', receivingApplication: 'RIS', receivingFacility: 'SITE', patient: incoming, placerOrder: { id: '1', namespace: '', universalId: '1.2.3' }, accepted: true, text: '…', reader: { id: '1', rpps: '10003456786', familyName: 'NOM', givenName: 'Prénom' }, structure: { name: 'SITE', finess: '1' } }
  const cda: OruContent = { ...content, payload: { type: 'CDA', cda: new Uint8Array(1), sender: { rpps: '1', familyName: 'NOM', givenName: 'Prénom', finess: '1', structure: 'SITE' } } }
  return [
    ['result with PDF', buildOru(content)], ['correction of a result (ORC-1 RO, OBX-11 C)', buildOru({ ...content, status: 'C' })], ['withdrawal of a result (ORC-1 CA, OBX-11 D)', buildOru({ ...content, status: 'D' })],
    ['result with CDA-R2', buildOru(cda)], ['answer to a request, accepted (ORC-1 OK)', buildOrderAnswer(answer)], ['answer to a request, refused (ORC-1 OC)', buildOrderAnswer({ ...answer, accepted: false })],
  ].map(([what = '', text = '']) => {
    const { segments } = readMessage(Buffer.from(text, 'utf8'))
    const header = text.split('\r')[0]?.split('|') ?? []
    return [`${(header[8] ?? '').replaceAll('^', '\\^')}: ${what}`, header[11] ?? '', (header[20] ?? '').replaceAll('^', '\\^'), filled(segments)]
  })
}

/** `MSH-3, 4, 7; PID-3, 5` */
function filled(segments: Hl7Message['segments']): string {
  const numbers = new Map<string, Set<number>>()
  for (const { name, fields } of segments) for (const [number, field] of fields.entries()) if (number > 0 && field.flat(3).some((value) => value !== '')) numbers.set(name, (numbers.get(name) ?? new Set()).add(number))
  return listed(numbers)
}

const listed = (numbers: ReadonlyMap<string, ReadonlySet<number>>): string => [...numbers].map(([name, found]) => `${name}-${[...found].toSorted((one, other) => one - other).join(', ')}`).join('; ')

function received(): string[][] {
  const lines = (type: string, control: string) => [
    `MSH|^~\\&|RIS|SITE|BINOCLE|SITE|20260302101500||${type}|1|P|2.5.1|||||FRA|UNICODE UTF-8`, 'PID|1||1^^^SITE&1.2.3&ISO^PI||NOM^Prénom^^^^^L||19600101|F', ...(type.startsWith('ADT') ? ['MRG|2^^^SITE&1.2.3&ISO^PI'] : [
      `ORC|${control}|1^^1.2.3^ISO`, 'OBR|1|1||X', 'TQ1|1||||||||R', 'IPC|1||1.2.3', 'NTE|1||X|FINALITE_EXAMEN', 'PV1|1|R', 'OBX|1|CE|MODALITE_IMAGERIE||MG^X^DCM||||||O', 'OBX|2|CE|REGION_ANATOMIQUE|1.1|1^X^SCT||||||O', 'OBX|3|TX|11322-5|1|X||MAJEUR||||O', 'OBX|4|ED|X||^text^plain^Base64^WA==||||||O',
    ]),
  ]
  return ['ORM^O01^ORM_O01', 'OMI^O23^OMI_O23', 'ADT^A08^ADT_A01', 'ADT^A40^ADT_A39'].map((type) => {
    const looked = new Map<string, Set<number>>()
    const taken = (type.startsWith('ADT') ? ['–'] : ['NW', 'CA', 'SR', 'XO', 'DC', 'OK']).filter((control) => {
      const { incoming } = understand(watched(readMessage(Buffer.from(`${lines(type, control).join('\r')}\r`, 'utf8')), looked))
      return incoming !== null
    })
    return [type.replaceAll('^', '\\^'), taken.join(', ') || 'refused', listed(looked)]
  })
}

/** The same message, which remembers what was looked at. */
function watched(message: Hl7Message, looked: Map<string, Set<number>>): Hl7Message {
  return {
    segments: message.segments.map((one) => ({
      name: one.name,
      fields: new Proxy(one.fields, {
        get(fields, key, receiver): unknown {
          if (typeof key === 'string' && /^\d+$/.test(key)) looked.set(one.name, (looked.get(one.name) ?? new Set()).add(Number(key)))
          return Reflect.get(fields, key, receiver)
        },
      }),
    })),
  }
}
