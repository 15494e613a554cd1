/** What this program is, what it is not, and what it is made of. */
import { useSession } from '../app/session.ts'
import { useText } from '../i18n/index.ts'
import { Notice } from '../ui/index.ts'

const components = [
  { name: 'Cornerstone3D', licence: 'MIT', purpose: 'cornerstone' },
  { name: 'CharLS, OpenJPEG, OpenJPH, libjpeg-turbo', licence: 'BSD', purpose: 'codecs' },
  { name: 'SQLite3 Multiple Ciphers', licence: 'MIT', purpose: 'sqlite' },
  { name: 'jose', licence: 'MIT', purpose: 'jose' },
  { name: 'PDFKit', licence: 'MIT', purpose: 'pdfkit' },
  { name: 'Zod', licence: 'MIT', purpose: 'zod' },
  { name: 'React, i18next', licence: 'MIT', purpose: 'react' },
  { name: 'Base UI', licence: 'MIT', purpose: 'baseUi' },
  { name: 'TanStack Query, TanStack Virtual', licence: 'MIT', purpose: 'tanstack' },
  { name: 'Inter', licence: 'OFL-1.1', purpose: 'inter' },
  { name: 'Lucide', licence: 'ISC', purpose: 'lucide' },
  { name: 'Electron', licence: 'MIT', purpose: 'electron' },
] as const

export function AboutSection() {
  const t = useText('settings')
  const { version, host } = useSession().status
  return (
    <>
      <section className="se-block">
        <Notice tone="warn" title={t('about.notDeviceTitle')}>{t('about.notDevice')}</Notice>
        <dl className="ui-facts">
          <dt>{t('about.version')}</dt><dd>{version}</dd>
          <dt>{t('about.host')}</dt><dd>{t(`about.hosts.${host}`)}</dd>
          <dt>{t('about.licence')}</dt><dd>{t('about.licenceText')}</dd>
        </dl>
      </section>
      <section className="se-block">
        <h3>{t('about.components')}</h3>
        <p className="ui-muted">{t('about.componentsText')}</p>
        <table className="se-table">
          <caption className="ui-visually-hidden">{t('about.components')}</caption>
          <thead><tr><th scope="col">{t('about.component')}</th><th scope="col">{t('about.purpose')}</th><th scope="col">{t('about.licence')}</th></tr></thead>
          <tbody>{components.map(({ name, licence, purpose }) => <tr key={name}><td>{name}</td><td>{t(`about.purposes.${purpose}`)}</td><td>{licence}</td></tr>)}</tbody>
        </table>
      </section>
    </>
  )
}
