/** The RIS that sends: requests for the exams of the centres (ORM^O01 NW), what was done for them (OMI^O23 SR, by accession
 *  and study), and a cancellation (CA), in the form of the French teleradiology volume (HL7 v2.5.1). */
import { createMllpClient } from '../../main/ris/index.ts'
import type { Exam } from './exams.ts'

export interface Order { readonly controlId: string; readonly text: string }

const site = 'MONDE'

/** In the order in which a RIS says it: asked for, done. */
export function ordersOf(exam: Exam, number: number, at: Date): Order[] {
  return [message(exam, number, 'NW', at), message(exam, number, 'SR', at)]
}

/** A request that is taken back before anything was done. */
export function cancelledOrder(exam: Exam, number: number, at: Date): Order[] {
  return [message(exam, number, 'NW', at), message(exam, number, 'CA', at)]
}

function message(exam: Exam, number: number, kind: 'NW' | 'SR' | 'CA', at: Date): Order {
  const stamp = at.toISOString().replaceAll(/[-:T]|\..*/g, '')
  const controlId = `${site}${kind}${number}.${stamp.slice(4)}`.slice(0, 20)
  const placer = `${site}${number}^^1.2.250.1.71.4.2.2.140000159^ISO`
  const type = kind === 'SR' ? 'OMI^O23^OMI_O23' : 'ORM^O01^ORM_O01'
  const segments = [
    `MSH|^~\\&|RIS|${site}|BINOCLE|LECTURE|${stamp}+0000||${type}|${controlId}|P|2.5.1|||||FRA|UNICODE UTF-8|||1.0^CISIS_TLR_HL7_V2`,
    `PID|1||${exam.patientID}^^^${site}&1.2.250.1.71.4.2.2.140000159&ISO^PI||${exam.patientName}^^^^^L||${exam.birthDate}|F`,
    `ORC|${kind}|${placer}|||||||${stamp}+0000|||999700000000^ESSAI^Demandeur||^^^^^^^^^^^0200000000||${kind === 'CA' ? 'ANNULE^Rendez-vous annulé^L' : ''}`,
    `OBR|1|${placer}||TRANSMISSION_DEMANDE^Mammographie de dépistage^TLR_OBR_PROCEDURE|||||||||Dépistage organisé, densité élevée`,
    'TQ1|1||||||||R',
    ...(kind === 'SR' ? [`IPC|${exam.accessionNumber}||${exam.studyInstanceUID}`] : []),
    'OBX|1|CE|MODALITE_IMAGERIE||MG^Mammographie^DCM||||||O',
    'OBX|2|TX|11322-5|1|Antécédent familial||MOYEN||||O',
  ]
  return { controlId, text: `${segments.join('\r')}\r` }
}

/** Sends them one after the other, waiting for a console that does not listen yet; `sent` is told of each. */
export async function sendOrders(orders: readonly Order[], to: { host: string; port: number }, signal: AbortSignal, sent: (controlId: string, outcome: string) => void): Promise<void> {
  const client = createMllpClient({ ...to, tls: false, certificateAuthority: '', ackTimeoutMs: 10_000 })
  for (const { controlId, text } of orders) {
    for (;;) {
      if (signal.aborted) return
      try {
        await client.send(text, controlId, signal)
        sent(controlId, 'AA')
        break
      } catch (error) {
        const code = (error as { code?: string }).code ?? ''
        if (code === 'ris/rejected') {
          sent(controlId, 'refused')
          break
        }
        await new Promise((resolve) => {
          const timer = setTimeout(resolve, 2000)
          signal.addEventListener('abort', () => { clearTimeout(timer); resolve(null) }, { once: true })
        })
      }
    }
  }
}
