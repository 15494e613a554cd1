/** The name and its sign: two eyepieces, one sealed and one open. */
import { useText } from '../i18n/index.ts'

export function Mark() {
  const t = useText('identity')
  const common = useText('common')
  return (
    <div className="id-mark">
      <svg width="44" height="28" viewBox="0 0 44 28" aria-hidden="true" className="id-sign">
        <circle cx="13" cy="14" r="11" fill="none" strokeWidth="2.5" />
        <circle cx="31" cy="14" r="11" fill="none" strokeWidth="2.5" />
        <circle cx="13" cy="14" r="4.5" className="id-sign-open" />
        <path d="M23.5 14h15" strokeWidth="2.5" strokeLinecap="round" />
      </svg>
      <div>
        <p className="id-name">{common('appName')}</p>
        <p className="ui-muted">{t('tagline')}</p>
      </div>
    </div>
  )
}
