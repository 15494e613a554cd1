/** The nearest way out first: Escape leaves what is open on the sheet before it leaves the exam. */
import { useCommand } from '../app/commands/index.ts'
import type { SheetEditor } from './use-sheet-editor.ts'

export function LeaveOpenPart({ editor }: { editor: SheetEditor }) {
  const leave = () => {
    if (editor.adding !== null) editor.cancelAdding()
    else if (editor.mark !== null) editor.keeper.choose(null)
    else editor.select(null)
  }
  return editor.adding === null && editor.selected === null && editor.mark === null ? null : <Leave onLeave={leave} />
}

function Leave({ onLeave }: { onLeave: () => void }) {
  useCommand('app.back', onLeave)
  return null
}
