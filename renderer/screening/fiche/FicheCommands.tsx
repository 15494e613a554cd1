/** The keys of the sheet around the images: examination normal, priors compared, workup; and the usual exams. */
import { ficheOf, usualExams } from '../../../main/domain/sheet/index.ts'
import { useCommand } from '../../app/commands/index.ts'
import type { SheetEditor } from '../use-sheet-editor.ts'

export function FicheCommands({ editor, onWorkup }: { editor: SheetEditor; onWorkup: () => void }) {
  const { avis, readOnly, change } = editor
  const isFirst = !readOnly && editor.kind === 'FIRST'
  const fiche = ficheOf(avis)
  const usual = usualExams(avis)
  useCommand('screening.examinationNormal', () => { change({ ...avis, fiche: { ...fiche, ecs: { statut: 'NORMAL_OU_BENIN', anomalies: [] } } }) }, { enabled: isFirst && fiche.ecs.statut !== 'ANORMAL' })
  useCommand('screening.priorsCompared', () => { change({ ...avis, fiche: { ...fiche, technique: { ...fiche.technique, anterioritesComparees: fiche.technique.anterioritesComparees !== true } } }) }, { enabled: isFirst })
  useCommand('screening.workup', onWorkup, { enabled: isFirst })
  useCommand('screening.usualExams', () => { change({ ...avis, examensProposes: [...new Set([...avis.examensProposes, ...usual])] }) }, { enabled: !readOnly && usual.length > 0 })
  return null
}
