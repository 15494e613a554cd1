/** Messages that were answered AA, by (MSH-3, MSH-4, MSH-10): how a repetition is told, and what it said. */
import { createHash } from 'node:crypto'
import type { Store } from '../store/index.ts'

export interface MessageKey { readonly application: string; readonly facility: string; readonly controlId: string }

/** Of all that follows the header segment: a repetition may bear another date and routing. */
export function bodyDigest(raw: Uint8Array): string {
  const end = raw.findIndex((byte) => byte === 13 || byte === 10)
  return createHash('sha256').update(end === -1 ? raw : raw.subarray(end)).digest('hex')
}

export function createMessageRows(store: Store, now: () => Date) {
  return {
    /** `same`: this very message was taken; `other`: another one under its id. */
    known({ application, facility, controlId }: MessageKey, digest: string): 'same' | 'other' | null {
      const found = store.prepare<[string, string, string], { body_digest: string }>('SELECT body_digest FROM order_messages WHERE application = ? AND facility = ? AND control_id = ?').get(application, facility, controlId)
      return found === undefined ? null : found.body_digest === digest ? 'same' : 'other'
    },
    /** Gives its number. */
    insert({ application, facility, controlId }: MessageKey, digest: string, type: string, raw: Uint8Array): number {
      const row = store.prepare<unknown[], { seq: number }>('INSERT INTO order_messages (application, facility, control_id, body_digest, type, received_at, raw) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING seq')
        .get(application, facility, controlId, digest, type, now().toISOString(), raw)
      if (row === undefined) throw new Error('a message was not kept')
      return row.seq
    },
    /** Bytes are forgotten after so many days; that the message came is not. */
    forgetOlder(days: number): number {
      return store.prepare('UPDATE order_messages SET raw = NULL WHERE raw IS NOT NULL AND received_at < ?').run(new Date(now().getTime() - days * 86_400_000).toISOString()).changes
    },
    last: (): string | null => store.prepare<[], { at: string | null }>('SELECT max(received_at) AS at FROM order_messages').get()?.at ?? null,
  }
}
export type MessageRows = ReturnType<typeof createMessageRows>
