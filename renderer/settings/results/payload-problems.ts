/** What is not yet right about how results leave: identifiers that are none, and what a clinical document cannot do without. */
import type { ReportPayloadSettings } from '../../../main/contract/index.ts'
import { isFiness, isOid } from '../../../main/domain/professionals/index.ts'

export const oidHolds = (text: string): boolean => text === '' || isOid(text)

/** Whether a clinical document is made, for the RIS or for the archive. */
export const writesDocuments = ({ payload, archiveCda }: ReportPayloadSettings['default']): boolean => payload === 'CDA' || archiveCda

export function payloadHolds({ default: standard, sites }: ReportPayloadSettings): boolean {
  return [standard, ...Object.values(sites)].every(({ patientOid, accessionOid }) => oidHolds(patientOid) && oidHolds(accessionOid))
}

export interface Lacks { readonly structure: boolean; readonly sector: boolean; /** Sites whose patients' domain is not known; null: the rule for all. */ readonly domains: readonly (string | null)[] }

export function lacksOf({ default: standard, sites, sector }: ReportPayloadSettings, site: { readonly name: string; readonly finess: string }): Lacks {
  const named: readonly (readonly [string | null, ReportPayloadSettings['default']])[] = [[null, standard], ...Object.entries(sites)]
  return { structure: site.name === '' || !isFiness(site.finess), sector: sector === '', domains: named.filter(([, own]) => writesDocuments(own) && own.patientOid === '').map(([name]) => name) }
}
