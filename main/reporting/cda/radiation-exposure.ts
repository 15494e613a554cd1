/** Exposure to radiation, where every image of an exam of the breasts says its organ dose: the mean glandular dose of each
 *  breast as the sum over its images (mGy). Who allowed the irradiation, and whether the patient is pregnant, is not told to a
 *  reading console: demanded here, and said to be unknown. */
import type { ReportedImage } from '../../domain/second-reading/index.ts'
import { coteOf, coteWords, cotes } from '../../domain/sheet/index.ts'
import type { CdaContent } from './cda-content.ts'
import { breast, dcm, sct } from './codes.ts'
import { section, type SectionHead } from './section.ts'
import { element, group, type Xml } from './xml.ts'

const head: SectionHead = {
  templates: ['1.2.840.10008.9.8', '1.2.250.1.213.1.1.2.215'], title: 'Exposition aux rayonnements',
  code: { code: '73569-6', displayName: 'Exposition aux rayonnements et informations de radioprotection' },
}

export function radiationExposure({ images }: Pick<CdaContent, 'images'>, uid: () => string): Xml {
  const doses = glandularDoses(images)
  if (doses.length === 0) return null
  const text = group(...doses.map(({ side, mGy }, index) => element('paragraph', {}, element('content', { ID: `dose-${index + 1}` }, `${side} : dose glandulaire moyenne totale ${String(mGy).replace('.', ',')} mGy`))))
  return section(uid, head, text,
    element('entry', {}, element('procedure', { classCode: 'PROC', moodCode: 'EVN' },
      element('templateId', { root: '1.2.250.1.213.1.1.3.165' }), dcm('code', { code: '121290', displayName: 'Exposition du patient aux rayonnements ionisants' }),
      element('participant', { typeCode: 'RESP' }, element('participantRole', {}, dcm('code', { code: '113850', displayName: 'Autorisation d’irradiation' }), element('playingEntity', {}, element('name', { nullFlavor: 'UNK' })))))),
    element('entry', {}, element('observation', { classCode: 'OBS', moodCode: 'EVN' },
      element('templateId', { root: '2.16.840.1.113883.10.20.6.2.13' }), element('templateId', { root: '1.2.250.1.213.1.1.3.150' }), element('id', { root: uid() }),
      sct('code', { code: '364320009', displayName: 'statut de grossesse' }), element('statusCode', { code: 'completed' }),
      sct('value', { code: '261665006', displayName: 'inconnu' }, { 'xsi:type': 'CD' }), element('targetSiteCode', { nullFlavor: 'NA' }))),
    ...doses.map(({ mGy }, index) => element('entry', {}, element('observation', { classCode: 'OBS', moodCode: 'EVN' },
      element('templateId', { root: '2.16.840.1.113883.10.20.6.2.14' }), element('templateId', { root: '1.2.250.1.213.1.1.3.154' }), element('id', { root: uid() }),
      dcm('code', { code: '111637', displayName: 'DGM total : Dose Glandulaire Moyenne Total' }), element('text', {}, element('reference', { value: `#dose-${index + 1}` })), element('statusCode', { code: 'completed' }),
      element('value', { 'xsi:type': 'PQ', value: String(mGy), unit: 'mGy' }), sct('targetSiteCode', breast)))))
}

function glandularDoses(images: readonly ReportedImage[]): { readonly side: string; readonly mGy: number }[] {
  if (images.length === 0 || images.some(({ modality, organDoseMGy }) => modality !== 'MG' || organDoseMGy == null)) return []
  return cotes.flatMap((cote) => {
    const own = images.filter((image) => coteOf(image) === cote)
    return own.length === 0 ? [] : [{ side: coteWords[cote].fr, mGy: Math.round(own.reduce((sum, { organDoseMGy }) => sum + (organDoseMGy ?? 0), 0) * 100) / 100 }]
  })
}
