/** The stage without a GPU: same geometry, same table, painted by `cpu-painter` on the next animation frame. What
 *  differs is speed and nothing else: slower than a graphics card, faster than one imitated in software. */
import { imageToScreen, invert, type Affine } from '../../../main/domain/geometry/index.ts'
import { paintOnCpu, targetIn } from './cpu-painter.ts'
import { drawCover } from './cover.ts'
import { deepContext, deepestDepth, type Depth } from './depth.ts'
import { createPace, REST, type Pace } from './pace.ts'
import { levelFor, type Picture, type Stage, type StageViewport } from './picture.ts'

export function createCpuStage(): Stage {
  const open = new Set<StageViewport>()
  const depth = deepestDepth()
  const pace = createPace(() => performance.now())
  return {
    backend: 'cpu',
    depth,
    largestSide: Infinity,
    reportDiffers: () => undefined,
    open(element, onPainted) {
      const viewport = openViewport({ depth, pace: pace.of() }, element, onPainted)
      open.add(viewport)
      return viewport
    },
    dispose() {
      for (const viewport of open) viewport.dispose()
      open.clear()
    },
  }
}

function openViewport({ depth, pace }: { depth: Depth; pace: Pace }, element: HTMLDivElement, onPainted: (picture: Picture) => void): StageViewport {
  const canvas = document.createElement('canvas')
  canvas.className = 'viewer-cpu-canvas'
  element.replaceChildren(canvas)
  const context = depth === '10' ? deepContext(canvas) : canvas.getContext('2d', { alpha: false })
  const whole = createCanvasPainter(canvas, context, depth)
  const draft = createDraftPainter(canvas, context)
  let wanted: Picture | null = null
  let request: number | null = null
  let rest: ReturnType<typeof setTimeout> | undefined

  const paint = (turn: number, mayBeDraft: boolean): void => {
    request = null
    clearTimeout(rest)
    if (wanted === null || context === null) return
    const isDraft = pace.isHurried(wanted.key) && mayBeDraft
    const start = performance.now()
    if (!(isDraft ? draft : whole)(wanted)) return
    pace.took(performance.now() - start, turn, isDraft)
    element.dataset['drawn'] = isDraft ? 'draft' : 'whole'
    if (isDraft) rest = setTimeout(() => { request ??= requestAnimationFrame((time) => paint(time, false)) }, REST)
    else onPainted(wanted)
  }
  const schedule = (): void => { request ??= requestAnimationFrame((time) => paint(time, true)) }

  return {
    paint(picture) {
      wanted = picture
      element.dataset['blank'] = String(picture === null)
      schedule()
    },
    resize: schedule,
    // A draft is not what a reader judges from.
    canvas: () => (element.dataset['drawn'] === 'whole' ? canvas : null),
    dispose() {
      if (request !== null) cancelAnimationFrame(request)
      clearTimeout(rest)
      wanted = null
      element.replaceChildren()
    },
  }
}

type Context = CanvasRenderingContext2D | null
/** False when there was nothing to paint on. */
type Painter = (picture: Picture) => boolean

const sizeOf = ({ view: { viewport, devicePixelRatio } }: Picture, finer: number): [number, number] =>
  [Math.round(viewport.width * devicePixelRatio * finer), Math.round(viewport.height * devicePixelRatio * finer)]

function createCanvasPainter(canvas: HTMLCanvasElement, context: Context, depth: Depth): Painter {
  let target: ImageData | null = null
  return (picture) => {
    const [width, height] = sizeOf(picture, 1)
    if (context === null || width < 1 || height < 1) return false
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height]
    if (target === null || target.width !== width || target.height !== height) target = context.createImageData(width, height, depth === '10' ? { pixelFormat: 'rgba-float16' } : {})
    paintOnCpu({ frame: picture.frame, level: levelFor(picture), table: picture.table, toImage: fromDevicePixels(picture) }, targetIn(target, depth))
    context.putImageData(target, 0, 0)
    if (picture.cover !== null) drawCover(context, picture.cover, toDevicePixels(picture))
    return true
  }
}

/** Half as many rows and columns, stretched over the canvas. */
function createDraftPainter(canvas: HTMLCanvasElement, context: Context): Painter {
  const small = document.createElement('canvas')
  const paintSmall = createCanvasPainter(small, small.getContext('2d', { alpha: false }), '8-dithered')
  return (picture) => {
    const { viewport, scale, devicePixelRatio } = picture.view
    const coarse: Picture = { ...picture, view: { ...picture.view, viewport: { width: viewport.width / 2, height: viewport.height / 2 }, scale: scale * 2, devicePixelRatio } }
    if (context === null || canvas.width < 2 || !paintSmall(coarse)) return false
    context.drawImage(small, 0, 0, canvas.width, canvas.height)
    return true
  }
}

/** Pixels of the full image → device pixels of the viewport. */
export function toDevicePixels({ view }: Picture): Affine {
  const map = imageToScreen(view)
  const ratio = view.devicePixelRatio
  return { a: map.a * ratio, b: map.b * ratio, c: map.c * ratio, d: map.d * ratio, e: map.e * ratio, f: map.f * ratio }
}

/** Device pixels of the viewport → pixels of the full image. */
export function fromDevicePixels(picture: Picture): Affine {
  const { devicePixelRatio } = picture.view
  const map = invert(imageToScreen(picture.view))
  return { a: map.a / devicePixelRatio, b: map.b / devicePixelRatio, c: map.c / devicePixelRatio, d: map.d / devicePixelRatio, e: map.e, f: map.f }
}
