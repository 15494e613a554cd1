/** The body of a mammography report: technique, density, category and meaning per breast, findings with their place,
 *  technical recall, proposed exams, comment, conclusion. ACR 0 is always explained as an exam to be completed. */
import type { Acr, Anomalie, Avis, Cote } from '../contract/index.ts'
import { markNumbers, marksOf } from '../domain/marks/index.ts'
import type { ReportedStudy, SignedReading } from '../domain/second-reading/index.ts'
import {
  acrWords, actionRappelWords, anomalieLabels, coteOf, cotes, coteWords, decisionOf, densiteWords, examenProposeWords, goesToSecondReader, incidenceOf,
  incidenceWords, motifRappelWords, quadrantWords, typeAnomalieWords,
} from '../domain/sheet/index.ts'
import { fill, frenchInstant, millimetres } from './french-text.ts'
import type { Block, ReportSetting, Topic } from './report-model.ts'
import { template } from './report-template.ts'

type ScreeningReading = SignedReading & { readonly kind: 'FIRST' | 'SECOND' | 'ARBITRATION' }

const { headings } = template

export function mammogramBlocks(signed: ScreeningReading, setting: ReportSetting): Block[] {
  const { avis, study } = signed
  return [
    text('technique', headings.technique, technique(study)),
    ...(avis.densite === null ? [] : [text('findings', headings.density, [densiteWords[avis.densite].fr])]),
    { type: 'breasts', topic: 'findings', heading: headings.result, breasts: cotes.map((cote) => breast(cote, avis.acr[cote])) },
    ...findings(avis, study, signed.kind),
    ...recall(avis),
    ...(avis.examensProposes.length === 0 ? [] : [text('recommendation', headings.proposed, [`${list(avis.examensProposes.map((exam) => examenProposeWords[exam].fr))}.`])]),
    ...(avis.commentaire.trim() === '' ? [] : [text('comment', headings.comment, avis.commentaire.trim().split(/\n+/))]),
    text('conclusion', headings.conclusion, conclusion(signed, setting), true),
  ]
}

function text(topic: Topic, heading: string, paragraphs: readonly string[], emphasis = false): Block {
  return { type: 'text', topic, heading, paragraphs, emphasis }
}

function technique({ images }: ReportedStudy): string[] {
  const count = images.length === 1 ? template.technique.image : fill(template.technique.images, { n: images.length })
  const sides = cotes.flatMap((cote) => {
    const views = images.filter((image) => coteOf(image) === cote).map((image) => incidenceWords[incidenceOf(image)].fr)
    return views.length === 0 ? [] : [fill(template.technique.side, { side: coteWords[cote].fr, views: list(views).toLocaleLowerCase('fr') })]
  })
  const devices = new Set(images.map(({ manufacturer, manufacturerModelName }) => `${manufacturer} ${manufacturerModelName}`.trim()).filter((device) => device !== ''))
  return [
    [
      ...(images.length === 0 ? [] : [fill(template.technique.views, { count })]),
      ...[...devices].map((device) => fill(template.technique.device, { device })),
      template.technique.reading,
    ].join(' '),
    ...(sides.length === 0 ? [] : [sides.join(' ')]),
  ]
}

function breast(cote: Cote, acr: Acr | null): Extract<Block, { type: 'breasts' }>['breasts'][number] {
  return {
    cote, side: coteWords[cote].fr,
    category: acr === null ? template.result.none : fill(template.result.acr, { acr }),
    meaning: acr === null ? template.result.notImaged : acrWords[acr].fr,
  }
}

function findings(avis: Avis, study: ReportedStudy, kind: ScreeningReading['kind']): Block[] {
  if (avis.anomalies.length === 0) return []
  const labels = anomalieLabels(avis.anomalies)
  const names = markNumbers(avis, kind)
  const label = ({ id }: Anomalie) => labels.get(id) ?? ''
  const ordered = cotes.flatMap((cote) => avis.anomalies.filter((anomalie) => anomalie.cote === cote))
  const columns = template.findingColumns
  return [
    {
      type: 'scheme', topic: 'findings', heading: headings.scheme,
      marks: ordered.map((anomalie) => ({ label: label(anomalie), cote: anomalie.cote, face: anomalie.schemaFace, profil: anomalie.schemaProfil })),
    },
    {
      type: 'table', topic: 'findings', heading: headings.findings, note: '',
      columns: [
        { title: columns.label, share: 0.06 }, { title: columns.type, share: 0.2 }, { title: columns.place, share: 0.2 },
        { title: columns.size, share: 0.1 }, { title: columns.views, share: 0.17 }, { title: columns.precision, share: 0.27 },
      ],
      rows: ordered.map((anomalie) => [
        label(anomalie), typeAnomalieWords[anomalie.type].fr, anomalie.quadrant === null ? template.result.none : quadrantWords[anomalie.quadrant].fr,
        anomalie.tailleMm === null ? template.result.none : millimetres(anomalie.tailleMm), marked(avis, anomalie, study, names.get(anomalie.id) ?? '') || template.result.none, anomalie.precision.trim(),
      ]),
    },
  ]
}

/** The views on which the reader marked a finding, each once, with the name that its marks bear on the images. */
function marked(avis: Avis, anomalie: Anomalie, { images }: ReportedStudy, name: string): string {
  const views = marksOf(avis, anomalie).flatMap(({ sopInstanceUID }) => images.filter((image) => image.sopInstanceUID === sopInstanceUID))
  if (views.length === 0) return ''
  return fill(template.marks.views, { views: list([...new Set(views.map((image) => incidenceWords[incidenceOf(image)].fr))]), name })
}

function recall({ rappelTechnique }: Avis): Block[] {
  if (rappelTechnique === null) return []
  const columns = template.recallColumns
  return [{
    type: 'table', topic: 'recommendation', heading: headings.recall,
    columns: [{ title: columns.side, share: 0.22 }, { title: columns.view, share: 0.24 }, { title: columns.reason, share: 0.3 }, { title: columns.action, share: 0.24 }],
    rows: rappelTechnique.cliches.map((cliche) => [
      coteWords[cliche.cote].fr, incidenceWords[cliche.incidence].fr, motifRappelWords[cliche.motif].fr, actionRappelWords[cliche.action].fr,
    ]),
    note: rappelTechnique.consigne.trim() === '' ? '' : fill(template.recallInstruction, { text: rappelTechnique.consigne.trim() }),
  }]
}

function conclusion(signed: ScreeningReading, { timeZone }: ReportSetting): string[] {
  const { avis, kind } = signed
  const words = template.conclusion
  const has = (...categories: Acr[]) => cotes.some((cote) => categories.some((category) => category === avis.acr[cote]))
  const categories = cotes.flatMap((cote) => avis.acr[cote] === null ? [] : [fill(words.acr, { side: coteWords[cote].fr, acr: avis.acr[cote] })])
  return [
    `${words[kind][decisionOf(avis)]} ${categories.join(' ')}`,
    ...(has(0) ? [words.toComplete] : []),
    ...(has(3) ? [words.followUp] : []),
    ...(has(4, 5) ? [words.biopsy] : []),
    ...(kind === 'FIRST' && signed.policy !== 'INDEPENDANT' ? [goesToSecondReader(avis) ? words.toSecondReader : words.notToSecondReader] : []),
    ...course(signed, timeZone),
  ]
}

/** How a second opinion came about: when it was frozen, and whether the reveal changed it. */
function course({ kind, policy, frozenAt, changeReason, corrects }: ScreeningReading, timeZone: string): string[] {
  if (kind !== 'SECOND' || frozenAt === null) return []
  const frozen = fill(template.frozen, { when: frenchInstant(frozenAt, timeZone) })
  if (policy !== 'FR_DOCS_MASQUE' || corrects !== null) return [frozen]
  return [`${frozen} ${changeReason === '' ? template.confirmed : fill(template.changed, { reason: changeReason })}`]
}

function list(words: readonly string[]): string {
  const lower = words.map((word, index) => (index === 0 ? word : word.toLocaleLowerCase('fr')))
  return lower.length < 2 ? lower.join('') : `${lower.slice(0, -1).join(', ')} et ${lower.at(-1)}`
}
