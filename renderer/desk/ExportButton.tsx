/** Takes the table that is shown to a spreadsheet. */
import { Download } from 'lucide-react'
import type { ExamFilter, FigureSelection } from '../../main/contract/index.ts'
import { useAct, useProblemText } from '../api/index.ts'
import { useFormat } from '../i18n/index.ts'
import { Button, useToast } from '../ui/index.ts'
import { saveFile } from './save-file.ts'
import { filled, useDeskWords } from './use-desk-words.ts'

export function ExportButton({ what, filter, selection }: { what: 'EXAMS' | 'INDICATORS'; filter: ExamFilter; selection: FigureSelection }) {
  const words = useDeskWords()
  const format = useFormat()
  const problem = useProblemText()
  const toast = useToast()
  const table = useAct('structure.exportCsv')
  const save = () => {
    table.mutate({ what, separator: ';', filter, selection }, {
      onSuccess: ({ fileName, csv, rows }) => {
        saveFile(fileName, csv, 'text/csv;charset=utf-8')
        toast({ tone: 'ok', title: filled(words.exported, { n: format.number(rows) }), description: words.exportHint })
      },
      onError: (error) => { toast({ tone: 'alert', title: words.export, description: problem(error) }) },
    })
  }
  return <Button icon={<Download size={14} aria-hidden />} disabled={table.isPending} onClick={save}>{words.export}</Button>
}
