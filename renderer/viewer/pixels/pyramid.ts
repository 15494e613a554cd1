/** Halved copies of a frame by averaging 2×2 pixels, down to a small one. A screen that shows the image reduced reads
 *  from the copy next above its own resolution: every pixel of the detector still weighs in (no aliasing). */
import type { FrameLevel, GreyPixels } from './frame.ts'

/** No copy smaller than this along its longer side. */
const SMALLEST = 384

type Levels<Pixels> = [FrameLevel<Pixels>, ...FrameLevel<Pixels>[]]

export function greyPyramid(full: FrameLevel<GreyPixels>, padding: number | null): Levels<GreyPixels> {
  return build(full, (above, rows, columns) => halveGrey(above, rows, columns, padding))
}

export function colourPyramid(full: FrameLevel<Uint8Array<ArrayBuffer>>): Levels<Uint8Array<ArrayBuffer>> {
  return build(full, halveColour)
}

function build<Pixels>(full: FrameLevel<Pixels>, halve: (above: FrameLevel<Pixels>, rows: number, columns: number) => Pixels): Levels<Pixels> {
  const levels: Levels<Pixels> = [full]
  for (let above = full; Math.max(above.rows, above.columns) >= 2 * SMALLEST;) {
    // An odd last row or column has no partner and is left out of the copy: the geometry stays exactly 2:1.
    const [rows, columns] = [above.rows >> 1, above.columns >> 1]
    above = { factor: above.factor * 2, rows, columns, pixels: halve(above, rows, columns) }
    levels.push(above)
  }
  return levels
}

/** Padding takes no part in an average; a cell that is mostly padding is padding. */
function halveGrey(above: FrameLevel<GreyPixels>, rows: number, columns: number, padding: number | null): GreyPixels {
  const source = above.pixels
  const out = allocateLike(source, rows * columns)
  const stride = above.columns
  const rounding = out instanceof Float32Array ? 0 : 0.5
  // No pixel equals NaN: without padding every cell is whole.
  const mark = padding ?? Number.NaN
  for (let row = 0, write = 0; row < rows; row++) {
    let read = row * 2 * stride
    for (let column = 0; column < columns; column++, read += 2, write++) {
      const a = source[read] ?? 0
      const b = source[read + 1] ?? 0
      const c = source[read + stride] ?? 0
      const d = source[read + stride + 1] ?? 0
      if (a !== mark && b !== mark && c !== mark && d !== mark) {
        out[write] = Math.floor((a + b + c + d) / 4 + rounding)
      } else {
        const count = Number(a !== mark) + Number(b !== mark) + Number(c !== mark) + Number(d !== mark)
        const sum = (a === mark ? 0 : a) + (b === mark ? 0 : b) + (c === mark ? 0 : c) + (d === mark ? 0 : d)
        out[write] = count < 2 ? mark : Math.floor(sum / count + rounding)
      }
    }
  }
  return out
}

function allocateLike(source: GreyPixels, length: number): GreyPixels {
  if (source instanceof Float32Array) return new Float32Array(length)
  if (source instanceof Int16Array) return new Int16Array(length)
  return source instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length)
}

function halveColour(above: FrameLevel<Uint8Array<ArrayBuffer>>, rows: number, columns: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(rows * columns * 3)
  const stride = above.columns * 3
  for (let row = 0, write = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const read = row * 2 * stride + column * 6
      for (let part = read; part < read + 3; part++, write++) {
        out[write] = ((above.pixels[part] ?? 0) + (above.pixels[part + 3] ?? 0) + (above.pixels[part + stride] ?? 0) + (above.pixels[part + stride + 3] ?? 0) + 2) >> 2
      }
    }
  }
  return out
}
