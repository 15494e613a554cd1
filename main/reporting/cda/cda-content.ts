/** What a clinical document says, before it is written: made from the same signed reading and the same report as the PDF,
 *  the structured report and the plain message. Level 1 carries the PDF; level 3 says it in coded sections as well, where
 *  all that the volume demands as code is known. */
import type { ReportedImage, SignedReading } from '../../domain/second-reading/index.ts'
import type { Sector, Specialty } from '../../domain/professionals/index.ts'
import { topicText } from '../plain-rendering.ts'
import type { KnownOrder } from '../ports.ts'
import type { ReportContent } from '../report-model.ts'
import { breast, modalities, placesNamed, screeningAct, type Coded } from './codes.ts'

export interface Signatory { readonly rpps: string; readonly familyName: string; readonly givenName: string; readonly specialty: Specialty }
export interface Structure { readonly name: string; readonly finess: string; readonly sector: Sector; /** Domain of the patients' local numbers; empty: unknown. */ readonly patientOid: string; /** Domain of the accession numbers; empty: unknown. */ readonly accessionOid: string }

/** UIDs: a receiver takes no identifier of two parts. */
export interface DocumentIdentity { readonly id: string; readonly setId: string; readonly version: number; readonly replaces: string | null }

export interface CdaContent {
  readonly document: DocumentIdentity
  readonly title: string
  readonly signedAt: Date
  readonly signed: SignedReading
  readonly signatory: Signatory
  readonly structure: Structure
  readonly order: KnownOrder | null
  readonly modality: string
  readonly act: Coded | null
  readonly places: readonly Coded[]
  readonly images: readonly ReportedImage[]
  readonly texts: { readonly indication: string; readonly technique: string; readonly results: string; readonly conclusion: string }
  readonly addenda: SignedReading['addenda']
  readonly pdf: Uint8Array
}

export function cdaContent(signed: SignedReading, content: ReportContent, more: Pick<CdaContent, 'document' | 'signatory' | 'structure' | 'order' | 'pdf'>): CdaContent {
  const modality = signed.study.modalities.find((one) => modalities[one] !== undefined) ?? ''
  const screening = signed.kind !== 'PLAIN'
  return {
    ...more, signed, signedAt: new Date(signed.signedAt), modality,
    title: ['CR d’imagerie médicale', signed.study.description || content.subtitle].filter((part) => part !== '').join(' - '),
    act: screening ? screeningAct : modalities[modality]?.act ?? null,
    places: screening ? [breast] : placesNamed(signed.study.description),
    images: signed.study.images,
    texts: {
      indication: topicText(content, ['indication']), technique: topicText(content, ['technique']),
      results: topicText(content, ['findings', 'comment', 'recommendation']), conclusion: topicText(content, ['conclusion']),
    },
    addenda: signed.addenda,
  }
}

/** Whether level 3 can be written: an acquisition modality and a place of the body are demanded as codes. */
export const hasCodes = ({ modality, places }: Pick<CdaContent, 'modality' | 'places'>): boolean => modality !== '' && places.length > 0
