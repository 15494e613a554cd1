/** Server events, on one streamed GET `/events` in SSE form. They name what changed, never what it became:
 *  the window asks again through the operations, where masking and roles hold. */
import { z } from 'zod'
import { importId, studyInstanceUID } from './ids.ts'

export const serverEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('worklist.changed') }),
  z.strictObject({
    type: z.literal('retrieve.progress'), studyInstanceUID, received: z.number(), total: z.number().nullable(), unit: z.enum(['bytes', 'images']),
    bytes: z.number().int(), bytesPerSecond: z.number(), secondsLeft: z.number().int().nullable(),
  }),
  /** The list of retrievals: one came, went, waits, goes on. */
  z.strictObject({ type: z.literal('retrieve.changed') }),
  z.strictObject({ type: z.literal('retrieve.ended'), studyInstanceUID, outcome: z.enum(['complete', 'cancelled', 'failed']), fr: z.string(), en: z.string() }),
  z.strictObject({ type: z.literal('import.progress'), importId, done: z.number().int() }),
  z.strictObject({ type: z.literal('reading.changed'), studyInstanceUID }),
  z.strictObject({ type: z.literal('delivery.changed') }),
  /** An order came or changed, or the state of what takes them. */
  z.strictObject({ type: z.literal('orders.changed') }),
  z.strictObject({ type: z.literal('health.changed') }),
  /** The registry of displays or its rule changed: windows report their screens again. */
  z.strictObject({ type: z.literal('displays.changed') }),
  /** The coordinator entered or issued something. */
  z.strictObject({ type: z.literal('structure.changed') }),
  /** Letters came in, or cards changed. */
  z.strictObject({ type: z.literal('exchange.changed') }),
  /** The session locked; the transport token was rotated (null where the host needs none). */
  z.strictObject({ type: z.literal('session.locked'), token: z.string().nullable() }),
])
export type ServerEvent = z.infer<typeof serverEvent>
