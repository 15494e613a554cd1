/** VOI windows: modality value → 0..1 of the output range. PS3.3 C.11.2.1.2.1 (LINEAR), C.11.2.1.3.1 (SIGMOID),
 *  C.11.2.1.3.2 (LINEAR_EXACT). Total: a width below what the standard allows acts as a threshold. */
import type { ImageDescriptor } from '../../contract/image.ts'

export type VoiLutFunction = ImageDescriptor['voiLutFunction']

export function applyWindow(x: number, center: number, width: number, shape: VoiLutFunction): number {
  switch (shape) {
    case 'LINEAR':
      return linear(x, center - 0.5, width - 1)
    case 'LINEAR_EXACT':
      return linear(x, center, width)
    case 'SIGMOID':
      return width > 0 ? 1 / (1 + Math.exp((-4 * (x - center)) / width)) : threshold(x, center)
  }
}

/** The ramp that both linear functions share, once centre and width are those of the ramp itself. */
function linear(x: number, center: number, width: number): number {
  if (!(width > 0)) return threshold(x, center)
  if (x <= center - width / 2) return 0
  if (x > center + width / 2) return 1
  return (x - center) / width + 0.5
}

const threshold = (x: number, center: number): number => (x > center ? 1 : 0)
