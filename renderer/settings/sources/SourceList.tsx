/** The sources in the order in which they are asked: chosen by click or arrows, moved by buttons or Alt and the arrows. */
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { mostSources, newSource, type SourceInput } from '../../../main/contract/index.ts'
import { useText } from '../../i18n/index.ts'
import { Button, ConfirmDialog, IconButton } from '../../ui/index.ts'
import { moved, placeOf, withoutSource } from './source-edits.ts'

export interface SourceListProps {
  readonly sources: readonly SourceInput[]
  readonly chosen: string
  readonly administers: boolean
  readonly onChoose: (id: string) => void
  readonly onChange: (sources: SourceInput[]) => void
}

export function SourceList({ sources, chosen, administers, onChoose, onChange }: SourceListProps) {
  const t = useText('sources')
  const [leaving, setLeaving] = useState<SourceInput | null>(null)
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null
    if (by === null) return
    event.preventDefault()
    if (event.altKey) {
      if (administers) onChange(moved(sources, index, by))
      return
    }
    const next = sources[index + by]
    if (next === undefined) return
    onChoose(next.id)
    event.currentTarget.closest('ol')?.querySelector<HTMLElement>(`[data-source="${next.id}"]`)?.focus()
  }
  const add = () => {
    const source = newSource(crypto.randomUUID(), t('newName', { number: sources.length + 1 }))
    onChange([...sources, source])
    onChoose(source.id)
  }
  return (
    <div className="so-list">
      <ol className="so-sources" aria-label={t('list')}>
        {sources.map((source, index) => {
          const name = source.name === '' ? t('unnamed') : source.name
          return (
            <li key={source.id} className="so-source">
              <button type="button" className="so-name" data-source={source.id} aria-current={source.id === chosen} onClick={() => { onChoose(source.id) }} onKeyDown={(event) => { onKeyDown(event, index) }}>
                <span className="so-title ui-truncate">{name}</span>
                {source.archive ? <span className="so-archive">{t('archive')}</span> : null}
                <span className="ui-muted ui-truncate so-place">{placeOf(source) === '' ? t('noAddress') : placeOf(source)}</span>
              </button>
              {administers ? (
                <>
                  <IconButton label={t('up', { name })} icon={<ArrowUp size={14} aria-hidden />} disabled={index === 0} onClick={() => { onChange(moved(sources, index, -1)) }} />
                  <IconButton label={t('down', { name })} icon={<ArrowDown size={14} aria-hidden />} disabled={index === sources.length - 1} onClick={() => { onChange(moved(sources, index, 1)) }} />
                  <IconButton label={t('remove', { name })} icon={<X size={14} aria-hidden />} onClick={() => { setLeaving(source) }} />
                </>
              ) : null}
            </li>
          )
        })}
      </ol>
      {administers ? (
        <div className="ui-row">
          <Button icon={<Plus size={14} aria-hidden />} disabled={sources.length >= mostSources} onClick={add}>{t('add')}</Button>
          {sources.length > 1 ? <span className="ui-muted">{t('listHint')}</span> : null}
        </div>
      ) : null}
      <ConfirmDialog
        open={leaving !== null}
        title={t('removeTitle', { name: leaving?.name ?? '' })}
        confirmLabel={t('removeConfirm')}
        danger
        onConfirm={() => {
          if (leaving !== null) onChange(withoutSource(sources, leaving.id))
          setLeaving(null)
        }}
        onCancel={() => { setLeaving(null) }}
      >
        {t('removeText')}
      </ConfirmDialog>
    </div>
  )
}
