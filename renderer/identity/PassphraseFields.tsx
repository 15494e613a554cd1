/** A new passphrase, typed twice, with how long it is so far. */
import { useProblemSentence } from './use-problem-sentence.ts'
import { useText } from '../i18n/index.ts'
import { TextField } from '../ui/index.ts'
import { passphraseProblems, shortestPassphrase } from './passphrase-rules.ts'

export function PassphraseFields({ passphrase, repeated, onPassphrase, onRepeated, tried }: {
  passphrase: string
  repeated: string
  onPassphrase: (value: string) => void
  onRepeated: (value: string) => void
  tried: boolean
}) {
  const t = useText('identity')
  const weak = useProblemSentence('session/weak-passphrase')
  const length = [...passphrase].length
  const problem = passphraseProblems(passphrase, repeated)
  const hint = length === 0 ? t('welcome.passphraseHint') : length < shortestPassphrase ? t('welcome.length', { count: length }) : t('welcome.longEnough')
  return (
    <>
      <TextField label={t('welcome.passphrase')} type="password" value={passphrase} onChange={onPassphrase} hint={hint} error={tried && problem === 'short' ? weak : null} autoComplete="new-password" maxLength={1024} />
      <TextField
        label={t('welcome.repeat')} type="password" value={repeated} onChange={onRepeated} autoComplete="new-password" maxLength={1024}
        error={problem === 'differs' && (tried || repeated.length >= passphrase.length) ? t('welcome.repeatError') : null}
      />
    </>
  )
}
