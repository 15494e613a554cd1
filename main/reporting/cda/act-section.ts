/** The act of imaging: how it was done, the dose where every image says it, and the objects that the report is about. The
 *  published rules count one series in each study act and one object in each series act: an object has an act of its own. */
import type { ReportedImage } from '../../domain/second-reading/index.ts'
import type { CdaContent } from './cda-content.ts'
import { dcm, loinc, modalities, oids, sct, type Coded } from './codes.ts'
import { examStart } from './instants.ts'
import { radiationExposure } from './radiation-exposure.ts'
import { section, type SectionHead } from './section.ts'
import { element, group, paragraphs, type Xml } from './xml.ts'

const head: SectionHead = { templates: ['1.2.840.10008.9.3', '1.2.250.1.213.1.1.2.206'], code: { code: '55111-9', displayName: 'Description de l’acte d’imagerie' }, title: 'Acte d’imagerie' }

export function actSection(content: CdaContent, uid: () => string): Xml {
  const { texts, signed: { study }, modality, places } = content
  const text = group(
    element('paragraph', {}, element('content', { ID: 'acte' }, study.description || modalities[modality]?.displayName || modality)),
    element('paragraph', {}, element('content', { ID: 'acte-modalite' }, modalities[modality]?.displayName ?? modality)),
    element('paragraph', {}, element('content', { ID: 'acte-localisation' }, places.map(({ displayName }) => displayName).join(', '))),
    paragraphs(texts.technique),
  )
  return section(uid, head, text, ...places.map((place) => technique(content, place, uid)), radiationExposure(content, uid), catalogue(content, uid))
}

/** One place in each procedure, as the rules count them. */
function technique({ act, modality, signed: { study } }: CdaContent, place: Coded, uid: () => string): Xml {
  const start = examStart(study)
  const original = (id: string): Xml => element('originalText', {}, element('reference', { value: `#${id}` }))
  return element('entry', {}, element('procedure', { moodCode: 'EVN', classCode: 'PROC' },
    element('templateId', { root: '1.2.840.10008.9.14' }), element('templateId', { root: '1.2.250.1.213.1.1.3.153' }), element('id', { root: uid() }),
    act === null ? element('code', { nullFlavor: 'UNK' }, original('acte')) : loinc('code', act, original('acte')),
    element('text', {}, element('reference', { value: '#acte' })),
    start === '' ? null : element('effectiveTime', { value: start }),
    dcm('methodCode', { code: modality, displayName: modalities[modality]?.displayName ?? modality }, original('acte-modalite')),
    sct('targetSiteCode', place, {}, original('acte-localisation'))))
}

/** More objects than this are named by the first of each series: a scanner's thousand slices are one thing to point at. */
const objectsNamed = 200

function catalogue(content: CdaContent, uid: () => string): Xml {
  const { images, signed: { study } } = content
  const series = [...Map.groupBy(images, ({ seriesInstanceUID }) => seriesInstanceUID).values()]
  const named = images.length <= objectsNamed ? images : series.flatMap((objects) => objects.slice(0, 1))
  const lines = series.map((objects) => `Série ${objects[0]?.seriesInstanceUID ?? ''} : ${modalities[objects[0]?.modality ?? '']?.displayName ?? objects[0]?.modality ?? ''}, ${objects.length} objet${objects.length > 1 ? 's' : ''}`)
  return element('component', {}, element('section', {},
    element('templateId', { root: '2.16.840.1.113883.10.20.6.1.1' }), element('templateId', { root: '1.2.250.1.213.1.1.2.217' }), element('id', { root: uid() }), dcm('code', { code: '121181', displayName: 'Catalogue d’objets DICOM' }), element('title', {}, 'Catalogue d’objets DICOM'),
    element('text', {}, element('paragraph', {}, `Examen ${study.studyInstanceUID}`), paragraphs(lines.join('\n'))),
    ...named.map((image) => objectEntry(content, image))))
}

function objectEntry({ signed: { study }, modality }: CdaContent, { seriesInstanceUID, sopInstanceUID, sopClassUID, modality: own }: ReportedImage): Xml {
  const start = examStart(study), acquired = modalities[own] === undefined ? modality : own
  const act = (templates: readonly string[], uid: string, code: Xml, inside: Xml): Xml =>
    element('act', { classCode: 'ACT', moodCode: 'EVN' }, ...templates.map((root) => element('templateId', { root })), element('id', { root: uid }), code, start === '' ? element('effectiveTime', { nullFlavor: 'UNK' }) : element('effectiveTime', { value: start }), element('entryRelationship', { typeCode: 'COMP' }, inside))
  return element('entry', {}, act(['1.2.840.10008.9.16', '1.2.250.1.213.1.1.3.155'], study.studyInstanceUID, dcm('code', { code: '113014', displayName: 'Examen' }),
    act(['1.2.840.10008.9.17', '1.2.250.1.213.1.1.3.156'], seriesInstanceUID,
      dcm('code', { code: '113015', displayName: 'Séries' }, element('qualifier', {}, dcm('name', { code: '121139', displayName: 'Modalité' }), dcm('value', { code: acquired, displayName: modalities[acquired]?.displayName ?? acquired }))),
      element('observation', { classCode: 'DGIMG', moodCode: 'EVN' },
        element('templateId', { root: '1.2.840.10008.9.18' }), element('templateId', { root: '1.2.250.1.213.1.1.3.157' }), element('id', { root: sopInstanceUID }),
        element('code', { code: sopClassUID, codeSystem: oids.dcmUid, codeSystemName: 'DCMUID' })))))
}
