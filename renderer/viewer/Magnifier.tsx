/** A lens over the image: twice what is on screen, and never less than one acquired pixel per screen pixel. Painted on
 *  the CPU from the full frame with the same table, so it shows what is there and nothing smoothed away. */
import { useLayoutEffect, useRef } from 'react'
import { apply, invert, type Affine, type Point } from '../../main/domain/geometry/index.ts'
import type { DisplayTable } from '../../main/domain/grey-scale/index.ts'
import type { DecodedFrame } from './pixels/index.ts'
import { drawCover, paintOnCpu, targetIn, type Cover } from './stage/index.ts'

/** CSS pixels. */
export const LENS_SIZE = 240

export function Magnifier({ at, toScreen, frame, table, cover, devicePixelRatio }: {
  at: Point
  toScreen: Affine
  frame: DecodedFrame
  table: DisplayTable | null
  cover: Cover | null
  devicePixelRatio: number
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const side = Math.round(LENS_SIZE * devicePixelRatio)
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d', { alpha: false })
    if (context === null || context === undefined) return
    const map = invert(toScreen)
    const centre = apply(map, at)
    const pixelsPerScreenPixel = Math.hypot(map.a, map.b) / devicePixelRatio
    const shrink = Math.min(0.5, 1 / pixelsPerScreenPixel) / devicePixelRatio
    const linear = { a: map.a * shrink, b: map.b * shrink, c: map.c * shrink, d: map.d * shrink }
    const toImage: Affine = {
      ...linear,
      e: centre.x - (linear.a + linear.c) * side / 2,
      f: centre.y - (linear.b + linear.d) * side / 2,
    }
    const target = context.createImageData(side, side)
    paintOnCpu({ frame, level: frame.levels[0], table, toImage }, targetIn(target, '8-dithered'))
    context.putImageData(target, 0, 0)
    if (cover !== null) drawCover(context, cover, invert(toImage))
  }, [at, toScreen, frame, table, cover, devicePixelRatio, side])
  return <canvas ref={canvas} className="viewer-lens" width={side} height={side} style={{ left: at.x - LENS_SIZE / 2, top: at.y - LENS_SIZE / 2 }} aria-hidden />
}
