/** Storage commitment by a real Orthanc: N-ACTION, and its report on an association of its own to the side that is called. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OutboxId } from '../../contract/index.ts'
import type { PacsClient } from '../../pacs/index.ts'
import { startAcceptor, type Acceptor } from '../../pacs/dimse/acceptor.ts'
import { commitmentReport } from '../../pacs/dimse/commitment-report.ts'
import { createDimseClient, type Address } from '../../pacs/dimse/index.ts'
import { requestCommitment } from '../../pacs/dimse/storage-commitment.ts'
import { manualClock, type ManualClock } from '../../../test/fixtures/manual-clock.ts'
import { draft, openSyncBench, type SyncBench } from '../../../test/fixtures/sync-bench.ts'
import { datasetOf, freePort, makeObject, peersPresent, skipTitle, sopClass, startOrthanc, type OrthancPeer } from '../../../test/peers/index.ts'
import type { OutboxDraft } from '../index.ts'

const present = peersPresent()

describe.skipIf(present.orthanc !== null)(`A7 storage commitment by Orthanc${skipTitle(present.orthanc)}`, () => {
  let orthanc: OrthancPeer, acceptor: Acceptor, bench: SyncBench, clock: ManualClock
  /** What happens between the proof and the question. */
  let meanwhile: () => Promise<unknown> = () => Promise.resolve()
  beforeAll(async () => {
    const port = await freePort()
    orthanc = await startOrthanc({ configuration: { DicomModalities: { ws: { AET: 'WORKSTATION', Host: '127.0.0.1', Port: port, AllowEcho: true, AllowFind: true, AllowGet: true, AllowMove: true, AllowStore: true, AllowStorageCommitment: true } } } })
    const address: Address = { host: '127.0.0.1', port: orthanc.dicomPort, calledAE: orthanc.aet, callingAE: 'WORKSTATION', tls: null, connectMs: 2000, idleMs: 10_000 }
    clock = manualClock(Date.now())
    bench = openSyncBench({ clock })
    bench.pacs = {
      ...createDimseClient(address),
      async requestCommitment(...[transactionUID, objects, signal]: Parameters<NonNullable<PacsClient['requestCommitment']>>) {
        await meanwhile()
        await requestCommitment(address, transactionUID, objects, signal)
      },
    }
    acceptor = await startAcceptor({ host: '127.0.0.1', port, calledAE: 'WORKSTATION', tls: null, idleMs: 5000, maximumAssociations: 4 }, {
      allows: (callingAE) => callingAE === orthanc.aet,
      store: () => Promise.reject(new Error('nothing is sent here')),
      committed(dataset) {
        const report = commitmentReport(dataset)
        if (report !== null) bench.sync.commitmentReported(report)
        return Promise.resolve()
      },
    })
    bench.sync.start()
  })
  afterAll(async () => {
    await bench.close()
    await acceptor.close()
    await orthanc.stop()
  })

  function document(): { row: OutboxDraft; bytes: Buffer } {
    const object = makeObject({ modality: 'DOC', sopClassUID: sopClass.encapsulatedPdf, patientName: 'LEFÈVRE^Zoé' })
    return { row: draft('PDF', object.bytes, { studyInstanceUID: object.studyInstanceUID, dedupeKey: object.sopInstanceUID }), bytes: Buffer.from(object.bytes) }
  }
  const detail = (id: string) => bench.sync.handlers['delivery.detail']({ outboxId: id as OutboxId }, bench.context())

  it('N-EVENT type 1 confirms', async () => {
    const { row, bytes } = document()
    bench.enqueue(row)
    await bench.reaches(row.id, 'confirmed')
    expect(await detail(row.id)).toMatchObject({ row: { proof: 'COMMITMENT', attempts: 1 }, commitments: [{ outcome: 'COMMITTED' }] })
    const stored = await orthanc.file(row.dedupeKey)
    expect(stored !== null && datasetOf(stored).equals(datasetOf(bytes))).toBe(true)
  })

  it('N-EVENT type 2 (0x0112) queues the row again; it is sent a second time under the same UID, and confirmed', async () => {
    const { row, bytes } = document()
    meanwhile = async () => {
      meanwhile = () => Promise.resolve()
      await orthanc.forget(row.dedupeKey)
    }
    bench.enqueue(row)
    expect(await bench.reaches(row.id, 'queued', 'confirmed').then(async () => {
      await expect.poll(() => bench.row(row.id).lastProblem?.code).toBe('pacs/not-committed')
      return bench.row(row.id)
    })).toMatchObject({ state: 'queued', acknowledgedAt: null, lastProblem: { params: { reason: '0112' } } })
    expect(await orthanc.file(row.dedupeKey)).toBeNull()
    clock.advance(5000)
    await bench.reaches(row.id, 'confirmed')
    expect(await detail(row.id)).toMatchObject({ row: { proof: 'COMMITMENT', attempts: 2 }, attempts: [{ outcome: 'CONFIRMED' }, { outcome: 'TRANSIENT' }], commitments: [{ outcome: 'COMMITTED' }, { outcome: 'FAILED', reason: '0112' }] })
    const stored = await orthanc.file(row.dedupeKey)
    expect(stored !== null && datasetOf(stored).equals(datasetOf(bytes))).toBe(true)
    expect((await orthanc.instances()).filter((uid) => uid === row.dedupeKey)).toHaveLength(1)
  })
})
