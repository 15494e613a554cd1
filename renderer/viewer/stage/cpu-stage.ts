/** The stage without a GPU: same geometry, same table, painted by `cpu-painter` on the next animation frame. What
 *  differs is speed and nothing else: slower than a graphics card, faster than one imitated in software. */
import { imageToScreen, invert, type Affine } from '../../../main/domain/geometry/index.ts'
import { paintOnCpu, targetIn } from './cpu-painter.ts'
import { deepContext, deepestDepth, type Depth } from './depth.ts'
import { levelFor, type Picture, type Stage, type StageViewport } from './picture.ts'

export function createCpuStage(): Stage {
  const open = new Set<StageViewport>()
  const depth = deepestDepth()
  return {
    backend: 'cpu',
    depth,
    open(element, onPainted) {
      const viewport = openViewport(depth, element, onPainted)
      open.add(viewport)
      return viewport
    },
    dispose() {
      for (const viewport of open) viewport.dispose()
      open.clear()
    },
  }
}

function openViewport(depth: Depth, element: HTMLDivElement, onPainted: (picture: Picture) => void): StageViewport {
  const canvas = document.createElement('canvas')
  canvas.className = 'viewer-cpu-canvas'
  element.replaceChildren(canvas)
  const context = depth === '10' ? deepContext(canvas) : canvas.getContext('2d', { alpha: false })
  let wanted: Picture | null = null
  let request: number | null = null
  let target: ImageData | null = null

  const paint = (): void => {
    request = null
    if (wanted === null || context === null) return
    const { viewport, devicePixelRatio } = wanted.view
    const [width, height] = [Math.round(viewport.width * devicePixelRatio), Math.round(viewport.height * devicePixelRatio)]
    if (width < 1 || height < 1) return
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height]
    if (target === null || target.width !== width || target.height !== height) target = context.createImageData(width, height, depth === '10' ? { pixelFormat: 'rgba-float16' } : {})
    paintOnCpu({ frame: wanted.frame, level: levelFor(wanted), table: wanted.table, toImage: fromDevicePixels(wanted) }, targetIn(target, depth))
    context.putImageData(target, 0, 0)
    onPainted(wanted)
  }
  const schedule = (): void => { request ??= requestAnimationFrame(paint) }

  return {
    paint(picture) {
      wanted = picture
      element.dataset['blank'] = String(picture === null)
      schedule()
    },
    resize: schedule,
    dispose() {
      if (request !== null) cancelAnimationFrame(request)
      wanted = null
      element.replaceChildren()
    },
  }
}

/** Device pixels of the viewport → pixels of the full image. */
export function fromDevicePixels(picture: Picture): Affine {
  const { devicePixelRatio } = picture.view
  const map = invert(imageToScreen(picture.view))
  return { a: map.a / devicePixelRatio, b: map.b / devicePixelRatio, c: map.c / devicePixelRatio, d: map.d / devicePixelRatio, e: map.e, f: map.f }
}
