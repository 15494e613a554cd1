/** Why an image cannot be shown. The sentences live in `strings.ts`; no code is ever shown alone. */
export type ImageProblemCode = 'unsupported-syntax' | 'unsupported-pixels' | 'corrupt' | 'unavailable'

export class ImageProblem extends Error {
  readonly code: ImageProblemCode
  readonly detail: string

  constructor(code: ImageProblemCode, detail: string, cause?: unknown) {
    super(`${code}: ${detail}`, cause === undefined ? undefined : { cause })
    this.name = 'ImageProblem'
    this.code = code
    this.detail = detail
  }
}
