/** Eight groups of four hexadecimal digits, in two lines where they are read aloud. */
import { useText } from '../i18n/index.ts'

export function Fingerprint({ value, large = false }: { value: string; large?: boolean }) {
  const t = useText('exchange')
  const groups = value.split(' ')
  if (!large) return <span><span className="ui-muted">{t('fingerprint')}</span> <code>{value}</code></span>
  return (
    <div>
      <p className="ui-muted">{t('fingerprint')}</p>
      <p className="ex-fingerprint">{[groups.slice(0, 4), groups.slice(4)].map((line) => <code key={line.join('')}>{line.join(' ')}</code>)}</p>
    </div>
  )
}
