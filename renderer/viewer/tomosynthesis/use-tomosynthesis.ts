/** The reader among the slices: streaming, scrolling, cine, slabs, and the way between 2D and tomosynthesis. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { ImageDescriptor, Language } from '../../../main/contract/index.ts'
import { imageOfFrame } from '../../../main/domain/frames/index.ts'
import type { Point } from '../../../main/domain/geometry/index.ts'
import type { HungCell } from '../../../main/domain/hanging/index.ts'
import type { ViewerCommandId } from '../commands.ts'
import type { FrameStore } from '../pixels/index.ts'
import { placementIn, type Viewer } from '../use-viewer.ts'
import { areCounterparts, counterpartOf, samePlace } from './link.ts'
import { createMotion, type CineMode, type CineState, type Motion } from './motion.ts'
import { runSliceCommand, wishFor, type Origin } from './run-command.ts'
import { slabOf, type Slab } from './slab.ts'
import { isSliceStack, neededReduction, positionIn } from './stack.ts'
import { useStreams, type VisibleStack } from './use-streams.ts'

/** What one cell shows beyond its slice. The same object as long as nothing of it changes. */
export interface SliceView {
  /** Image pixels per pixel of the copy that the screen needs; 1 for what is no slice. */
  readonly reduction: number
  readonly slab: Slab | null
  readonly cine: CineState | null
  /** A letter per slice, `1` when it is decoded; empty for what is no tomosynthesis. */
  readonly held: string
  /** There is a 2D view, or a tomosynthesis, of the same breast and view on screen or a key away. */
  readonly isLinkable: boolean
  /** Where the reader points on the other one, in columns and rows of this image. */
  readonly linked: Point | null
}

export interface Tomosynthesis {
  viewOf(cell: HungCell): SliceView
  /** Null when the command is another's. */
  run(command: ViewerCommandId): boolean | null
  scroll(cell: string, by: number): void
  glide(cell: string, position: number): void
  painted(cell: string, position: number): void
  point(cell: string, image: ImageDescriptor, at: Point | null): void
}

interface Pointed { readonly cell: HungCell; readonly image: ImageDescriptor; readonly at: Point }
const clock = (): number => performance.now()

export function useTomosynthesis(viewer: Viewer, frames: FrameStore, language: Language, tell: (text: string | null) => void): Tomosynthesis {
  const { state, placed, scales, devicePixelRatio } = viewer
  const [known, setWish] = useState(() => wishFor(state.caseId))
  const wish = known.caseId === state.caseId ? known : wishFor(state.caseId)
  const [cine, setCine] = useState<CineState | null>(null)
  const cineMode = useRef<CineMode>('loop')
  const [pointed, setPointed] = useState<Pointed | null>(null)
  /** Where the reader pointed when going from one to the other: to be found again there. */
  const [kept, setKept] = useState<Pointed | null>(null)
  const origin = useRef<Origin | null>(null)

  const reductionIn = (cell: HungCell): number => {
    const reference = viewer.referenceOf(cell)
    const scale = scales.get(cell.id)
    if (reference === null || scale === undefined || viewer.isProvisional || !isSliceStack(cell.stack) || state.tool === 'magnifier') return 1
    return neededReduction(imageOfFrame(reference.image, reference.frame), cell, scale / placementIn(viewer, cell.id).zoom, devicePixelRatio)
  }
  const slabIn = (cell: HungCell): Slab | null => (cell.stack !== null && isSliceStack(cell.stack) ? slabOf(cell.stack.frames, wish.mode, wish.thickness) : null)
  const visible = viewer.isProvisional ? [] : placed.flatMap(({ cell }): VisibleStack[] => cell.stack !== null && isSliceStack(cell.stack)
    ? [{ cell, frames: cell.stack.frames, position: positionIn(state.positions, cell), reduction: reductionIn(cell), atLeast: slabIn(cell)?.slices ?? 1 }] : [])
  const { heldOf } = useStreams(frames, visible)

  const latest = useRef({ viewer, wish, pointed, language, tell })
  useEffect(() => { latest.current = { viewer, wish, pointed, language, tell } })

  const motion = useMemo((): Motion => {
    const cellOf = (id: string): HungCell | undefined => latest.current.viewer.placed.find(({ cell }) => cell.id === id)?.cell
    return createMotion({
      positionOf: (id) => { const cell = cellOf(id); return cell === undefined ? 0 : positionIn(latest.current.viewer.state.positions, cell) },
      countOf: (id) => cellOf(id)?.stack?.frames.length ?? 1,
      show: (id, position) => flushSync(() => latest.current.viewer.dispatch({ type: 'scroll', cell: id, position })),
      now: clock,
      nextFrame: (callback) => { const request = requestAnimationFrame(callback); return () => cancelAnimationFrame(request) },
      onCine: setCine,
    })
  }, [])
  // Another step, another case: what is not on screen does not run.
  const shown = placed.map(({ cell }) => `${cell.id} ${cell.stack?.frames[0].image.sopInstanceUID ?? ''}`).join('|')
  useEffect(() => () => motion.stop(), [motion, shown])

  const run = useCallback((command: ViewerCommandId): boolean | null => {
    const { viewer: now, wish: asked, tell: say, language: tongue, pointed: at } = latest.current
    return runSliceCommand({
      viewer: now, motion, wish: asked, cineMode, origin, language: tongue, tell: say,
      change: (over) => setWish({ ...asked, ...over }), keepPlace: (keeps) => setKept(keeps ? at : null),
    }, command)
  }, [motion])

  const point = useCallback((id: string, image: ImageDescriptor, at: Point | null): void => {
    const cell = latest.current.viewer.placed.find((one) => one.cell.id === id)?.cell
    if (cell === undefined) return
    setPointed(at === null ? null : { cell, image, at })
  }, [])

  const cache = useRef(new Map<string, { signature: string; view: SliceView }>())
  // Asked of every cell at every slice: found once for each hanging.
  const { hanging } = viewer
  const links = useMemo(() => ({ hanging, known: new Map<HungCell, boolean>() }), [hanging])
  const linkable = (cell: HungCell): boolean => {
    const known = links.known.get(cell) ?? (cell.stack !== null && counterpartOf(links.hanging, cell, '', null) !== null)
    links.known.set(cell, known)
    return known
  }
  const linkedTo = (cell: HungCell, image: ImageDescriptor): Point | null => {
    const from = [pointed, kept].find((one) => one !== null && areCounterparts(one.cell, cell)) ?? null
    return from === null ? null : samePlace(from.image, from.at, image)
  }
  const viewOf = (cell: HungCell): SliceView => {
    const stack = visible.find((one) => one.cell === cell)
    const reference = viewer.referenceOf(cell)
    const view: SliceView = {
      reduction: stack?.reduction ?? 1, slab: stack === undefined ? null : slabIn(cell), cine: cine?.cell === cell.id ? cine : null, held: stack === undefined ? '' : heldOf(stack),
      isLinkable: linkable(cell),
      linked: reference === null ? null : linkedTo(cell, imageOfFrame(reference.image, reference.frame)),
    }
    const signature = JSON.stringify(view)
    const before = cache.current.get(cell.id)
    if (before?.signature === signature) return before.view
    cache.current.set(cell.id, { signature, view })
    return view
  }

  return { viewOf, run, scroll: (cell, by) => { motion.scroll(cell, by) }, glide: motion.glide, painted: motion.painted, point }
}
