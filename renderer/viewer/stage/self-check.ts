/** Compares what the GPU painted with what the formula says, at a few hundred points of the first picture: a driver that
 *  bends greys (wrong texture format, low precision, colour management) must not be read from. */
import { fromDevicePixels } from './cpu-stage.ts'
import { paintOnCpu, type CpuTarget } from './cpu-painter.ts'
import { levelFor, type Picture } from './picture.ts'

const POINTS_PER_SIDE = 20
/** Grey levels by which two right painters may differ where they interpolate. */
const TOLERANCE = 2
/** Share of points that may differ more: interpolation against padding is not done alike everywhere. */
const STRAY = 0.05

export function agrees(canvas: HTMLCanvasElement, picture: Picture, largestSide: number): boolean {
  const context = canvas.getContext('2d')
  if (context === null || canvas.width < POINTS_PER_SIDE || canvas.height < POINTS_PER_SIDE) return true
  const painted = context.getImageData(0, 0, canvas.width, canvas.height)
  const toImage = fromDevicePixels(picture)
  const level = levelFor(picture, largestSide)
  const point: CpuTarget = { width: 1, height: 1, depth: '8-dithered', words: new Uint32Array(1) }
  let stray = 0
  for (let i = 0; i < POINTS_PER_SIDE ** 2; i++) {
    const x = Math.floor(((i % POINTS_PER_SIDE) + 0.5) * (canvas.width / POINTS_PER_SIDE))
    const y = Math.floor((Math.floor(i / POINTS_PER_SIDE) + 0.5) * (canvas.height / POINTS_PER_SIDE))
    const shifted = { ...toImage, e: toImage.e + toImage.a * x + toImage.c * y, f: toImage.f + toImage.b * x + toImage.d * y }
    paintOnCpu({ frame: picture.frame, level, table: picture.table, toImage: shifted }, point)
    if (Math.abs(((point.words[0] ?? 0) & 255) - (painted.data[(y * canvas.width + x) * 4] ?? 0)) > TOLERANCE) stray += 1
  }
  return stray <= STRAY * POINTS_PER_SIDE ** 2
}
