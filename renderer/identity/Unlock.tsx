/** The locked window: names to choose from and a passphrase; nothing of patients. After too many attempts the wait is
 *  counted down here, while main keeps the real count. */
import { Lock, LockOpen } from 'lucide-react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import type { AccountId } from '../../main/contract/index.ts'
import { ProblemError, useAct, useProblemText } from '../api/index.ts'
import { useSession } from '../app/session.ts'
import { useText } from '../i18n/index.ts'
import { Button, Notice, TextField } from '../ui/index.ts'
import './identity.css'
import { Mark } from './Mark.tsx'

export function Unlock() {
  const t = useText('identity')
  const { status, apply } = useSession()
  const problem = useProblemText()
  const unlock = useAct('session.unlock')
  const field = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<AccountId | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const [tried, setTried] = useState(false)
  const [wait, startWait] = useCountdown()
  const account = status.accounts.find(({ id }) => id === chosen) ?? status.accounts[0]

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (account === undefined || passphrase === '' || wait > 0 || unlock.isPending) return
    unlock.mutate({ accountId: account.id, passphrase }, {
      onSuccess: apply,
      onError: (error) => {
        startWait(waitOf(error))
        setPassphrase('')
        setTried(false)
        field.current?.focus()
      },
    })
  }
  return (
    <main className="id-locked">
      <Mark />
      <form className="id-card" onSubmit={submit} noValidate>
        <h1 className="id-locked-title"><Lock size={18} aria-hidden />{t('unlock.title')}</h1>
        {status.accounts.length > 1 ? (
          <div role="radiogroup" aria-label={t('unlock.who')} className="id-accounts">
            {status.accounts.map((one) => (
              <label key={one.id} className="id-account" data-chosen={one.id === account?.id ? '' : undefined}>
                <input
                  type="radio"
                  name="account"
                  checked={one.id === account?.id}
                  onChange={() => {
                    setChosen(one.id)
                    unlock.reset()
                    field.current?.focus()
                  }}
                />
                <span className="id-initials" aria-hidden>{initials(one.displayName)}</span>
                <span className="ui-truncate">{one.displayName}</span>
              </label>
            ))}
          </div>
        ) : null}
        <TextField
          inputRef={field}
          label={t('unlock.passphrase', { name: account?.displayName ?? '' })}
          type="password"
          value={passphrase}
          onChange={setPassphrase}
          error={tried && passphrase === '' && unlock.error === null ? t('unlock.empty') : null}
          autoComplete="current-password"
          maxLength={1024}
          autoFocus
        />
        {wait > 0 ? <Notice tone="warn">{t('unlock.wait', { seconds: wait })}</Notice> : unlock.error === null || isTooMany(unlock.error) ? null : <Notice tone="alert">{problem(unlock.error)}</Notice>}
        <Button type="submit" variant="primary" size="large" disabled={unlock.isPending || wait > 0} icon={<LockOpen size={14} aria-hidden />}>{unlock.isPending ? t('unlock.unlocking') : t('unlock.unlock')}</Button>
      </form>
      <p className="id-forgotten">{t('unlock.forgotten')}</p>
    </main>
  )
}

function initials(name: string): string {
  const words = name.replace(/^(Dr|Pr|Dre)\.?\s+/i, '').split(/\s+/)
  return [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => [...(word ?? '')][0] ?? '').join('').toUpperCase()
}

function isTooMany(error: unknown): error is ProblemError {
  return error instanceof ProblemError && error.problem.code === 'session/too-many-attempts'
}

/** Seconds counted down to 0, by the clock: a window in the background is woken rarely. */
function useCountdown(): [left: number, start: (seconds: number) => void] {
  const [{ until, left }, set] = useState({ until: 0, left: 0 })
  useEffect(() => {
    if (left <= 0) return undefined
    const timer = setInterval(() => { set({ until, left: Math.max(0, Math.ceil((until - Date.now()) / 1000)) }) }, 500)
    return () => { clearInterval(timer) }
  }, [left, until])
  return [left, (seconds) => { set({ until: Date.now() + seconds * 1000, left: seconds }) }]
}

/** The wait that main asked for; 0 when the failure asks for none. */
function waitOf(error: unknown): number {
  if (!isTooMany(error)) return 0
  const seconds = Number(error.problem.params.seconds)
  return Number.isFinite(seconds) ? Math.ceil(seconds) : 30
}
