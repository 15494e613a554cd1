/** What a display shutter covers has been black since it was decoded. Where the object asks for another grey, it is drawn
 *  over it here, by every painter alike; no inversion by the reader reaches it. (PS3.3 C.7.6.11, Shutter Presentation Value) */
import type { DisplayShutter } from '../../../main/contract/image.ts'
import type { Affine } from '../../../main/domain/geometry/index.ts'
import { shutterOutlines } from '../../../main/domain/grey-scale/index.ts'

export interface Cover {
  readonly shutter: DisplayShutter
  readonly rows: number
  readonly columns: number
}

/** `toCanvas`: columns and rows of the image → pixels of the canvas. */
export function drawCover(context: CanvasRenderingContext2D, { shutter, rows, columns }: Cover, toCanvas: Affine): void {
  if (shutter.presentationValue === 0) return
  const grey = Math.round(shutter.presentationValue / 257)
  context.save()
  context.setTransform(toCanvas)
  context.fillStyle = `rgb(${grey} ${grey} ${grey})`
  // Nothing beyond the image, whatever a shape does there.
  context.beginPath()
  context.rect(0, 0, columns, rows)
  context.clip()
  // Shape by shape: what is outside any of them is covered.
  for (const shape of pathsOf(shutter)) {
    shape.rect(0, 0, columns, rows)
    context.fill(shape, 'evenodd')
  }
  context.restore()
}

function pathsOf(shutter: DisplayShutter): Path2D[] {
  const { rectangle, circle, polygon } = shutterOutlines(shutter)
  const paths: Path2D[] = []
  if (rectangle !== null) {
    const path = new Path2D()
    path.rect(rectangle.x, rectangle.y, rectangle.width, rectangle.height)
    paths.push(path)
  }
  if (circle !== null) {
    const path = new Path2D()
    path.arc(circle.x, circle.y, circle.radius, 0, 2 * Math.PI)
    paths.push(path)
  }
  if (polygon !== null) {
    const path = new Path2D()
    for (const [index, { x, y }] of polygon.entries()) if (index === 0) path.moveTo(x, y); else path.lineTo(x, y)
    path.closePath()
    paths.push(path)
  }
  return paths
}
