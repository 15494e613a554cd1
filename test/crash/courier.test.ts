/** kill -9 at every point of a delivery: after the restart the PACS holds the object once and the same, the RIS has
 *  one message under one control id, and the audit chain verifies. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDicomWebClient } from '../../main/pacs/index.ts'
import { createMllpClient } from '../../main/ris/index.ts'
import type { OutboxDraft } from '../../main/sync/index.ts'
import { manualClock } from '../fixtures/manual-clock.ts'
import { draft, openSyncBench } from '../fixtures/sync-bench.ts'
import { datasetOf, makeObject, peersPresent, skipTitle, startFaultProxy, startHl7Receiver, startOrthanc, until, type FaultProxy, type Hl7Peer, type OrthancPeer } from '../peers/index.ts'
import type { CourierCrash, KillPoint } from './courier-child.ts'

const present = peersPresent()
const child = fileURLToPath(new URL('./courier-child.ts', import.meta.url))

describe.skipIf(present.orthanc !== null || present.hl7 !== null)(`a console that is killed${skipTitle(present.orthanc, present.hl7)}`, () => {
  let orthanc: OrthancPeer
  let proxy: FaultProxy
  let ris: Hl7Peer
  let folder: string
  const key = randomBytes(32)
  beforeAll(async () => {
    orthanc = await startOrthanc()
    proxy = await startFaultProxy(orthanc.httpPort)
  })
  afterAll(async () => {
    await proxy.stop()
    await orthanc.stop()
  })
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'binocle-crash-'))
    proxy.setFault(() => ({ kind: 'none' }))
  })
  afterEach(async () => {
    await ris.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function runUntilKilled(rows: OutboxDraft[], kill: KillPoint, killWhen?: () => Promise<boolean> | boolean): Promise<void> {
    const crash: CourierCrash = {
      folder, key: key.toString('hex'), rows, kill, ris: { host: ris.host, port: ris.port },
      pacs: { url: `${proxy.url}/dicom-web`, user: orthanc.user, password: orthanc.password },
    }
    const console_ = spawn(process.execPath, [child, JSON.stringify(crash)], { stdio: ['ignore', 'ignore', 'pipe'] })
    let errors = ''
    console_.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
    const closed = once(console_, 'close')
    if (killWhen !== undefined) {
      await until(killWhen, `the moment to kill; ${errors}`)
      console_.kill('SIGKILL')
    }
    const [, signal] = await closed as [number | null, string | null]
    expect(signal === 'SIGKILL' ? 'killed' : errors).toBe('killed')
  }

  /** The next start of the console, after the leases of the last one ran out. */
  async function restart(rows: OutboxDraft[]): Promise<void> {
    const bench = openSyncBench({ folder, key, clock: manualClock(Date.now() + 60_000) })
    try {
      proxy.setFault(() => ({ kind: 'none' }))
      bench.pacs = createDicomWebClient({ url: `${proxy.url}/dicom-web`, user: orthanc.user, password: orthanc.password, certificateAuthority: '' })
      bench.ris = createMllpClient({ host: ris.host, port: ris.port, tls: false, certificateAuthority: '' })
      bench.sync.start()
      for (const row of rows) await bench.reaches(row.id, 'confirmed')
      expect(bench.audit.verify().valid).toBe(true)
      expect(bench.auditTrail().filter((line) => line.includes('confirmed'))).toHaveLength(rows.length)
      expect(bench.bugs).toEqual([])
    } finally {
      await bench.close()
    }
  }

  it.each<KillPoint>(['after the commit', 'before sending', 'before the answer', 'after the answer', 'after it is marked delivered'])('%s of the PACS delivers once', async (kill) => {
    ris = await startHl7Receiver()
    const object = makeObject({ modality: 'DOC' })
    const row = draft('PDF', object.bytes, { studyInstanceUID: object.studyInstanceUID, dedupeKey: object.sopInstanceUID })
    if (kill === 'before the answer') proxy.setFault(({ method }) => (method === 'POST' ? { kind: 'hold-answer' } : { kind: 'none' }))
    const posts = () => proxy.requests.filter((request) => request.startsWith('POST')).length
    const before = posts()
    await runUntilKilled([row], kill, kill === 'before the answer' ? async () => (await orthanc.file(object.sopInstanceUID)) !== null : undefined)
    const reached = !['after the commit', 'before sending'].includes(kill)
    expect(await orthanc.file(object.sopInstanceUID) !== null).toBe(reached)
    expect(posts() - before).toBe(reached ? 1 : 0)
    await restart([row])
    // What had arrived was found there, and not sent a second time.
    expect(posts() - before).toBe(1)
    const stored = await orthanc.file(object.sopInstanceUID)
    expect(stored !== null && datasetOf(stored).equals(datasetOf(object.bytes))).toBe(true)
    expect((await orthanc.instances()).filter((uid) => uid === object.sopInstanceUID)).toHaveLength(1)
  })

  it('A7 after commitment was asked knows the report of its PACS in the next session', async () => {
    ris = await startHl7Receiver()
    const object = makeObject({ modality: 'DOC' })
    const row = draft('PDF', object.bytes, { studyInstanceUID: object.studyInstanceUID, dedupeKey: object.sopInstanceUID })
    await runUntilKilled([row], 'after commitment was asked')
    const bench = openSyncBench({ folder, key, clock: manualClock(Date.now()) })
    try {
      const asked = bench.store.prepare<[], { transaction_uid: string }>('SELECT transaction_uid FROM outbox_commitments').all()
      expect(asked).toHaveLength(1)
      expect(bench.row(row.id).state).toBe('delivered')
      bench.sync.commitmentReported({ transactionUID: asked[0]?.transaction_uid ?? '', committed: [{ sopClassUID: object.sopClassUID, sopInstanceUID: object.sopInstanceUID }], failed: [] })
      expect(bench.row(row.id).state).toBe('confirmed')
      expect(bench.audit.verify().valid).toBe(true)
      expect((await orthanc.instances()).filter((uid) => uid === object.sopInstanceUID)).toHaveLength(1)
    } finally {
      await bench.close()
    }
  })

  it.each<[KillPoint, number]>([['after the commit', 1], ['before sending', 1], ['before the answer', 2], ['after the answer', 2]])('%s of the RIS leaves one message under one control id', async (kill, copies) => {
    ris = await startHl7Receiver({ mode: kill === 'before the answer' ? 'SILENT1' : 'AA' })
    const row = draft('ORU', new Uint8Array())
    const message = `MSH|^~\\&|BINOCLE||RIS||20260302||ORU^R01^ORU_R01|${row.dedupeKey}|P|2.5||||||UNICODE UTF-8\rPID|1||1||LEFÈVRE^Zoé\r`
    const rows = [{ ...draft('ORU', Buffer.from(message, 'utf8')), id: row.id, dedupeKey: row.dedupeKey }]
    await runUntilKilled(rows, kill, kill === 'before the answer' ? () => ris.messages().length === 1 : undefined)
    await restart(rows)
    // A receiver knows the second copy by its control id (HL7 v2.5 2.9.2.1).
    expect((await ris.received(copies)).map(({ controlId }) => controlId)).toEqual(Array.from({ length: copies }, () => row.dedupeKey))
  })
})
