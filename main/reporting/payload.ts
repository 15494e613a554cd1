/** In which form a report leaves: as the site of the exam is set. The message is the plain one or a clinical document; the
 *  document may go to the archive as well, whatever the message is. It names its author, which neither a second reader nor an
 *  arbiter may be: theirs leave without one. What a document cannot do without is asked for before the signature, in words. */
import { ExpectedError, type Settings } from '../contract/index.ts'
import { isFiness } from '../domain/professionals/index.ts'
import type { SignedReading } from '../domain/second-reading/index.ts'
import { siteName } from '../domain/tomosynthesis/index.ts'
import type { Signatory, Structure } from './cda/index.ts'
import type { KnownOrder } from './ports.ts'

/** Who and what a clinical document is made with. */
export interface Clinical { readonly signatory: Signatory; readonly structure: Structure; readonly order: KnownOrder | null }
/** `clinical`: null where no document is made. */
export interface Form { readonly message: 'PDF' | 'CDA'; readonly archived: boolean; readonly clinical: Clinical | null }

export interface FormSetting {
  readonly reportPayload: Settings['reportPayload']
  readonly site: Settings['site']
  readonly signatory: Signatory | null
  readonly order: KnownOrder | null
}

export function formOf({ kind, study }: SignedReading, { reportPayload, site, signatory, order }: FormSetting): Form {
  const ofSite = payloadOfSite(reportPayload, study.institutionName)
  if ((ofSite.payload === 'PDF' && !ofSite.archiveCda) || kind === 'SECOND' || kind === 'ARBITRATION') return { message: 'PDF', archived: false, clinical: null }
  const { sector } = reportPayload
  if (signatory === null) throw new ExpectedError('report/signatory')
  if (site.name === '' || !isFiness(site.finess) || sector === '') throw new ExpectedError('report/structure')
  if (order?.ins == null && ofSite.patientOid === '') throw new ExpectedError('report/patient-domain')
  const structure = { name: site.name, finess: site.finess, sector, patientOid: ofSite.patientOid, accessionOid: ofSite.accessionOid }
  return { message: ofSite.payload, archived: ofSite.archiveCda, clinical: { signatory, order, structure } }
}

export function payloadOfSite({ default: standard, sites }: Settings['reportPayload'], institutionName: string): Settings['reportPayload']['default'] {
  return Object.entries(sites).find(([name]) => siteName(name) === siteName(institutionName))?.[1] ?? standard
}
