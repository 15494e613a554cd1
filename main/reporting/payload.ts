/** In which form a report goes to the RIS: as the site of the exam is set. A clinical document names its author, which
 *  neither a second reader nor an arbiter may be: theirs leave as the plain message. What a document cannot do without is
 *  asked for before the signature, in words. */
import { ExpectedError, type Settings } from '../contract/index.ts'
import { isFiness } from '../domain/professionals/index.ts'
import type { SignedReading } from '../domain/second-reading/index.ts'
import { siteName } from '../domain/tomosynthesis/index.ts'
import type { Signatory, Structure } from './cda/index.ts'
import type { KnownOrder } from './ports.ts'

export type Form =
  | { readonly type: 'PDF' }
  | { readonly type: 'CDA'; readonly signatory: Signatory; readonly structure: Structure; readonly order: KnownOrder | null }

export interface FormSetting {
  readonly reportPayload: Settings['reportPayload']
  readonly site: Settings['site']
  readonly signatory: Signatory | null
  readonly order: KnownOrder | null
}

export function formOf({ kind, study }: SignedReading, { reportPayload, site, signatory, order }: FormSetting): Form {
  const ofSite = payloadOfSite(reportPayload, study.institutionName)
  if (ofSite.payload === 'PDF' || kind === 'SECOND' || kind === 'ARBITRATION') return { type: 'PDF' }
  const { sector } = reportPayload
  if (signatory === null) throw new ExpectedError('report/signatory')
  if (site.name === '' || !isFiness(site.finess) || sector === '') throw new ExpectedError('report/structure')
  if (order?.ins == null && ofSite.patientOid === '') throw new ExpectedError('report/patient-domain')
  return { type: 'CDA', signatory, order, structure: { name: site.name, finess: site.finess, sector, patientOid: ofSite.patientOid, accessionOid: ofSite.accessionOid } }
}

export function payloadOfSite({ default: standard, sites }: Settings['reportPayload'], institutionName: string): Settings['reportPayload']['default'] {
  return Object.entries(sites).find(([name]) => siteName(name) === siteName(institutionName))?.[1] ?? standard
}
