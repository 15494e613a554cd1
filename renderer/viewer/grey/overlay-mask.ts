/** Overlay planes as masks for the screen (PS3.3 C.9.2): the part of a plane that is in sight, reduced by whole factors so
 *  that a line of one pixel stays a line: a cell is set when any of its pixels is. Pure. */
import type { OverlayPlane } from '../../../main/contract/image.ts'

export interface OverlayMask {
  /** Pixels of the plane per cell, along each side. */
  readonly factor: number
  /** First pixel of the plane in the mask. */
  readonly left: number
  readonly top: number
  readonly columns: number
  readonly rows: number
  /** 1 where there is ink. */
  readonly cells: Uint8Array<ArrayBuffer>
}

/** Bounds in pixels of the plane. */
export interface Bounds { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

const decoded = new WeakMap<OverlayPlane, Uint8Array<ArrayBuffer>>()

function bitsOf(plane: OverlayPlane): Uint8Array<ArrayBuffer> {
  const known = decoded.get(plane)
  if (known !== undefined) return known
  const bytes = Uint8Array.from(atob(plane.bits), (character) => character.charCodeAt(0))
  decoded.set(plane, bytes)
  return bytes
}

/** Cells of at least `pixelsPerDevicePixel` pixels, so that none falls between two pixels of the screen. */
export const factorFor = (pixelsPerDevicePixel: number): number => 2 ** Math.max(Math.ceil(Math.log2(pixelsPerDevicePixel) - 0.01), 0)

/** A region of interest as its outline, graphics as they are; null when nothing of the plane is in sight. */
export function overlayMask(plane: OverlayPlane, bounds: Bounds, factor: number): OverlayMask | null {
  const whole = (value: number): number => Math.floor(value / factor) * factor
  const left = whole(Math.max(bounds.left, 0))
  const top = whole(Math.max(bounds.top, 0))
  const [right, bottom] = [Math.min(bounds.right, plane.columns), Math.min(bounds.bottom, plane.rows)]
  if (right <= left || bottom <= top) return null
  const [columns, rows] = [Math.ceil((right - left) / factor), Math.ceil((bottom - top) / factor)]
  const cells = new Uint8Array(columns * rows)
  const bits = bitsOf(plane)
  const [lastColumn, lastRow] = [Math.min(left + columns * factor, plane.columns), Math.min(top + rows * factor, plane.rows)]
  for (let row = top; row < lastRow; row++) {
    const line = Math.floor((row - top) / factor) * columns
    for (let column = left; column < lastColumn; column++) {
      const bit = row * plane.columns + column
      const byte = bits[bit >> 3] ?? 0
      if (byte === 0) {
        // Planes are mostly empty: on to the next byte.
        column += 7 - (bit & 7)
      } else if ((byte >> (bit & 7)) & 1) cells[line + Math.floor((column - left) / factor)] = 1
    }
  }
  const mask = { factor, left, top, columns, rows, cells }
  return plane.kind === 'R' ? { ...mask, cells: outline(mask) } : mask
}

/** Cells with ink that have a neighbour without. */
function outline({ cells, columns, rows }: OverlayMask): Uint8Array<ArrayBuffer> {
  const at = (column: number, row: number): number => (column < 0 || row < 0 || column >= columns || row >= rows ? 0 : cells[row * columns + column] ?? 0)
  return cells.map((cell, index) => {
    const [column, row] = [index % columns, Math.floor(index / columns)]
    return cell === 1 && at(column - 1, row) + at(column + 1, row) + at(column, row - 1) + at(column, row + 1) < 4 ? 1 : 0
  })
}
