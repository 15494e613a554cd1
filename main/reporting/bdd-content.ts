/** The sheet of a deferred workup as it is printed (fiche de bilan de diagnostic différé, one A4 page): what the second
 *  reading asks for, by code, and the result, as the structure entered it or to be filled in by the radiologist (V.C). */
import type { Avis, BddResult, Cote } from '../contract/index.ts'
import type { ReportedStudy, SignedReading } from '../domain/second-reading/index.ts'
import { anomalieLabels, cotes, coteWords, examenProposeWords, quadrantWords, typeAnomalieWords } from '../domain/sheet/index.ts'
import { frenchDay, millimetres } from './french-text.ts'
import { reportContent } from './report-content.ts'
import type { Block, ReportContent, ReportSetting } from './report-model.ts'
import { pairs, place } from './sheet-content.ts'

/** A second reading that is final and asks for a deferred workup, and what came of it. */
export interface BddRequest {
  readonly study: ReportedStudy
  readonly readerCode: string
  readonly avis: Avis
  /** Instant of the conclusion, ISO 8601 in UTC. */
  readonly concludedAt: string
  readonly result: BddResult | null
}

const line = '…'.repeat(30)
// The box stays with its words, one choice apart from the next.
const box = (label: string, ticked: boolean) => `[${ticked ? 'X' : '\u00A0\u00A0'}]\u00A0${label.replaceAll(' ', '\u00A0')}`
const boxes = (labels: readonly (readonly [string, boolean])[]) => labels.map(([label, ticked]) => box(label, ticked)).join(' \u00A0 ')
const exams = ['Agrandissements face et profil', 'Profil', 'Compression localisée', 'Échographie', 'Antériorités', 'Cytoponction', 'Autre']
const actions = [['FIN', 'Fin du bilan'], ['SURVEILLANCE', 'Surveillance'], ['PRELEVEMENT', 'Prélèvement'], ['RCP', 'RCP']] as const
const biopsies = [['NONE', 'Aucune'], ['PERCUTANEOUS', 'Percutanée'], ['SURGICAL', 'Chirurgicale']] as const

export function bddContent({ study, readerCode, avis, concludedAt, result }: BddRequest, setting: ReportSetting): ReportContent {
  const signed: SignedReading = {
    corrects: null, addenda: [], readingId: '', reportId: '', kind: 'SECOND', policy: 'FR_DOCS_MASQUE', reader: { accountId: '', displayName: '', code: readerCode }, signedAt: concludedAt, frozenAt: null,
    avis, text: { indication: '', technique: '', resultats: '', conclusion: '' }, changeReason: '', opinionDigest: '', study,
  }
  const base = reportContent(signed, setting)
  const asked = avis.examensProposes.map((one) => examenProposeWords[one].fr).join(', ')
  return {
    ...base,
    title: 'Fiche de bilan de diagnostic différé', subtitle: 'Dépistage organisé du cancer du sein',
    blocks: [
      pairs('Seconde lecture qui demande le bilan', [
        ['Lecteur', readerCode], ['Conclue le', frenchDay(concludedAt.slice(0, 10))], ['ACR, sein droit', category(avis, 'D')], ['ACR, sein gauche', category(avis, 'G')],
        ['Examens proposés', asked === '' ? '—' : asked], ['Commentaire', avis.commentaire.trim() === '' ? '—' : avis.commentaire.trim()],
      ]),
      ...place('Anomalies à explorer', avis, signed, []).filter(({ type }) => type === 'scheme'),
      ...(avis.anomalies.length === 0 ? [] : [wide('Description', described(avis))]),
      wide('Bilan de diagnostic différé', [
        ['Radiologue et date', `${line}   ${result === null ? line : frenchDay(result.doneOn)}`], ['Examens réalisés', boxes(exams.map((one) => [one, false]))],
        ['ACR définitif', cotes.map((cote) => `${coteWords[cote].fr}\u00A0: ${boxes(classes(result?.acr[cote] ?? null))}`).join('      ')],
        ['Conduite à tenir', boxes(actions.map(([value, label]) => [label, result?.action === value]))], ['Biopsie', boxes(biopsies.map(([value, label]) => [label, result?.biopsy === value]))],
        ['Cancer', `${boxes([['Oui', result?.cancer === true], ['Non', result?.cancer === false]])}      Images jointes\u00A0: ${boxes([['Oui', false], ['Non', false]])}`],
        ['Compte rendu', `${line}${line.slice(4)}\n${line}${line.slice(4)}`],
      ]),
    ],
    signature: { heading: 'Radiologue qui a fait le bilan', lines: [`Date, nom et signature : ${line}`], digest: { label: 'À retourner à', value: setting.site.name || 'la structure de gestion' } },
    notes: ['Fiche destinée à la seule structure de gestion. Les clichés du bilan ne reviennent pas en seconde lecture. Sert aussi au suivi d’une image ACR 3.'],
    footer: [base.footer[0], 'Fiche BDD'],
  }
}

function category({ acr }: Avis, cote: Cote): string {
  const given = acr[cote]
  return given === null ? 'Non radiographié' : `ACR ${given}`
}

function described(avis: Avis): [string, string][] {
  const labels = anomalieLabels(avis.anomalies)
  return avis.anomalies.map(({ id, type, quadrant, tailleMm, precision }) => [
    labels.get(id) ?? '',
    `${[typeAnomalieWords[type].fr, quadrant === null ? '' : quadrantWords[quadrant].fr.toLocaleLowerCase('fr'), tailleMm === null ? '' : millimetres(tailleMm)].filter((part) => part !== '').join(', ')}. ${precision.trim()}`.trim(),
  ])
}

/** One field a row. */
function wide(heading: string, rows: readonly (readonly [string, string])[]): Block {
  return { type: 'table', topic: 'comment', heading, note: '', dense: true, columns: [0.2, 0.8].map((share) => ({ title: '', share })), rows }
}

function classes(given: number | null): [string, boolean][] {
  return [1, 2, 3, 4, 5].map((acr) => [String(acr), acr === given])
}
