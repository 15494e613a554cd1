/** How far the breast on an image reaches, as far as it is decoded: for the thirds of depth on the scheme. */
import type { FrameStore } from '../pixels/index.ts'
import { imageView } from '../image-view.ts'
import { tissueShare } from '../tissue.ts'
import type { Viewer } from '../use-viewer.ts'

export function reachOf({ hanging }: Viewer, frames: FrameStore, sopInstanceUID: string): number | null {
  for (const { alone } of hanging.steps) {
    for (const cell of alone.landscape.flat()) {
      const reference = cell.stack?.frames.find(({ image }) => image.sopInstanceUID === sopInstanceUID)
      const frame = reference === undefined ? null : frames.peek(reference.image, reference.frame)
      if (reference !== undefined && frame !== null) return tissueShare(reference.image, frame, imageView(reference.image, cell))
    }
  }
  return null
}
