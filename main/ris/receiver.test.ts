/** Our sender and our messages judged by Debian's python3-hl7, behaving and misbehaving. */
import { createHash, randomBytes } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { ExpectedError } from '../contract/index.ts'
import { freePort, makeCertificates, peersPresent, skipTitle, startBlackHole, startHl7Receiver, startTlsRelay, until, type Hl7Mode, type Hl7Peer } from '../../test/peers/index.ts'
import { buildOru, createMllpClient, type MllpOptions, type OruContent } from './index.ts'

const present = peersPresent()
const never = new AbortController().signal
const pdf = randomBytes(1_500_000)
const content: OruContent = {
  controlId: 'B0123456789ABCDEF012', status: 'F', characterSet: 'UNICODE UTF-8', placer: null, signedAt: new Date('2025-03-10T10:15:00Z'),
  sendingFacility: 'Centre d’imagerie', receivingApplication: 'RIS', receivingFacility: 'CH^1',
  patient: { id: '0012|7', authority: { namespace: 'IPP', universalId: '1.2.250.1.999' }, ins: null, birthPlace: '', name: 'LEFÈVRE-ŒILLET^Anne-Sophie^Zoé', birthDate: '1960-01-31', sex: 'F' },
  accessionNumber: 'MG25-0001', studyInstanceUID: '2.25.123', studyDate: '2025-03-10', studyTime: '101500.12',
  priority: null, signer: { id: 'L1-7F3A', familyName: 'L1-7F3A', givenName: '' },
  payload: { type: 'PDF', pdf, conclusion: ['ACR 2 à droite & ACR 1 à gauche', 'Pas d’anomalie suspecte ^ contrôle à 2 ans', 'Œdème : non\nNœud : 3|4'] },
}

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const peer of open.splice(0)) await peer.stop()
})
function opened<T extends { stop(): Promise<void> }>(peer: T): T {
  open.push(peer)
  return peer
}
async function receiver(mode: Hl7Mode, lateSeconds = 0.6): Promise<Hl7Peer> {
  return opened(await startHl7Receiver({ mode, lateSeconds }))
}
function client(port: number, more: Partial<MllpOptions> = {}) {
  return createMllpClient({ host: '127.0.0.1', port, tls: false, certificateAuthority: '', connectTimeoutMs: 2000, ackTimeoutMs: 300, ...more })
}
async function outcome(work: Promise<void>): Promise<string> {
  return work.then(() => 'accepted', (error: unknown) => {
    if (!(error instanceof ExpectedError)) throw error
    return error.code === 'ris/rejected' ? `${error.code} ${String(error.params['code'])}` : error.code
  })
}
const message = buildOru(content)
/** Small, so that all of it has left before the shortest patience is over, however slow the machine. */
const small = (controlId: string) => buildOru({ ...content, controlId, payload: { type: 'PDF', conclusion: ['Normal'], pdf: pdf.subarray(0, 10_000) } })
/** Where an answer comes, it may take its time. */
const patient = { ackTimeoutMs: 20_000 }
const send = (port: number, controlId = content.controlId, more: Partial<MllpOptions> = {}) =>
  outcome(client(port, more).send(small(controlId), controlId, never))

describe.skipIf(present.hl7 !== null)(`a result sent to an independent receiver${skipTitle(present.hl7)}`, () => {
  it('arrives whole: header, patient, accents, text and PDF', async () => {
    const ris = await receiver('AA')
    await client(ris.port, { ...patient }).send(message, content.controlId, never)
    expect(await ris.received(1)).toEqual([{
      n: 1, controlId: content.controlId, type: 'ORU^R01^ORU_R01', version: '2.5', country: 'FRA', charset: 'UNICODE UTF-8',
      segments: ['MSH', 'PID', 'PV1', 'ORC', 'OBR', 'OBX', 'OBX', 'OBX', 'OBX', 'OBX'],
      patientName: 'LEFÈVRE-ŒILLET^Anne-Sophie^Zoé^^^^L', patientId: '0012\\F\\7^^^IPP&1.2.250.1.999&ISO^PI',
      order: 'NW', request: 'F', service: '18748-4^CR d’imagerie médicale^LN', accession: 'MG25-0001',
      observations: [
        { type: 'TX', code: '18748-4^CR d’imagerie médicale^LN', status: 'F', text: 'ACR 2 à droite & ACR 1 à gauche' },
        { type: 'TX', code: '18748-4^CR d’imagerie médicale^LN', status: 'F', text: 'Pas d’anomalie suspecte ^ contrôle à 2 ans' },
        { type: 'TX', code: '18748-4^CR d’imagerie médicale^LN', status: 'F', text: 'Œdème : non\rNœud : 3|4' },
        { type: 'ED', code: '18748-4^CR d’imagerie médicale^LN', status: 'F', media: '^application^pdf^Base64', bytes: pdf.length, sha256: createHash('sha256').update(pdf).digest('hex') },
        { type: 'ST', code: '113014^DICOM Study^DCM', status: 'F', text: '2.25.123' },
      ],
    }])
  })

  it.each([['AA', 'accepted'], ['AE', 'ris/rejected AE'], ['AR', 'ris/rejected AR'], ['SILENT1', 'ris/no-answer'], ['DROP1', 'ris/no-answer'], ['LATE1', 'ris/no-answer'], ['WRONGID', 'ris/no-answer']] as const)(
    'answered in mode %s ends as %s', async (mode, expected) => {
      const ris = await receiver(mode)
      expect(await send(ris.port, 'ONE', mode.startsWith('A') ? patient : {})).toBe(expected)
      expect((await ris.received(1)).map((row) => row.controlId)).toEqual(['ONE'])
    },
  )

  it.each(['SILENT1', 'DROP1', 'LATE1'] as const)('whose outcome is unknown (%s) is accepted when sent again under the same control id', async (mode) => {
    const ris = await receiver(mode)
    expect(await send(ris.port)).toBe('ris/no-answer')
    await ris.received(1)
    expect(await send(ris.port, content.controlId, patient)).toBe('accepted')
    const [first, second] = await ris.received(2)
    expect(second).toEqual({ ...first, n: 2 })
  })

  it('never takes the late acknowledgement of one message for that of the next', async () => {
    const ris = await receiver('LATE1', 2)
    const sender = client(ris.port, { ackTimeoutMs: 1500 })
    const outcomes = await Promise.all(['ONE', 'TWO', 'THREE'].map((controlId) => outcome(sender.send(small(controlId), controlId, never))))
    expect(outcomes).toEqual(['ris/no-answer', 'accepted', 'accepted'])
    expect((await ris.received(3)).map((row) => row.controlId)).toEqual(['ONE', 'TWO', 'THREE'])
  })

  it('travels over TLS from the authority of the settings, and is not sent to an unknown one', async () => {
    const certificates = await makeCertificates()
    try {
      const ris = opened(await startHl7Receiver({ tls: certificates.server }))
      const tls = { tls: true, ...patient }
      expect(await send(ris.port, 'ONE', { ...tls, certificateAuthority: certificates.authority })).toBe('accepted')
      expect(await send(ris.port, 'TWO', tls)).toBe('ris/certificate')
      expect(await send(ris.port, 'THREE', { ...tls, certificateAuthority: 'nonsense' })).toBe('ris/certificate')
      expect((await ris.received(1)).map((row) => row.controlId)).toEqual(['ONE'])
      const other = opened(await startHl7Receiver({ tls: certificates.otherName }))
      expect(await send(other.port, 'ONE', { ...tls, certificateAuthority: certificates.authority })).toBe('ris/certificate')
    } finally {
      await certificates.remove()
    }
  })

  it('shows the certificate of this console to a RIS that asks for it; without a good one nothing is read over there', async () => {
    const certificates = await makeCertificates()
    try {
      const ris = await receiver('AA')
      const front = opened(await startTlsRelay(certificates.server, ris.port, certificates.authorityFile))
      const tls = { tls: true, ...patient, certificateAuthority: certificates.authority }
      const [certificate, key] = [certificates.server.certFile, certificates.server.keyFile].map((file) => readFileSync(file, 'utf8')) as [string, string]
      const probe = (more: Partial<MllpOptions>) => outcome(client(front.port, { ...tls, ...more }).probe(never))
      expect(await probe({})).toBe('ris/own-certificate')
      // What is under way when the refusal comes may end as a reset without a word.
      expect(['ris/own-certificate', 'ris/no-answer']).toContain(await send(front.port, 'REFUSED', tls))
      expect(await probe({ certificate, key })).toBe('accepted')
      expect(await send(front.port, 'NO-PEM', { ...tls, certificate: 'no PEM', key: 'neither' })).toBe('ris/own-certificate')
      expect(await send(front.port, 'GOOD', { ...tls, certificate, key })).toBe('accepted')
      expect((await ris.received(1)).map((row) => row.controlId)).toEqual(['GOOD'])
    } finally {
      await certificates.remove()
    }
  })

  it('is not begun by a probe', async () => {
    const ris = await receiver('AA')
    await client(ris.port).probe(never)
    expect(ris.messages()).toEqual([])
    await expect(client(await freePort()).probe(never)).rejects.toMatchObject({ code: 'ris/unreachable' })
  })
})

describe('a RIS that does not answer', () => {
  it('is unreachable when nobody listens', async () => {
    expect(await send(await freePort())).toBe('ris/unreachable')
  })

  it('leaves the outcome open when it takes the message and stays silent, and its socket is freed', async () => {
    const hole = opened(await startBlackHole())
    expect(await send(hole.port)).toBe('ris/no-answer')
    await until(() => hole.openSockets() === 0, 'sockets freed')
  })

  it('is left at once on abort, before the connection and while it is awaited', async () => {
    const hole = opened(await startBlackHole())
    expect(await outcome(client(hole.port).send(message, content.controlId, AbortSignal.abort()))).toBe('request/aborted')
    const controller = new AbortController()
    const sending = outcome(client(hole.port, { ackTimeoutMs: 60_000 }).send(message, content.controlId, controller.signal))
    await until(() => hole.openSockets() === 1, 'connected')
    controller.abort()
    expect(await sending).toBe('request/aborted')
    await until(() => hole.openSockets() === 0, 'sockets freed')
  })

  it('may answer garbage, without end, and the message stays unknown', async () => {
    const flood = createServer((socket: Socket) => {
      socket.on('error', () => socket.destroy())
      socket.write(Buffer.concat([Buffer.of(0x0b), Buffer.alloc(2 * 1024 * 1024, 0x61)]))
    })
    flood.listen(0, '127.0.0.1')
    await once(flood, 'listening')
    const address = flood.address()
    if (address === null || typeof address === 'string') throw new Error('not listening')
    expect(await send(address.port, 'ONE', { ackTimeoutMs: 10_000 })).toBe('ris/no-answer')
    flood.close()
  })
})

describe('a message', () => {
  it('is built the same from the same report', () => {
    expect(buildOru(content)).toBe(message)
  })

  it('ends every segment with a carriage return and has no other control character', () => {
    expect(message.replaceAll('\r', '')).not.toMatch(/\p{Cc}/u)
    expect(message.endsWith('|\r')).toBe(false)
    expect(message.endsWith('\r')).toBe(true)
  })

  it('says how hurried it is where the standard has a place: TQ1-9, and OBR-5 beside a clinical document', () => {
    const segments = (text: string) => text.split('\r').map((line) => line.split('|')[0] ?? '')
    expect(segments(message)).not.toContain('TQ1')
    const stat = buildOru({ ...content, priority: 'S' })
    expect(segments(stat).slice(3, 7)).toEqual(['ORC', 'OBR', 'TQ1', 'OBX'])
    expect(stat).toContain('\rTQ1|1||||||||S\r')
    const cda = { type: 'CDA', cda: new Uint8Array(1), sender: { rpps: '1', familyName: 'N', givenName: 'P', finess: '1', structure: 'S' } } as const
    const document = buildOru({ ...content, priority: 'A', payload: cda })
    expect(segments(document)).toEqual(segments(buildOru({ ...content, payload: cda })))
    expect(document.split('\r').find((line) => line.startsWith('OBR'))?.split('|')[5]).toBe('A')
  })

  it('leaves out the authority of a patient identifier that nobody issued', () => {
    expect(buildOru({ ...content, patient: { ...content.patient, authority: null } })).toContain('PID|1||0012\\F\\7^^^^PI|')
  })

  it('is refused without a conclusion or with a control id too long for MSH-10', () => {
    expect(() => buildOru({ ...content, payload: { type: 'PDF', conclusion: [], pdf } })).toThrow()
    expect(() => buildOru({ ...content, controlId: 'X'.repeat(21) })).toThrow()
  })
})
