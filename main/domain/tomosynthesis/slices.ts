/** Slices of a tomosynthesis in the order in which they lie in the breast, and where each lies in millimetres. Enhanced
 *  objects say it per frame (Plane Position, PS3.3 C.7.6.16.2.3), slices stored as CT per object. */
import type { ImageDescriptor } from '../../contract/image.ts'
import { imageOfFrame } from '../frames/index.ts'
import { mammogramKind } from './kind.ts'

/** Shorter steps than this (mm) between the first and the last slice say nothing. */
const LEAST = 1e-3

type Vector = readonly [number, number, number]

export interface Slice {
  readonly image: ImageDescriptor
  /** From 1. */
  readonly frame: number
}

/** Slices that scroll together, in the shape in which stacks hang. */
export interface SliceStack {
  readonly seriesInstanceUID: string
  readonly description: string
  readonly frames: readonly [Slice, ...Slice[]]
}

/** One stack per tomosynthesis: each multi-frame object; the slices stored as CT of one series and side together. */
export function tomosynthesisStacks(images: readonly ImageDescriptor[]): SliceStack[] {
  const groups = new Map<string, ImageDescriptor[]>()
  for (const image of images) {
    const kind = mammogramKind(image)
    if (kind !== 'tomosynthesis' && kind !== 'tomosynthesis-ct') continue
    const key = kind === 'tomosynthesis' ? image.sopInstanceUID : `${image.seriesInstanceUID} ${image.imageLaterality} ${image.rows}x${image.columns}`
    groups.set(key, [...groups.get(key) ?? [], image])
  }
  return [...groups.values()].flatMap((group) => {
    const [first, ...rest] = inOrder(group.toSorted(byNumber).flatMap((image) => Array.from({ length: image.numberOfFrames }, (_, index) => ({ image, frame: index + 1 }))))
    return first === undefined ? [] : [{ seriesInstanceUID: first.image.seriesInstanceUID, description: first.image.seriesDescription, frames: [first, ...rest] as const }]
  })
}

const byNumber = (a: ImageDescriptor, b: ImageDescriptor): number =>
  (a.instanceNumber ?? 0) - (b.instanceNumber ?? 0) || (a.sopInstanceUID < b.sopInstanceUID ? -1 : 1)

/** Along the normal of the slices, in the direction in which they are stored; as stored where positions are missing. */
function inOrder(stored: readonly Slice[]): readonly Slice[] {
  const depths = depthsOf(stored)
  if (depths === null) return stored
  return stored.map((slice, index) => ({ slice, depth: depths[index] ?? 0 })).toSorted((a, b) => a.depth - b.depth).map(({ slice }) => slice)
}

export interface SlicePositions {
  /** Millimetres from the first slice, one per frame of the stack; growing. */
  readonly millimetres: readonly number[]
  /** Mean distance between neighbours, mm. */
  readonly spacing: number
  /** `thickness`: the objects give no position, neighbours are taken to touch. */
  readonly source: 'position' | 'thickness'
}

/** Null when nothing says how far apart slices lie. */
export function slicePositions(frames: readonly Slice[]): SlicePositions | null {
  const depths = depthsOf(frames)
  if (depths !== null) {
    const first = depths[0] ?? 0
    const millimetres = depths.map((depth) => Math.abs(depth - first))
    return { millimetres, spacing: (millimetres.at(-1) ?? 0) / Math.max(frames.length - 1, 1), source: 'position' }
  }
  const thickness = frames[0]?.image.sliceThickness ?? null
  if (thickness === null || !(thickness > 0)) return null
  return { millimetres: frames.map((_, index) => index * thickness), spacing: thickness, source: 'thickness' }
}

/** Millimetres along the unit normal, counted so that they grow from the first frame to the last; null without positions
 *  that differ. Cosines need not be of length one: some devices write them rounded. */
function depthsOf(frames: readonly Slice[]): number[] | null {
  const normal = sliceNormal(frames[0])
  if (normal === null) return null
  const depths = frames.map((reference) => {
    const position = positionOf(reference)
    return position === null ? Number.NaN : dot(position, normal)
  })
  const span = (depths.at(-1) ?? 0) - (depths[0] ?? 0)
  if (depths.some(Number.isNaN) || Math.abs(span) < LEAST) return null
  return span > 0 ? depths : depths.map((depth) => -depth)
}

/** Which ends of the breast the first and the last slice lie at. */
export type EndLetter = 'head' | 'feet' | 'lateral' | 'medial'

/** A slice whose normal leans this far to the side is read from lateral to medial (oblique and profile views). */
const LEANING = 0.4

export function sliceEnds(frames: readonly Slice[]): { readonly first: EndLetter; readonly last: EndLetter } | null {
  const [first, last] = [frames[0], frames.at(-1)]
  const [from, to] = [first === undefined ? null : positionOf(first), last === undefined ? null : positionOf(last)]
  if (first === undefined || from === null || to === null) return null
  const [x, y, z] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]]
  const length = Math.hypot(x, y, z)
  if (length < LEAST) return null
  const side = first.image.imageLaterality
  if (Math.abs(x) / length >= LEANING && (side === 'R' || side === 'L')) {
    // x grows towards the patient's left (PS3.3 C.7.6.2.1.1).
    const towardsLateral = side === 'L' ? x > 0 : x < 0
    return towardsLateral ? { first: 'medial', last: 'lateral' } : { first: 'lateral', last: 'medial' }
  }
  if (Math.abs(z) / length < LEANING) return null
  return z > 0 ? { first: 'feet', last: 'head' } : { first: 'head', last: 'feet' }
}

function sliceNormal(reference: Slice | undefined): Vector | null {
  const cosines = reference === undefined ? null : imageOfFrame(reference.image, reference.frame).imageOrientationPatient
  if (cosines === null) return null
  const [rx = 0, ry = 0, rz = 0, cx = 0, cy = 0, cz = 0] = cosines
  const normal: Vector = [ry * cz - rz * cy, rz * cx - rx * cz, rx * cy - ry * cx]
  const length = Math.hypot(...normal)
  return length < LEAST ? null : [normal[0] / length, normal[1] / length, normal[2] / length]
}

function positionOf({ image, frame }: Slice): Vector | null {
  // The object's own position is that of its first frame.
  const isTold = image.perFrame !== null || image.numberOfFrames === 1
  const [x, y, z] = (isTold ? imageOfFrame(image, frame).imagePositionPatient : null) ?? []
  return x === undefined || y === undefined || z === undefined ? null : [x, y, z]
}

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
