/** The slab in place of the slice in view: from the thin slices while the reader scrolls, at full resolution as soon as
 *  the image is still (M41). Until all its slices are there the last picture stays. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { FrameReference, Stack } from '../../../main/domain/hanging/index.ts'
import { createSlidingSlab, frameKey, urgency, type Combine, type DecodedFrame, type FrameLevel, type FrameStore, type GreyFrame, type GreyPixels, type SlabSlice } from '../pixels/index.ts'
import type { FrameState } from '../use-frame.ts'
import { combineOf, sharesRescale, slabSlices, type Slab } from './slab.ts'

/** Milliseconds without movement before the exact slab is made. */
const STILL = 300

type Slices = readonly FrameReference[]

export function useSlab(frames: FrameStore, stack: Stack | null, reference: FrameReference | null, slab: Slab | null, reduction: number, isVisible: boolean, single: FrameState): FrameState {
  const slices = useMemo(() => {
    if (slab === null || stack === null || reference === null || !isVisible) return null
    const wanted = slabSlices(stack.frames, stack.frames.indexOf(reference), slab.slices)
    return sharesRescale(wanted) ? wanted : null
  }, [stack, reference, slab, isVisible])
  const combine = slab === null || reference === null ? 'mean' : combineOf(slab.mode, reference.image)
  const [first] = slices ?? []
  const key = first === undefined || slices === null ? null : `${frameKey(first.image, first.frame)}+${slices.length} ${combine}`

  useSlices(frames, slices, key, reduction)
  const exact = useExact(frames, slices, key, combine)
  const thin = useThin(frames, slices, key, combine, reduction)
  const [last, setLast] = useState<FrameState | null>(null)

  const shown = exact ?? thin
  const name = exact === null ? `${key} /${reduction}` : `${key} exact`
  const state = useMemo((): FrameState | null => (shown === null || reference === null ? null : { status: 'ready', reference, key: name, frame: shown, isAwaitingNext: false }), [shown, name, reference])
  if (state !== null && state !== last) setLast(state)
  if (key === null || single.status === 'failed') return single
  return state ?? stillShown(last, reference) ?? { status: 'loading' }
}

/** The last slab, while the next one of the same stack is awaited. */
function stillShown(last: FrameState | null, reference: FrameReference | null): FrameState | null {
  if (last?.status !== 'ready' || last.reference.image.seriesInstanceUID !== reference?.image.seriesInstanceUID) return null
  return { ...last, isAwaitingNext: true }
}

/** Sees to it that the slices come, and draws again when one has. */
function useSlices(frames: FrameStore, slices: Slices | null, key: string | null, reduction: number): void {
  const [, redraw] = useState(0)
  useEffect(() => {
    const abort = new AbortController()
    for (const { image, frame } of slices ?? []) {
      if (frames.has(image, frame, reduction)) continue
      frames.load(image, frame, { urgency: urgency.visible, signal: abort.signal, reduction }).then(() => redraw((turn) => turn + 1), () => undefined)
    }
    return () => abort.abort()
    // The slices are named by the key.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [frames, key, reduction])
}

function useExact(frames: FrameStore, slices: Slices | null, key: string | null, combine: Combine): GreyFrame | null {
  const [exact, setExact] = useState<{ key: string; frame: GreyFrame } | null>(null)
  useEffect(() => {
    if (key === null || slices === null) return undefined
    const abort = new AbortController()
    let release = (): void => undefined
    const timer = setTimeout(() => {
      frames.loadSlab(slices, combine, { urgency: urgency.soon, signal: abort.signal }).then((held) => {
        if (abort.signal.aborted) return held.release()
        release = held.release
        setExact({ key, frame: held.frame })
      // A slice that cannot be read says so in its own place.
      }, () => undefined)
    }, STILL)
    return () => {
      clearTimeout(timer)
      abort.abort()
      release()
      setExact(null)
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [frames, key])
  return exact !== null && exact.key === key ? exact.frame : null
}

function useThin(frames: FrameStore, slices: Slices | null, key: string | null, combine: Combine, reduction: number): GreyFrame | null {
  const sliding = useRef(createSlidingSlab())
  const held = (slices ?? []).flatMap(({ image, frame }) => frames.peek(image, frame, reduction) ?? [])
  const isWhole = slices !== null && held.length === slices.length
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => (isWhole ? thinSlab(sliding.current.of, slices, held.filter((frame) => frame.kind === 'grey'), combine, reduction) : null), [isWhole, key, reduction])
}

type Fold = ReturnType<typeof createSlidingSlab>['of']

function thinSlab(fold: Fold, slices: readonly FrameReference[], held: readonly GreyFrame[], combine: Parameters<Fold>[1], reduction: number): GreyFrame | null {
  // Slices may be held at different finenesses; what all of them have is what the screen needs, or the coarsest there is.
  const factor = Math.min(reduction, ...held.map((frame) => frame.levels.at(-1)?.factor ?? 1))
  const parts = held.flatMap((frame, index): SlabSlice[] => {
    const level = levelOf(frame, factor)
    const slice = slices[index]
    return slice === undefined ? [] : [{ key: frameKey(slice.image, slice.frame), level, padding: frame.padding }]
  })
  const [first, ...rest] = parts
  if (first === undefined) return null
  return {
    kind: 'grey', levels: [fold([first, ...rest], combine)], padding: first.padding,
    lowest: Math.min(...held.map(({ lowest }) => lowest)), highest: Math.max(...held.map(({ highest }) => highest)),
  }
}

const levelOf = (frame: Extract<DecodedFrame, { kind: 'grey' }>, factor: number): FrameLevel<GreyPixels> => frame.levels.find((level) => level.factor === factor) ?? frame.levels[0]
