/** The side that is called, by a real Orthanc and by DCMTK: objects for a C-MOVE, objects by themselves, storage commitment;
 *  who may call, and who may not. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collect, sha256 } from '../../../test/fixtures/archived-objects.ts'
import { datasetOf, freePort, makeCertificates, makeObject, peersPresent, skipTitle, startOrthanc, until, type OrthancPeer } from '../../../test/peers/index.ts'
import { ExpectedError } from '../../contract/index.ts'
import { startAcceptor, type Acceptor, type AcceptorOptions, type AcceptorPorts, type ReceivedObject } from './acceptor.ts'
import { openAssociation } from './association.ts'
import { commitmentReport, type CommitmentReport } from './commitment-report.ts'
import { createExpectedObjects } from './expected-objects.ts'
import { createDimseClient, type Address } from './index.ts'
import { moveObject } from './move-object.ts'
import { offer, studyRootMove } from './services.ts'
import { requestCommitment } from './storage-commitment.ts'

const run = promisify(execFile)
const present = peersPresent()
const signal = new AbortController().signal
const own: AcceptorOptions = { host: '127.0.0.1', port: 0, calledAE: 'WORKSTATION', tls: null, idleMs: 5000, maximumAssociations: 4 }
const scratch = mkdtempSync(join(tmpdir(), 'binocle-acceptor-'))
afterAll(() => { rmSync(scratch, { recursive: true }) })

describe.skipIf(present.dcmtk !== null)(`objects that DCMTK sends${skipTitle(present.dcmtk)}`, () => {
  const kept = new Map<string, string>()
  let refuse: Error | null = null
  const ports: AcceptorPorts = {
    allows: (callingAE) => callingAE === 'PACS',
    async store({ sopInstanceUID, bytes }: ReceivedObject) {
      if (refuse !== null) throw refuse
      kept.set(sopInstanceUID, sha256(datasetOf(await collect(bytes))))
    },
    committed: () => Promise.resolve(),
  }
  let acceptor: Acceptor
  beforeAll(async () => { acceptor = await startAcceptor(own, ports) })
  afterAll(() => acceptor.close())
  const file = (bytes: Uint8Array, name: string) => {
    const path = join(scratch, name)
    writeFileSync(path, bytes)
    return path
  }
  const storescu = (path: string, ...more: string[]) => run('storescu', ['-v', '-R', '-aet', 'PACS', '-aec', 'WORKSTATION', ...more, '127.0.0.1', String(acceptor.port), path])

  it('are kept byte for byte, an echo is answered', async () => {
    const object = makeObject({ patientName: 'ŒUVRARD^Chloé' })
    await storescu(file(object.bytes, 'one.dcm'))
    expect(kept.get(object.sopInstanceUID)).toBe(sha256(datasetOf(object.bytes)))
    await run('echoscu', ['-aet', 'PACS', '-aec', 'WORKSTATION', '127.0.0.1', String(acceptor.port)])
  })

  it('A12 are rejected from another title, to another title, and listened for on the given address alone', async () => {
    const path = file(makeObject().bytes, 'two.dcm')
    await expect(storescu(path, '-aet', 'AUTRE')).rejects.toMatchObject({ stderr: expect.stringContaining('Calling AE Title Not Recognized') as string })
    await expect(storescu(path, '-aec', 'AUTRE')).rejects.toMatchObject({ stderr: expect.stringContaining('Called AE Title Not Recognized') as string })
    const { stdout } = await run('ss', ['-Hltn', `sport = :${acceptor.port}`])
    expect(stdout.trim().split('\n').map((line) => line.split(/\s+/)[3])).toEqual([`127.0.0.1:${acceptor.port}`])
  })

  it('are refused by their status when they cannot be kept, and the next one is taken', async () => {
    const object = makeObject()
    refuse = new ExpectedError('store/full')
    await expect(storescu(file(object.bytes, 'three.dcm'))).rejects.toMatchObject({ stderr: expect.stringMatching(/0xa700|Refused: OutOfResources/i) as string })
    refuse = null
    await storescu(file(object.bytes, 'three.dcm'))
    expect(kept.get(object.sopInstanceUID)).toBe(sha256(datasetOf(object.bytes)))
  })

  it.skipIf(present.openssl !== null)(`A12 TLS shows both certificates or there is no association${skipTitle(present.openssl)}`, async () => {
    const ours = await makeCertificates(), foreign = await makeCertificates()
    const identityOf = ({ authority, server }: typeof ours) => ({ authority, certificate: readFileSync(server.certFile, 'utf8'), key: readFileSync(server.keyFile, 'utf8') })
    const identity = identityOf(ours)
    const secure = await startAcceptor({ ...own, tls: identity }, ports)
    const to = (tls: Address['tls']): Address => ({ host: '127.0.0.1', port: secure.port, calledAE: 'WORKSTATION', callingAE: 'PACS', tls, connectMs: 2000, idleMs: 1000 })
    await createDimseClient(to(identity)).echo(signal)
    await expect(createDimseClient(to({ ...identity, certificate: '', key: '' })).echo(signal)).rejects.toBeInstanceOf(ExpectedError)
    await expect(createDimseClient(to({ ...identityOf(foreign), authority: ours.authority })).echo(signal)).rejects.toBeInstanceOf(ExpectedError)
    await expect(createDimseClient(to({ ...identity, authority: foreign.authority })).echo(signal)).rejects.toMatchObject({ code: 'pacs/certificate' })
    await secure.close()
    await Promise.all([ours.remove(), foreign.remove()])
  })
})

describe.skipIf(present.orthanc !== null)(`an Orthanc that calls back${skipTitle(present.orthanc)}`, () => {
  let orthanc: OrthancPeer, acceptor: Acceptor, address: Address
  const expected = createExpectedObjects()
  const reports: CommitmentReport[] = []
  beforeAll(async () => {
    const port = await freePort()
    orthanc = await startOrthanc({ configuration: { DicomModalities: { ws: { AET: 'WORKSTATION', Host: '127.0.0.1', Port: port, AllowEcho: true, AllowFind: true, AllowGet: true, AllowMove: true, AllowStore: true, AllowStorageCommitment: true } } } })
    address = { host: '127.0.0.1', port: orthanc.dicomPort, calledAE: orthanc.aet, callingAE: 'WORKSTATION', tls: null, connectMs: 2000, idleMs: 10_000 }
    acceptor = await startAcceptor({ ...own, port }, {
      allows: (callingAE) => callingAE === orthanc.aet,
      async store(object) { if (!await expected.deliver(object)) throw new ExpectedError('request/not-found') },
      committed(report) { const read = commitmentReport(report); if (read !== null) reports.push(read); return Promise.resolve() },
    })
  })
  afterAll(async () => {
    await acceptor.close()
    await orthanc.stop()
  })

  it('A2 C-MOVE gives the object to whoever asked for it, byte for byte, one after the other on one association', async () => {
    const association = await openAssociation(address, { contexts: offer(studyRootMove) }, signal)
    for (let messageId = 1; messageId <= 3; messageId += 1) {
      const object = makeObject()
      await orthanc.post('/instances', object.bytes)
      expect(sha256(datasetOf(await collect(moveObject(association, messageId, object, 'WORKSTATION', expected, 0))))).toBe(sha256(datasetOf(object.bytes)))
    }
    await association.release()
  })

  it('says what it does not have, and to whom it will not send', async () => {
    const object = makeObject()
    await orthanc.post('/instances', object.bytes)
    const association = await openAssociation(address, { contexts: offer(studyRootMove) }, signal)
    await expect(collect(moveObject(association, 1, { ...object, sopInstanceUID: '1.2.3' }, 'WORKSTATION', expected, 0))).rejects.toMatchObject({ code: 'pacs/dimse-status' })
    await expect(collect(moveObject(association, 2, object, 'UNKNOWN', expected, 0))).rejects.toMatchObject({ code: 'pacs/dimse-status' })
    association.abort()
  })

  it('A7 answers for what it was sent, and names what it does not have', async () => {
    const object = makeObject()
    const pacs = createDimseClient(address)
    await pacs.store(object, object.bytes, signal)
    await requestCommitment(address, '2.25.1001', [object, { sopClassUID: object.sopClassUID, sopInstanceUID: '1.2.3.9' }], signal)
    await until(() => Promise.resolve(reports.length > 0), 'the report')
    expect(reports).toEqual([{ transactionUID: '2.25.1001', committed: [{ sopClassUID: object.sopClassUID, sopInstanceUID: object.sopInstanceUID }], failed: [{ sopInstanceUID: '1.2.3.9', reason: '0112' }] }])
  })
})
