/** Many signed reports over lines that are cut, from a console that is killed again and again: what arrived, how often and
 *  in which order, told by the peers and not by the console. `node test/world/ten-thousand.ts --reports=10000` prints one
 *  line; `--archive=orthanc` sends to a real Orthanc in place of the archive in memory. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { datasetDigest } from '../../main/dicom/index.ts'
import { createRandom } from '../../main/demo/random.ts'
import { startHl7Receiver, startOrthanc } from '../peers/index.ts'
import { openSyncBench, unseal } from '../fixtures/sync-bench.ts'
import { startArchive } from './archive.ts'
import { startLine, type Line } from './line.ts'
import type { ConsoleTask } from './reports-child.ts'
import { pdfDigest, reportOf, rowsOf, seriesOf, type Report } from './reports.ts'

export interface Deliveries {
  readonly archive: 'memory' | 'orthanc'
  readonly reports: number
  readonly addenda: number
  readonly kills: number
  readonly cuts: number
  /** Rows that the console holds as confirmed, and audit rows that say so. */
  readonly confirmed: number
  readonly confirmations: number
  readonly auditValid: boolean
  /** Distinct identifiers that the peers hold, and those among them that nobody signed or whose content is another. */
  readonly atPacs: number
  readonly atRis: number
  readonly wrong: readonly string[]
  /** Arrivals beyond the first under an identifier; null where the peer does not count them. */
  readonly repeatedAtPacs: number | null
  readonly repeatedAtRis: number
  /** What came before what it must follow. */
  readonly outOfOrder: readonly string[]
  readonly seconds: number
}

export interface Wish {
  readonly reports: number
  /** None is signed after so many minutes; what was signed until then is delivered and counted. */
  readonly minutes?: number
  readonly archive: 'memory' | 'orthanc'
  readonly seed: number
  /** Milliseconds that the console works until it is killed, and between two cuts of a line: from 0 to twice that. The
   *  last twentieth of the reports is left in peace, or waits that have grown long would be all that is measured. */
  readonly killEveryMs: number
  readonly cutEveryMs: number
  readonly rate?: number
  readonly progress?: (line: string) => void
  /** Ends it before its time: everything that was started is gone when it rejects. */
  readonly signal?: AbortSignal
}

export async function deliverReports(wish: Wish): Promise<Deliveries> {
  const began = performance.now()
  const random = createRandom(wish.seed)
  const run = String(randomBytes(4).readUInt32BE() + 1)
  const folder = mkdtempSync(join(tmpdir(), 'binocle-reports-'))
  const key = randomBytes(32)
  const outOfOrder: string[] = []
  const signed = Array.from({ length: wish.reports }, (_, n) => reportOf(run, n))
  const numberOf = new Map(signed.map(({ controlId }, n) => [controlId, n]))
  const isSigned = (n: number, digest: string | undefined) => n >= 0 && digest === pdfDigest(run, n)
  const stops: (() => Promise<unknown>)[] = []
  let stopped = false
  let console_: ChildProcess | null = null
  const goOn = () => { wish.signal?.throwIfAborted() }
  wish.signal?.addEventListener('abort', () => console_?.kill('SIGKILL'), { once: true })
  try {
    const pacs = await peerArchive(wish.archive, goOn)
    stops.push(pacs.stop)
    const ris = await startHl7Receiver()
    stops.push(ris.stop)
    const accepted = new Set<string>()
    const pacsLine = await startLine({ port: pacs.port })
    stops.push(pacsLine.stop)
    const risLine = await startLine({
      port: ris.port,
      // Before the RIS hears of a report, the archive must hold its objects, and the RIS the report that it adds to.
      async opening(bytes) {
        const controlId = bytes.toString('latin1').split('|')[9] ?? ''
        const report = signed[numberOf.get(controlId) ?? -1]
        if (report === undefined) return void outOfOrder.push(`a message that nobody signed: ${controlId}`)
        for (const uid of [report.pdf, report.sr]) if (!(await pacs.holds(report, uid))) outOfOrder.push(`${controlId} before its object ${uid}`)
        const parent = report.parent === null ? undefined : signed[report.parent]?.controlId
        if (parent !== undefined && !accepted.has(parent)) outOfOrder.push(`${controlId} before its parent`)
      },
      answering: (bytes) => { for (const [, id] of bytes.toString('latin1').matchAll(/MSA\|AA\|([^|\r]+)/g)) accepted.add(id ?? '') },
    })
    stops.push(risLine.stop)

    const signsUntil = wish.minutes === undefined ? Infinity : Date.now() + wish.minutes * 60_000
    const inPeace = () => stopped || accepted.size >= wish.reports * 0.95 || Date.now() > signsUntil
    // On a machine that has little time for us a console would be killed before it did anything, for ever: after a life
    // that brought nothing the next is left twice as long, and its lines too.
    let cuts = 0, patience = 1
    const disturb = async (line: Line) => {
      while (!stopped) {
        await pause(random.next() * 2 * wish.cutEveryMs * patience)
        if (inPeace()) return
        cuts += 1
        const kind = Math.floor(random.next() * 4)
        if (kind === 0) line.cut()
        else if (kind === 1) line.lose('up')
        else if (kind === 2) line.lose('down')
        else {
          line.break()
          await pause(random.next() * Math.min(300, wish.cutEveryMs))
          line.mend()
        }
      }
    }
    const disturbances = [disturb(pacsLine), disturb(risLine)]

    const task: ConsoleTask = {
      folder, key: key.toString('hex'), run, reports: wish.reports, signsUntil: Math.min(signsUntil, Number.MAX_SAFE_INTEGER), rate: wish.rate ?? 20, epoch: Date.now(),
      pacs: { url: `http://127.0.0.1:${pacsLine.port}/dicom-web`, user: pacs.user, password: pacs.password }, ris: { host: '127.0.0.1', port: risLine.port },
    }
    let kills = 0
    for (;;) {
      goOn()
      const child: ChildProcess = spawn(process.execPath, [fileURLToPath(new URL('./reports-child.ts', import.meta.url)), JSON.stringify(task)], { stdio: ['pipe', 'pipe', 'pipe'] })
      console_ = child
      let errors = ''
      child.stderr?.setEncoding('utf8').on('data', (text: string) => { errors = (errors + text).slice(-4000) })
      const closed = once(child, 'close') as Promise<[number | null, string | null]>
      let timer: NodeJS.Timeout | undefined
      const before = accepted.size
      // It says when it begins to work.
      child.stdout?.once('data', () => { timer = setTimeout(() => inPeace() || child.kill('SIGKILL'), random.next() * 2 * wish.killEveryMs * patience) })
      const [code, signal] = await closed
      clearTimeout(timer)
      goOn()
      wish.progress?.(`${accepted.size} of ${wish.reports} reports at the RIS, ${kills} kills, ${cuts} cuts, ${Math.round((performance.now() - began) / 1000)} s`)
      if (code === 0) break
      if (signal !== 'SIGKILL') throw new Error(`the console ended by itself (${code ?? signal}): ${errors}`)
      kills += 1
      patience = accepted.size > before ? 1 : patience * 2
    }
    stopped = true
    await Promise.all(disturbances)

    const bench = openSyncBench({ folder, key })
    const count = (sql: string) => bench.store.prepare<[], { n: number }>(sql).get()?.n ?? 0
    const reports = count('SELECT count(DISTINCT report_id) AS n FROM outbox')
    const told = {
      confirmed: count(`SELECT count(*) AS n FROM outbox WHERE state = 'confirmed'`),
      confirmations: count(`SELECT count(*) AS n FROM audit_events WHERE event = 'export' AND detail LIKE '% confirmed %'`),
      auditValid: bench.audit.verify().valid,
    }
    await bench.close()
    const messages = await ris.received(reports)
    const wrong = [...await pacs.wrong(run, reports)]
    const arrived = await pacs.arrived()
    outOfOrder.push(...beforeTheirParents(signed.slice(0, reports), signed, arrived))
    wrong.push(...messages.filter(({ controlId, observations }) => !isSigned(numberOf.get(controlId) ?? -1, observations[0]?.sha256)).map(({ controlId }) => `RIS ${controlId}`))
    const atRis = new Set(messages.map(({ controlId }) => controlId)).size
    return {
      archive: wish.archive, reports, addenda: signed.slice(0, reports).filter(({ parent }) => parent !== null).length, kills, cuts, ...told, atPacs: arrived.length, atRis, wrong, repeatedAtPacs: pacs.repeated(), repeatedAtRis: messages.length - atRis, outOfOrder, seconds: Math.round((performance.now() - began) / 1000),
    }
  } finally {
    stopped = true
    console_?.kill('SIGKILL')
    for (const stop of stops.toReversed()) await stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Objects of addenda that the archive took before those which they add to. */
function beforeTheirParents(reports: readonly Report[], signed: readonly Report[], arrived: readonly string[]): string[] {
  const at = new Map(arrived.map((uid, index) => [uid, index]))
  return reports.flatMap(({ pdf, sr, parent }) => {
    const before = parent === null ? undefined : signed[parent]
    const pairs = before === undefined ? [] : [[pdf, before.pdf], [sr, before.sr]] as const
    return pairs.filter(([uid, first]) => (at.get(uid) ?? -1) < (at.get(first) ?? Infinity)).map(([uid]) => `${uid} before its parent`)
  })
}

interface PeerArchive {
  readonly port: number
  readonly user: string
  readonly password: string
  holds(report: Report, uid: string): Promise<boolean> | boolean
  /** SOP Instance UIDs that it took for new, in their order. */
  arrived(): Promise<readonly string[]> | readonly string[]
  repeated(): number | null
  /** Objects of the run that are missing or not the ones that were signed. */
  wrong(run: string, reports: number): Promise<readonly string[]>
  readonly stop: () => Promise<void>
}

async function peerArchive(kind: Wish['archive'], goOn: () => void): Promise<PeerArchive> {
  const digests = async function* (run: string, reports: number): AsyncGenerator<[Report, string, string]> {
    for (let n = 0; n < reports; n += 1, goOn())
      for (const row of rowsOf(run, n)) if (row.destination === 'PACS') yield [reportOf(run, n), row.dedupeKey, datasetDigest(await unseal(row.sealedPayload))]
  }
  if (kind === 'memory') {
    const archive = await startArchive()
    return {
      port: archive.port, user: '', password: '', stop: archive.stop,
      holds: (_, uid) => archive.held.has(uid),
      // A Map keeps the order in which its keys came.
      arrived: () => [...archive.held.keys()],
      repeated: () => [...archive.held.values()].reduce((sum, { arrivals }) => sum + arrivals - 1, 0),
      async wrong(run, reports) {
        const wrong: string[] = []
        for await (const [, uid, digest] of digests(run, reports)) {
          const kept = archive.held.get(uid)
          if (kept === undefined || kept.digest !== digest || kept.others > 0) wrong.push(`PACS ${uid}`)
        }
        return wrong
      },
    }
  }
  const orthanc = await startOrthanc({ byValue: true })
  // By Orthanc's own name for an object, which it need not search for.
  const file = ({ patientID, studyInstanceUID }: Report, uid: string) => orthanc.fileOf([patientID, studyInstanceUID, seriesOf(uid), uid])
  return {
    port: orthanc.httpPort, user: orthanc.user, password: orthanc.password, stop: orthanc.stop,
    holds: async (report, uid) => (await file(report, uid)) !== null,
    async arrived() {
      const uids = new Map((await orthanc.get('/instances?expand') as { ID: string; MainDicomTags: { SOPInstanceUID: string } }[]).map(({ ID, MainDicomTags }) => [ID, MainDicomTags.SOPInstanceUID]))
      const order: string[] = []
      for (let since = 0, done = false; !done;) {
        const page = await orthanc.get(`/changes?since=${since}&limit=1000`) as { Changes: { ChangeType: string; ID: string }[]; Done: boolean; Last: number }
        for (const { ChangeType, ID } of page.Changes) if (ChangeType === 'NewInstance') order.push(uids.get(ID) ?? `gone ${ID}`)
        since = page.Last
        done = page.Done
      }
      if (new Set(order).size !== order.length || order.length !== uids.size) throw new Error(`Orthanc took ${order.length} objects for new and holds ${uids.size}`)
      return order
    },
    repeated: () => null,
    async wrong(run, reports) {
      const wrong: string[] = []
      for await (const [report, uid, digest] of digests(run, reports)) {
        const kept = await file(report, uid)
        if (kept === null || datasetDigest(kept) !== digest) wrong.push(`PACS ${uid}`)
      }
      return wrong
    },
  }
}

/** Each report at both peers, once, unaltered, in order, and known so to the console and its audit trail. */
export const isWhole = (d: Deliveries): boolean =>
  d.wrong.length === 0 && d.outOfOrder.length === 0 && d.atRis === d.reports && d.atPacs === 2 * d.reports && d.confirmed === 3 * d.reports && d.confirmations === d.confirmed && d.auditValid

/** One line for people and machines. */
export function told(d: Deliveries): string {
  return `${d.reports} reports (${d.addenda} addenda), ${d.kills} kills, ${d.cuts} cuts: ${d.atPacs} objects at the PACS (${d.archive}) and ${d.atRis} messages at the RIS, each confirmed once (${d.confirmations}); wrong ${d.wrong.length}, out of order ${d.outOfOrder.length}; sent again under the same identifier: PACS ${d.repeatedAtPacs ?? 'not counted'}, RIS ${d.repeatedAtRis}; ${d.seconds} s${isWhole(d) ? '' : ' — NOT AS IT SHOULD BE'}`
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms) })

if (import.meta.main) {
  const option = (name: string, otherwise: string) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise
  const deliveries = await deliverReports({
    reports: Number(option('reports', '10000')), archive: option('archive', 'memory') === 'orthanc' ? 'orthanc' : 'memory', seed: Number(option('seed', '1')),
    minutes: Number(option('minutes', '1440')), killEveryMs: Number(option('kill-every', '8000')), cutEveryMs: Number(option('cut-every', '1500')), progress: (line) => { process.stderr.write(`${line}\n`) },
  })
  process.stdout.write(`${told(deliveries)}\n`)
  if (deliveries.wrong.length + deliveries.outOfOrder.length > 0) process.stderr.write(`${[...deliveries.wrong, ...deliveries.outOfOrder].slice(0, 20).join('\n')}\n`)
}
