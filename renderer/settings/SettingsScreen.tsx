/** Settings: sections on the left, one form on the right. What belongs to the workstation is read-only for a reader;
 *  what belongs to the reader (language, brightness, keys) takes effect at once. */
import { useEffect, useRef } from 'react'
import { useProblemText } from '../api/index.ts'
import { settingsSections, useNavigation, type SettingsSection } from '../app/navigation.ts'
import { useHasRole } from '../app/session.ts'
import { TopBar } from '../app/TopBar.tsx'
import { CentreKeySection } from '../centre-key/index.ts'
import { DisplaysSection } from '../displays/index.ts'
import { ExchangeSection } from '../exchange/index.ts'
import { useText } from '../i18n/index.ts'
import { OrdersSection } from '../orders/index.ts'
import { Button, Notice, useToast, Waiting } from '../ui/index.ts'
import { AboutSection } from './AboutSection.tsx'
import { AccountsSection } from './AccountsSection.tsx'
import { GeneralSection } from './GeneralSection.tsx'
import { HangingSection } from './hanging/index.ts'
import { PacsSection } from './PacsSection.tsx'
import { RisSection } from './RisSection.tsx'
import './settings.css'
import { IdentitySection } from './sources/IdentitySection.tsx'
import { ShortcutsSection } from './ShortcutsSection.tsx'
import { SessionsSection } from './sessions/index.ts'
import { SiteSection } from './SiteSection.tsx'
import { useSettingsDraft, type SettingsEditing } from './use-settings-draft.ts'

const readerSections: readonly SettingsSection[] = ['general', 'hanging', 'shortcuts']
const savedTogether: readonly SettingsSection[] = ['general', 'pacs', 'dicom', 'ris', 'site', 'sessions', 'displays']

export function SettingsScreen({ section }: { section: SettingsSection }) {
  const t = useText('settings')
  const app = useText('app')
  const { go } = useNavigation()
  const administers = useHasRole('ADMIN')
  const shown = settingsSections.filter((name) => name !== 'accounts' || administers)
  const main = useRef<HTMLElement>(null)
  useEffect(() => { main.current?.scrollTo({ top: 0 }) }, [section])
  const group = (names: readonly SettingsSection[], label: string) => (
    <div>
      <h2 className="ui-label se-group">{label}</h2>
      <ul>
        {names.map((name) => (
          <li key={name}><button type="button" className="se-link" aria-current={name === section ? 'page' : undefined} onClick={() => { go({ name: 'settings', section: name }) }}>{t(`sections.${name}`)}</button></li>
        ))}
      </ul>
    </div>
  )
  return (
    <div className="app-screen">
      <TopBar title={app('screens.settings')} />
      <div className="se">
        <nav className="se-nav" aria-label={t('sections.label')}>
          {group(shown.filter((name) => readerSections.includes(name)), t('groups.reader'))}
          {group(shown.filter((name) => !readerSections.includes(name)), t('groups.station'))}
        </nav>
        <main className="se-main" ref={main} tabIndex={-1} aria-label={t(`sections.${section}`)}>
          <div className="se-content">
            <h2 className="se-title">{t(`sections.${section}`)}</h2>
            <Section section={section} administers={administers} />
          </div>
        </main>
      </div>
    </div>
  )
}

function Section({ section, administers }: { section: SettingsSection; administers: boolean }) {
  const t = useText('settings')
  const common = useText('common')
  const problem = useProblemText()
  const { query, editing } = useSettingsDraft()
  if (section === 'hanging') return <HangingSection />
  if (section === 'shortcuts') return <ShortcutsSection />
  if (section === 'accounts') return <AccountsSection />
  if (section === 'centreKey') return <CentreKeySection />
  if (section === 'exchange') return <ExchangeSection />
  if (section === 'orders') return <OrdersSection />
  if (section === 'about') return <AboutSection />
  if (query.error !== null) return <Notice tone="alert" title={t('failed')} action={<Button onClick={() => { void query.refetch() }}>{common('retry')}</Button>}>{problem(query.error)}</Notice>
  if (editing === null) return <Waiting>{common('loading')}</Waiting>
  return (
    <>
      {administers || section === 'general' ? null : <Notice tone="neutral">{t('adminOnly')}</Notice>}
      {section === 'general' ? <GeneralSection editing={editing} administers={administers} />
        : section === 'pacs' ? <PacsSection editing={editing} administers={administers} />
          : section === 'dicom' ? <IdentitySection editing={editing} administers={administers} />
          : section === 'ris' ? <RisSection editing={editing} administers={administers} />
            : section === 'displays' ? <DisplaysSection rule={editing.stored.displayRule} draft={editing.draft} administers={administers} edit={editing.edit} />
              : section === 'sessions' ? <SessionsSection editing={editing} administers={administers} />
                : <SiteSection editing={editing} administers={administers} />}
      {administers && savedTogether.includes(section) ? <SaveBar editing={editing} /> : null}
    </>
  )
}

function SaveBar({ editing }: { editing: SettingsEditing }) {
  const t = useText('settings')
  const common = useText('common')
  const problem = useProblemText()
  const toast = useToast()
  const save = () => {
    void editing.save().then((stored) => { if (stored) toast({ tone: 'ok', title: t('saved') }) })
  }
  return (
    <div className="se-save">
      {editing.error === null || editing.error === undefined ? null : <Notice tone="alert">{problem(editing.error)}</Notice>}
      <div className="ui-row">
        <Button variant="primary" size="large" disabled={!editing.changed || editing.problems.length > 0 || editing.saving} onClick={save}>{common('save')}</Button>
        {editing.changed ? <><Button size="large" onClick={editing.revert}>{t('revert')}</Button><span className="ui-muted">{t('unsaved')}</span></> : null}
      </div>
    </div>
  )
}
