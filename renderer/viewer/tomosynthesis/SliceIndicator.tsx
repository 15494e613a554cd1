/** Where the reader is among the slices: at the free edge of the image, over its whole height, to be dragged. Says slice,
 *  millimetres, ends, slab and cine in words; slices that are decoded are marked on the track. */
import { useRef, type PointerEvent as ReactPointerEvent } from 'react'
import type { Language } from '../../../main/contract/index.ts'
import type { Stack } from '../../../main/domain/hanging/index.ts'
import { sliceEnds, slicePositions } from '../../../main/domain/tomosynthesis/index.ts'
import { createFormat } from '../../i18n/index.ts'
import { sharesVoi, slabSlices } from './slab.ts'
import { tomosynthesisStrings } from './strings.ts'
import type { SliceView } from './use-tomosynthesis.ts'
import './tomosynthesis.css'

export interface SliceIndicatorProps {
  readonly stack: Stack
  /** From 0. */
  readonly position: number
  readonly view: SliceView
  /** Edge without breast. */
  readonly free: 'left' | 'right'
  readonly language: Language
  readonly glide: (position: number) => void
}

export function SliceIndicator({ stack, position, view, free, language, glide }: SliceIndicatorProps) {
  const track = useRef<HTMLDivElement>(null)
  const strings = tomosynthesisStrings[language]
  const format = createFormat(language)
  const count = stack.frames.length
  const depth = slicePositions(stack.frames)
  const ends = sliceEnds(stack.frames)
  const share = (at: number): string => `${((at + 0.5) / count) * 100}%`
  const { slab, cine } = view
  const thick = slab === null ? null : slabSlices(stack.frames, position, slab.slices)
  const first = thick?.[0] === undefined ? position : stack.frames.indexOf(thick[0])

  const follow = (event: ReactPointerEvent): void => {
    const box = track.current?.getBoundingClientRect()
    if (box === undefined || box.height === 0) return
    glide(Math.min(Math.max(Math.floor(((event.clientY - box.top) / box.height) * count), 0), count - 1))
  }
  const millimetres = depth === null ? null : depth.millimetres[position] ?? null
  return (
    <div className="viewer-slices" data-x={free} data-position={position + 1} data-count={count} aria-label={strings.indicator}
      onPointerDown={(event) => {
        // The image under it must not take this for a gesture of its own.
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
        follow(event)
      }}
      onPointerMove={(event) => { event.stopPropagation(); if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event) }}
      onDoubleClick={(event) => event.stopPropagation()}>
      <span className="viewer-slices-end" title={ends === null ? undefined : strings.endNames[ends.first]}>{ends === null ? '1' : strings.ends[ends.first]}</span>
      <div ref={track} className="viewer-slices-track">
        {[...view.held].map((there, at) => (there === '1' ? <i key={`${at}`} style={{ top: `${(at / count) * 100}%`, height: `${100 / count}%` }} /> : null))}
        {slab === null ? null : <b style={{ top: `${(first / count) * 100}%`, height: `${(slab.slices / count) * 100}%` }} />}
        <span className="viewer-slices-thumb" style={{ top: share(position) }} />
      </div>
      <span className="viewer-slices-end" title={ends === null ? undefined : strings.endNames[ends.last]}>{ends === null ? String(count) : strings.ends[ends.last]}</span>
      <div className="viewer-slices-words">
        <p className="viewer-slices-place">{position + 1} / {count}</p>
        {millimetres === null ? null : <p>{format.quantity(millimetres, 'mm', 1)}{depth?.source === 'thickness' ? ` (${strings.estimated})` : ''}</p>}
        {slab === null ? null : (
          <p className="viewer-slices-slab">{strings.slab[slab.mode]} {slab.millimetres === null ? '' : `${format.quantity(slab.millimetres, 'mm', Math.abs(slab.millimetres - Math.round(slab.millimetres)) < 0.05 ? 0 : 1)} · `}{strings.slices(slab.slices)}</p>
        )}
        {thick === null || sharesVoi(thick) ? null : <p className="viewer-slices-slab">{strings.centralVoi}</p>}
        {cine === null ? null : (
          <p className="viewer-slices-cine" data-real={cine.real ?? ''}>{strings.rate(format.number(cine.asked, 0), cine.real === null || cine.real > cine.asked * 0.9 ? null : format.number(cine.real, 0))}</p>
        )}
      </div>
    </div>
  )
}
