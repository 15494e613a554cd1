/** Takes HL7 v2 messages over MLLP: one after the other on a connection, each answered before the next is read. Listens
 *  where it is told; addresses that are not on the list are closed before a byte is read. */
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { addressOf, listen, type ListeningSocket, type ListenOptions } from '../../trust/index.ts'
import { createBlockReader, frameBlock } from '../mllp-blocks.ts'

export interface MllpServerOptions extends ListenOptions {
  readonly allows: (remoteAddress: string) => boolean
  readonly maximumConnections: number
  /** The longest message, bytes. */
  readonly limit: number
  readonly idleMs: number
  /** Told of callers that were turned away before a byte was read: by the list of addresses, or by their certificate. */
  readonly turnedAway?: (remoteAddress: string, because: 'ADDRESS' | 'CERTIFICATE') => void
}

export type MllpServer = ListeningSocket

/** `answer` gives the bytes of the acknowledgement; when it throws, nothing is said and the connection ends: the sender
 *  does not know, and sends again. */
export function startMllpServer(options: MllpServerOptions, answer: (message: Buffer, remoteAddress: string) => Promise<Uint8Array>): Promise<MllpServer> {
  return listen(options, {
    admits(caller) {
      const allowed = options.allows(caller)
      if (!allowed) options.turnedAway?.(caller, 'ADDRESS')
      return allowed
    },
    serve(socket, others) {
      if (others >= options.maximumConnections) {
        socket.destroy()
        return
      }
      const caller = addressOf(socket)
      socket.setTimeout(options.idleMs, () => { socket.destroy() })
      converse(socket, options.limit, (message) => answer(message, caller)).then(() => { socket.end() }, () => { socket.destroy() })
    },
    tlsRefused: (caller) => { options.turnedAway?.(caller, 'CERTIFICATE') },
  })
}

async function converse(socket: Socket, limit: number, answer: (message: Buffer) => Promise<Uint8Array>): Promise<void> {
  const reader = createBlockReader(limit)
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    for (const block of reader.push(chunk)) {
      if (!socket.write(frameBlock(await answer(block)))) await once(socket, 'drain')
    }
  }
}
