/** A PACS that is absent, silent, slow, cut or wrong: each ends in a bounded time, in its own class, with its
 *  socket freed. */
import { afterEach, describe, expect, it } from 'vitest'
import { createServer } from 'node:https'
import { readFile } from 'node:fs/promises'
import { once } from 'node:events'
import { ExpectedError, type ErrorCode } from '../contract/index.ts'
import { freePort, makeCertificates, makeObject, peersPresent, skipTitle, startBlackHole, startHangUp, startHttpPeer, until, type FaultPeer } from '../../test/peers/index.ts'
import { createDicomWebClient, type PacsClient } from './index.ts'

const at = { studyInstanceUID: '1.2', seriesInstanceUID: '1.2.3', sopInstanceUID: '1.2.3.4' }
const never = new AbortController().signal
const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const peer of open.splice(0)) await peer.stop()
})
function opened<T extends { stop(): Promise<void> }>(peer: T): T {
  open.push(peer)
  return peer
}

/** For peers that stay silent; the others have time, however busy the machine is. */
const impatient = { connectMs: 400, idleMs: 100 }
function client(url: string, more: { certificateAuthority?: string; connectMs?: number; idleMs?: number } = {}): PacsClient {
  const { certificateAuthority = '', connectMs = 20_000, idleMs = 20_000 } = more
  return createDicomWebClient({ url, user: 'reader', password: 'secret', certificateAuthority, timeouts: { connectMs, idleMs } })
}

async function failure(work: Promise<unknown>): Promise<ExpectedError> {
  try {
    await work
  } catch (error) {
    if (error instanceof ExpectedError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
const codeOf = async (work: Promise<unknown>): Promise<ErrorCode> => (await failure(work)).code

async function drain(source: AsyncIterable<Uint8Array>): Promise<number> {
  let length = 0
  for await (const chunk of source) length += chunk.length
  return length
}

const multipart = (body: string, type = 'application/dicom') => `--b\r\nContent-Type: ${type}\r\n\r\n${body}\r\n--b--`
const multipartType = { 'content-type': 'multipart/related; type="application/dicom"; boundary=b' }

describe('a PACS that does not answer as it should', () => {
  it('is unreachable when nobody listens', async () => {
    const pacs = client(`http://127.0.0.1:${await freePort()}`)
    expect(await codeOf(pacs.echo(never))).toBe('pacs/unreachable')
    expect(await codeOf(drain(pacs.retrieveInstance(at, never)))).toBe('pacs/unreachable')
    expect(await codeOf(pacs.store(at, new Uint8Array(10), never))).toBe('pacs/unreachable')
  })

  it('is unreachable when its name does not exist', async () => {
    expect(await codeOf(client('http://pacs.invalid').echo(never))).toBe('pacs/unreachable')
  })

  it('times out when it accepts and stays silent, for questions, objects and deliveries alike', async () => {
    const hole = opened(await startBlackHole())
    const pacs = client(`http://127.0.0.1:${hole.port}`, impatient)
    expect(await codeOf(pacs.echo(never))).toBe('pacs/timeout')
    expect(await codeOf(drain(pacs.retrieveInstance(at, never)))).toBe('pacs/timeout')
    expect(await codeOf(pacs.store(at, new Uint8Array(1), never))).toBe('pacs/timeout')
    await until(() => hole.openSockets() === 0, 'sockets freed')
  })

  it('is unreachable when TLS is never completed', async () => {
    const hole = opened(await startBlackHole())
    expect(await codeOf(client(`https://127.0.0.1:${hole.port}`, impatient).echo(never))).toBe('pacs/unreachable')
    await until(() => hole.openSockets() === 0, 'sockets freed')
  })

  it('leaves the outcome of a delivery open when it hangs up', async () => {
    const peer = opened(await startHangUp())
    expect(await codeOf(client(`http://127.0.0.1:${peer.port}`).store(at, new Uint8Array(1), never))).toBe('pacs/interrupted')
    expect(await codeOf(client(`http://127.0.0.1:${peer.port}`).echo(never))).toBe('pacs/unreachable')
  })

  it('is refused at 401 and 403, and any other status is said', async () => {
    for (const [status, code] of [[401, 'pacs/refused'], [403, 'pacs/refused'], [404, 'pacs/answer'], [500, 'pacs/answer'], [503, 'pacs/answer']] as const) {
      const peer = opened(await startHttpPeer((request, response) => {
        request.resume()
        response.writeHead(status).end('x'.repeat(100_000))
      }))
      for (const work of [client(peer.url).echo(never), drain(client(peer.url).retrieveInstance(at, never)), client(peer.url).store(at, new Uint8Array(1), never)]) {
        const error = await failure(work)
        expect(error.code).toBe(code)
        if (code === 'pacs/answer') expect(error.params).toEqual({ status })
      }
    }
  })

  it('is not followed when it redirects, least of all to another origin', async () => {
    const other = opened(await startHttpPeer((_, response) => response.end('[]')))
    const peer = opened(await startHttpPeer((_, response) => response.writeHead(302, { location: `${other.url}/studies` }).end()))
    expect(await failure(client(peer.url).echo(never))).toMatchObject({ code: 'pacs/answer', params: { status: 302 } })
    expect(other.requests).toEqual([])
  })

  it('is unreadable when it answers something else than asked', async () => {
    const answers: [Record<string, string>, string][] = [
      [{ 'content-type': 'text/html' }, '<p>proxy</p>'], [multipartType, multipart('x', 'text/plain')],
      [multipartType, '--b\r\nContent-Type: application/dicom\r\nContent-Length: 9\r\n\r\nx\r\n--b--'],
      [multipartType, '--b\r\nContent-Type: application/dicom\r\n\r\nx\r\n--b\r\nContent-Type: application/dicom\r\n\r\ny\r\n--b--'],
      [multipartType, '--b--'],
    ]
    for (const [headers, body] of answers) {
      const peer = opened(await startHttpPeer((_, response) => response.writeHead(200, headers).end(body)))
      expect(await codeOf(drain(client(peer.url).retrieveInstance(at, never)))).toBe('pacs/malformed')
    }
    for (const body of ['<p>', '{}', '[1]', '[{"00100010":7}]']) {
      const peer = opened(await startHttpPeer((_, response) => response.end(body)))
      expect(await codeOf(client(peer.url).echo(never))).toBe('pacs/malformed')
    }
  })

  it('never quotes patients in an error', async () => {
    const peer = opened(await startHttpPeer((_, response) => response.end('[{"00100010": DUPONT')))
    const error = await failure(client(peer.url).echo(never))
    expect(`${error.message} ${String((error.cause as Error).message)}`).not.toContain('DUPONT')
  })

  it('may answer the bare part instead of a multipart', async () => {
    const peer = opened(await startHttpPeer((_, response) => response.writeHead(200, { 'content-type': 'application/dicom' }).end('12345')))
    expect(await drain(client(peer.url).retrieveInstance(at, never))).toBe(5)
  })
})

describe('a body that does not come whole', () => {
  it('is interrupted when the connection drops in the middle, or when it ends without its closing boundary', async () => {
    const dropped = opened(await startHttpPeer((_, response) => {
      response.writeHead(200, { ...multipartType, 'content-length': 10_000 })
      response.write(multipart('x'.repeat(1000)).slice(0, 500), () => response.destroy())
    }))
    expect(await codeOf(drain(client(dropped.url).retrieveInstance(at, never)))).toBe('pacs/interrupted')
    const short = opened(await startHttpPeer((_, response) => response.writeHead(200, multipartType).end(multipart('x').slice(0, -2))))
    expect(await codeOf(drain(client(short.url).retrieveInstance(at, never)))).toBe('pacs/interrupted')
  })

  it('times out when it stalls, however much came before', async () => {
    const peer = opened(await startHttpPeer((_, response) => {
      response.writeHead(200, multipartType)
      response.write(multipart('x'.repeat(200_000)).slice(0, -100))
    }))
    expect(await codeOf(drain(client(peer.url, impatient).retrieveInstance(at, never)))).toBe('pacs/timeout')
    await until(() => peer.openSockets() === 0, 'sockets freed')
  })

  it('does not time out while it is we who are slow', async () => {
    const peer = opened(await startHttpPeer((_, response) => response.writeHead(200, multipartType).end(multipart('x'.repeat(3_000_000)))))
    const pacs = createDicomWebClient({ url: peer.url, user: '', password: '', certificateAuthority: '', timeouts: { connectMs: 5000, idleMs: 1000 } })
    let length = 0
    for await (const chunk of pacs.retrieveInstance(at, never)) {
      if (length === 0) await new Promise((resolve) => setTimeout(resolve, 1500))
      length += chunk.length
    }
    expect(length).toBe(3_000_000)
  })

  it('frees its socket when the reader aborts or stops reading', async () => {
    const peer = opened(await startHttpPeer((_, response) => {
      response.writeHead(200, multipartType)
      response.write(multipart('x'.repeat(500_000)).slice(0, -100))
    }))
    const controller = new AbortController()
    const read = drain(client(peer.url).retrieveInstance(at, controller.signal))
    await until(() => peer.requests.length === 1, 'asked')
    controller.abort()
    expect(await codeOf(read)).toBe('request/aborted')
    for await (const _ of client(peer.url).retrieveInstance(at, never)) break
    await until(() => peer.openSockets() === 0, 'sockets freed')
  })

  it('is not asked for at all when the abort came first', async () => {
    const peer = opened(await startHttpPeer((_, response) => response.end()))
    expect(await codeOf(drain(client(peer.url).retrieveInstance(at, AbortSignal.abort())))).toBe('request/aborted')
    expect(peer.requests).toEqual([])
  })
})

describe('a delivery', () => {
  const object = makeObject()
  const item = (uid: string, more = {}) => ({ '00081155': { vr: 'UI', Value: [uid] }, ...more })
  const answer = (status: number, body: unknown) => startHttpPeer((request, response) => {
    request.resume()
    request.on('end', () => response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)))
  })

  it.each([
    ['named as stored', 200, { '00081199': { vr: 'SQ', Value: [item(object.sopInstanceUID)] } }, 'stored'],
    ['202 with only another object stored', 202, { '00081199': { vr: 'SQ', Value: [item('1.2')] } }, 'pacs/malformed'],
    ['200 with this object among the failed', 200, { '00081198': { vr: 'SQ', Value: [item(object.sopInstanceUID, { '00081197': { vr: 'US', Value: [0xa700] } })] } }, 'pacs/answer 0xA700'],
    ['409 with a failure reason', 409, { '00081198': { vr: 'SQ', Value: [item(object.sopInstanceUID, { '00081197': { vr: 'US', Value: [272] } })] } }, 'pacs/answer 0x0110'],
    ['400 with nothing named', 400, { '00081198': { vr: 'SQ' }, '00081199': { vr: 'SQ' } }, 'pacs/answer '],
    ['400 although the object is named as stored', 400, { '00081199': { vr: 'SQ', Value: [item(object.sopInstanceUID)] } }, 'stored'],
    ['200 with an empty body', 200, '', 'pacs/malformed'],
    ['500 with a page', 500, '<html>', 'pacs/answer '],
  ])('%s', async (_, status, body, expected) => {
    const peer = opened(await answer(status, body))
    const outcome = await client(peer.url).store(object, object.bytes, never).catch((error: unknown) => {
      if (!(error instanceof ExpectedError)) throw error
      return error.code === 'pacs/answer' ? `${error.code} ${String(error.params['failureReason'] ?? '')}` : error.code
    })
    expect(outcome).toBe(expected)
  })

  it('says its length, so that old servers do not store nothing', async () => {
    let seen: Record<string, unknown> = {}
    let received = 0
    const peer = opened(await startHttpPeer((request, response) => {
      seen = request.headers
      request.on('data', (chunk: Buffer) => (received += chunk.length))
      request.on('end', () => response.end('{}'))
    }))
    await failure(client(peer.url).store(object, object.bytes, never))
    expect(seen['transfer-encoding']).toBeUndefined()
    expect(Number(seen['content-length'])).toBe(received)
    expect(received).toBeGreaterThan(object.bytes.length)
  })

  it('ends when the peer takes nothing in', async () => {
    const peer = opened(await startHttpPeer((request) => request.pause()))
    expect(await codeOf(client(peer.url, impatient).store(object, new Uint8Array(30_000_000), never))).toBe('pacs/timeout')
  })
})

describe('lists', () => {
  const rows = (count: number, offset = 0) => Array.from({ length: count }, (_, index) => ({ '0020000D': { vr: 'UI', Value: [`1.2.${offset + index + 1}`] } }))
  const anyQuery = { patientID: '', patientName: '', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' }
  const parameters = (url: string | undefined) => new URL(url ?? '', 'http://x').searchParams

  it('are read to their end from a PACS that caps its pages', async () => {
    const peer = opened(await startHttpPeer((request, response) => {
      const offset = Number(parameters(request.url).get('offset'))
      response.end(JSON.stringify(rows(Math.max(0, Math.min(100, 250 - offset)), offset)))
    }))
    const { studies, truncated } = await client(peer.url).findStudies(anyQuery, 1000, never)
    expect([studies.length, truncated]).toEqual([250, false])
  })

  it('end with a PACS that ignores limit and offset', async () => {
    const peer = opened(await startHttpPeer((_, response) => response.end(JSON.stringify(rows(120)))))
    expect((await client(peer.url).findStudies(anyQuery, 1000, never)).studies).toHaveLength(120)
    const cut = await client(peer.url).findStudies(anyQuery, 50, never)
    expect([cut.studies.length, cut.truncated]).toEqual([50, true])
  })

  it('drop rows whose UID could not be put into an address', async () => {
    const peer = opened(await startHttpPeer((_, response) => response.end(JSON.stringify([{ '0020000D': { vr: 'UI', Value: ['1.2/../3'] } }, ...rows(1)]))))
    expect((await client(peer.url).findStudies(anyQuery, 10, never)).studies.map((study) => study.studyInstanceUID)).toEqual(['1.2.1'])
  })

  it('are empty at 204', async () => {
    const peer = opened(await startHttpPeer((_, response) => response.writeHead(204).end()))
    expect(await client(peer.url).findStudies(anyQuery, 10, never)).toEqual({ studies: [], truncated: false })
  })

  it('come over one connection, although it is kept for no more than a second', async () => {
    const sockets = new Set<unknown>()
    const peer = opened(await startHttpPeer((request, response) => {
      sockets.add(request.socket)
      response.writeHead(200, { connection: 'keep-alive', 'keep-alive': 'timeout=1' }).end('[]')
    }))
    const pacs = client(peer.url)
    for (let n = 0; n < 5; n += 1) await pacs.echo(never)
    expect(sockets.size).toBe(1)
    pacs.close()
    await until(() => peer.openSockets() === 0, 'sockets freed')
  })

  it('are asked again on a fresh connection when the kept one was closed', async () => {
    let served = 0
    const peer = opened(await startHttpPeer((request, response) => {
      served += 1
      if (served === 2) request.socket.destroy()
      else response.end('[]')
    }))
    const pacs = client(peer.url)
    await pacs.echo(never)
    await pacs.echo(never)
    expect(served).toBe(3)
    pacs.close()
  })
})

const openssl = peersPresent().openssl
describe.skipIf(openssl !== null)(`a PACS certificate${skipTitle(openssl)}`, () => {
  async function serve(certificate: { certFile: string; keyFile: string }): Promise<FaultPeer & { url: string }> {
    const server = createServer({ cert: await readFile(certificate.certFile), key: await readFile(certificate.keyFile) }, (_, response) => response.end('[]'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('not listening')
    return opened({
      port: address.port, url: `https://127.0.0.1:${address.port}`, openSockets: () => 0,
      async stop() {
        server.closeAllConnections()
        server.close()
        await once(server, 'close')
      },
    })
  }

  it('is accepted from the authority of the settings, and refused with its reason otherwise', async () => {
    const certificates = await makeCertificates()
    try {
      const certificateAuthority = certificates.authority
      const good = await serve(certificates.server)
      await client(good.url, { certificateAuthority }).echo(never)
      expect(await failure(client(good.url).echo(never))).toMatchObject({ code: 'pacs/certificate', params: { reason: 'its authority is not known to this workstation' } })
      expect(await failure(client((await serve(certificates.expired)).url, { certificateAuthority }).echo(never))).toMatchObject({ code: 'pacs/certificate', params: { raison: 'il a expiré' } })
      expect(await failure(client((await serve(certificates.otherName)).url, { certificateAuthority }).echo(never))).toMatchObject({ code: 'pacs/certificate', params: { reason: 'it was issued for another address' } })
      expect(await failure(client(good.url, { certificateAuthority: 'not a PEM' }).echo(never))).toMatchObject({ code: 'pacs/certificate', params: { reason: 'the authority given in Settings is not a readable PEM certificate' } })
    } finally {
      await certificates.remove()
    }
  })
})
