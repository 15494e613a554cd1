/** The two tables that leave as CSV: the exams of a filter, and the indicators of a selection. French headers. */
import type { ExamRow, IndicatorFigures, Output, ParsedInput } from '../contract/index.ts'
import { delayWords, indicatorWords, standingWords, targetWords } from '../domain/indicators/index.ts'
import { csvOf, type Cell } from './csv.ts'
import { decisionFrench, dueFrench, standingFrench } from './standing-words.ts'

const examHeaders = ['Dossier', 'Identifiant', 'Nom', 'Prénoms', 'Date de naissance', 'Date de l’examen', 'Site', 'État', 'Délai (jours)', 'Échéance', 'Niveau', 'Lecteur L1', 'Lecteur L2', 'L1', 'L2 en aveugle', 'L2 finale', 'BDD du', 'BDD ACR droit', 'BDD ACR gauche', 'Rappel demandé le', 'Relances']

function examCells(row: ExamRow): Cell[] {
  const [family = '', given = '', middle = ''] = row.patientName.split('^')
  const decision = (one: { decision: keyof typeof decisionFrench } | null | undefined) => (one == null ? null : decisionFrench[one.decision])
  return [
    row.accessionNumber, row.patientID, family, `${given} ${middle}`.trim(), row.patientBirthDate, row.examOn, row.site, standingFrench[row.standing], row.days, row.dueOn, dueFrench[row.due],
    row.firstReader, row.secondReader, decision(row.opinions?.first), decision(row.opinions?.blind), decision(row.opinions?.final),
    row.bdd?.doneOn ?? null, row.bdd?.acr.D ?? null, row.bdd?.acr.G ?? null, row.recall?.askedOn ?? null, row.recall === null ? null : row.recall.events.filter(({ kind }) => kind === 'REMINDER').length,
  ]
}

const figureHeaders = ['Indicateur', 'Numérateur', 'Dénominateur', 'Valeur (%)', 'IC 95 % bas (%)', 'IC 95 % haut (%)', 'Cible', 'Lecture', 'Médiane (jours)', 'Maximum (jours)']
const percent = (share: number | null): Cell => (share === null ? null : Math.round(share * 10_000) / 100)

function figureCells({ indicators, delays }: IndicatorFigures): Cell[][] {
  return [
    ...indicators.map(({ name, proportion: { numerator, denominator, value, low, high }, target, standing }): Cell[] =>
      [indicatorWords[name].fr, numerator, denominator, percent(value), percent(low), percent(high), targetWords(target).fr, standingWords[standing].fr, null, null]),
    ...delays.map(({ name, count, median, longest, within: { numerator, value, low, high } }): Cell[] =>
      [`${delayWords[name].fr} (part en 15 jours)`, numerator, count, percent(value), percent(low), percent(high), null, null, median, longest]),
  ]
}

/** The name of the file tells what and which day, never a patient. */
export function exportCsv(input: ParsedInput<'structure.exportCsv'>, today: string, exams: readonly ExamRow[], figures: IndicatorFigures): Output<'structure.exportCsv'> {
  const rows = input.what === 'EXAMS' ? exams.map(examCells) : figureCells(figures)
  const headers = input.what === 'EXAMS' ? examHeaders : figureHeaders
  return { fileName: `${input.what === 'EXAMS' ? 'examens' : 'indicateurs'}-${today}.csv`, csv: csvOf(headers, rows, input.separator), rows: rows.length }
}
