/** Takes the structure's own file of exams in, and says of every line that was not taken why. */
import { FileUp } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Output } from '../../main/contract/index.ts'
import { useAct, useProblemText } from '../api/index.ts'
import { useCommand } from '../app/commands/index.ts'
import { useFormat, useLanguage, useText } from '../i18n/index.ts'
import { Button, Dialog, Notice, useToast } from '../ui/index.ts'
import { useDeskWords } from './use-desk-words.ts'

const largest = 1_400_000

export function ImportListButton() {
  const words = useDeskWords()
  const problem = useProblemText()
  const toast = useToast()
  const take = useAct('structure.importList')
  const input = useRef<HTMLInputElement>(null)
  const [report, setReport] = useState<Output<'structure.importList'> | null>(null)
  const pick = () => { input.current?.click() }
  useCommand('desk.importList', pick, { enabled: !take.isPending })
  const read = async (file: File) => {
    if (file.size > largest) {
      toast({ tone: 'alert', title: words.list.failed, description: words.list.tooLarge })
      return
    }
    const bytes = new Uint8Array(await file.arrayBuffer())
    let binary = ''
    for (const byte of bytes) binary += String.fromCharCode(byte)
    take.mutate({ content: btoa(binary) }, { onSuccess: setReport, onError: (error) => { toast({ tone: 'alert', title: words.list.failed, description: problem(error) }) } })
  }
  return (
    <>
      <Button icon={<FileUp size={14} aria-hidden />} disabled={take.isPending} onClick={pick}>{take.isPending ? words.list.busy : words.list.button}</Button>
      <input ref={input} type="file" accept=".csv,.txt,text/csv" hidden tabIndex={-1} aria-hidden data-import="list" onChange={({ currentTarget }) => {
        const file = currentTarget.files?.[0]
        if (file !== undefined) void read(file)
        // The same file can be taken up again.
        currentTarget.value = ''
      }} />
      {report === null ? null : <Report report={report} onClose={() => { setReport(null) }} />}
    </>
  )
}

function Report({ report: { encoding, taken, known, waiting, refused }, onClose }: { report: Output<'structure.importList'>; onClose: () => void }) {
  const words = useDeskWords()
  const common = useText('common')
  const format = useFormat()
  const language = useLanguage()
  const facts = [[words.list.taken, format.number(taken)], [words.list.known, format.number(known)], [words.list.waiting, format.number(waiting)], [words.list.refused, format.number(refused.length)], [words.list.encoding, encoding]] as const
  return (
    <Dialog open onClose={onClose} size="wide" title={words.list.title} footer={<Button variant="primary" onClick={onClose}>{common('close')}</Button>}>
      <dl className="ui-facts">{facts.map(([name, value]) => <div key={name} className="dk-fact"><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {refused.length === 0 ? <Notice tone="ok">{words.list.allGood}</Notice> : (
        <table className="dk-data dk-list">
          <thead><tr><th scope="col">{words.list.line}</th><th scope="col">{words.list.why}</th></tr></thead>
          <tbody>{refused.map(({ line, fr, en }) => <tr key={line}><th scope="row">{format.number(line)}</th><td>{language === 'fr' ? fr : en}</td></tr>)}</tbody>
        </table>
      )}
    </Dialog>
  )
}
