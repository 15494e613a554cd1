/** One drawing of the scheme with its marks. When it can be placed on, the pointer places at once; on the keyboard a
 *  cross is moved with the arrows (Shift for larger steps) and Enter places. */
import './scheme.css'
import { type KeyboardEvent, type PointerEvent, useId, useState } from 'react'
import type { Cote } from '../../main/contract/index.ts'
import { type PointSchema, type SchemeViewName, breastScheme, centreOf, isMirrored, quadrantAt } from '../../main/domain/breast-scheme/index.ts'
import { quadrantWords } from '../../main/domain/sheet/index.ts'
import { useBilingual, useText } from '../i18n/index.ts'
import type { SchemeMark } from './scheme-marks.ts'

const STEP = 0.02
const LARGE_STEP = 0.1

export interface BreastDrawingProps {
  cote: Cote
  view: SchemeViewName
  marks: readonly SchemeMark[]
  /** Id of the anomaly that is being placed. */
  current?: string | null
  highlighted?: boolean
  onPlace?: ((point: PointSchema, by: 'pointer' | 'keyboard') => void) | undefined
  /** A mark was met by the pointer: its anomaly. */
  onPick?: ((anomalieId: string) => void) | undefined
  /** The proposed place of the current anomaly was taken as it is. */
  onConfirm?: (() => void) | undefined
}

/** Drawing units within which the pointer meets a mark. */
const REACH = 8

export function BreastDrawing({ cote, view, marks, current = null, highlighted = false, onPlace, onPick, onConfirm }: BreastDrawingProps) {
  const t = useText('screening')
  const inLanguage = useBilingual()
  const id = useId()
  const drawing = breastScheme[view]
  const [cross, setCross] = useState<PointSchema | null>(null)
  const box = `0 0 ${drawing.width} ${drawing.height}`
  const name = t('scheme.name', { breast: t(`side.${cote}`), view: t(`scheme.views.${view}`) })
  const listed = marks.map((mark) => (mark.proposed ? t('scheme.proposed', { label: mark.label }) : mark.label)).join(', ')

  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    if (onPlace === undefined || event.button !== 0) return
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    const at = { x: within((event.clientX - left) / width), y: within((event.clientY - top) / height) }
    const met = marks.find((mark) => mark.owner === 'MINE' && Math.hypot((mark.point.x - at.x) * drawing.width, (mark.point.y - at.y) * drawing.height) <= REACH)
    if (met !== undefined && onPick !== undefined) onPick(met.id.slice('MINE '.length))
    else if (met?.proposed === true && met.id === `MINE ${current ?? ''}` && onConfirm !== undefined) onConfirm()
    else onPlace(at, 'pointer')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (onPlace === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    const at = cross ?? startOf(cote, view, marks, current)
    const step = event.shiftKey ? LARGE_STEP : STEP
    const moves: Record<string, PointSchema> = {
      ArrowLeft: { x: at.x - step, y: at.y }, ArrowRight: { x: at.x + step, y: at.y }, ArrowUp: { x: at.x, y: at.y - step }, ArrowDown: { x: at.x, y: at.y + step },
    }
    const moved = moves[event.key]
    if (moved !== undefined) setCross({ x: within(moved.x), y: within(moved.y) })
    else if (event.key === 'Enter' || event.key === ' ') {
      const own = marks.find((mark) => mark.id === `MINE ${current ?? ''}`)
      if (own?.proposed === true && own.point.x === at.x && own.point.y === at.y && onConfirm !== undefined) onConfirm()
      else onPlace(at, 'keyboard')
    }
    else return
    event.preventDefault()
  }

  const place = (point: PointSchema) => (view === 'FACE' ? inLanguage(quadrantWords[quadrantAt(cote, point)]) : t('scheme.depth', { percent: Math.round(depth(cote, point) * 100) }))
  const spoken = listed === '' ? t('scheme.empty', { name }) : t('scheme.holds', { name, marks: listed })
  const picture = (
    <>
      <g transform={isMirrored(cote) ? `translate(${drawing.width} 0) scale(-1 1)` : undefined}>
        <path className="reading-drawing-ground" d={drawing.gland} />
        <path className="reading-drawing-body" d={drawing.body} />
        <path className="reading-drawing-gland" d={drawing.gland} />
        <path className="reading-drawing-guides" d={drawing.guides} />
        <path className="reading-drawing-areola" d={drawing.areola} />
        {view === 'FACE' ? <circle className="reading-drawing-nipple" cx={drawing.nipple.x} cy={drawing.nipple.y} r={drawing.nipple.radius} /> : null}
        <path className="reading-drawing-fold" d={drawing.fold} />
      </g>
      {marks.map((mark) => <Mark key={mark.id} mark={mark} cote={cote} view={view} current={current !== null && mark.id === `MINE ${current}`} />)}
      {cross === null ? null : <path className="reading-drawing-cross" d={crossAt(cross.x * drawing.width, cross.y * drawing.height)} />}
    </>
  )

  if (onPlace === undefined) {
    return <svg className="reading-drawing" viewBox={box} data-side={cote} data-view={view} data-highlighted={highlighted || undefined} role="img" aria-label={spoken}>{picture}</svg>
  }
  return (
    <>
      <button type="button" className="reading-drawing-place" data-side={cote} data-view={view} aria-label={spoken} aria-describedby={id}
        onPointerDown={onPointerDown} onKeyDown={onKeyDown} onBlur={() => { setCross(null) }}
        onFocus={(event) => { if (event.currentTarget.matches(':focus-visible')) setCross(startOf(cote, view, marks, current)) }}>
        <svg className="reading-drawing" viewBox={box} data-highlighted={highlighted || undefined} aria-hidden>{picture}</svg>
      </button>
      <span id={id} className="ui-visually-hidden">{t('scheme.help')}</span>
      <span className="ui-visually-hidden" aria-live="polite">{cross === null ? '' : place(cross)}</span>
    </>
  )
}

function Mark({ mark, cote, view, current }: { mark: SchemeMark; cote: Cote; view: SchemeViewName; current: boolean }) {
  const { width, height } = breastScheme[view]
  const x = mark.point.x * width
  const y = mark.point.y * height
  // The name stands towards the middle of the drawing, so that it never leaves it.
  const inwards = mark.point.x > 0.5 ? -1 : 1
  // Two hands mark one lesion at nearly one place: the names part to either side.
  const towards = mark.owner === 'MINE' || mark.point.x < 0.15 || mark.point.x > 0.85 ? inwards : -inwards
  return (
    <g className="reading-scheme-mark" data-side={cote} data-owner={mark.owner} data-current={current || undefined} data-proposed={mark.proposed || undefined}>
      {mark.owner === 'MINE' ? <circle cx={x} cy={y} r={4.5} /> : <path d={`M${x} ${y - 5.5}L${x + 5.5} ${y}L${x} ${y + 5.5}L${x - 5.5} ${y}Z`} />}
      <text x={x + towards * 8} y={y + 3.5} textAnchor={towards > 0 ? 'start' : 'end'}>{mark.proposed ? `${mark.label}\u202f?` : mark.label}</text>
    </g>
  )
}

function startOf(cote: Cote, view: SchemeViewName, marks: readonly SchemeMark[], current: string | null): PointSchema {
  const own = marks.find((mark) => mark.id === `MINE ${current ?? ''}`)
  if (own !== undefined) return own.point
  return view === 'FACE' ? centreOf(cote, 'CENTRAL') : { x: 0.5, y: 0.5 }
}

/** 0 at the nipple, 1 at the chest wall, along the profile drawing. */
function depth(cote: Cote, point: PointSchema): number {
  const { width, nipple } = breastScheme.PROFIL
  const x = (isMirrored(cote) ? 1 - point.x : point.x) * width
  return within((x - nipple.x) / (CHEST_WALL_X - nipple.x))
}

const CHEST_WALL_X = 138

function crossAt(x: number, y: number): string {
  return `M${x - 9} ${y}H${x - 3}M${x + 3} ${y}H${x + 9}M${x} ${y - 9}V${y - 3}M${x} ${y + 3}V${y + 9}`
}

function within(value: number): number {
  return Math.min(1, Math.max(0, value))
}
