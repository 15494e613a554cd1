/** A region on this machine: one central archive, up to seven imaging centres with habits of their own, a RIS that takes
 *  results and one that sends orders, lines between all of them. Real servers (Orthanc, dcmqrscp, python3-hl7) on free
 *  ports of 127.0.0.1, with exams that are made here. Nothing outlives `stop`. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom } from '../../main/demo/random.ts'
import { startDcmqrscp, startHl7Receiver, startOrthanc, storescu } from '../peers/index.ts'
import { runningPids } from '../peers/peer-process.ts'
import { centres as allCentres, type Centre } from './centres.ts'
import { examsOf, type Exam } from './exams.ts'
import { startGate } from './gate.ts'
import { startLine, type Line, type LineOptions } from './line.ts'
import { cancelledOrder, ordersOf, sendOrders } from './orders.ts'

export interface WorldOptions {
  /** Ids of centres; all of them unless told. */
  readonly centres?: readonly string[]
  readonly patientsEach?: number
  readonly imagesEach?: number
  /** This console: where archives move objects to, and the title that they know. */
  readonly console?: { aet: string; port: number }
  /** Where orders are sent; null: nowhere. */
  readonly orders?: { host: string; port: number } | null
  /** Each line is cut once in so many milliseconds on average; 0: only those that do so by themselves. */
  readonly cutsEveryMs?: number
  readonly seed?: number
  readonly say?: (line: string) => void
}

/** What is typed into Settings for one source. */
export interface Place {
  readonly id: string
  readonly name: string
  readonly habit: string
  readonly archive: boolean
  readonly url: string
  readonly user: string
  readonly password: string
  readonly token: string
  /** Empty and 0 where it is not asked by DIMSE. */
  readonly host: string
  readonly port: number
  readonly aet: string
  readonly ways: Centre['ways']
  readonly line: string
  /** What lies there. */
  readonly studies: readonly { readonly patientID: string; readonly studyInstanceUID: string; readonly date: string; readonly images: number }[]
}

export interface World {
  readonly places: readonly Place[]
  readonly ris: { readonly host: string; readonly port: number }
  readonly console: { readonly aet: string; readonly port: number }
  /** By centre; `central` and `ris` too. */
  readonly lines: ReadonlyMap<string, readonly Line[]>
  /** Control ids that the RIS received, repetitions included. */
  results(): readonly string[]
  /** Processes that run for it. */
  pids(): readonly number[]
  stop(): Promise<void>
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { patientsEach = 2, imagesEach = 4, cutsEveryMs = 0, say = () => undefined } = options
  const console_ = options.console ?? { aet: 'WORKSTATION', port: 21112 }
  const chosen = allCentres.filter(({ id }) => options.centres?.includes(id) ?? true)
  const today = new Date().toISOString().slice(0, 10).replaceAll('-', '')
  const stops: (() => Promise<unknown>)[] = []
  const ended = new AbortController()
  const lines = new Map<string, Line[]>()
  const stop = async () => {
    ended.abort()
    for (const one of stops.splice(0).toReversed()) await one()
  }
  const lineTo = async (id: string, to: LineOptions): Promise<number> => {
    const line = await startLine(to)
    stops.push(() => line.stop())
    lines.set(id, [...lines.get(id) ?? [], line])
    return line.port
  }

  async function openCentre(centre: Pick<Centre, 'id' | 'kind' | 'aet' | 'dicomWeb' | 'dimse' | 'bearer' | 'refusesGet' | 'characterSet' | 'megabits' | 'latencyMs'>, exams: readonly Exam[]): Promise<Omit<Place, 'id' | 'name' | 'habit' | 'archive' | 'ways' | 'studies' | 'line'>> {
    const over = (port: number): LineOptions => ({ port, bitsPerSecond: centre.megabits * 1_000_000, latencyMs: centre.latencyMs })
    const home = await lineTo(centre.id, over(console_.port))
    const nothing = { url: '', user: '', password: '', token: '', host: '', port: 0, aet: '' }
    const byDimse = async (port: number) => ({ host: '127.0.0.1', port: await lineTo(centre.id, over(port)), aet: centre.aet })
    if (centre.kind === 'dcmqrscp') {
      const peer = await startDcmqrscp(['1.2.840.10008.5.1.4.1.1.1.2'], home)
      stops.push(() => peer.stop())
      await storeAll(exams, peer)
      return { ...nothing, ...await byDimse(peer.dicomPort) }
    }
    const orthanc = await startOrthanc({
      aet: centre.aet,
      users: { lecteur: randomBytes(6).toString('hex') },
      configuration: {
        DefaultEncoding: centre.characterSet === 'ISO_IR 100' ? 'Latin1' : 'Utf8',
        DicomAlwaysAllowGet: false,
        DicomModalities: { console: { AET: console_.aet, Host: '127.0.0.1', Port: home, AllowEcho: true, AllowFind: true, AllowGet: !centre.refusesGet, AllowMove: true, AllowStore: true, AllowStorageCommitment: true } },
        DicomWeb: { Enable: centre.dicomWeb, Root: '/dicom-web/', EnableWado: false },
      },
    })
    stops.push(() => orthanc.stop())
    for (const { objects } of exams) for (const object of objects) await orthanc.post('/instances', object)
    const gate = centre.bearer ? await startGate({ port: orthanc.httpPort, user: orthanc.user, password: orthanc.password }, randomBytes(16).toString('hex')) : null
    if (gate !== null) stops.push(() => gate.stop())
    const web = centre.dicomWeb ? { url: `http://127.0.0.1:${await lineTo(centre.id, over(gate?.port ?? orthanc.httpPort))}/dicom-web`, ...gate === null ? { user: orthanc.user, password: orthanc.password } : { token: gate.token } } : {}
    return { ...nothing, ...web, ...centre.dimse ? await byDimse(orthanc.dicomPort) : {} }
  }

  const drops = async (line: Line, everyMs: number, random: () => number) => {
    while (!ended.signal.aborted) {
      await pause(random() * 2 * everyMs, ended.signal)
      line.cut()
    }
  }

  try {
    const ris = await startHl7Receiver()
    stops.push(() => ris.stop())
    const risPort = await lineTo('ris', { port: ris.port, bitsPerSecond: 20_000_000, latencyMs: 5 })
    const held = new Map<string, Exam[]>()
    for (const centre of chosen) {
      const exams: Exam[] = []
      for (let patient = 1; patient <= patientsEach; patient += 1) exams.push(...await examsOf(centre, patient, today, imagesEach))
      held.set(centre.id, exams)
    }
    const central = { id: 'central', kind: 'orthanc', aet: 'CENTRAL', dicomWeb: true, dimse: true, bearer: false, refusesGet: false, characterSet: 'ISO_IR 192', megabits: 200, latencyMs: 1 } as const
    // The last exam of each centre's first patient is known at the centre and centrally: one study, two sources.
    const shared = chosen.flatMap(({ id }) => held.get(id)?.slice(1, 2) ?? [])
    const studiesOf = (exams: readonly Exam[]): Place['studies'] => exams.map(({ patientID, studyInstanceUID, date, objects }) => ({ patientID, studyInstanceUID, date, images: objects.length }))
    const opened = await Promise.all([
      openCentre(central, shared).then((access): Place => ({ ...access, id: 'central', name: 'Archive centrale', habit: 'the archive: reports go there', archive: true, ways: ['WADO_RS', 'C_GET'], line: '200 Mbit/s, 1 ms', studies: studiesOf(shared) })),
      ...chosen.map(async (centre): Promise<Place> => {
        const exams = held.get(centre.id) ?? []
        const { id, name, habit, ways, megabits, latencyMs, dropsEveryMs } = centre
        return { ...await openCentre(centre, exams), id, name, habit, archive: false, ways, line: `${megabits} Mbit/s, ${latencyMs} ms${dropsEveryMs > 0 ? ', drops' : ''}`, studies: studiesOf(exams) }
      }),
    ])
    const random = createRandom(options.seed ?? 1)
    for (const centre of [...chosen, { id: 'central', dropsEveryMs: 0 }, { id: 'ris', dropsEveryMs: 0 }]) {
      const every = centre.dropsEveryMs > 0 ? centre.dropsEveryMs : cutsEveryMs
      if (every > 0) for (const line of lines.get(centre.id) ?? []) void drops(line, every, random.next)
    }
    if (options.orders != null) {
      const at = new Date()
      const orders = chosen.flatMap(({ id }, index) => {
        const [done, , asked] = held.get(id) ?? []
        return [...done === undefined ? [] : ordersOf(done, 100 + index, at), ...index === 0 && asked !== undefined ? cancelledOrder(asked, 200, at) : []]
      })
      void sendOrders(orders, options.orders, ended.signal, (controlId, outcome) => { say(`order ${controlId}: ${outcome}`) })
    }
    return {
      places: opened, ris: { host: '127.0.0.1', port: risPort }, console: console_, lines,
      results: () => ris.messages().map(({ controlId }) => controlId),
      pids: runningPids,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function storeAll(exams: readonly Exam[], peer: { dicomPort: number; aet: string }): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'binocle-world-'))
  try {
    const files: string[] = []
    for (const { objects } of exams)
      for (const object of objects) {
        const file = join(dir, `${files.length}.dcm`)
        await writeFile(file, object)
        files.push(file)
      }
    await storescu(files, peer)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    timer.unref()
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve() }, { once: true })
  })
}
