/** The acknowledgement of an incoming message (2.9.2, 2.15.5, 2.15.8): AA we took the responsibility, AE it is wrong, AR its
 *  header is not for us, or not now: send it again. */
import { composite, messageHeader, segment, timestamp } from '../encode.ts'
import { valueOf, type Hl7Segment } from './read-message.ts'

export interface Fault {
  /** Segment, its number among those of its name, field, component: ERR-2. */
  readonly at: { readonly segment: string; readonly sequence: number; readonly field: number } | null
  /** Table 0357. */
  readonly code: '100' | '101' | '102' | '103' | '200' | '201' | '202' | '203' | '204' | '205' | '207'
  /** What is wrong and what to do, without a word of the patient: ERR-8. */
  readonly text: string
}

export interface Answer { readonly code: 'AA' | 'AE' | 'AR'; readonly faults: readonly Fault[] }

export const faultNames: Readonly<Record<Fault['code'], string>> = {
  100: 'Segment sequence error', 101: 'Required field missing', 102: 'Data type error', 103: 'Table value not found', 200: 'Unsupported message type', 201: 'Unsupported event code',
  202: 'Unsupported processing id', 203: 'Unsupported version id', 204: 'Unknown key identifier', 205: 'Duplicate key identifier', 207: 'Application internal error',
}

/** `to`: the MSH of what is answered; null when it could not be read. */
export function encodeAnswer(to: Hl7Segment | undefined, { code, faults }: Answer, controlId: string, at: Date): string {
  const event = valueOf(to, 9, 2)
  return [
    messageHeader([
      composite(valueOf(to, 5)), composite(valueOf(to, 6)), composite(valueOf(to, 3)), composite(valueOf(to, 4)), timestamp(at), '',
      event === '' ? 'ACK' : composite('ACK', event, 'ACK'), controlId, valueOf(to, 11) === '' ? 'P' : composite(valueOf(to, 11)), valueOf(to, 12) === '' ? '2.5.1' : composite(valueOf(to, 12)),
      '', '', '', '', 'FRA', 'UNICODE UTF-8',
    ]),
    segment('MSA', [code, composite(valueOf(to, 10))]),
    ...faults.slice(0, 20).map((fault) => segment('ERR', [
      '', fault.at === null ? '' : composite(fault.at.segment, String(fault.at.sequence), String(fault.at.field)),
      composite(fault.code, faultNames[fault.code], 'HL70357'), 'E', '', '', '', composite(fault.text),
    ])),
  ].join('\r') + '\r'
}
