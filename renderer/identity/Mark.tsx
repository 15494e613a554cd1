/** The name and its sign: two eyepieces, one open and one closed. */
import { useText } from '../i18n/index.ts'

export function Mark() {
  const t = useText('identity')
  const common = useText('common')
  return (
    <div className="id-mark">
      <svg width="52" height="24" viewBox="0 0 52 24" aria-hidden="true" className="id-sign">
        <path d="M22.5 10.5c2.2-1.6 4.8-1.6 7 0" fill="none" strokeWidth="2.5" />
        <circle cx="12" cy="12" r="10.5" fill="none" strokeWidth="2.5" />
        <circle cx="40" cy="12" r="10.5" fill="none" strokeWidth="2.5" />
        <circle cx="12" cy="12" r="4.5" className="id-sign-open" />
        <path d="M35.5 12h9" strokeWidth="2.5" strokeLinecap="round" />
      </svg>
      <div>
        <p className="id-name">{common('appName')}</p>
        <p className="ui-muted">{t('tagline')}</p>
      </div>
    </div>
  )
}
