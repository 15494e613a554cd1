/** Results of computer-aided detection on mammograms, as their SR object gives them (PS3.16 TID 4000). What its maker
 *  meant not to be shown is not in here. Never answered to a reader who reads blind, or may come to. */
import { z } from 'zod'
import { code } from './image.ts'
import { studyInstanceUID } from './ids.ts'
import { operation } from './operation.ts'

const point = z.tuple([z.number(), z.number()])

export const cadFinding = z.strictObject({
  /** Mass, calcification cluster… (PS3.16 CID 6014). */
  kind: code,
  rendering: z.enum(['required', 'optional']),
  /** The image that it is drawn on. */
  sopInstanceUID: z.string(),
  /** Empty: every frame. */
  frames: z.array(z.number().int()),
  /** [column, row] in pixels of that image; 0, 0 is the top left corner of its first pixel (PS3.3 C.18.6.1). */
  center: point.nullable(),
  outline: z.strictObject({ type: z.enum(['polyline', 'circle', 'ellipse']), points: z.array(point) }).nullable(),
  certaintyPercent: z.number().nullable(),
  probabilityOfCancerPercent: z.number().nullable(),
  calcifications: z.number().int().nullable(),
})
export type CadFinding = z.infer<typeof cadFinding>

/** PS3.16 CID 6047, and `unknown` where the report says none of these. */
export const cadState = z.enum(['succeeded-without-findings', 'succeeded-with-findings', 'partial-without-findings', 'partial-with-findings', 'failed', 'unknown'])
export type CadState = z.infer<typeof cadState>
/** Of all detections or analyses together (PS3.16 CID 6042). */
const attempt = z.enum(['succeeded', 'partial', 'failed', 'not-attempted']).nullable()

export const cadReport = z.strictObject({
  sopInstanceUID: z.string(),
  /** DA and TM as in the object. */
  contentDate: z.string(),
  contentTime: z.string(),
  manufacturer: z.string(),
  state: cadState,
  detections: attempt,
  analyses: attempt,
  /** Each with its version, as its maker writes them. */
  algorithms: z.array(z.strictObject({ name: z.string(), version: z.string() })),
  findings: z.array(cadFinding),
  /** Findings to be shown that refer to no image of this study that is shown. */
  notPlaced: z.number().int(),
})
export type CadReport = z.infer<typeof cadReport>

export const cadOperations = {
  'study.cad': operation({
    input: z.strictObject({ studyInstanceUID }),
    output: z.strictObject({ reports: z.array(cadReport) }),
    errors: ['request/not-found', 'cad/blind'], access: 'account', audit: 'instances-accessed', writes: true,
  }),
}
