/** Who an account is in the national registers: number, name of practice, specialty. */
import { useState, type FormEvent } from 'react'
import type { AccountId, Professional } from '../../../main/contract/index.ts'
import { isRpps, specialties } from '../../../main/domain/professionals/index.ts'
import { useAct, useProblemText, useRefresh } from '../../api/index.ts'
import { useLanguage, useText } from '../../i18n/index.ts'
import { Button, Dialog, Notice, Select, TextField, useToast } from '../../ui/index.ts'
import { resultStrings } from './strings.ts'

const codes = Object.keys(specialties) as Professional['specialty'][]

export function ProfessionalDialog({ account, known, onClose }: { account: { readonly id: AccountId; readonly displayName: string } | null; known: Professional | null; onClose: () => void }) {
  const words = resultStrings[useLanguage()].registers
  return (
    <Dialog open={account !== null} onClose={onClose} title={words.edit(account?.displayName ?? '')} description={words.text}>
      {account === null ? null : <ProfessionalForm key={account.id} initial={known ?? { accountId: account.id, rpps: '', familyName: '', givenName: '', specialty: 'G15_10/SM44' }} onDone={onClose} />}
    </Dialog>
  )
}

function ProfessionalForm({ initial, onDone }: { initial: Professional; onDone: () => void }) {
  const words = resultStrings[useLanguage()].registers
  const common = useText('common')
  const problem = useProblemText()
  const toast = useToast()
  const refresh = useRefresh()
  const set = useAct('professionals.set')
  const [draft, setDraft] = useState(initial)
  const change = (over: Partial<Professional>): void => { setDraft({ ...draft, ...over }) }
  const wrong = draft.rpps !== '' && !isRpps(draft.rpps)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (wrong) return
    set.mutate(draft, { onSuccess: () => { refresh('professionals.list'); toast({ tone: 'ok', title: words.saved }); onDone() } })
  }
  return (
    <form className="ui-stack" onSubmit={submit} noValidate>
      <TextField label={words.rpps} hint={words.rppsHint} error={wrong ? words.rppsError : null} value={draft.rpps} maxLength={11} autoFocus onChange={(rpps) => { change({ rpps: rpps.replaceAll(/\s/g, '') }) }} />
      <div className="se-pair">
        <TextField label={words.family} value={draft.familyName} maxLength={80} onChange={(familyName) => { change({ familyName }) }} />
        <TextField label={words.given} value={draft.givenName} maxLength={80} onChange={(givenName) => { change({ givenName }) }} />
      </div>
      <Select label={words.specialty} value={draft.specialty} options={codes.map((value) => ({ value, label: specialties[value] }))} onChange={(specialty) => { change({ specialty }) }} />
      {set.error === null ? null : <Notice tone="alert">{problem(set.error)}</Notice>}
      <div className="ui-row se-dialog-actions">
        <Button size="large" onClick={onDone}>{common('cancel')}</Button>
        <Button type="submit" size="large" variant="primary" disabled={set.isPending || wrong}>{words.save}</Button>
      </div>
    </form>
  )
}
