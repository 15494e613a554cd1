/** What can be wrong, missing or unusual about the images of an exam, as codes. `refuse`: shown apart, in no slot, in no
 *  set of one size, and no mark may be put on it. `warn`: shown where it belongs, under a sentence. `note`: said, no more. */

export type Severity = 'refuse' | 'warn' | 'note'

export const severities = {
  'side-contradictory': 'refuse',
  'side-missing': 'refuse',
  'side-both': 'refuse',
  'view-contradictory': 'refuse',
  'view-missing': 'warn',
  'view-unknown': 'warn',
  'view-position-differs': 'note',
  'orientation-missing': 'warn',
  'orientation-impossible': 'warn',
  'orientation-contradicts-side': 'warn',
  'spacing-missing': 'warn',
  'spacing-uneven': 'warn',
  'spacing-implausible': 'warn',
  'spacing-contradictory': 'warn',
  'spacing-unusual': 'warn',
  'magnification-implausible': 'warn',
  'calibration-contradictory': 'warn',
  'for-processing': 'warn',
  'eight-bits': 'warn',
  'lossy': 'note',
  'burned-in': 'note',
  'unread-overlays': 'warn',
  'partial': 'note',
  'magnified': 'note',
  'implant': 'note',
  'other-modality': 'note',
  'date-missing': 'warn',
  'date-future': 'warn',
  'same-place': 'warn',
  'one-breast': 'note',
  'male': 'note',
  'prior-newer': 'warn',
  'prior-other-patient': 'warn',
  'other-patient-refused': 'warn',
  'other-name': 'warn',
  'other-sex': 'warn',
  'side-disputed': 'warn',
} as const satisfies Record<string, Severity>

export type FindingCode = keyof typeof severities
export const findingCodes = Object.keys(severities) as FindingCode[]

export interface ImageFinding {
  readonly code: FindingCode
  readonly severity: Severity
  /** Null: of the exam as a whole. */
  readonly sopInstanceUID: string | null
  /** Values that the sentence needs, as they stand in the object. Never an identity. */
  readonly params: Readonly<Record<string, string | number>>
}

export const finding = (code: FindingCode, sopInstanceUID: string | null, params: ImageFinding['params'] = {}): ImageFinding =>
  ({ code, severity: severities[code], sopInstanceUID, params })
