/** Body of level 3: the sections of the volume in its order, from the texts of the report. A section without a text is left
 *  out, but for the act and the conclusion, which the volume demands. */
import { actSection } from './act-section.ts'
import type { CdaContent } from './cda-content.ts'
import { loinc, type Coded } from './codes.ts'
import { instant } from './instants.ts'
import { author } from './people.ts'
import { section, type SectionHead } from './section.ts'
import { element, group, paragraphs, type Xml } from './xml.ts'

export function structuredBody(content: CdaContent, uid: () => string): Xml {
  const { texts } = content
  const optional = (head: SectionHead, text: string): Xml => (text.trim() === '' ? null : section(uid, head, paragraphs(text)))
  return element('component', {}, element('structuredBody', {},
    addendum(content, uid),
    clinicalInformation(content, uid),
    actSection(content, uid),
    optional(heads.results, texts.results),
    section(uid, heads.conclusion, paragraphs(texts.conclusion)),
  ))
}

const heads = {
  addendum: { templates: ['1.2.840.10008.9.6', '1.2.250.1.213.1.1.2.210'], code: { code: '55107-7', displayName: 'Addendum' }, title: 'Addendum' },
  clinical: { templates: ['1.2.840.10008.9.2', '1.2.250.1.213.1.1.2.205'], code: { code: '55752-0', displayName: 'Informations cliniques' }, title: 'Informations cliniques' },
  request: { templates: ['1.2.840.10008.9.7', '1.2.250.1.213.1.1.2.211'], code: { code: '55115-0', displayName: 'Demande' }, title: 'Justification de la demande d’examen' },
  history: { templates: ['2.16.840.1.113883.10.20.22.2.39', '1.2.250.1.213.1.1.2.213'], code: { code: '11329-0', displayName: 'Historique médical' }, title: 'Antécédents et contre-indications' },
  results: { templates: ['2.16.840.1.113883.10.20.6.1.2', '1.2.250.1.213.1.1.2.208'], code: { code: '59776-5', displayName: 'Résultats de l’acte' }, title: 'Résultats' },
  conclusion: { templates: ['1.2.840.10008.9.5', '1.2.250.1.213.1.1.2.209'], code: { code: '19005-8', displayName: 'Conclusions' }, title: 'Conclusion' },
} as const satisfies Record<string, SectionHead>

/** All that was added since the first version, with who added it last. */
function addendum(content: CdaContent, uid: () => string): Xml {
  const last = content.addenda.at(-1)
  if (last === undefined) return null
  return section(uid, heads.addendum, group(...content.addenda.map(({ at, text }) => group(element('paragraph', {}, `Ajouté le ${instant(new Date(at)).replace(/^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2}).*$/, '$3/$2/$1 à $4:$5')}`), paragraphs(text)))), author(content, new Date(last.at)))
}

/** Three observations are demanded beside the request; what no request told is said to be untold. */
function clinicalInformation(content: CdaContent, uid: () => string): Xml {
  const request = [content.order?.justification ?? '', content.texts.indication].filter((part) => part.trim() !== '').join('\n')
  const history = content.order?.history.join('\n') ?? ''
  if (request === '' && history === '') return null
  return section(uid, heads.clinical, paragraphs([request, history].filter((part) => part !== '').join('\n')),
    section(uid, heads.request, paragraphs(request === '' ? untold : request)),
    section(uid, heads.history, element('paragraph', {}, element('content', { ID: 'antecedents' }, history === '' ? untold : history)),
      observation(uid, { code: '11348-0', displayName: 'Antécédents médicaux' }, history), observation(uid, { code: '47519-4', displayName: 'Antécédents chirurgicaux' }, ''), observation(uid, { code: '64100-1', displayName: 'Contre-indications' }, '')))
}

const untold = 'Non renseigné dans la demande reçue.'

function observation(uid: () => string, code: Coded, text: string): Xml {
  return element('entry', {}, element('observation', { classCode: 'OBS', moodCode: 'EVN' },
    element('templateId', { root: '2.16.840.1.113883.10.20.6.2.13' }), element('templateId', { root: '1.2.250.1.213.1.1.3.150' }), element('id', { root: uid() }), loinc('code', code),
    text === '' ? null : element('text', {}, element('reference', { value: '#antecedents' })), element('statusCode', { code: 'completed' }),
    element('value', { 'xsi:type': 'ST' }, text === '' ? untold : text), element('targetSiteCode', { nullFlavor: 'NA' })))
}
