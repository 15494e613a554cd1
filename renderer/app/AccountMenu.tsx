/** The active account: who reads, in which role; language, brightness, the other screens, lock. */
import { ChartColumn, ChevronDown, ClipboardList, FolderKanban, Info, Lock, ScrollText, Settings } from 'lucide-react'
import { useAct } from '../api/index.ts'
import { useLanguage, useText } from '../i18n/index.ts'
import { Menu, type MenuEntry } from '../ui/index.ts'
import { useShortcut } from './commands/index.ts'
import { useNavigation } from './navigation.ts'
import { useAccount, useSession } from './session.ts'

export function AccountMenu() {
  const t = useText('app')
  const commands = useText('commands')
  const account = useAccount()
  const { apply, lock } = useSession()
  const { screen, go, show } = useNavigation()
  const language = useLanguage()
  const setLanguage = useAct('session.setLanguage')
  const keys = { lock: useShortcut('app.lock'), settings: useShortcut('app.settings'), structure: useShortcut('app.structure') }
  const reads = account.roles.filter((role) => role !== 'ADMIN')
  const shown = (reads.length === 0 ? account.roles : reads).map((role) => t(`rolesShort.${role}`)).join(' · ')
  const icon = (Icon: typeof Lock) => <Icon size={14} aria-hidden />
  const item = (label: string, Icon: typeof Lock, onSelect: () => void, end?: string): MenuEntry => ({ kind: 'item', label, icon: icon(Icon), onSelect, ...(end === undefined ? {} : { end }) })
  const speak = (to: 'fr' | 'en', label: string): MenuEntry => ({
    kind: 'check', label, checked: language === to, onChange: () => { setLanguage.mutate({ language: to }, { onSuccess: apply }) },
  })

  const entries: MenuEntry[] = [
    { kind: 'label', label: account.roles.map((role) => t(`roles.${role}`)).join(', ') },
    ...(screen.name === 'worklist' ? [] : [item(commands('app.worklist'), ClipboardList, () => { go({ name: 'worklist' }) })]),
    item(commands('app.settings'), Settings, () => { go({ name: 'settings', section: 'general' }) }, keys.settings),
    ...(account.roles.includes('COORDINATOR') ? [item(commands('app.structure'), FolderKanban, () => { go({ name: 'desk' }) }, keys.structure)] : []),
    ...(account.roles.includes('L2') ? [item(commands('app.figures'), ChartColumn, () => { show('figures') })] : []),
    ...(account.roles.includes('ADMIN') ? [item(commands('app.audit'), ScrollText, () => { go({ name: 'audit' }) })] : []),
    item(commands('app.about'), Info, () => { go({ name: 'settings', section: 'about' }) }),
    { kind: 'separator' },
    { kind: 'label', label: t('topBar.language') },
    speak('fr', 'Français'),
    speak('en', 'English'),
    { kind: 'separator' },
    item(commands('app.lock'), Lock, lock, keys.lock),
  ]
  return (
    <Menu
      align="end"
      entries={entries}
      trigger={
        <button type="button" className="ui-button app-account" data-variant="quiet" aria-label={t('topBar.account', { name: account.displayName })}>
          <span className="ui-truncate">{account.displayName}</span>
          <span className="app-account-role">{shown}</span>
          <ChevronDown size={14} aria-hidden />
        </button>
      }
    />
  )
}
