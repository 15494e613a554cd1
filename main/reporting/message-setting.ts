/** What a message needs to know beside the report: who receives it, from whom it comes, in which character set. As it is set
 *  when the message is written. */
import type { SignedReading } from '../domain/second-reading/index.ts'
import { payloadOfSite } from './payload.ts'
import type { ReportingPorts } from './ports.ts'
import { professionalBy } from './professionals.ts'
import type { MessageSetting } from './report-message.ts'
import { reconciledLines } from './report-content.ts'
import { template } from './report-template.ts'

export function messageSetting(ports: ReportingPorts, { study, reader }: SignedReading, controlId: string): MessageSetting {
  const site = ports.site(), reportPayload = ports.reportPayload()
  return {
    controlId, signatory: professionalBy(ports.store, reader.accountId), order: ports.orderOf(study.studyInstanceUID), receiver: ports.receiver(), sendingFacility: site.finess || site.name || template.structure.unnamed,
    patientNote: reconciledLines(study.reconciled ?? null, { timeZone: ports.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone }), characterSet: reportPayload.characterSet, patientOid: payloadOfSite(reportPayload, study.institutionName).patientOid,
  }
}
