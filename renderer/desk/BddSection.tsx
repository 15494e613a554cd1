/** The result of a deferred workup, entered by a coordinator from the radiologist's sheet. */
import { useState } from 'react'
import type { BddResult, ExamDetail } from '../../main/contract/index.ts'
import { useAct, useProblemText } from '../api/index.ts'
import { useCommand, useShortcut } from '../app/commands/index.ts'
import { formatPatientName, useFormat, useText } from '../i18n/index.ts'
import { PrintBddButton } from '../reporting/index.ts'
import { Button, DayField, Dialog, Notice, Select, useToast } from '../ui/index.ts'
import { today } from './today.ts'
import { useDeskWords } from './use-desk-words.ts'

export function BddSection({ exam }: { exam: ExamDetail }) {
  const words = useDeskWords()
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const { bdd } = exam
  const shortcut = useShortcut('desk.workup')
  useCommand('desk.workup', () => { setOpen(true) })
  return (
    <section>
      <h3>{words.bdd}</h3>
      {bdd === null ? null : (
        <dl className="ui-facts">
          <dt>{words.bddDone}</dt><dd>{format.day(bdd.doneOn)}</dd>
          <dt>ACR</dt><dd>{`D ${bdd.acr.D ?? '–'} / G ${bdd.acr.G ?? '–'}`}</dd>
          <dt>{words.action}</dt><dd>{words.actions[bdd.action]}</dd>
          <dt>{words.biopsy}</dt><dd>{words.biopsies[bdd.biopsy]}</dd>
          <dt>{words.cancer}</dt><dd>{words.cancers[cancerOf(bdd.cancer)]}</dd>
        </dl>
      )}
      <div className="dk-acts"><Button variant={bdd === null ? 'primary' : 'secondary'} onClick={() => { setOpen(true) }} {...(shortcut === undefined ? {} : { shortcut })}>{bdd === null ? words.enterBdd : words.correctBdd}</Button><PrintBddButton studyInstanceUID={exam.studyInstanceUID} /></div>
      {open ? <BddDialog exam={exam} onClose={() => { setOpen(false) }} /> : null}
    </section>
  )
}

const cancerOf = (cancer: boolean | null) => (cancer === null ? 'unknown' : cancer ? 'yes' : 'no')
const categories = ['-', '1', '2', '3', '4', '5'] as const
type Category = (typeof categories)[number]
const categoryOf = (value: number | null): Category => categories.find((one) => one === String(value)) ?? '-'
const valueOf = (category: Category): BddResult['acr']['D'] => (category === '-' ? null : Number(category) as 1 | 2 | 3 | 4 | 5)

function BddDialog({ exam, onClose }: { exam: ExamDetail; onClose: () => void }) {
  const words = useDeskWords()
  const common = useText('common')
  const problem = useProblemText()
  const toast = useToast()
  const save = useAct('structure.saveBdd')
  const [day, setDay] = useState<string | null>(exam.bdd?.doneOn ?? today)
  const [right, setRight] = useState(categoryOf(exam.bdd?.acr.D ?? null))
  const [left, setLeft] = useState(categoryOf(exam.bdd?.acr.G ?? null))
  const [action, setAction] = useState<BddResult['action']>(exam.bdd?.action ?? 'FIN')
  const [biopsy, setBiopsy] = useState<BddResult['biopsy']>(exam.bdd?.biopsy ?? 'NONE')
  const [cancer, setCancer] = useState<'yes' | 'no' | 'unknown'>(cancerOf(exam.bdd?.cancer ?? null))
  const missing = day === null || day === '' || (right === '-' && left === '-')
  const submit = () => {
    if (day === null || missing) return
    const result: BddResult = { doneOn: day, acr: { D: valueOf(right), G: valueOf(left) }, action, biopsy, cancer: cancer === 'unknown' ? null : cancer === 'yes' }
    save.mutate({ studyInstanceUID: exam.studyInstanceUID, result }, {
      onSuccess: () => {
        toast({ tone: 'ok', title: words.saved })
        onClose()
      },
    })
  }
  const acr = categories.map((value) => ({ value, label: value === '-' ? words.notGiven : `ACR ${value}` }))
  const named = <V extends string>(labels: Readonly<Record<V, string>>) => (Object.keys(labels) as V[]).map((value) => ({ value, label: labels[value] }))
  return (
    <Dialog open onClose={onClose} title={words.bdd} description={formatPatientName(exam.patientName)}
      footer={<><Button onClick={onClose}>{common('cancel')}</Button><Button variant="primary" disabled={missing || save.isPending} onClick={submit}>{common('save')}</Button></>}>
      <div className="dk-form">
        <DayField label={words.bddDone} value={day} onChange={setDay} error={day === null || day === '' ? words.dayNeeded : null} />
        <Select label={words.bddAcr.D} value={right} onChange={setRight} options={acr} />
        <Select label={words.bddAcr.G} value={left} onChange={setLeft} options={acr} />
        <Select label={words.action} value={action} onChange={setAction} options={named(words.actions)} />
        <Select label={words.biopsy} value={biopsy} onChange={setBiopsy} options={named(words.biopsies)} />
        <Select label={words.cancer} value={cancer} onChange={setCancer} options={named(words.cancers)} />
      </div>
      {save.error === null ? null : <Notice tone="alert">{problem(save.error)}</Notice>}
    </Dialog>
  )
}
