/** A signed opinion of the programme in codes: findings with site, side, size and marked regions, density, and the
 *  category of each breast. Codes are SNOMED CT as PS3.16 lists them (CID 6001, 6018, 6020, 6027, 6054). */
import type { Acr, Anomalie, Avis, Cote, Densite } from '../contract/index.ts'
import type { BreastAssessment, CodedEvaluation, ConceptCode, MeasuredFinding, MeasuredRegion } from '../dicom/index.ts'
import { placedRepere, type Forme } from '../domain/marks/index.ts'
import type { SignedReading } from '../domain/second-reading/index.ts'
import { anomalieLabels, cotes } from '../domain/sheet/index.ts'
import { drawn } from './mark-objects.ts'

export const sct = (value: string, meaning: string): ConceptCode => ({ value, scheme: 'SCT', meaning })

export const screeningMammography = sct('71651007', 'Mammography')
export const breasts: Readonly<Record<Cote, ConceptCode>> = { D: sct('73056007', 'Right breast'), G: sct('80248007', 'Left breast') }
const laterality: Readonly<Record<Cote, ConceptCode>> = { D: sct('24028007', 'Right'), G: sct('7771000', 'Left') }

export const kinds: Readonly<Record<Anomalie['type'], ConceptCode>> = {
  MASSE: sct('129788004', 'Mammographic breast mass'), CALCIFICATIONS: sct('309587003', 'Calcification of breast'),
  // The mass is what is measured; that it holds calcifications is among the words.
  MASSE_AVEC_CALCIFICATIONS: sct('129788004', 'Mammographic breast mass'), DISTORSION: sct('129792006', 'Architectural distortion of breast'),
  ASYMETRIE_FOCALE: sct('129789007', 'Focal asymmetric breast tissue'), AUTRE: sct('404684003', 'Finding'),
}

const three = sct('129774003', '3 o\'clock position'), nine = sct('129780006', '9 o\'clock position')
/** Between two quadrants the clock says where, as the breast is seen from the front. */
const sites: Readonly<Record<NonNullable<Anomalie['quadrant']>, ConceptCode | Readonly<Record<Cote, ConceptCode>>>> = {
  QSE: sct('76365002', 'Upper outer quadrant of breast'), QSI: sct('77831004', 'Upper inner quadrant of breast'), QIE: sct('33564002', 'Lower outer quadrant of breast'), QII: sct('19100000', 'Lower inner quadrant of breast'),
  UNION_SUP: sct('129783008', '12 o\'clock position'), UNION_INF: sct('129777005', '6 o\'clock position'), UNION_EXT: { D: nine, G: three }, UNION_INT: { D: three, G: nine },
  RETRO_AREOLAIRE: sct('129784002', 'Subareolar region'), CENTRAL: sct('129786000', 'Central region of breast'), PROLONGEMENT_AXILLAIRE: sct('129785001', 'Axillary tail region'),
}
const wholeBreast = sct('76752008', 'Breast')

const categories: Readonly<Record<Acr, ConceptCode>> = {
  0: sct('397138000', '0 - Need additional imaging evaluation'), 1: sct('397140005', '1 - Negative'), 2: sct('397141009', '2 - Benign finding'),
  3: sct('397143007', '3 - Probably benign finding'), 4: sct('397144001', '4 - Suspicious abnormality'), 5: sct('397145000', '5 - Highly suggestive of malignancy'),
}
export const densities: Readonly<Record<Densite, ConceptCode>> = {
  1: sct('129716005', 'Almost entirely fat'), 2: sct('129717001', 'Scattered fibroglandular densities'), 3: sct('129718006', 'Heterogeneously dense'), 4: sct('129719003', 'Extremely dense'),
}
const composition = sct('129715009', 'Breast composition')
const assessment: ConceptCode = { value: '111005', scheme: 'DCM', meaning: 'Assessment Category' }

export function codedEvaluations({ acr, densite }: Pick<Avis, 'acr' | 'densite'>): CodedEvaluation[] {
  return [...(densite === null ? [] : [{ concept: composition, value: densities[densite], laterality: null }]), ...breastAssessments(acr)]
}

/** A breast that was not imaged has no category. */
export function breastAssessments(acr: Avis['acr']): BreastAssessment[] {
  return cotes.flatMap((cote) => { const given = acr[cote]; return given === null ? [] : [{ concept: assessment, value: categories[given], laterality: breasts[cote] }] })
}

export function measuredFindings({ avis, study }: Pick<SignedReading, 'avis' | 'study'>): MeasuredFinding[] {
  const labels = anomalieLabels(avis.anomalies)
  return avis.anomalies.map((anomaly) => ({
    label: labels.get(anomaly.id) ?? '', trackingUid: `2.25.${BigInt(`0x${anomaly.id.replaceAll('-', '')}`)}`,
    finding: kinds[anomaly.type], site: siteOf(anomaly), laterality: laterality[anomaly.cote], diameterMm: anomaly.tailleMm, regions: regionsOf(anomaly, avis, study.images),
  }))
}

export function siteOf({ quadrant, cote }: Anomalie): ConceptCode {
  if (quadrant === null) return wholeBreast
  const site = sites[quadrant]
  return 'value' in site ? site : site[cote]
}

/** Marks of the finding, and traces that were tied to it, on the images of the exam. */
export function regionsOf({ id, cote, reperes }: Anomalie, avis: Avis, images: SignedReading['study']['images']): MeasuredRegion[] {
  const region = (sopInstanceUID: string, frame: number, forme: Forme): MeasuredRegion[] => {
    const image = images.find((one) => one.sopInstanceUID === sopInstanceUID)
    return image === undefined ? [] : [{ image, frame, ...drawn(forme) }]
  }
  return [
    ...reperes.flatMap((repere) => region(repere.sopInstanceUID, repere.frame, placedRepere(repere, cote))),
    ...avis.traces.filter(({ anomalieId }) => anomalieId === id).flatMap((trace) => region(trace.sopInstanceUID, trace.frame, trace)),
  ]
}
