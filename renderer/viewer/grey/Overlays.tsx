/** The drawings that an image brings with it (overlay planes), over the image on a canvas of their own: they turn, flip
 *  and zoom with it, and leave its pixels as they are. Bright, edged in black so that they show on white as well. */
import { useLayoutEffect, useRef } from 'react'
import type { OverlayPlane } from '../../../main/contract/index.ts'
import { apply, invert, type Affine } from '../../../main/domain/geometry/index.ts'
import { factorFor, overlayMask, type Bounds, type OverlayMask } from './overlay-mask.ts'
import './grey.css'

const INK = [240, 240, 240] as const
const EDGE = [0, 0, 0] as const

export function Overlays({ planes, toScreen, size, devicePixelRatio }: {
  planes: readonly OverlayPlane[]
  /** Columns and rows of the image → CSS pixels. */
  toScreen: Affine
  size: { readonly width: number; readonly height: number }
  devicePixelRatio: number
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [width, height] = [Math.round(size.width * devicePixelRatio), Math.round(size.height * devicePixelRatio)]
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (context === null || context === undefined) return
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, width, height)
    context.imageSmoothingEnabled = false
    for (const plane of planes) draw(context, plane, scaled(toScreen, devicePixelRatio))
  }, [planes, toScreen, width, height, devicePixelRatio])
  return <canvas ref={canvas} className="viewer-overlays" width={width} height={height} data-overlays={planes.map(({ group }) => group.toString(16)).join(' ')} aria-hidden />
}

const scaled = (map: Affine, by: number): Affine => ({ a: map.a * by, b: map.b * by, c: map.c * by, d: map.d * by, e: map.e * by, f: map.f * by })

function draw(context: CanvasRenderingContext2D, plane: OverlayPlane, toCanvas: Affine): void {
  const back = invert(toCanvas)
  const [row, column] = plane.origin
  const mask = overlayMask(plane, inSight(context.canvas, back, column - 1, row - 1), factorFor(Math.hypot(back.a, back.b)))
  if (mask === null) return
  // From cells of the mask to columns and rows of the image.
  const [x, y] = [column - 1 + mask.left, row - 1 + mask.top]
  const place = (dx: number, dy: number): void => context.setTransform(toCanvas.a * mask.factor, toCanvas.b * mask.factor, toCanvas.c * mask.factor, toCanvas.d * mask.factor,
    toCanvas.a * x + toCanvas.c * y + toCanvas.e + dx, toCanvas.b * x + toCanvas.d * y + toCanvas.f + dy)
  const edge = picture(mask, EDGE, 140)
  for (const [dx, dy] of [[-1, 0], [1, 0], [0, -1], [0, 1]] as const) {
    place(dx, dy)
    context.drawImage(edge, 0, 0)
  }
  place(0, 0)
  context.drawImage(picture(mask, INK, 255), 0, 0)
}

/** The part of the canvas, in pixels of the plane, and one beyond. */
function inSight({ width, height }: { width: number; height: number }, back: Affine, left: number, top: number): Bounds {
  const corners = [[0, 0], [width, 0], [0, height], [width, height]].map(([x = 0, y = 0]) => apply(back, { x, y }))
  const [xs, ys] = [corners.map((corner) => corner.x - left), corners.map((corner) => corner.y - top)]
  return { left: Math.floor(Math.min(...xs)) - 1, top: Math.floor(Math.min(...ys)) - 1, right: Math.ceil(Math.max(...xs)) + 1, bottom: Math.ceil(Math.max(...ys)) + 1 }
}

function picture({ cells, columns, rows }: OverlayMask, [red, green, blue]: readonly [number, number, number], alpha: number): OffscreenCanvas {
  const out = new OffscreenCanvas(columns, rows)
  const context = out.getContext('2d')
  const image = new ImageData(columns, rows)
  const words = new Uint32Array(image.data.buffer)
  const word = ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0
  for (let cell = 0; cell < cells.length; cell++) if (cells[cell] === 1) words[cell] = word
  context?.putImageData(image, 0, 0)
  return out
}
