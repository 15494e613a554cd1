/** State of the PACS or the RIS: an icon and the name in the bar; behind it what is known, since when, and a check. */
import { Popover } from '@base-ui/react/popover'
import { CircleAlert, CircleCheck, CircleDashed, CircleX, type LucideIcon } from 'lucide-react'
import { useRef } from 'react'
import type { ClockDifference, PeerState } from '../../main/contract/index.ts'
import { useAct, useOperation, useRefresh } from '../api/index.ts'
import { useBilingual, useFormat, useText } from '../i18n/index.ts'
import { Button, focusInside, Status, type Tone } from '../ui/index.ts'
import { useNavigation } from './navigation.ts'

type Known = 'ok' | 'down' | 'unconfigured' | 'unchecked'

const looks: Record<Known, { tone: Tone; icon: LucideIcon }> = {
  ok: { tone: 'ok', icon: CircleCheck },
  down: { tone: 'alert', icon: CircleX },
  unconfigured: { tone: 'neutral', icon: CircleDashed },
  unchecked: { tone: 'neutral', icon: CircleDashed },
}

export function knownOf(state: PeerState | undefined): Known {
  if (state === undefined || (state.configured && state.reachable === null)) return 'unchecked'
  if (!state.configured) return 'unconfigured'
  return state.reachable === true ? 'ok' : 'down'
}

export function PeerButton({ peer }: { peer: 'pacs' | 'ris' }) {
  const t = useText('app')
  const format = useFormat()
  const say = useBilingual()
  const { go } = useNavigation()
  const health = useOperation('health.get', {})
  const check = useAct('health.check')
  const refresh = useRefresh()
  const popup = useRef<HTMLDivElement>(null)
  const state = health.data?.[peer]
  const known = knownOf(state)
  // Letters travel through the PACS: their clocks are said where it is.
  const clocks = peer === 'pacs' ? health.data?.clocks ?? [] : []
  const { tone, icon: Icon } = known === 'ok' && clocks.length > 0 ? { tone: 'warn' as const, icon: CircleAlert } : looks[known]
  const clockSentence = ({ sender, seconds }: ClockDifference) => {
    const minutes = Math.max(1, Math.round(Math.abs(seconds) / 60))
    if (sender === null) return t(seconds > 0 ? 'peer.clockPacsAhead' : 'peer.clockPacsBehind', { minutes })
    return t('peer.clockSender', { name: sender === '' ? t('peer.clockUnnamed') : sender, minutes })
  }
  const name = t(`peer.${peer}`)
  const sentence = known === 'ok' ? t('peer.okText') : known === 'unchecked' ? t('peer.uncheckedText') : known === 'unconfigured' ? t(`peer.${peer}Unconfigured`) : (state?.problem == null ? t('peer.down', { name }) : say(state.problem))
  return (
    <Popover.Root>
      <Popover.Trigger className="ui-button app-peer" data-variant="quiet" data-tone={tone} aria-label={clocks.length === 0 ? t(`peer.${known}`, { name }) : `${t(`peer.${known}`, { name })}. ${t('peer.clockTitle')}`}>
        <Icon size={14} aria-hidden />{name}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="ui-positioner" sideOffset={6} align="end">
          <Popover.Popup ref={popup} className="ui-popup app-peer-popup" initialFocus={focusInside(popup)}>
            <Popover.Title className="app-peer-title">{t(`peer.${known}`, { name })}</Popover.Title>
            <Popover.Description className="app-peer-text">{sentence}</Popover.Description>
            {clocks.length === 0 ? null : <div className="app-peer-clocks"><Status tone="warn">{t('peer.clockTitle')}</Status>{clocks.map((clock) => <p key={clock.sender ?? 'PACS'}>{clockSentence(clock)}</p>)}</div>}
            {state?.checkedAt === null || state?.checkedAt === undefined ? null : <p className="ui-muted">{t('peer.checkedAt', { time: format.time(state.checkedAt) })}</p>}
            <div className="app-peer-actions">
              <Button disabled={check.isPending || known === 'unconfigured'} onClick={() => { check.mutate({}, { onSettled: () => { refresh('health.get') } }) }}>{t('peer.check')}</Button>
              <Popover.Close className="ui-button" onClick={() => { go({ name: 'settings', section: peer }) }}>{t('peer.configure')}</Popover.Close>
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
