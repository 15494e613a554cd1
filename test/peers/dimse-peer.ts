/** A DICOM peer that follows a script on each association: for faults that no real archive can be told to commit. */
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { createAssociation, type Association } from '../../main/pacs/dimse/association.ts'
import { createWire } from '../../main/pacs/dimse/wire.ts'
import type { AnsweredContext, AssociateRequest, OfferedContext } from '../../main/pacs/dimse/pdu.ts'

export interface Talk {
  readonly socket: Socket
  readonly request: AssociateRequest
  /** Accepts by this rule (all contexts in their first transfer syntax unless told otherwise). */
  accept(rule?: (context: OfferedContext) => number, maximumLength?: number): Promise<Association>
}

export interface DimsePeer {
  readonly port: number
  openSockets(): number
  stop(): Promise<void>
}

export async function startDimsePeer(script: (talk: Talk) => Promise<void>): Promise<DimsePeer> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => open.delete(socket))
    const run = async () => {
      const wire = createWire(socket, { idleMs: 30_000 })
      const request = await wire.next()
      if (request.type !== 'associate-request') throw new Error('no association was asked for')
      await script({
        socket, request,
        async accept(rule = () => 0, maximumLength = 16_384) {
          const contexts: AnsweredContext[] = request.contexts.map((context) => ({ id: context.id, result: rule(context), transferSyntax: context.transferSyntaxes[0] ?? '' }))
          await wire.send({ ...request, type: 'associate-accept', maximumLength, contexts })
          return createAssociation(wire, contexts.filter(({ result }) => result === 0).map(({ id, transferSyntax }) => ({ id, transferSyntax, abstractSyntax: request.contexts.find((one) => one.id === id)?.abstractSyntax ?? '' })), request.maximumLength)
        },
      })
    }
    run().catch(() => { socket.destroy() })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    openSockets: () => open.size,
    async stop() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
