/** The readers of this workstation. An account is made by an administrator; its passphrase is known to its person only. */
import { IdCard, UserPlus } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { roles as allRoles, type Account, type Language, type Role } from '../../main/contract/index.ts'
import { useAct, useOperation, useProblemText, useRefresh } from '../api/index.ts'
import { useAccount } from '../app/session.ts'
import { PassphraseFields, passphraseProblems } from '../identity/index.ts'
import { useLanguage, useText } from '../i18n/index.ts'
import { Button, Checkbox, Dialog, Notice, Segments, TextField, useToast, Waiting } from '../ui/index.ts'

import { ProfessionalDialog, resultStrings } from './results/index.ts'

export function AccountsSection() {
  const t = useText('settings')
  const app = useText('app')
  const common = useText('common')
  const problem = useProblemText()
  const me = useAccount()
  const list = useOperation('accounts.list', {})
  const [adding, setAdding] = useState(false)
  const words = resultStrings[useLanguage()].registers
  const known = useOperation('professionals.list', {})
  const [identified, setIdentified] = useState<Account | null>(null)
  const registered = (account: Account | null) => known.data?.professionals.find(({ accountId }) => accountId === account?.id) ?? null
  return (
    <section className="se-block">
      <div className="ui-spread">
        <p className="ui-muted">{t('accounts.text')}</p>
        <Button icon={<UserPlus size={14} aria-hidden />} onClick={() => { setAdding(true) }}>{t('accounts.add')}</Button>
      </div>
      {list.isPending ? <Waiting>{common('loading')}</Waiting> : list.error !== null ? <Notice tone="alert">{problem(list.error)}</Notice> : (
        <table className="se-table">
          <caption className="ui-visually-hidden">{t('accounts.table')}</caption>
          <thead><tr><th scope="col">{t('accounts.name')}</th><th scope="col">{t('accounts.roles')}</th><th scope="col">{t('accounts.language')}</th><th scope="col">{words.title}</th></tr></thead>
          <tbody>
            {list.data.accounts.map((account) => (
              <tr key={account.id}>
                <td>{account.displayName} {account.id === me.id ? <span className="ui-muted">({t('accounts.you')})</span> : null}</td>
                <td>{account.roles.map((role) => app(`roles.${role}`)).join(', ')}</td>
                <td>{account.language === 'fr' ? 'Français' : 'English'}</td>
                <td><Button variant="quiet" aria-label={words.edit(account.displayName)} icon={<IdCard size={14} aria-hidden />} onClick={() => { setIdentified(account) }}>{registered(account)?.rpps || words.missing}</Button></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <ProfessionalDialog account={identified} known={registered(identified)} onClose={() => { setIdentified(null) }} />
      <Dialog open={adding} onClose={() => { setAdding(false) }} title={t('accounts.add')} description={t('accounts.dialogText')}>
        <NewAccount onDone={() => { setAdding(false) }} />
      </Dialog>
    </section>
  )
}

function NewAccount({ onDone }: { onDone: () => void }) {
  const t = useText('settings')
  const app = useText('app')
  const identity = useText('identity')
  const common = useText('common')
  const problem = useProblemText()
  const toast = useToast()
  const refresh = useRefresh()
  const create = useAct('accounts.create')
  const [name, setName] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [repeated, setRepeated] = useState('')
  const [roles, setRoles] = useState<Role[]>(['L2'])
  const [language, setLanguage] = useState<Language>('fr')
  const [tried, setTried] = useState(false)
  const nameProblem = name.trim().length < 2 ? identity('welcome.nameError') : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (nameProblem !== null || roles.length === 0 || passphraseProblems(passphrase, repeated) !== null) return
    create.mutate({ displayName: name.trim(), passphrase, roles, language }, {
      onSuccess: () => {
        refresh('accounts.list')
        toast({ tone: 'ok', title: t('accounts.added') })
        onDone()
      },
    })
  }
  return (
    <form className="ui-stack" onSubmit={submit} noValidate>
      <TextField label={identity('welcome.name')} value={name} onChange={setName} placeholder={identity('welcome.namePlaceholder')} error={tried ? nameProblem : null} maxLength={80} autoFocus />
      <fieldset className="se-roles">
        <legend className="ui-field-label">{t('accounts.roles')}</legend>
        {allRoles.map((role) => (
          <Checkbox key={role} label={app(`roles.${role}`)} checked={roles.includes(role)} onChange={(on) => { setRoles((before) => (on ? [...before, role] : before.filter((other) => other !== role))) }} />
        ))}
        {tried && roles.length === 0 ? <span className="ui-field-error" role="alert">{identity('welcome.rolesError')}</span> : null}
      </fieldset>
      <PassphraseFields passphrase={passphrase} repeated={repeated} onPassphrase={setPassphrase} onRepeated={setRepeated} tried={tried} />
      <div className="ui-field">
        <span className="ui-field-label">{t('accounts.language')}</span>
        <Segments<Language> label={t('accounts.language')} value={language} onChange={(next) => { if (next !== null) setLanguage(next) }} options={[{ value: 'fr', label: 'Français' }, { value: 'en', label: 'English' }]} />
      </div>
      {create.error === null ? null : <Notice tone="alert">{problem(create.error)}</Notice>}
      <div className="ui-row se-dialog-actions">
        <Button size="large" onClick={onDone}>{common('cancel')}</Button>
        <Button type="submit" size="large" variant="primary" disabled={create.isPending}>{t('accounts.create')}</Button>
      </div>
    </form>
  )
}
