/** Pixels that the display shutter covers, as runs of the stored matrix. */
import type { DisplayShutter } from '../../../main/contract/image.ts'
import { visibleSpans } from '../../../main/domain/grey-scale/index.ts'

/** Every run of pixels from `start` up to `end`, in order: covered or seen. */
export function forEachCovered(
  shutter: DisplayShutter, { rows, columns }: { rows: number; columns: number }, covered: (start: number, end: number) => void, seen: (start: number, end: number) => void = () => undefined,
): void {
  for (let row = 0; row < rows; row++) {
    let at = row * columns
    for (const [from, to] of visibleSpans(shutter, row, columns)) {
      covered(at, row * columns + from)
      seen(row * columns + from, row * columns + to)
      at = row * columns + to
    }
    covered(at, (row + 1) * columns)
  }
}
