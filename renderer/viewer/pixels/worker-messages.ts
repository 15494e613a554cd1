/** What the pool and its workers say to each other. */
import type { DecodedFrame, DecodeParameters } from './frame.ts'
import type { ImageProblemCode } from './problem.ts'

/** Compile the codec that most mammograms need, before the first one comes. */
export interface WarmOrder {
  readonly warm: true
}

export interface DecodeOrder {
  readonly id: number
  readonly bytes: ArrayBuffer
  readonly parameters: DecodeParameters
}

export type DecodeAnswer =
  | { readonly id: number; readonly frame: DecodedFrame }
  | { readonly id: number; readonly problem: { readonly code: ImageProblemCode; readonly detail: string } }
