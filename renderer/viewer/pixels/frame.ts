/** Decoded frames as the painters want them: stored values (no grey scale applied yet) or 8-bit RGB, with smaller
 *  averaged copies so that a 4096-row mammogram shown in 500 rows is neither aliased nor uploaded whole. */
import type { ImageDescriptor } from '../../../main/contract/image.ts'

export type GreyPixels = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Int16Array<ArrayBuffer> | Float32Array<ArrayBuffer>

export interface FrameLevel<Pixels> {
  /** Pixels of the full image per pixel here, along each side. */
  readonly factor: number
  readonly rows: number
  readonly columns: number
  readonly pixels: Pixels
}

export interface GreyFrame {
  readonly kind: 'grey'
  /** Full size first, then halves; a thinned frame begins further down. */
  readonly levels: readonly [FrameLevel<GreyPixels>, ...FrameLevel<GreyPixels>[]]
  /** Value that stands in `levels` for padding and for what the display shutter covers, far below every real one; null
   *  when the image has neither. */
  readonly padding: number | null
  /** Range of the stored values that are seen. */
  readonly lowest: number
  readonly highest: number
}

export interface ColourFrame {
  readonly kind: 'colour'
  /** RGB, 8 bits, interleaved. */
  readonly levels: readonly [FrameLevel<Uint8Array<ArrayBuffer>>, ...FrameLevel<Uint8Array<ArrayBuffer>>[]]
}

export type DecodedFrame = GreyFrame | ColourFrame

/** What the decoder must know besides the bytes. */
export type DecodeParameters = Pick<ImageDescriptor,
  | 'transferSyntaxUID' | 'rows' | 'columns' | 'samplesPerPixel' | 'photometricInterpretation' | 'planarConfiguration'
  | 'bitsAllocated' | 'bitsStored' | 'highBit' | 'pixelRepresentation' | 'pixelPaddingValue' | 'pixelPaddingRangeLimit' | 'displayShutter'>

/** What comes out of a codec: one sample per element, components interleaved. */
export interface RawSamples {
  readonly rows: number
  readonly columns: number
  readonly components: number
  /** Significant bits of a sample as the codestream says. */
  readonly precision: number
  readonly samples: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Int16Array<ArrayBuffer>
  /** The codec already turned YBR into RGB. */
  readonly isRgb: boolean
}

export const byteLengthOf = (frame: DecodedFrame): number =>
  frame.levels.reduce((sum, level) => sum + level.pixels.byteLength, 0)

/** Of a frame that is not decoded yet: its samples, and as much again by a third for the smaller copies. */
export const expectedBytes = ({ rows, columns, samplesPerPixel, bitsAllocated }: Pick<ImageDescriptor, 'rows' | 'columns' | 'samplesPerPixel' | 'bitsAllocated'>): number =>
  Math.ceil((rows * columns * samplesPerPixel * (bitsAllocated > 8 ? 2 : 1) * 4) / 3)

/** The same frame without its finer copies: what a screen that shows one pixel in `reduction` needs, and no more. The
 *  coarsest copy always stays. */
export function thinned<Frame extends DecodedFrame>(frame: Frame, reduction: number): Frame {
  const wanted = frame.levels.findIndex(({ factor }) => factor >= reduction)
  const finest = wanted < 0 ? frame.levels.length - 1 : wanted
  return finest === 0 ? frame : { ...frame, levels: frame.levels.slice(finest) }
}

/** Pixels of the image per pixel of its finest copy here; 1 for a whole frame. */
export const reductionOf = (frame: DecodedFrame): number => frame.levels[0].factor
