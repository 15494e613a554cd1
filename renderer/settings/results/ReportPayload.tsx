/** In which form signed reports go to the RIS: for the structure, and otherwise for some of its sites; with what a clinical
 *  document still lacks, before a reader meets it at the signature. */
import { Plus, X } from 'lucide-react'
import { useId, useState } from 'react'
import type { ReportPayloadSettings } from '../../../main/contract/index.ts'
import { siteName } from '../../../main/domain/tomosynthesis/index.ts'
import { useLanguage } from '../../i18n/index.ts'
import { Button, Checkbox, IconButton, Segments, Select, TextField } from '../../ui/index.ts'
import { RadioCards } from '../RadioCards.tsx'
import type { SettingsEditing } from '../use-settings-draft.ts'
import { Lacking } from './Lacking.tsx'
import { oidHolds, writesDocuments } from './payload-problems.ts'
import { resultStrings } from './strings.ts'

type SitePayload = ReportPayloadSettings['default']
const sectors = ['', 'AMBULATOIRE', 'ETABLISSEMENT', 'DEPISTAGE'] as const

export function ReportPayload({ editing, administers }: { editing: SettingsEditing; administers: boolean }) {
  const words = resultStrings[useLanguage()]
  const heading = useId()
  const { reportPayload } = editing.draft
  const change = (over: Partial<ReportPayloadSettings>): void => { editing.edit({ reportPayload: { ...reportPayload, ...over } }) }
  const { default: standard, sites } = reportPayload
  const usesDocuments = [standard, ...Object.values(sites)].some(writesDocuments)
  return (
    <section className="se-block" aria-labelledby={heading}>
      <h3 id={heading}>{words.title}</h3>
      <p className="ui-muted">{words.text}</p>
      <RadioCards label={words.payload} chosen={standard.payload} disabled={!administers} options={(['PDF', 'CDA'] as const).map((value) => ({ value, ...words.payloads[value] }))} choose={(payload) => { change({ default: { ...standard, payload } }) }} />
      <Checkbox label={words.archiveCda} hint={words.archiveCdaHint} disabled={!administers} checked={standard.archiveCda} onChange={(archiveCda) => { change({ default: { ...standard, archiveCda } }) }} />
      {usesDocuments ? <p className="ui-muted">{words.masked}</p> : null}
      <Domains site={standard} administers={administers} change={(over) => { change({ default: { ...standard, ...over } }) }} />
      <div className="se-pair">
        <Select label={words.characterSet} hint={words.characterSetHint} disabled={!administers} value={reportPayload.characterSet} options={[{ value: 'UNICODE UTF-8', label: 'UTF-8' }, { value: '8859/15', label: '8859/15' }]} onChange={(characterSet) => { change({ characterSet }) }} />
        {usesDocuments ? <Select label={words.level} hint={words.levelHint} disabled={!administers} value={String(reportPayload.level) as '1' | '3'} options={words.levels} onChange={(level) => { change({ level: level === '1' ? 1 : 3 }) }} /> : null}
      </div>
      {usesDocuments ? <div className="se-pair"><Select label={words.sector} disabled={!administers} value={reportPayload.sector} options={sectors.map((value) => ({ value, label: words.sectors[value] }))} onChange={(sector) => { change({ sector }) }} /></div> : null}
      <Sites sites={sites} standard={standard} administers={administers} change={(next) => { change({ sites: next }) }} />
      {usesDocuments && administers ? <Lacking editing={editing} /> : null}
    </section>
  )
}

function Domains({ site, name, administers, change }: { site: SitePayload; name?: string; administers: boolean; change: (over: Partial<SitePayload>) => void }) {
  const words = resultStrings[useLanguage()]
  const of = (label: string) => (name === undefined ? label : `${label}, ${name}`)
  const error = (value: string) => (oidHolds(value) ? null : words.oidError)
  return (
    <div className="se-pair">
      <TextField label={of(words.patientOid)} hint={words.oidHint} error={error(site.patientOid)} value={site.patientOid} maxLength={128} disabled={!administers} onChange={(patientOid) => { change({ patientOid: patientOid.trim() }) }} />
      <TextField label={of(words.accessionOid)} hint={words.oidHint} error={error(site.accessionOid)} value={site.accessionOid} maxLength={128} disabled={!administers} onChange={(accessionOid) => { change({ accessionOid: accessionOid.trim() }) }} />
    </div>
  )
}

function Sites({ sites, standard, administers, change }: { sites: ReportPayloadSettings['sites']; standard: SitePayload; administers: boolean; change: (sites: ReportPayloadSettings['sites']) => void }) {
  const words = resultStrings[useLanguage()]
  const [name, setName] = useState('')
  const isKnown = Object.keys(sites).some((one) => siteName(one) === siteName(name))
  return (
    <>
      <h4 className="ui-label">{words.sites}</h4>
      {Object.keys(sites).length === 0 ? <p className="ui-muted">{words.none}</p> : (
        <ul className="se-sites" aria-label={words.sites}>
          {Object.entries(sites).map(([site, own]) => (
            <li key={site} className="ui-stack">
              <div className="ui-row">
                <strong>{site}</strong>
                <Segments label={`${words.payload}, ${site}`} disabled={!administers} value={own.payload} options={[{ value: 'PDF', label: 'PDF' }, { value: 'CDA', label: 'CDA' }]} onChange={(payload) => { if (payload !== null) change({ ...sites, [site]: { ...own, payload } }) }} />
                {administers ? <IconButton label={words.remove(site)} icon={<X size={14} aria-hidden />} onClick={() => { change(Object.fromEntries(Object.entries(sites).filter(([one]) => one !== site))) }} /> : null}
              </div>
              <Checkbox label={words.archiveCdaOf(site)} disabled={!administers} checked={own.archiveCda} onChange={(archiveCda) => { change({ ...sites, [site]: { ...own, archiveCda } }) }} />
              <Domains site={own} name={site} administers={administers} change={(over) => { change({ ...sites, [site]: { ...own, ...over } }) }} />
            </li>
          ))}
        </ul>
      )}
      {administers ? (
        <div className="se-pair">
          <TextField label={words.site} hint={words.siteHint} value={name} maxLength={64} onChange={setName} />
          <div className="se-add"><Button icon={<Plus size={14} aria-hidden />} disabled={name.trim() === '' || isKnown} onClick={() => { change({ ...sites, [name.trim()]: { payload: standard.payload === 'PDF' ? 'CDA' : 'PDF', patientOid: '', accessionOid: '', archiveCda: standard.archiveCda } }); setName('') }}>{words.add}</Button></div>
        </div>
      ) : null}
    </>
  )
}
