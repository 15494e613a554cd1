/** What this window sees of its screen, which registered display that is, and whether it is fit. */
import { ClipboardCheck, Grid3x3, MonitorUp } from 'lucide-react'
import { devicePixels, megapixels } from '../../main/domain/display-quality/index.ts'
import type { DisplayId } from '../../main/contract/index.ts'
import { useProblemText } from '../api/index.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Button, Notice, Select, Status, Waiting } from '../ui/index.ts'
import type { Displays } from './displays-context.ts'
import { ReasonList } from './ReasonList.tsx'

export function ThisScreen({ displays, onEnter }: { displays: Displays; onEnter: ((pixels: { columns: number; rows: number }) => void) | null }) {
  const t = useText('displays')
  const common = useText('common')
  const problem = useProblemText()
  const { state, screens, error } = displays
  if (state === null) {
    return error === null ? <Waiting>{t('section.checking')}</Waiting>
      : <Notice tone="alert" title={t('section.failed')} action={<Button onClick={() => { void displays.refresh() }}>{common('retry')}</Button>}>{problem(error)}</Notice>
  }
  return (
    <>
      {error === null ? null : <Notice tone="alert" title={t('section.failed')} action={<Button onClick={() => { void displays.refresh() }}>{common('retry')}</Button>}>{problem(error)}</Notice>}
      {screens.map((screen, index) => {
        const seen = state.screens[index]
        return seen === undefined ? null : <One key={`${screen.left},${screen.top}`} displays={displays} index={index} screen={screen} seen={seen} onEnter={onEnter} />
      })}
    </>
  )
}

function One({ displays, index, screen, seen, onEnter }: { displays: Displays; index: number; screen: Displays['screens'][number]; seen: NonNullable<Displays['state']>['screens'][number]; onEnter: ((pixels: { columns: number; rows: number }) => void) | null }) {
  const t = useText('displays')
  const format = useFormat()
  const size = devicePixels(screen)
  const fit = seen.reasons.length === 0
  return (
    <div className="di-this">
      <Status tone={fit ? 'ok' : 'alert'}>{fit ? t('section.fit') : t('section.unfit')}</Status>
      <dl className="ui-facts">
        <dt>{t('section.pixels')}</dt><dd>{format.number(size.columns)} × {format.number(size.rows)} · {t('section.megapixels', { value: format.number(megapixels(size), 2) })}</dd>
        <dt>{t('section.scale')}</dt><dd>{format.percent(screen.devicePixelRatio + 1e-9)}</dd>
        <dt>{t('section.depth')}</dt><dd>{t(`section.paths.${screen.greyPath}`)}</dd>
        <dt>{t('section.registered')}</dt><dd>{seen.display?.name ?? t('states.unknown')}</dd>
      </dl>
      {seen.candidates.length > 1 ? (
        <div className="se-short">
          <Select<string> label={t('section.which')} value={seen.display?.id ?? ''}
            options={[...seen.display === null ? [{ value: '', label: t('section.whichNone'), disabled: true }] : [], ...seen.candidates.map(({ id, name, serialNumber }) => ({ value: id, label: serialNumber === '' ? name : `${name} · ${serialNumber}` }))]}
            onChange={(id) => { void displays.choose(index, id as DisplayId) }} />
        </div>
      ) : null}
      <ReasonList reasons={seen.reasons} />
      <div className="ui-row">
        <Button icon={<ClipboardCheck size={14} aria-hidden />} disabled={seen.display === null} onClick={displays.startCheck}>{t('section.check')}</Button>
        <Button icon={<Grid3x3 size={14} aria-hidden />} onClick={displays.showPatterns}>{t('section.patterns')}</Button>
        {onEnter === null || seen.candidates.length > 0 ? null : <Button icon={<MonitorUp size={14} aria-hidden />} onClick={() => { onEnter(size) }}>{t('section.enter')}</Button>}
      </div>
    </div>
  )
}
