/** The bar of every screen: where one is, then (right) commands, peers, deliveries, account. `children` takes the
 *  middle, for the identity of the patient on the reading screen. */
import { ArrowLeft, CloudOff, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEventState } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, IconButton, Kbd, Status } from '../ui/index.ts'
import { AlarmBanner } from '../delivery/AlarmBanner.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import { useShortcut } from './commands/index.ts'
import { DeliveryButton } from './DeliveryButton.tsx'
import { useNavigation } from './navigation.ts'
import { PeerButton } from './PeerButton.tsx'

export function TopBar({ title, children, back = true }: { title: string; children?: ReactNode; back?: boolean }) {
  const t = useText('app')
  const { go, show } = useNavigation()
  const offline = useEventState() === 'lost'
  const paletteKey = useShortcut('app.palette')
  const backKey = useShortcut('app.back')
  return (
    <>
      <header className="app-bar" aria-label={t('topBar.label')}>
        <div className="app-bar-start">
          {back ? <IconButton label={t('topBar.back')} icon={<ArrowLeft size={16} aria-hidden />} onClick={() => { go({ name: 'worklist' }) }} {...(backKey === undefined ? {} : { shortcut: backKey })} /> : null}
          <h1 className="app-bar-title">{title}</h1>
        </div>
        <div className="app-bar-middle">{children}</div>
        <div className="app-bar-end">
          {offline ? <Status tone="warn" icon={CloudOff}>{t('topBar.offline')}</Status> : null}
          <Button variant="quiet" icon={<Search size={14} aria-hidden />} onClick={() => { show('palette') }}>
            <span className="ui-visually-hidden">{t('topBar.palette')}</span>
            {paletteKey === undefined ? null : <Kbd>{paletteKey}</Kbd>}
          </Button>
          <PeerButton peer="pacs" />
          <PeerButton peer="ris" />
          <DeliveryButton />
          <AccountMenu />
        </div>
      </header>
      <AlarmBanner />
    </>
  )
}
