/** The first minute: who reads here, and the passphrase that everything is encrypted under. One page, no wizard. */
import { Eye, KeyRound, ShieldCheck, type LucideIcon } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language, Role } from '../../main/contract/index.ts'
import { useAct, useProblemText } from '../api/index.ts'
import { useSession } from '../app/session.ts'
import { useLanguage, useText } from '../i18n/index.ts'
import { Button, Checkbox, Notice, Segments, TextField } from '../ui/index.ts'
import './identity.css'
import { Mark } from './Mark.tsx'
import { PassphraseFields } from './PassphraseFields.tsx'
import { passphraseProblems } from './passphrase-rules.ts'

const points: readonly { name: 'blind' | 'cache' | 'delivery'; icon: LucideIcon }[] = [
  { name: 'blind', icon: Eye },
  { name: 'cache', icon: KeyRound },
  { name: 'delivery', icon: ShieldCheck },
]
const readers = ['L1', 'L2', 'RADIOLOGIST', 'COORDINATOR'] as const
const readerText = { L1: 'l1', L2: 'l2', RADIOLOGIST: 'radiologist', COORDINATOR: 'coordinator' } as const

export function Welcome() {
  const t = useText('identity')
  return (
    <main className="id-welcome">
      <aside className="id-about">
        <Mark />
        <ul className="id-points">
          {points.map(({ name, icon: Icon }) => (
            <li key={name}>
              <Icon size={20} strokeWidth={1.5} aria-hidden />
              <div><p className="id-point-title">{t(`welcome.points.${name}Title`)}</p><p className="ui-muted">{t(`welcome.points.${name}`)}</p></div>
            </li>
          ))}
        </ul>
        <p className="ui-muted">{t('welcome.notDevice')}</p>
      </aside>
      <section className="id-form-side"><FirstAccount /></section>
    </main>
  )
}

function FirstAccount() {
  const t = useText('identity')
  const app = useText('app')
  const problem = useProblemText()
  const language = useLanguage()
  const { i18n } = useTranslation()
  const { apply } = useSession()
  const setUp = useAct('session.setUp')
  const [name, setName] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [repeated, setRepeated] = useState('')
  const [roles, setRoles] = useState<Role[]>(['ADMIN', 'L1', 'RADIOLOGIST'])
  const [demo, setDemo] = useState(true)
  const [tried, setTried] = useState(false)

  const nameProblem = name.trim().length < 2 ? t('welcome.nameError') : null
  const problems = passphraseProblems(passphrase, repeated)
  const speak = (next: Language) => {
    void i18n.changeLanguage(next)
    document.documentElement.lang = next
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (nameProblem !== null || problems !== null || setUp.isPending) return
    setUp.mutate({ displayName: name.trim(), passphrase, roles, language, demo }, { onSuccess: apply })
  }
  return (
    <form className="id-form" onSubmit={submit} noValidate>
      <div className="ui-spread">
        <h1>{t('welcome.title')}</h1>
        <Segments<Language> label={app('topBar.language')} value={language} onChange={(next) => { if (next !== null) speak(next) }} options={[{ value: 'fr', label: 'Français' }, { value: 'en', label: 'English' }]} />
      </div>
      <p className="ui-muted">{t('welcome.text')}</p>
      <TextField label={t('welcome.name')} value={name} onChange={setName} placeholder={t('welcome.namePlaceholder')} hint={t('welcome.nameHint')} error={tried ? nameProblem : null} maxLength={80} autoComplete="name" autoFocus />
      <PassphraseFields passphrase={passphrase} repeated={repeated} onPassphrase={setPassphrase} onRepeated={setRepeated} tried={tried} />
      <fieldset className="id-roles">
        <legend className="ui-field-label">{t('welcome.roles')}</legend>
        {readers.map((role) => (
          <Checkbox key={role} label={t(`welcome.${readerText[role]}`)} checked={roles.includes(role)} onChange={(on) => { setRoles((before) => (on ? [...before, role] : before.filter((other) => other !== role))) }} />
        ))}
        <Checkbox label={t('welcome.admin')} hint={t('welcome.adminHint')} checked disabled onChange={() => undefined} />
      </fieldset>
      <Checkbox label={t('welcome.demo')} hint={t('welcome.demoHint')} checked={demo} onChange={setDemo} />
      {setUp.error === null ? null : <Notice tone="alert">{problem(setUp.error)}</Notice>}
      <Button type="submit" variant="primary" size="large" disabled={setUp.isPending}>{setUp.isPending ? t('welcome.creating') : t('welcome.create')}</Button>
    </form>
  )
}
