/** Places read off real canvases: where bright square marks lie, and what the page itself shows of a viewport. */
import { inflateSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { canvasOf, type Grey } from './session.ts'

export interface Spot { readonly x: number; readonly y: number; readonly area: number }

/** Centres of weight of the bright connected patches of a picture, pixels from its corner; those cut by the edge are left
 *  out. `ground` is the grey around them. */
export function spots({ width, height, data }: Grey, threshold = 90, ground = 75): Spot[] {
  const seen = new Uint8Array(data.length)
  const found: Spot[] = []
  for (let start = 0; start < data.length; start++) {
    if (seen[start] === 1 || (data[start] ?? 0) < threshold) continue
    const queue = [start]
    seen[start] = 1
    let [sumX, sumY, weight, isCut, area] = [0, 0, 0, false, 0]
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)]
      area += 1
      const share = (data[at] ?? 0) - ground
      weight += share
      sumX += (x + 0.5) * share
      sumY += (y + 0.5) * share
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) isCut = true
      for (const next of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
        if (next < 0 || next >= data.length || seen[next] === 1 || (data[next] ?? 0) < threshold) continue
        seen[next] = 1
        queue.push(next)
      }
    }
    if (!isCut && area > 3) found.push({ x: sumX / weight, y: sumY / weight, area })
  }
  return found
}

export const spotsIn = async (page: Page, cell: string): Promise<Spot[]> => spots(await canvasOf(page, cell))

/** Red channel of a PNG of 8-bit RGB or RGBA, as the browser's screenshots are. */
export function readPng(bytes: Buffer): Grey {
  let [at, width, height, channels] = [8, 0, 0, 4]
  const parts: Buffer[] = []
  while (at < bytes.length) {
    const [length, kind] = [bytes.readUInt32BE(at), bytes.toString('latin1', at + 4, at + 8)]
    const body = bytes.subarray(at + 8, at + 8 + length)
    if (kind === 'IHDR') [width, height, channels] = [body.readUInt32BE(0), body.readUInt32BE(4), body[9] === 2 ? 3 : 4]
    if (kind === 'IDAT') parts.push(body)
    at += length + 12
  }
  const raw = inflateSync(Buffer.concat(parts))
  const stride = width * channels
  const out = new Uint8Array(stride * height)
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)] ?? 0
    for (let i = 0; i < stride; i++) {
      const left = i >= channels ? out[row * stride + i - channels] ?? 0 : 0
      const up = row > 0 ? out[(row - 1) * stride + i] ?? 0 : 0
      const corner = row > 0 && i >= channels ? out[(row - 1) * stride + i - channels] ?? 0 : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
      out[row * stride + i] = (raw[row * (stride + 1) + 1 + i] ?? 0) + guess
    }
  }
  const data = new Uint8Array(width * height)
  for (let i = 0; i < data.length; i++) data[i] = out[i * channels] ?? 0
  return { width, height, data }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}
