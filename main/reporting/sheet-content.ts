/** The national interpretation sheet as it is printed (cahier des charges, annexe 3): every field, filled or not, in the
 *  order of the form. The second reader appears by code only; what the reader may not see is not handed in. */
import { ficheVide, type Avis, type ContexteL1, type Cote } from '../contract/index.ts'
import { marksOf } from '../domain/marks/index.ts'
import type { SignedReading, SignedSheet } from '../domain/second-reading/index.ts'
import {
  acrWords, actionRappelWords, anomalieLabels, antecedentFamilialWords, antecedentPersonnelWords, bdiWords, catOf, catWords, coteOf, cotes, coteWords, decisionOf, densiteWords, ecsWords,
  evolutionWords, examenBdiWords, examenProposeWords, ficheOf, incidenceOf, incidenceWords, lectureWords, materielWords, medecinWords, modeEntreeWords, motifBdiWords, motifRappelWords, ouiNonWords,
  quadrantWords, typeAnomalieWords, wayWords, waysOf,
} from '../domain/sheet/index.ts'
import { frenchDay, millimetres } from './french-text.ts'
import { reportContent } from './report-content.ts'
import type { Block, Mark, ReportContent, ReportSetting } from './report-model.ts'

const open = '—'
const said = (value: string) => (value.trim() === '' ? open : value.trim())
const list = (words: readonly string[]) => (words.length === 0 ? open : words.join(', '))
const yesNo = (value: boolean | null) => (value === null ? open : value ? 'Oui' : 'Non')
const decisions = { NEGATIF: 'Négative', POSITIF: 'Positive : bilan de diagnostic différé', RAPPEL_TECHNIQUE: 'Clichés techniquement insuffisants' } as const

export function sheetContent({ signed, contexte, premier }: SignedSheet, setting: ReportSetting): ReportContent {
  const first = signed.kind === 'FIRST' ? signed.avis : premier?.avis ?? null
  const known: ContexteL1 = contexte ?? { ...(first === null ? ficheVide : ficheOf(first)), bdiJoint: first !== null && ficheOf(first).bdi.realise === 'OUI' }
  const second = signed.kind === 'SECOND' || signed.kind === 'ARBITRATION' ? signed : null
  return {
    ...reportContent(signed, setting),
    title: 'Fiche d’interprétation', subtitle: 'Dépistage organisé du cancer du sein',
    blocks: [
      pairs('Identification et interrogatoire', history(known)),
      pairs('Examen clinique et technique', technique(known, signed, first)),
      ...(first === null ? [note('Première lecture', 'Non communiquée.')] : firstReading(first, known, signed)),
      ...(second === null ? [note('Seconde lecture', 'À remplir par le second lecteur.')] : secondReading(second)),
    ],
    notes: [`Classes ACR. ${Object.entries(acrWords).map(([acr, words]) => `${acr} : ${words.fr}`).join(' ')}`, `Densité. ${Object.values(densiteWords).map(({ fr }) => fr).join(' ')}`, 'Fiche destinée à la seule structure de gestion ; elle ne remplace pas le compte rendu remis à la femme. Le second lecteur n’y figure que par son code.'],
  }
}

function note(heading: string, text: string): Block {
  return { type: 'text', topic: 'comment', heading, paragraphs: [text], emphasis: false }
}

/** Fields two by two. */
export function pairs(heading: string, fields: readonly (readonly [string, string])[]): Block {
  const rows = fields.flatMap((field, index) => (index % 2 === 0 ? [[...field, ...(fields[index + 1] ?? ['', ''])]] : []))
  return { type: 'table', topic: 'comment', heading, note: '', dense: true, columns: [0.2, 0.3, 0.2, 0.3].map((share) => ({ title: '', share })), rows }
}

function history({ identification: file, interrogatoire: asked }: ContexteL1): [string, string][] {
  return [
    ['Numéro de dossier', said(file.numeroDossier)], ['Prise en charge', said(file.numeroPriseEnCharge)],
    ['Département', said(file.departementResidence)], ['Régime', said(file.organisme)],
    ['Entrée', file.modeEntree === null ? open : modeEntreeWords[file.modeEntree].fr], ['Acte en mobile', yesNo(file.mammobile)],
    ['Médecins', file.aucunMedecinDesigne ? 'Aucun médecin désigné' : list(file.medecins.map(({ role, nom }) => `${nom} (${medecinWords[role].fr.toLocaleLowerCase('fr')})`))],
    ['Mammographie antérieure', [asked.mammoAnterieure === null ? open : ouiNonWords[asked.mammoAnterieure].fr, asked.dateMammoAnterieure === null ? '' : frenchDay(asked.dateMammoAnterieure), asked.anterieureDansDO === 'OUI' ? 'dépistage organisé' : ''].filter((part) => part !== '').join(', ')],
    ['THS', asked.ths === null ? open : ouiNonWords[asked.ths].fr], ['Risque élevé sans suivi', yesNo(asked.risqueEleveSansSuivi)],
    ['Antécédents personnels', list(asked.antecedentsPersonnels.map((one) => antecedentPersonnelWords[one].fr))], ['Antécédents familiaux', list(asked.antecedentsFamiliaux.map((one) => antecedentFamilialWords[one].fr))],
    ['Prothèse', list(asked.prothese)], ['Chirurgie plastique', list(asked.chirurgiePlastique)],
    ['Traumatisme', list(asked.traumatisme)], ['Précision', said(asked.precision)],
  ]
}

function technique({ ecs, technique: made }: ContexteL1, { study }: SignedReading, first: Avis | null): [string, string][] {
  const views = (cote: Cote) => list([...new Set(study.images.filter((image) => coteOf(image) === cote).map((image) => incidenceWords[incidenceOf(image)].fr))])
  const echo = first === null ? null : ficheOf(first).echoSystematique
  return [
    ['Examen clinique', ecs.statut === null ? open : ecsWords[ecs.statut].fr],
    ['Anomalies cliniques', list(ecs.anomalies.map(({ libelle, localisation }, index) => `C${index + 1} ${localisation.cote} ${localisation.quadrant === null ? '' : quadrantWords[localisation.quadrant].fr.toLocaleLowerCase('fr')} ${libelle}`.trim()))],
    ['Matériel', made.materiel === null ? open : materielWords[made.materiel].fr], ['Lecture', lectureWords[made.lectureL1].fr],
    ['Incidences, sein droit', views('D')], ['Incidences, sein gauche', views('G')],
    ['Nombre d’images', String(study.images.length)], ['Antériorités comparées', yesNo(made.anterioritesComparees)],
    ['Clichés refaits', list(made.refaits.map(({ cote, incidence }) => `${cote} ${incidenceWords[incidence].fr.toLocaleLowerCase('fr')}`))], ['Incidence manquante', said(made.incidenceManquante)],
    ['Densité', first?.densite == null ? open : densiteWords[first.densite].fr],
    ['Échographie systématique', echo === null ? open : echo.faite ? [echo.resultat === 'NORMALE' ? 'Normale' : 'Anormale', echo.cat].filter((part) => part !== '').join(', ') : 'Non faite'],
  ]
}

function firstReading(avis: Avis, { ecs }: ContexteL1, signed: SignedReading): Block[] {
  const { bdi, acrAvantBilan, delaiSurveillanceMois } = ficheOf(avis)
  const cat = catOf(avis)
  const way = waysOf(avis)[0]
  return [
    breasts('Première lecture : ACR définitif', avis),
    ...place('Anomalies de la première lecture', avis, signed, ecs.anomalies.map(({ localisation }, index) => ({ label: `C${index + 1}`, cote: localisation.cote, face: localisation.schemaFace, profil: localisation.schemaProfil }))),
    pairs('Bilan immédiat et conduite à tenir', [
      ['Bilan', bdiWords[bdi.realise].fr], ['Motif', bdi.motif === null ? open : motifBdiWords[bdi.motif].fr],
      ['ACR avant bilan', cotes.map((cote) => `${cote} : ${acrAvantBilan[cote] ?? avis.acr[cote] ?? open}`).join(' · ')], ['Examens', list(bdi.examens.map((exam) => examenBdiWords[exam].fr))],
      ['Documents joints', yesNo(bdi.documentsJoints)], ['Anomalie clinique confirmée', yesNo(bdi.ecsConfirme)],
      ['Raison', said(bdi.raison)], ['Conduite à tenir', cat === null ? open : `${catWords[cat].fr}${delaiSurveillanceMois === null ? '' : ` à ${delaiSurveillanceMois} mois`}`],
      ['Suite', way === undefined ? open : wayWords[way].fr], ['Commentaire', said(avis.commentaire)],
    ]),
    ...recall(avis),
  ]
}

function secondReading(signed: SignedReading): Block[] {
  const { avis, kind } = signed
  const [named, of] = kind === 'ARBITRATION' ? ['Arbitrage', 'de l’arbitrage'] : ['Seconde lecture', 'de la seconde lecture']
  return [
    breasts(`${named}, lecteur ${signed.reader.code}`, avis),
    ...place(`Anomalies ${of}`, avis, signed, []),
    pairs(`Conclusion ${of}`, [
      ['Décision', decisions[decisionOf(avis)]], ['Examens proposés', list(avis.examensProposes.map((exam) => examenProposeWords[exam].fr))],
      ['Commentaire', said(avis.commentaire)], ['Motif du changement', said(signed.changeReason)],
    ]),
    ...recall(avis),
  ]
}

function breasts(heading: string, avis: Avis): Block {
  return { type: 'breasts', topic: 'findings', heading, breasts: cotes.map((cote) => { const acr = avis.acr[cote]; return { cote, side: coteWords[cote].fr, category: acr === null ? open : `ACR ${acr}`, meaning: acr === null ? 'Non radiographié.' : acr === 0 ? 'Examen à compléter.' : acrWords[acr].fr } }) }
}

export function place(heading: string, avis: Avis, { study }: SignedReading, felt: readonly Mark[]): Block[] {
  const labels = anomalieLabels(avis.anomalies)
  const views = (anomalie: Avis['anomalies'][number]) => list([...new Set([...(anomalie.incidencesVisible ?? []), ...marksOf(avis, anomalie).flatMap(({ sopInstanceUID }) => study.images.filter((image) => image.sopInstanceUID === sopInstanceUID).map(incidenceOf))])].map((view) => incidenceWords[view].fr))
  if (avis.anomalies.length + felt.length === 0) return []
  return [
    { type: 'scheme', topic: 'findings', heading, marks: [...felt, ...avis.anomalies.map((anomalie) => ({ label: labels.get(anomalie.id) ?? '', cote: anomalie.cote, face: anomalie.schemaFace, profil: anomalie.schemaProfil }))] },
    ...(avis.anomalies.length === 0 ? [] : [{
      type: 'table' as const, topic: 'findings' as const, heading: 'Description', note: '', dense: true,
      columns: [{ title: 'N°', share: 0.06 }, { title: 'Type', share: 0.17 }, { title: 'Siège', share: 0.18 }, { title: 'Taille', share: 0.09 }, { title: 'Évolution', share: 0.13 }, { title: 'Vue sur', share: 0.14 }, { title: 'Précision', share: 0.23 }],
      rows: avis.anomalies.map((anomalie) => [
        labels.get(anomalie.id) ?? '', typeAnomalieWords[anomalie.type].fr, anomalie.quadrant === null ? open : quadrantWords[anomalie.quadrant].fr, anomalie.tailleMm === null ? open : millimetres(anomalie.tailleMm),
        anomalie.evolution === undefined ? open : evolutionWords[anomalie.evolution].fr, views(anomalie), anomalie.precision.trim(),
      ]),
    }]),
  ]
}

function recall({ rappelTechnique }: Avis): Block[] {
  if (rappelTechnique === null) return []
  return [{
    type: 'table', topic: 'recommendation', heading: 'Clichés techniquement insuffisants', dense: true, note: `Consigne : ${rappelTechnique.consigne.trim()}`,
    columns: [{ title: 'Sein', share: 0.22 }, { title: 'Incidence', share: 0.24 }, { title: 'Motif', share: 0.3 }, { title: 'À faire', share: 0.24 }],
    rows: rappelTechnique.cliches.map(({ cote, incidence, motif, action }) => [coteWords[cote].fr, incidenceWords[incidence].fr, motifRappelWords[motif].fr, actionRappelWords[action].fr]),
  }]
}
