/** DICOMweb servers of other habits than Orthanc's, written here: how they want to be asked, what they name in their answers,
 *  whom they let in. */
import { createServer } from 'node:https'
import { readFile } from 'node:fs/promises'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { makeCertificates, peersPresent, skipTitle, startHttpPeer, type HttpPeer } from '../../test/peers/index.ts'
import { createDicomWebClient, type DicomWebClient, type DicomWebOptions } from './index.ts'

const at = { studyInstanceUID: '1.2', seriesInstanceUID: '1.2.3', sopInstanceUID: '1.2.3.4' }
const signal = new AbortController().signal
const peers: HttpPeer[] = []
afterEach(async () => { await Promise.all(peers.splice(0).map((peer) => peer.stop())) })
async function peer(answer: Parameters<typeof startHttpPeer>[0]): Promise<HttpPeer> {
  const started = await startHttpPeer(answer)
  peers.push(started)
  return started
}
const client = (url: string, more: Partial<DicomWebOptions> = {}): DicomWebClient => createDicomWebClient({ url, user: '', password: '', certificateAuthority: '', ...more })
async function text(source: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
const multipart = (...bodies: string[]) => `${bodies.map((body) => `--b\r\nContent-Type: application/dicom\r\n\r\n${body}\r\n`).join('')}--b--`
const multipartType = { 'content-type': 'multipart/related; type="application/dicom"; boundary=b' }

describe('how a server wants to be asked', () => {
  it('is found out once, and kept to: a server that gives single parts only', async () => {
    const accepted: string[] = []
    const one = await peer((request, response) => {
      accepted.push(request.headers.accept ?? '')
      if (request.headers.accept?.startsWith('multipart')) response.writeHead(406).end()
      else response.writeHead(200, { 'content-type': 'application/dicom; transfer-syntax=1.2.840.10008.1.2.1' }).end('object')
    })
    const pacs = client(one.url)
    expect([await text(pacs.retrieveInstance(at, signal)), await text(pacs.retrieveInstance(at, signal))]).toEqual(['object', 'object'])
    const [both, single] = ['multipart/related; type="application/dicom"; transfer-syntax=*', 'application/dicom; transfer-syntax=*']
    expect(accepted).toEqual([both, single, single])
    pacs.close()
  })

  it('is not asked about again by a server that took it: then a refusal is of the question', async () => {
    let asked = 0
    const one = await peer((_, response) => {
      asked += 1
      if (asked === 1) response.writeHead(200, multipartType).end(multipart('object'))
      else response.writeHead(400).end()
    })
    const pacs = client(one.url)
    await text(pacs.retrieveInstance(at, signal))
    await expect(text(pacs.retrieveInstance(at, signal))).rejects.toMatchObject({ code: 'pacs/answer', params: { status: 400 } })
    expect(asked).toBe(2)
    pacs.close()
  })

  it('is never without the transfer syntax, which a server might then choose', async () => {
    const one = await peer((request, response) => response.writeHead(406).end(request.headers.accept))
    await expect(text(client(one.url).retrieveInstance(at, signal))).rejects.toMatchObject({ code: 'pacs/answer', params: { status: 406 } })
    expect(one.requests).toHaveLength(2)
  })

  it('may be plain JSON, and a study that is not there may be 404', async () => {
    const one = await peer((request, response) => {
      if (request.headers.accept !== 'application/json') response.writeHead(415).end()
      else if (request.url?.startsWith('/studies/') === true) response.writeHead(404).end()
      else response.end('[]')
    })
    const pacs = client(one.url)
    await pacs.echo(signal)
    expect(await pacs.findInstances('1.2', signal)).toEqual([])
    expect(await pacs.locate(at, signal)).toBeNull()
    pacs.close()
  })
})

describe('a study in one answer', () => {
  it('gives its objects one after the other, also those that are not read', async () => {
    const one = await peer((_, response) => response.writeHead(200, multipartType).end(multipart('first', 'second', 'third')))
    const read: string[] = []
    let index = 0
    for await (const part of client(one.url).retrieveObjects({ studyInstanceUID: '1.2' }, '*', signal)) if ((index += 1) !== 2) read.push(await text(part.bytes))
    expect(read).toEqual(['first', 'third'])
    expect(one.requests).toEqual(['GET /studies/1.2'])
  })

  it('is interrupted where it is cut between two objects: what came whole is known to be whole', async () => {
    const one = await peer((_, response) => response.writeHead(200, multipartType).end(multipart('first', 'second').slice(0, -40)))
    const read: string[] = []
    const reading = (async () => { for await (const part of client(one.url).retrieveObjects({ studyInstanceUID: '1.2' }, '*', signal)) read.push(await text(part.bytes)) })()
    await expect(reading).rejects.toMatchObject({ code: 'pacs/interrupted' })
    expect(read).toEqual(['first'])
  })
})

describe('addresses in answers', () => {
  it('are asked for at the configured origin alone, whatever host they name', async () => {
    const other = await peer((_, response) => response.end('elsewhere'))
    const one = await peer((request, response) => {
      if (request.url?.endsWith('/metadata') === true) response.end(JSON.stringify([{ '7FE00010': { vr: 'OW', BulkDataURI: `${other.url}/pacs/studies/1.2/series/1.2.3/instances/1.2.3.4/bulk/7fe00010` } }]))
      else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end('here')
    })
    const pacs = client(`${one.url}/dicom-web/`)
    const [metadata] = await pacs.retrieveMetadata(at, signal)
    expect(await text(pacs.retrieveBulkData('1.2', metadata?.['7FE00010']?.BulkDataURI ?? '', signal))).toBe('here')
    expect(one.requests.at(-1)).toBe('GET /dicom-web/studies/1.2/series/1.2.3/instances/1.2.3.4/bulk/7fe00010')
    for (const uri of ['file:///etc/passwd', 'http://[', '/studies/9.9/bulk/1', '']) await expect(text(pacs.retrieveBulkData('1.2', uri, signal))).rejects.toMatchObject({ code: 'pacs/malformed' })
    await expect(text(client((await peer((_, response) => response.writeHead(307, { location: other.url }).end())).url).retrieveInstance(at, signal))).rejects.toMatchObject({ code: 'pacs/answer', params: { status: 307 } })
    expect(other.requests).toEqual([])
    pacs.close()
  })
})

describe('lists over several pages', () => {
  const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => ({ '0020000D': { vr: 'UI', Value: [`1.2.${from + index + 1}`] } }))
  const anyQuery = { patientID: '', patientName: '', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' }
  const offsetOf = (url: string | undefined) => Number(new URL(url ?? '', 'http://x').searchParams.get('offset'))

  it('tell each study once where pages overlap, and all of them where a page brings nothing to read', async () => {
    const pages = new Map([[0, rows(0, 500)], [500, rows(400, 900)], [1000, rows(0, 500).map(() => ({}))], [1500, rows(900, 910)]])
    const one = await peer((request, response) => response.end(JSON.stringify(pages.get(offsetOf(request.url)) ?? [])))
    const { studies } = await client(one.url).findStudies(anyQuery, 5000, signal)
    expect([studies.length, new Set(studies.map(({ studyInstanceUID }) => studyInstanceUID)).size]).toEqual([910, 910])
  })
})

describe('who is let in', () => {
  it('shows a token in place of a password where there is one', async () => {
    const shown: (string | undefined)[] = []
    const one = await peer((request, response) => { shown.push(request.headers.authorization); response.end('[]') })
    for (const access of [{}, { user: 'reader', password: 'secret' }, { user: 'reader', password: 'secret', bearer: 'abc.def' }]) {
      const pacs = client(one.url, access)
      await pacs.echo(signal)
      pacs.close()
    }
    expect(shown).toEqual([undefined, `Basic ${btoa('reader:secret')}`, 'Bearer abc.def'])
  })

  const { openssl } = peersPresent()
  it.skipIf(openssl !== null)(`shows its certificate to a server that asks for one, and says when it is not taken${skipTitle(openssl)}`, async () => {
    const certificates = await makeCertificates(), foreign = await makeCertificates()
    const pem = async ({ certFile, keyFile }: { certFile: string; keyFile: string }) => ({ clientCertificate: await readFile(certFile, 'utf8'), clientKey: await readFile(keyFile, 'utf8') })
    const server = createServer({ cert: await readFile(certificates.server.certFile), key: await readFile(certificates.server.keyFile), ca: certificates.authority, requestCert: true, rejectUnauthorized: true }, (_, response) => response.end('[]'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const url = `https://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    const outcome = async (access: Partial<DicomWebOptions>) => {
      const pacs = client(url, { certificateAuthority: certificates.authority, ...access })
      const code = await pacs.echo(signal).then(() => 'let in', (error: { code: string }) => error.code)
      pacs.close()
      return code
    }
    expect(await outcome(await pem(certificates.server))).toBe('let in')
    expect(await outcome({})).toBe('pacs/own-certificate')
    // This server hangs up without an alert.
    for (const refused of [foreign.server, certificates.expired]) expect(await outcome(await pem(refused))).toBe('pacs/unreachable')
    expect(await outcome({ clientCertificate: 'no PEM', clientKey: 'neither' })).toBe('pacs/own-certificate')
    server.closeAllConnections()
    server.close()
    await Promise.all([once(server, 'close'), certificates.remove(), foreign.remove()])
  })
})
