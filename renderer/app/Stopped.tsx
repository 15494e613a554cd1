/** Calm pages for when there is no session to show: the window lost its token, the program stopped, or the store
 *  could not be opened. Each says what happened, what was kept and what to do. */
import { CloudOff, DatabaseZap, Unplug } from 'lucide-react'
import { useBilingual, useText } from '../i18n/index.ts'
import { EmptyState } from '../ui/index.ts'

export function Unconnected() {
  const t = useText('app')
  return (
    <main className="app-still">
      <EmptyState page icon={Unplug} title={t('unconnected.title')}>
        <p>{t('unconnected.text')}</p>
        <p className="app-still-more">{t('unconnected.how')}</p>
      </EmptyState>
    </main>
  )
}

export function Unreachable() {
  const t = useText('app')
  return <main className="app-still"><EmptyState page icon={CloudOff} title={t('unreachable.title')}><p>{t('unreachable.text')}</p></EmptyState></main>
}

export function StoreFailed({ failure }: { failure: { fr: string; en: string } }) {
  const t = useText('app')
  const say = useBilingual()
  return (
    <main className="app-still">
      <EmptyState page icon={DatabaseZap} title={t('failed.title')}>
        <p>{say(failure)}</p>
        <p className="app-still-more">{t('failed.kept')}</p>
      </EmptyState>
    </main>
  )
}
