/** Where images come from and where reports go: the sources, the one that is being edited, and what it answers when tried.
 *  A console without any is asked for one PACS by its address. */
import { useState } from 'react'
import { useText } from '../i18n/index.ts'
import { Notice } from '../ui/index.ts'
import { PeerTest } from './PeerTest.tsx'
import { AheadFields } from './AheadFields.tsx'
import { PriorRules } from './priors/PriorRules.tsx'
import { ReportCoding } from './ReportCoding.tsx'
import { firstSource, hasAddress, withSource } from './sources/source-edits.ts'
import { SourceForm } from './sources/SourceForm.tsx'
import { SourceList } from './sources/SourceList.tsx'
import { SourceTestPanel } from './sources/SourceTestPanel.tsx'
import './sources/sources.css'
import type { SettingsEditing } from './use-settings-draft.ts'

export function PacsSection({ editing, administers }: { editing: SettingsEditing; administers: boolean }) {
  const t = useText('settings')
  const words = useText('sources')
  const { sources } = editing.draft
  const [chosen, setChosen] = useState('')
  const source = sources.find(({ id }) => id === chosen) ?? sources[0] ?? firstSource()
  const isFirst = sources.length === 0
  // The first one is asked for by its address alone; what tells several apart comes with it being kept.
  const isAlone = editing.stored.sources.length === 0 && sources.length <= 1
  return (
    <section className="se-block">
      <p className="ui-muted">{t('pacs.text')}</p>
      {isAlone ? null : <SourceList sources={sources} chosen={source.id} administers={administers} onChoose={setChosen} onChange={(next) => { editing.edit({ sources: next }) }} />}
      {isFirst || sources.some(({ archive }) => archive) ? null : <Notice tone="warn">{words('noArchive')}</Notice>}
      <SourceForm key={source.id} source={source} stored={editing.stored.sources.find(({ id }) => id === source.id)} administers={administers} isAlone={isAlone} edit={(next) => { editing.edit({ sources: isFirst && !hasAddress(next) && next.name === firstSource().name ? [] : withSource(sources, next) }) }} />
      {administers ? (isFirst ? null : <SourceTestPanel key={`test ${source.id}`} sourceId={source.id} name={source.name} editing={editing} />) : <PeerTest peer="pacs" editing={editing} administers={administers} />}
      <AheadFields editing={editing} administers={administers} />
      <PriorRules editing={editing} administers={administers} />
      <ReportCoding editing={editing} administers={administers} />
    </section>
  )
}
