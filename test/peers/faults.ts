/** Peers that misbehave on purpose. A fault proxy stands before a real peer and passes everything on until told
 *  otherwise; a black hole accepts connections and never says a word. */
import { createServer as createHttpServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'
import { once } from 'node:events'

export interface FaultPeer {
  readonly port: number
  /** Sockets open at this moment: an aborted call must bring it back to zero. */
  openSockets(): number
  stop(): Promise<void>
}

/** Takes connections and bytes, answers nothing. Also a RIS that hangs. */
export async function startBlackHole(): Promise<FaultPeer> {
  const server = createServer((socket) => socket.resume())
  return listen(server)
}

/** Closes every connection as soon as it has read something. */
export async function startHangUp(): Promise<FaultPeer> {
  const server = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()))
  return listen(server)
}

export interface HttpPeer extends FaultPeer {
  readonly url: string
  /** `METHOD path` of every request so far. */
  readonly requests: string[]
}

/** An HTTP server that answers as it is told. */
export async function startHttpPeer(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<HttpPeer> {
  const requests: string[] = []
  const server = createHttpServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`)
    response.on('error', () => response.destroy())
    answer(request, response)
  })
  const peer = await listen(server)
  return { ...peer, requests, url: `http://127.0.0.1:${peer.port}` }
}

export type Fault =
  | { kind: 'none' }
  /** This status, without asking the real peer. */
  | { kind: 'status'; status: number }
  /** Passes on so many bytes of the answer's body, then cuts the connection. */
  | { kind: 'cut'; afterBytes: number }
  /** The real peer gets the request and acts; its answer is lost. */
  | { kind: 'lose-answer' }
  /** The same, but the answer is kept back for good. */
  | { kind: 'hold-answer' }
  /** Passes the body on at this rate. */
  | { kind: 'slow'; bytesPerSecond: number }
  /** Takes the request and never answers. */
  | { kind: 'hang' }

export interface FaultProxy extends HttpPeer {
  /** Decides for each request; the default passes everything on. */
  setFault(choose: (request: { method: string; path: string; n: number }) => Fault): void
}

export async function startFaultProxy(targetPort: number): Promise<FaultProxy> {
  let choose: Parameters<FaultProxy['setFault']>[0] = () => ({ kind: 'none' })
  let n = 0
  const peer = await startHttpPeer((request, response) => {
    n += 1
    const fault = choose({ method: request.method ?? '', path: request.url ?? '', n })
    if (fault.kind === 'hang') return
    if (fault.kind === 'status') {
      request.resume()
      response.writeHead(fault.status).end()
      return
    }
    const onward = httpRequest({ host: '127.0.0.1', port: targetPort, method: request.method, path: request.url, headers: request.headers, agent: false })
    const cut = () => {
      onward.destroy()
      response.destroy()
    }
    response.on('close', () => onward.destroy())
    onward.on('error', cut)
    onward.on('response', (answer) => {
      answer.on('error', cut)
      if (fault.kind === 'lose-answer' || fault.kind === 'hold-answer') {
        answer.resume()
        if (fault.kind === 'lose-answer') answer.on('end', cut)
        return
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      pass(answer, response, fault).catch(cut)
    })
    request.pipe(onward)
  })
  return {
    ...peer,
    setFault(next) {
      choose = next
      n = 0
    },
  }
}

async function pass(answer: IncomingMessage, response: ServerResponse, fault: Fault): Promise<void> {
  let passed = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    if (fault.kind === 'cut' && passed + chunk.length >= fault.afterBytes) {
      response.write(chunk.subarray(0, fault.afterBytes - passed), () => response.destroy())
      return
    }
    passed += chunk.length
    if (!response.write(chunk)) await once(response, 'drain')
    if (fault.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, (chunk.length / fault.bytesPerSecond) * 1000))
  }
  response.end()
}

async function listen(server: Server): Promise<FaultPeer> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening')
  return {
    port: address.port,
    openSockets: () => sockets.size,
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
