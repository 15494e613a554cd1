/** The structure's own wording of each letter: plain text with named places. */
import { useState } from 'react'
import type { LetterRecipient, LetterResult, LetterTemplate } from '../../main/contract/index.ts'
import { useAct, useOperation, useProblemText, useRefresh } from '../api/index.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Button, Dialog, Notice, Select, TextField, useToast, Waiting } from '../ui/index.ts'
import { filled, useDeskWords } from './use-desk-words.ts'

export function TemplatesDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const words = useDeskWords()
  return <Dialog open={open} onClose={onClose} size="wide" title={words.templates} description={words.templateHint}><Templates /></Dialog>
}

type Name = `${LetterResult} ${LetterRecipient}`
const nameOf = ({ result, recipient }: Pick<LetterTemplate, 'result' | 'recipient'>): Name => `${result} ${recipient}`

function Templates() {
  const words = useDeskWords()
  const format = useFormat()
  const common = useText('common')
  const problem = useProblemText()
  const [name, setName] = useState<Name>('POSITIVE WOMAN')
  const answer = useOperation('structure.letterTemplates', {})
  if (answer.error !== null) return <Notice tone="alert">{problem(answer.error)}</Notice>
  if (answer.data === undefined) return <Waiting block>{common('loading')}</Waiting>
  const { templates, placeholders } = answer.data
  const chosen = templates.find((one) => nameOf(one) === name)
  const labelled = ({ result, recipient }: LetterTemplate) => format.labelled(words.recipients[recipient], words.letterKinds[result])
  return (
    <div className="dk-templates">
      <Select label={words.template} value={name} onChange={setName} options={templates.map((one) => ({ value: nameOf(one), label: labelled(one) }))} />
      <p className="ui-muted">{format.labelled(words.places, placeholders.map((place) => `{${place}}`).join(' '))}</p>
      {chosen === undefined ? null : <TemplateForm key={`${name} ${chosen.changedAt ?? ''}`} template={chosen} />}
    </div>
  )
}

function TemplateForm({ template }: { template: LetterTemplate }) {
  const words = useDeskWords()
  const common = useText('common')
  const format = useFormat()
  const problem = useProblemText()
  const toast = useToast()
  const refresh = useRefresh()
  const save = useAct('structure.saveLetterTemplate')
  const [subject, setSubject] = useState(template.subject)
  const [body, setBody] = useState(template.body)
  const submit = () => {
    save.mutate({ result: template.result, recipient: template.recipient, subject, body }, {
      onSuccess: () => {
        toast({ tone: 'ok', title: words.saved })
        refresh('structure.letterTemplates')
      },
    })
  }
  return (
    <>
      <TextField label={words.subject} value={subject} onChange={setSubject} maxLength={200} />
      <TextField label={words.body} value={body} onChange={setBody} lines={14} maxLength={8000} />
      {save.error === null ? null : <Notice tone="alert">{problem(save.error)}</Notice>}
      <div className="ui-spread">
        <span className="ui-muted">{template.changedAt === null ? words.programWording : filled(words.ownWording, { day: format.day(template.changedAt) })}</span>
        <Button variant="primary" disabled={save.isPending || subject.trim() === '' || body.trim() === '' || (subject === template.subject && body === template.body)} onClick={submit}>{common('save')}</Button>
      </div>
    </>
  )
}
