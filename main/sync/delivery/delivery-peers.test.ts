/** Deliveries to a real Orthanc and to an independent HL7 receiver, with faults between: each object is there once
 *  and the same, each message was received under one control id, and nothing is called delivered before. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newUid } from '../../dicom/index.ts'
import { createDicomWebClient } from '../../pacs/index.ts'
import { makeMarkObjects } from '../../reporting/mark-objects.ts'
import { buildOru, createMllpClient, encodeMessage, type OruContent } from '../../ris/index.ts'
import { datasetOf, makeCertificates, makeObject, peersPresent, skipTitle, sopClass, startFaultProxy, startHl7Receiver, startOrthanc, testUid, type Certificates, type FaultProxy, type Hl7Mode, type Hl7Peer, type MadeObject, type OrthancPeer } from '../../../test/peers/index.ts'
import { dciodvfyErrors, encapsulatedDocument, hasTool } from '../../../test/fixtures/index.ts'
import { openReportVersions, type Frozen } from '../../../test/fixtures/report-versions.ts'
import { manualClock, type ManualClock } from '../../../test/fixtures/manual-clock.ts'
import { screeningStudy, signedSecond } from '../../../test/fixtures/signed-readings.ts'
import { draft, openSyncBench, type SyncBench } from '../../../test/fixtures/sync-bench.ts'
import type { OutboxDraft } from '../index.ts'

const present = peersPresent()
const cda = new TextEncoder().encode('<?xml version="1.0" encoding="UTF-8"?>\n<ClinicalDocument><title>Œdème, Élodie ŠIMIĆ-ŁUKASZ</title></ClinicalDocument>\n')
const cdaDigest = createHash('sha256').update(cda).digest('hex')
const cdaPayload: OruContent['payload'] = { type: 'CDA', cda, sender: { rpps: '81001234566', familyName: 'LECTEUR', givenName: 'Anne', finess: '140000159', structure: 'Centre' } }

describe.skipIf(present.orthanc !== null || present.hl7 !== null)(`the outbox before real peers${skipTitle(present.orthanc, present.hl7)}`, () => {
  let orthanc: OrthancPeer
  let proxy: FaultProxy
  let bench: SyncBench
  let clock: ManualClock
  const receivers: Hl7Peer[] = []
  beforeAll(async () => {
    orthanc = await startOrthanc()
  })
  afterAll(() => orthanc.stop())
  beforeEach(async () => {
    proxy = await startFaultProxy(orthanc.httpPort)
    clock = manualClock(Date.now())
    bench = openSyncBench({ clock })
    usePacs()
    bench.sync.start()
  })
  afterEach(async () => {
    await bench.close()
    await proxy.stop()
    for (const receiver of receivers.splice(0)) await receiver.stop()
  })

  function usePacs(more: { password?: string } = {}): void {
    bench.pacs = createDicomWebClient({ url: `${proxy.url}/dicom-web`, user: orthanc.user, password: orthanc.password, certificateAuthority: '', timeouts: { connectMs: 1000, idleMs: 1000 }, ...more })
  }
  async function useRis(mode: Hl7Mode): Promise<Hl7Peer> {
    const receiver = await startHl7Receiver({ mode, lateSeconds: 1 })
    receivers.push(receiver)
    bench.ris = createMllpClient({ host: receiver.host, port: receiver.port, tls: false, certificateAuthority: '', ackTimeoutMs: 400 })
    return receiver
  }
  const report = (studyInstanceUID: string) => ({
    pdf: makeObject({ studyInstanceUID, modality: 'DOC', sopClassUID: sopClass.encapsulatedPdf, patientName: 'LEFÈVRE^Zoé' }),
    sr: makeObject({ studyInstanceUID, modality: 'SR', sopClassUID: sopClass.basicTextSr, patientName: 'LEFÈVRE^Zoé' }),
  })
  const objectRow = (kind: 'PDF' | 'SR', object: MadeObject, more: Partial<OutboxDraft> = {}) =>
    draft(kind, object.bytes, { studyInstanceUID: object.studyInstanceUID, dedupeKey: object.sopInstanceUID, ...more })
  function oruRow(studyInstanceUID: string, more: Partial<OutboxDraft> = {}, payload: OruContent['payload'] = { type: 'PDF', conclusion: ['ACR 2 à droite'], pdf: Buffer.from('%PDF') }, characterSet: OruContent['characterSet'] = 'UNICODE UTF-8', name = 'LEFÈVRE-ŒILLET^Zoé'): OutboxDraft {
    const row = draft('ORU', new Uint8Array(), { studyInstanceUID, ...more })
    const message = buildOru({
      controlId: row.dedupeKey, status: 'F', characterSet, placer: null, signedAt: new Date(), sendingFacility: 'Centre', receivingApplication: 'RIS', receivingFacility: '', accessionNumber: 'A1', studyInstanceUID,
      patient: { id: '1', authority: null, ins: null, birthPlace: '', name, birthDate: null, sex: 'F' }, studyDate: null, studyTime: '',
      priority: null, signer: { id: 'L1', familyName: 'L1', givenName: '' }, payload,
    })
    return { ...draft('ORU', encodeMessage(message, characterSet), more), id: row.id, dedupeKey: row.dedupeKey, studyInstanceUID }
  }
  async function holds(object: MadeObject): Promise<void> {
    const stored = await orthanc.file(object.sopInstanceUID)
    expect(stored === null ? null : datasetOf(stored).equals(datasetOf(object.bytes))).toBe(true)
    expect((await orthanc.instances()).filter((uid) => uid === object.sopInstanceUID)).toHaveLength(1)
  }

  it('a signed report arrives: PDF and SR in the PACS, then the result in the RIS, once', async () => {
    const ris = await useRis('AA')
    const studyInstanceUID = testUid()
    const { pdf, sr } = report(studyInstanceUID)
    const reportId = '00000000-0000-4000-8000-00000000000a'
    const rows = [objectRow('PDF', pdf, { reportId }), objectRow('SR', sr, { reportId }), oruRow(studyInstanceUID, { reportId })]
    bench.enqueue(...rows)
    for (const row of rows) await bench.reaches(row.id, 'confirmed')
    await holds(pdf)
    await holds(sr)
    expect(await ris.received(1)).toMatchObject([{ controlId: rows[2]?.dedupeKey, patientName: 'LEFÈVRE-ŒILLET^Zoé^^^^^L' }])
  })

  it('marks arrive as presentation states and key objects, byte for byte, and hold back no result when the PACS will not take them', async () => {
    const ris = await useRis('AA')
    const studyInstanceUID = testUid()
    const made = makeMarkObjects({ ...signedSecond, study: { ...screeningStudy, studyInstanceUID } }, newUid)
    expect(made.map(({ kind }) => kind)).toEqual(['GSPS', 'GSPS', 'KOS', 'KOS'])
    const { pdf, sr } = report(studyInstanceUID)
    const reportId = '00000000-0000-4000-8000-00000000000b'
    const broken = draft('GSPS', Uint8Array.of(1, 2, 3), { reportId, studyInstanceUID })
    const marks = made.map(({ kind, sopInstanceUID, bytes }) => draft(kind, bytes, { reportId, studyInstanceUID, dedupeKey: sopInstanceUID }))
    const oru = oruRow(studyInstanceUID, { reportId })
    bench.enqueue(objectRow('PDF', pdf, { reportId }), objectRow('SR', sr, { reportId }), oru, broken, ...marks)
    for (const { id } of marks) await bench.reaches(id, 'confirmed')
    for (const { sopInstanceUID, bytes } of made) {
      const stored = await orthanc.file(sopInstanceUID)
      expect(stored === null ? null : datasetOf(stored).equals(datasetOf(Buffer.from(bytes)))).toBe(true)
    }
    await bench.reaches(oru.id, 'confirmed')
    expect(['confirmed', 'delivered']).not.toContain(bench.row(broken.id).state)
    expect(await ris.received(1)).toHaveLength(1)
  })

  it('A6 an answer that is lost after the PACS stored is found by asking, and nothing is sent twice', async () => {
    proxy.setFault(({ method }) => (method === 'POST' ? { kind: 'lose-answer' } : { kind: 'none' }))
    const { pdf } = report(testUid())
    const row = objectRow('PDF', pdf)
    bench.enqueue(row)
    await bench.reaches(row.id, 'sent_unknown')
    clock.advance(5000)
    await bench.reaches(row.id, 'confirmed')
    expect(proxy.requests.filter((request) => request.startsWith('POST'))).toHaveLength(1)
    await holds(pdf)
  })

  it('A6 a report, its addendum, its replacement and its withdrawal: the PACS gives back every version as it was signed, and the RIS is told what became of the one before', async () => {
    const ris = await useRis('AA')
    const versions = await openReportVersions(testUid())
    const folder = mkdtempSync(join(tmpdir(), 'binocle-versions-'))
    try {
      const steps: Frozen[][] = []
      for (const act of [() => versions.sign(), () => versions.add('Relu avec le scanner de 2019 : lésion stable.'), () => versions.replace('Appendice normal.'), () => versions.withdraw('Signé pour une autre patiente')]) {
        const rows = await act()
        bench.enqueue(...rows)
        for (const row of rows) await bench.reaches(row.id, 'confirmed')
        steps.push(rows)
      }
      expect(steps.map((rows) => rows.map(({ kind }) => kind).join(' '))).toEqual(['PDF SR CDA ORU', 'PDF SR CDA ORU', 'PDF SR CDA ORU', 'KOS ORU'])
      const objects = steps.flat().filter(({ destination }) => destination === 'PACS')
      const held = await orthanc.instances()
      const documents: Buffer[] = []
      for (const { kind, dedupeKey, bytes } of objects) {
        const stored = Buffer.from(await orthanc.file(dedupeKey) ?? '')
        expect([kind, datasetOf(stored).equals(datasetOf(bytes)), held.filter((uid) => uid === dedupeKey).length]).toEqual([kind, true, 1])
        const file = join(folder, `${dedupeKey}.dcm`)
        writeFileSync(file, stored)
        if (hasTool('dciodvfy')) expect(dciodvfyErrors(file)).toEqual([])
        if (kind === 'CDA') documents.push(encapsulatedDocument(file))
      }
      // Each structured report names the one before it; the note rejects the three objects that stood last.
      const uids = (kind: string) => steps.flat().filter((row) => row.kind === kind).map(({ dedupeKey }) => dedupeKey)
      const [note] = steps.flat().filter(({ kind }) => kind === 'KOS')
      expect(steps.flat().filter(({ kind }) => kind === 'SR').map(({ bytes }) => uids('SR').findIndex((uid, at) => bytes.includes(uid) && uids('SR')[at + 1] !== undefined && bytes.includes(uids('SR')[at + 1] ?? '?')))).toEqual([-1, 0, 1])
      expect(['PDF', 'SR', 'CDA'].map((kind) => uids(kind).map((uid) => note?.bytes.includes(uid)))).toEqual([[false, false, true], [false, false, true], [false, false, true]])
      // What the RIS took is what the archive holds, status by status; the last message cancels the very document that stood.
      const digests = documents.map((document) => createHash('sha256').update(document).digest('hex'))
      expect((await ris.received(4)).map(({ order, request, observations }) => [order, request, observations.map(({ status }) => status), observations[0]?.sha256])).toEqual([
        ['NW', 'F', ['F'], digests[0]], ['RO', 'C', ['C'], digests[1]], ['RO', 'C', ['C'], digests[2]], ['CA', 'X', ['D'], digests[2]],
      ])
      const said = documents.map((document) => ({ id: /<templateId[^>]*\/><id root="([^"]+)"/.exec(document.toString())?.[1], version: /<versionNumber value="(\d+)"/.exec(document.toString())?.[1], replaces: /<parentDocument><id root="([^"]+)"/.exec(document.toString())?.[1] }))
      expect(said.map(({ version, replaces }) => [version, replaces])).toEqual([['1', undefined], ['2', said[0]?.id], ['3', said[1]?.id]])
    } finally {
      versions.open.close()
      rmSync(folder, { recursive: true })
    }
  })

  it('a proof that is cut in the middle leaves the delivery open, and is taken again', async () => {
    proxy.setFault(({ method, path }) => (method === 'GET' && path.includes('/series/') ? { kind: 'cut', afterBytes: 300 } : { kind: 'none' }))
    const { pdf } = report(testUid())
    const row = objectRow('PDF', pdf)
    bench.enqueue(row)
    await expect.poll(() => bench.row(row.id).lastProblem?.code).toBe('pacs/interrupted')
    expect(bench.row(row.id).state).toBe('delivered')
    proxy.setFault(() => ({ kind: 'none' }))
    clock.advance(5000)
    await bench.reaches(row.id, 'confirmed')
    expect(proxy.requests.filter((request) => request.startsWith('POST'))).toHaveLength(1)
  })

  it('a PACS that is down, then answers errors, then hangs, then is well gets the object in the end', async () => {
    const { sr } = report(testUid())
    const row = objectRow('SR', sr)
    await orthanc.down()
    bench.enqueue(row)
    await bench.reaches(row.id, 'retry_wait', 'sent_unknown')
    await orthanc.up()
    for (const fault of [{ kind: 'status', status: 500 }, { kind: 'hang' }] as const) {
      const { attempts } = bench.row(row.id)
      proxy.setFault(() => fault)
      clock.advance(60_000)
      await expect.poll(() => [bench.row(row.id).attempts, bench.row(row.id).state !== 'leased']).toEqual([attempts + 1, true])
    }
    proxy.setFault(() => ({ kind: 'none' }))
    clock.advance(60_000)
    await bench.reaches(row.id, 'confirmed')
    await holds(sr)
  })

  it('a wrong password is said, tried once, and mended by new settings', async () => {
    usePacs({ password: 'wrong' })
    const { pdf } = report(testUid())
    const row = objectRow('PDF', pdf)
    bench.enqueue(row)
    expect(await bench.reaches(row.id, 'dead')).toMatchObject({ attempts: 1, lastProblem: { code: 'pacs/refused' } })
    usePacs()
    bench.sync.settingsChanged()
    await bench.reaches(row.id, 'confirmed')
  })

  it('A6 other bytes under the same UID are found out although the PACS says stored', async () => {
    const studyInstanceUID = testUid()
    const { pdf } = report(studyInstanceUID)
    const other = makeObject({ ...pdf, modality: 'DOC', patientName: 'SOMEONE^Else' })
    await orthanc.post('/instances', other.bytes)
    const row = objectRow('PDF', pdf)
    bench.enqueue(row)
    expect(await bench.reaches(row.id, 'dead')).toMatchObject({ lastProblem: { code: 'pacs/storage-differs' } })
    await holds(other)
  })

  describe.skipIf(present.openssl !== null)(`A8 a clinical document for the RIS${skipTitle(present.openssl)}`, () => {
    let certificates: Certificates
    beforeAll(async () => { certificates = await makeCertificates() })
    afterAll(() => certificates.remove())
    /** Over TLS, as a receiver in one of its modes; a short patience only where nobody answers. */
    const useTls = async (mode: Hl7Mode) => {
      const receiver = await startHl7Receiver({ mode, lateSeconds: 1, tls: certificates.server })
      receivers.push(receiver)
      const client = (ackTimeoutMs: number) => createMllpClient({ host: receiver.host, port: receiver.port, tls: true, certificateAuthority: certificates.authority, ackTimeoutMs })
      bench.ris = client(['AA', 'AE', 'AR'].includes(mode) ? 20_000 : 400)
      return { receiver, patient: () => { bench.ris = client(20_000) } }
    }
    /** One message under the id of its row, whose observation is the document, byte for byte, under the patient's own name. */
    async function oneMessage(receiver: Hl7Peer, row: OutboxDraft, copies: number): Promise<void> {
      const messages = await receiver.received(copies)
      expect(new Set(messages.map(({ controlId }) => controlId))).toEqual(new Set([row.dedupeKey]))
      for (const { patientName, observations } of messages) expect([patientName, observations.map(({ media, sha256 }) => [media, sha256])]).toEqual(['LEFÈVRE-ŒILLET^Zoé^^^^^L', [['^TEXT^XML^Base64', cdaDigest]]])
    }

    it.each(['SILENT1', 'DROP1', 'LATE1'] as const)('over TLS in mode %s: the row ends unknown, is sent again under the same MSH-10, and is confirmed', async (mode) => {
      const { receiver, patient } = await useTls(mode)
      const row = oruRow(testUid(), {}, cdaPayload)
      bench.enqueue(row)
      expect(await bench.reaches(row.id, 'sent_unknown')).toMatchObject({ lastProblem: { code: 'ris/no-answer' }, acknowledgedAt: null })
      patient()
      clock.advance(5000)
      await bench.reaches(row.id, 'confirmed')
      await oneMessage(receiver, row, 2)
    })

    it.each([['AA', 'confirmed', null], ['AE', 'dead', 'ris/rejected'], ['AR', 'retry_wait', 'ris/rejected'], ['WRONGID', 'sent_unknown', 'ris/no-answer']] as const)('over TLS in mode %s: the row ends %s', async (mode, state, code) => {
      const { receiver } = await useTls(mode)
      const row = oruRow(testUid(), {}, cdaPayload)
      bench.enqueue(row)
      const ended = await bench.reaches(row.id, state)
      expect([ended.lastProblem?.code ?? null, ended.acknowledgedAt === null]).toEqual([code, mode !== 'AA'])
      await oneMessage(receiver, row, 1)
    })

    it('over TLS from an authority that is not the one of the settings: nothing is sent, and the row says so', async () => {
      const { receiver } = await useTls('AA')
      bench.ris = createMllpClient({ host: receiver.host, port: receiver.port, tls: true, certificateAuthority: '' })
      const row = oruRow(testUid(), {}, cdaPayload)
      bench.enqueue(row)
      expect(await bench.reaches(row.id, 'dead')).toMatchObject({ lastProblem: { code: 'ris/certificate' } })
      expect(receiver.messages()).toEqual([])
    })

    it('in ISO 8859-15: what it has (Œ, é) arrives the same, what it has not is refused before there is a row', async () => {
      const receiver = await startHl7Receiver({ encoding: 'iso8859-15' })
      receivers.push(receiver)
      bench.ris = createMllpClient({ host: receiver.host, port: receiver.port, tls: false, certificateAuthority: '' })
      const row = oruRow(testUid(), {}, cdaPayload, '8859/15')
      bench.enqueue(row)
      await bench.reaches(row.id, 'confirmed')
      expect((await receiver.received(1))[0]).toMatchObject({ charset: '8859/15', patientName: 'LEFÈVRE-ŒILLET^Zoé^^^^^L', observations: [{ sha256: cdaDigest }] })
      expect(() => oruRow(testUid(), {}, cdaPayload, '8859/15', 'ŁUKASZ^Zoé')).toThrow(expect.objectContaining({ code: 'report/characters' }))
    })
  })
})
