/** Commands that hold on every screen. */
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/index.ts'
import { languageOf } from '../i18n/index.ts'
import { useCommand } from './commands/index.ts'
import { useNavigation } from './navigation.ts'
import { useHasRole, useSession } from './session.ts'

export function useShellCommands(): void {
  const { screen, go, show } = useNavigation()
  const { lock, apply } = useSession()
  const administers = useHasRole('ADMIN')
  const coordinates = useHasRole('COORDINATOR')
  const readsSecond = useHasRole('L2')
  const setLanguage = useAct('session.setLanguage')
  const { i18n } = useTranslation()

  useCommand('app.palette', () => { show('palette') })
  useCommand('app.help', () => { show('help') })
  useCommand('app.deliveries', () => { show('deliveries') })
  useCommand('app.retrievals', () => { show('retrievals') })
  useCommand('app.deliveriesPage', () => { go({ name: 'deliveries' }) })
  useCommand('app.lock', lock)
  useCommand('app.worklist', () => { go({ name: 'worklist' }) }, { enabled: screen.name !== 'worklist' })
  useCommand('app.back', () => { go({ name: 'worklist' }) }, { enabled: screen.name !== 'worklist' })
  useCommand('app.settings', () => { go({ name: 'settings', section: 'general' }) })
  useCommand('app.about', () => { go({ name: 'settings', section: 'about' }) })
  useCommand('app.structure', () => { go({ name: 'desk' }) }, { enabled: coordinates })
  useCommand('app.figures', () => { show('figures') }, { enabled: readsSecond })
  useCommand('app.audit', () => { go({ name: 'audit' }) }, { enabled: administers })
  useCommand('app.language', () => {
    setLanguage.mutate({ language: languageOf(i18n) === 'fr' ? 'en' : 'fr' }, { onSuccess: apply })
  })
}
