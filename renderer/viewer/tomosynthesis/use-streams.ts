/** Streams the slices of every tomosynthesis on screen, within a share of the frame store. */
import { useEffect, useRef, useState } from 'react'
import type { FrameReference, HungCell } from '../../../main/domain/hanging/index.ts'
import type { FrameStore } from '../pixels/index.ts'
import { bytesPerSlice } from './stack.ts'
import { createStream, type Stream } from './stream.ts'

/** Share of the frame store that slices may take; the rest is for the 2D images of the case and of the next one. */
const SHARE = 0.6
/** Above this share, slices that are not on screen any more make room. */
const FULL = 0.8
/** One more than the decoders of most machines, so that none of them waits for bytes. */
const IN_FLIGHT = 5

export interface VisibleStack {
  readonly cell: HungCell
  readonly frames: readonly FrameReference[]
  readonly position: number
  readonly reduction: number
  /** A slab needs so many at once. */
  readonly atLeast: number
}

/** Which slices of a stack are there, a letter each (`1` there, `0` not): `heldOf`. */
export function useStreams(store: FrameStore, visible: readonly VisibleStack[]): { heldOf: (stack: VisibleStack) => string } {
  const streams = useRef(new Map<readonly FrameReference[], { stream: Stream; position: number; direction: 1 | -1 }>())
  const [, redraw] = useState(0)
  const request = useRef<number | null>(null)
  const signature = visible.map(({ cell, position, reduction, atLeast, frames }) => `${cell.id} ${frames[0]?.image.sopInstanceUID} ${position} ${reduction} ${atLeast}`).join('|')

  useEffect(() => {
    const say = (): void => {
      request.current ??= requestAnimationFrame(() => {
        request.current = null
        redraw((turn) => turn + 1)
      })
    }
    const shown = new Set(visible.map(({ frames }) => frames))
    const { bytes, capacity } = store.usage()
    for (const [frames, { stream }] of streams.current) {
      if (shown.has(frames)) continue
      stream.stop()
      if (bytes < capacity * FULL) continue
      for (const { image, frame } of frames) store.thin(image, frame, null)
      streams.current.delete(frames)
    }
    for (const { frames, position, reduction, atLeast } of visible) {
      const [first] = frames
      if (first === undefined) continue
      const known = streams.current.get(frames)
      const going = known ?? { stream: createStream(store, IN_FLIGHT, say), position, direction: 1 as const }
      const direction = position === going.position ? going.direction : position > going.position ? 1 : -1
      streams.current.set(frames, { stream: going.stream, position, direction })
      const keep = Math.max(Math.floor((capacity * SHARE) / visible.length / bytesPerSlice(first.image, reduction)), atLeast, 3)
      going.stream.aim({ frames, position, direction, reduction, keep })
    }
    // What is visible is named by the signature.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [store, signature])

  useEffect(() => {
    const all = streams.current
    return () => {
      if (request.current !== null) cancelAnimationFrame(request.current)
      for (const { stream } of all.values()) stream.stop()
      all.clear()
    }
  }, [store])

  return { heldOf: ({ frames, reduction }) => frames.map(({ image, frame }) => (store.has(image, frame, reduction) ? '1' : '0')).join('') }
}
