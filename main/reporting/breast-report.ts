/** A signed opinion of the programme for receivers that read the Breast Imaging Report (PS3.16 TID 4200): the words of
 *  the report by its sections (CID 6052, 6053), and in codes what CID 6000 to 6064 have a code for. What the national
 *  sheet knows and they do not (technical recall, course of the two readings, a change since the prior) is in the words. */
import type { Anomalie, Avis, ExamenPropose } from '../contract/index.ts'
import type { BreastImagingSrContent, ConceptCode, PlacedFinding, RecommendedFollowUp, SrContent } from '../dicom/index.ts'
import type { SignedReading } from '../domain/second-reading/index.ts'
import { cotes } from '../domain/sheet/index.ts'
import { breastAssessments, breasts, densities, kinds, regionsOf, sct, siteOf } from './measured-opinion.ts'
import { topicText } from './plain-rendering.ts'
import type { ReportContent, Topic } from './report-model.ts'
import { template } from './report-template.ts'

const dcm = (value: string, meaning: string): ConceptCode => ({ value, scheme: 'DCM', meaning })
const ln = (value: string, meaning: string): ConceptCode => ({ value, scheme: 'LN', meaning })

const sections: readonly { readonly topics: readonly Topic[]; readonly heading: ConceptCode; readonly element: ConceptCode }[] = [
  { topics: ['technique'], heading: dcm('121058', template.headings.technique), element: dcm('121058', 'Procedure reported') },
  { topics: ['findings', 'comment'], heading: ln('59776-5', template.headings.results), element: dcm('121071', 'Finding') },
  { topics: ['recommendation'], heading: ln('18783-1', template.headings.proposed), element: dcm('121075', 'Recommendation') },
  { topics: ['conclusion'], heading: ln('55110-1', template.headings.conclusion), element: dcm('121077', 'Conclusion') },
]

/** CID 6050 and CID 6022 by the breasts that have a category. */
const procedures = {
  both: { procedure: ln('36626-0', 'Breast - bilateral Mammogram'), imaged: sct('63762007', 'Both breasts') },
  D: { procedure: ln('37774-7', 'Breast - right Mammogram'), imaged: breasts.D },
  G: { procedure: ln('36627-8', 'Breast - left Mammogram'), imaged: breasts.G },
} as const

const clockOrRegion = dcm('111014', 'Clockface or region')
const quadrant = dcm('111048', 'Quadrant location')
const quadrants: readonly Anomalie['quadrant'][] = ['QSE', 'QSI', 'QIE', 'QII']

/** CID 6028; another exam has words alone. */
const exams: Readonly<Record<ExamenPropose, ConceptCode | null>> = {
  PROFIL: dcm('111135', 'Additional projections'), AGRANDISSEMENT: sct('399163009', 'Magnification views'), COMPRESSION: sct('399055006', 'Spot compression'),
  ECHOGRAPHIE: sct('16310003', 'Diagnostic ultrasonography'), ANTERIORITES: dcm('111138', 'Old films for comparison'), AUTRE: null,
}
const shortInterval = dcm('111142', 'Follow-up at short interval (1-11 months)')
const biopsy = dcm('111143', 'Biopsy should be considered')

export function breastImagingReport(signed: SignedReading, content: ReportContent, common: Omit<SrContent, 'sections'>): BreastImagingSrContent {
  const { avis } = signed
  const read = cotes.filter((cote) => avis.acr[cote] !== null)
  return {
    ...common,
    sections: sections.map(({ topics, heading, element }) => ({ heading, element, text: topicText(content, topics), restsOnImages: topics.includes('findings') })),
    ...procedures[read.length === 1 ? read[0] ?? 'both' : 'both'],
    reason: sct('360156006', 'Screening'),
    composition: avis.densite === null ? null : densities[avis.densite],
    findings: avis.anomalies.map((anomaly) => placed(anomaly, signed)),
    assessments: breastAssessments(avis.acr),
    followUps: followUps(avis),
  }
}

function placed(anomaly: Anomalie, { avis, study }: SignedReading): PlacedFinding {
  return {
    finding: anomaly.type === 'MASSE_AVEC_CALCIFICATIONS' ? dcm('111459', 'Mass with calcifications') : kinds[anomaly.type],
    laterality: breasts[anomaly.cote],
    place: anomaly.quadrant === null ? null : { concept: quadrants.includes(anomaly.quadrant) ? quadrant : clockOrRegion, value: siteOf(anomaly) },
    diameterMm: anomaly.tailleMm, regions: regionsOf(anomaly, avis, study.images),
  }
}

/** For the breasts that call for it: those to be completed get the proposed exams, and a first sheet says what follows
 *  ACR 3, 4 and 5. A delay of a year and more has no code of short interval. */
function followUps({ acr, examensProposes, fiche }: Avis): RecommendedFollowUp[] {
  const delay = fiche?.delaiSurveillanceMois ?? null
  return cotes.flatMap((cote): RecommendedFollowUp[] => {
    const given = acr[cote], laterality = breasts[cote]
    if (given === null || given === 1 || given === 2) return []
    return [
      ...examensProposes.flatMap((exam) => { const value = exams[exam]; return value === null ? [] : [{ value, laterality, months: null }] }),
      ...(fiche?.cat === 'SURVEILLANCE' && given === 3 && (delay === null || delay < 12) ? [{ value: shortInterval, laterality, months: delay }] : []),
      ...(fiche?.cat === 'PRELEVEMENT' && given >= 4 ? [{ value: biopsy, laterality, months: null }] : []),
    ]
  })
}
