/** Colour without a GPU: 8-bit RGB, interpolated, as it is. Black outside the image. */
import type { Affine } from '../../../main/domain/geometry/index.ts'
import type { ColourFrame } from '../pixels/index.ts'
import type { CpuTarget } from './cpu-painter.ts'
import { toHalf } from './depth.ts'

export function paintColour({ level: { pixels, rows, columns, factor }, toImage }: { level: ColourFrame['levels'][0]; toImage: Affine }, { words, width, height, depth }: CpuTarget): void {
  const write = depth === '10' ? writeDeep : writePlain
  const rgb = [0, 0, 0]
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const column = (toImage.a * (x + 0.5) + toImage.c * (y + 0.5) + toImage.e) / factor - 0.5
      const row = (toImage.b * (x + 0.5) + toImage.d * (y + 0.5) + toImage.f) / factor - 0.5
      rgb.fill(0)
      if (column >= -0.5 && row >= -0.5 && column <= columns - 0.5 && row <= rows - 0.5) {
        const left = Math.min(Math.max(Math.floor(column), 0), columns - 1)
        const top = Math.min(Math.max(Math.floor(row), 0), rows - 1)
        const right = Math.min(left + 1, columns - 1)
        const bottom = Math.min(top + 1, rows - 1)
        const fx = Math.min(Math.max(column - left, 0), 1)
        const fy = Math.min(Math.max(row - top, 0), 1)
        for (let part = 0; part < 3; part++) {
          const upper = mix(pixels[(top * columns + left) * 3 + part] ?? 0, pixels[(top * columns + right) * 3 + part] ?? 0, fx)
          const lower = mix(pixels[(bottom * columns + left) * 3 + part] ?? 0, pixels[(bottom * columns + right) * 3 + part] ?? 0, fx)
          rgb[part] = mix(upper, lower, fy)
        }
      }
      write(rgb, pixel, words)
    }
  }
}

function writePlain([red = 0, green = 0, blue = 0]: readonly number[], pixel: number, words: Uint32Array): void {
  words[pixel] = 0xff000000 | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red)
}

function writeDeep([red = 0, green = 0, blue = 0]: readonly number[], pixel: number, words: Uint32Array): void {
  words[pixel * 2] = toHalf(red / 255) | (toHalf(green / 255) << 16)
  words[pixel * 2 + 1] = toHalf(blue / 255) | 0x3c000000
}

const mix = (from: number, to: number, share: number): number => from + (to - from) * share
