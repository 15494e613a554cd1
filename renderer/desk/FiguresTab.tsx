/** The legal indicators of a selection: tables with a chart in each row, delays, volumes, and a reader's own figures. */
import { ChartColumn } from 'lucide-react'
import { useState } from 'react'
import type { FigureSelection, IndicatorFigures } from '../../main/contract/index.ts'
import { useOperation, useProblemText } from '../api/index.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Button, DayField, EmptyState, Notice, ScrollRegion, Select, Waiting } from '../ui/index.ts'
import { DelayTable } from './DelayTable.tsx'
import { ExportButton } from './ExportButton.tsx'
import { Feedback } from './Feedback.tsx'
import { IndicatorTable } from './IndicatorTable.tsx'
import { today, yearBefore } from './today.ts'
import { filled, useDeskWords } from './use-desk-words.ts'
import { VolumeTable } from './VolumeTable.tsx'

const noFilter = { view: 'ALL', text: '', standings: [], site: null, lateOnly: false } as const

export function FiguresTab() {
  const words = useDeskWords()
  const common = useText('common')
  const format = useFormat()
  const problem = useProblemText()
  const [selection, setSelection] = useState<FigureSelection>(() => ({ from: yearBefore(today()), to: today(), site: null, reader: null }))
  const answer = useOperation('structure.indicators', selection, { keepPrevious: true })
  const figures = answer.data
  return (
    <div className="dk-figures">
      <Choices selection={selection} figures={figures} onChange={(change) => { setSelection({ ...selection, ...change }) }} />
      {answer.error !== null ? <Notice tone="alert" title={words.failed} action={<Button onClick={() => { void answer.refetch() }}>{common('retry')}</Button>}>{problem(answer.error)}</Notice>
        : figures === undefined ? <Waiting block>{words.loading}</Waiting> : (
          <ScrollRegion className="dk-figures-scroll" label={words.tabs.FIGURES}>
            {figures.unreadable === 0 ? null : <Notice tone="alert">{figures.unreadable === 1 ? words.unreadableOne : filled(words.unreadable, { n: format.number(figures.unreadable) })}</Notice>}
            {figures.exams === 0 ? <EmptyState icon={ChartColumn} title={words.noFigures} /> : (
              <>
                <p className="ui-muted dk-hint">{words.chartHint}</p>
                <IndicatorTable indicators={figures.indicators} />
                <div className="dk-two">
                  <section><h2>{words.delays}</h2><DelayTable delays={figures.delays} /></section>
                  <section><h2>{words.volumes}</h2><VolumeTable volumes={figures.volumes} /></section>
                </div>
                <Feedback key={`${selection.reader ?? ''} ${selection.from ?? ''} ${selection.to ?? ''}`} selection={selection} />
              </>
            )}
          </ScrollRegion>
        )}
    </div>
  )
}

function Choices({ selection, figures, onChange }: { selection: FigureSelection; figures: IndicatorFigures | undefined; onChange: (change: Partial<FigureSelection>) => void }) {
  const words = useDeskWords()
  const format = useFormat()
  const day = (key: 'from' | 'to') => (value: string | null) => { if (value !== null) onChange({ [key]: value === '' ? null : value }) }
  return (
    <div className="dk-filters">
      <div className="dk-short"><DayField label={words.from} value={selection.from ?? ''} onChange={day('from')} /></div>
      <div className="dk-short"><DayField label={words.to} value={selection.to ?? ''} onChange={day('to')} /></div>
      <Button onClick={() => { onChange({ from: yearBefore(today()), to: today() }) }}>{words.lastYear}</Button>
      <Button onClick={() => { onChange({ from: null, to: null }) }}>{words.always}</Button>
      <Select label={words.site} value={selection.site ?? ''} onChange={(value) => { onChange({ site: value === '' ? null : value }) }} options={[{ value: '', label: words.allSites }, ...(figures?.sites ?? []).map((value) => ({ value, label: value }))]} />
      <Select label={words.reader} value={selection.reader ?? ''} onChange={(value) => { onChange({ reader: value === '' ? null : value }) }} options={[{ value: '', label: words.allReaders }, ...(figures?.readers ?? []).map((value) => ({ value, label: value }))]} />
      <div className="dk-filters-end">
        <span className="dk-count" role="status">{figures === undefined ? '' : figures.exams === 1 ? words.countOne : filled(words.count, { n: format.number(figures.exams) })}</span>
        <ExportButton what="INDICATORS" filter={{ ...noFilter, standings: [] }} selection={selection} />
      </div>
    </div>
  )
}
