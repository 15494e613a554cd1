/** The keys of the sheet while it can be filled: N, A, T, D, G, 0–5, Shift 1–4. They come from the registry, so that they are
 *  listed in help and palette, can be remapped, and are silent in text fields. */
import type { Acr, Densite } from '../../main/contract/index.ts'
import { useCommand } from '../app/commands/index.ts'
import type { SheetEditor } from './use-sheet-editor.ts'

export function SheetCommands({ editor, onNormal, onRecall }: { editor: SheetEditor; onNormal: () => void; onRecall: () => void }) {
  const enabled = !editor.readOnly
  const give = (acr: Acr) => () => { editor.giveAcr(editor.active, acr) }
  const density = (densite: Densite) => () => { editor.change({ ...editor.avis, densite }) }
  const activate = (cote: 'D' | 'G') => () => { if (editor.imaged.includes(cote)) editor.activate(cote) }
  useCommand('screening.normal', onNormal, { enabled })
  useCommand('screening.takeSize', () => { editor.takeSize(editor.mark) }, { enabled: enabled && editor.offer !== null })
  useCommand('screening.anomaly', () => { editor.startAdding(editor.active) }, { enabled })
  useCommand('screening.technicalRecall', onRecall, { enabled })
  useCommand('screening.rightBreast', activate('D'), { enabled })
  useCommand('screening.leftBreast', activate('G'), { enabled })
  useCommand('screening.acr0', give(0), { enabled })
  useCommand('screening.acr1', give(1), { enabled })
  useCommand('screening.acr2', give(2), { enabled })
  useCommand('screening.acr3', give(3), { enabled })
  useCommand('screening.acr4', give(4), { enabled })
  useCommand('screening.acr5', give(5), { enabled })
  useCommand('screening.density1', density(1), { enabled })
  useCommand('screening.density2', density(2), { enabled })
  useCommand('screening.density3', density(3), { enabled })
  useCommand('screening.density4', density(4), { enabled })
  return null
}
