/** Asks the PACS and merges what it knows into the list. An open search is refused here: it would load the PACS for
 *  everyone. The dialog closes by itself when the answer is simple; it stays to say "nothing" or "there is more". */
import { Search } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import type { Input, Output } from '../../main/contract/index.ts'
import { useAct, useOperation, useProblemText, useRefresh } from '../api/index.ts'
import { useBilingual, useFormat, useText } from '../i18n/index.ts'
import { Button, DayField, Dialog, Notice, Select, TextField, useToast, Waiting } from '../ui/index.ts'

type Found = Output<'pacs.search'>

interface Criteria {
  patientID: string
  patientName: string
  accessionNumber: string
  modality: string
  /** '' when empty, null when what was typed is no date. */
  from: string | null
  to: string | null
}

const none: Criteria = { patientID: '', patientName: '', accessionNumber: '', modality: '', from: '', to: '' }
const usualModalities = ['MG', 'CT', 'MR', 'CR', 'DX', 'US', 'PT', 'NM', 'XA', 'EEG']

export function PacsSearchDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText('worklist')
  const [criteria, setCriteria] = useState(none)
  return (
    <Dialog open={open} onClose={onClose} title={t('pacs.title')} description={t('pacs.text')}>
      <SearchForm criteria={criteria} onChange={setCriteria} onClose={onClose} />
    </Dialog>
  )
}

function SearchForm({ criteria, onChange, onClose }: { criteria: Criteria; onChange: (criteria: Criteria) => void; onClose: () => void }) {
  const t = useText('worklist')
  const common = useText('common')
  const toast = useToast()
  const problem = useProblemText()
  const refresh = useRefresh()
  const search = useAct('pacs.search')
  const known = useOperation('worklist.facets', {}).data?.modalities.map(({ value }) => value) ?? []
  const [wide, setWide] = useState(false)
  const set = (change: Partial<Criteria>) => {
    setWide(false)
    onChange({ ...criteria, ...change })
  }
  const say = (found: Found) => [t('pacs.found', { count: found.found }), found.added > 0 ? t('pacs.added', { count: found.added }) : t('pacs.nothingNew')]
  const backwards = criteria.from !== null && criteria.to !== null && criteria.from !== '' && criteria.to !== '' && criteria.to < criteria.from

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const input = inputOf(criteria)
    if (input === null || backwards) return
    if (isOpen(input)) {
      setWide(true)
      return
    }
    search.mutate(input, {
      onSuccess: (found) => {
        refresh('worklist.query', 'worklist.facets', 'health.get')
        if (found.found === 0 || found.truncated || found.failed.length > 0) return
        const [title = '', description = ''] = say(found)
        toast({ tone: 'ok', title, description })
        onClose()
      },
    })
  }
  const modalities = [...new Set([...usualModalities, ...known])].map((value) => ({ value, label: value }))
  return (
    <form className="ui-stack" onSubmit={submit} noValidate>
      <div className="wl-pacs-fields">
        <TextField label={t('pacs.patientID')} value={criteria.patientID} maxLength={64} autoFocus onChange={(patientID) => { set({ patientID }) }} />
        <TextField label={t('pacs.accessionNumber')} value={criteria.accessionNumber} maxLength={64} onChange={(accessionNumber) => { set({ accessionNumber }) }} />
        <div className="wl-pacs-wide"><TextField label={t('pacs.patientName')} hint={t('pacs.patientNameHint')} value={criteria.patientName} maxLength={200} onChange={(patientName) => { set({ patientName }) }} /></div>
        <DayField label={t('pacs.from')} value={criteria.from} onChange={(from) => { set({ from }) }} />
        <DayField label={t('pacs.to')} value={criteria.to} error={backwards ? t('pacs.dates') : null} onChange={(to) => { set({ to }) }} />
        <Select label={t('pacs.modality')} value={criteria.modality} onChange={(modality) => { set({ modality }) }} options={[{ value: '', label: t('pacs.anyModality') }, ...modalities]} />
      </div>
      {wide ? <Notice tone="warn">{t('pacs.wide')}</Notice> : null}
      {search.error === null ? null : <Notice tone="alert">{problem(search.error)}</Notice>}
      {search.data === undefined || search.isPending ? null : <Answer found={search.data} say={say} />}
      <div className="ui-dialog-foot wl-pacs-foot">
        {search.isPending ? <Waiting>{t('pacs.searching')}</Waiting> : null}
        <Button size="large" onClick={onClose}>{common('close')}</Button>
        <Button type="submit" variant="primary" size="large" disabled={search.isPending} icon={<Search size={14} aria-hidden />}>{t('pacs.search')}</Button>
      </div>
    </form>
  )
}

/** What stays to be said when the answer is not simply "found": nothing, more than was told, or a source that is silent. */
function Answer({ found, say }: { found: Found; say: (found: Found) => string[] }) {
  const t = useText('worklist')
  const inWords = useBilingual()
  const format = useFormat()
  const told = say(found).join(' · ')
  return (
    <>
      {found.failed.map(({ source, problem }) => <Notice key={source} tone="warn" title={t('pacs.silent', { source })}>{inWords(problem)}</Notice>)}
      {found.found === 0 ? <Notice tone="neutral">{found.failed.length > 0 ? t('pacs.nothingElsewhere') : t('pacs.nothing')}</Notice> : null}
      {found.found > 0 && found.truncated ? <Notice tone="warn" title={told}>{t('pacs.truncated')}</Notice> : null}
      {found.found > 0 && !found.truncated && found.failed.length > 0 ? <Notice tone="neutral">{format.labelled(t('pacs.others'), told)}</Notice> : null}
    </>
  )
}

/** Null when a date cannot be read. A name without a wildcard means its beginning (PS3.4 C.2.2.2.4). */
function inputOf(criteria: Criteria): Input<'pacs.search'> | null {
  if (criteria.from === null || criteria.to === null) return null
  const name = criteria.patientName.trim()
  return {
    patientID: criteria.patientID.trim(),
    patientName: name === '' || /[*?]/.test(name) ? name : `${name}*`,
    accessionNumber: criteria.accessionNumber.trim(),
    modality: criteria.modality,
    studyDateFrom: criteria.from === '' ? null : criteria.from,
    studyDateTo: criteria.to === '' ? null : criteria.to,
  }
}

function isOpen(input: Input<'pacs.search'>): boolean {
  return input.patientID === '' && input.patientName.replaceAll(/[*?]/g, '') === '' && input.accessionNumber === '' && input.studyDateFrom === null && input.studyDateTo === null
}
