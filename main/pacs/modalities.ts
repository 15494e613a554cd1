/** Which modalities (PS3.3 C.7.3.1.1.1) are images or waveforms. Reports, notes, plans, presentation states and
 *  everything unknown are evidence: they are neither listed nor fetched, so they betray no other reader's work. */

const imagesAndWaveforms: ReadonlySet<string> = new Set([
  // Images
  'BI', 'BMD', 'CFM', 'CR', 'CT', 'DD', 'DG', 'DMS', 'DX', 'ES', 'GM', 'IO', 'IVOCT', 'IVUS', 'LS', 'MG', 'MR', 'NM',
  'OAM', 'OCT', 'OP', 'OPM', 'OPT', 'OPTBSV', 'OPTENF', 'OPV', 'OT', 'PA', 'POS', 'PT', 'PX', 'RF', 'RG', 'RTIMAGE', 'SC', 'SM', 'TG',
  'US', 'VF', 'XA', 'XC',
  // Waveforms
  'ECG', 'EEG', 'EMG', 'EOG', 'EPS', 'HD', 'RESP',
])

export function isImageOrWaveformModality(modality: string): boolean {
  return imagesAndWaveforms.has(modality)
}

export function withoutEvidence(modalities: readonly string[]): string[] {
  return [...new Set(modalities)].filter(isImageOrWaveformModality).toSorted()
}
