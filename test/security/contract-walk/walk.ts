/** Everything that one account is told at one moment: every operation with every input that there is, whatever it writes,
 *  every event that follows, and every byte route. What is written is rolled back, so that the state stays what it was. */
import { randomUUID } from 'node:crypto'
import { operations, type AccountId, type OperationName, type Reading, type Settings } from '../../../main/contract/index.ts'
import { inputsOf, type About } from './inputs.ts'
import { passphrase, type InProcess } from '../../program/in-process.ts'

/** Acts whose effect lies beside the database, in the keys' file or the session itself: asked in a way that each refuses
 *  or, for the session, at the beginning and the end of every walk. */
export const apart: Readonly<Partial<Record<OperationName, () => unknown>>> = {
  'session.setUp': () => ({ displayName: 'Encore', passphrase, roles: ['ADMIN'], language: 'fr', demo: false }),
  'accounts.create': () => ({ displayName: 'Encore', passphrase: 'court', roles: ['L2'], language: 'fr' }),
  'keys.grant': () => ({ accountId: randomUUID() }),
  'keys.withdraw': () => ({ accountId: randomUUID() }),
}
/** Kept out, with the reason. */
export const left: Readonly<Partial<Record<OperationName, string>>> = {
  'session.unlock': 'begins every walk', 'session.lock': 'ends every walk',
  'keys.rotate': 'would make another key at every walk; answers with the standing that keys.status gives',
  'study.evict': 'deletes files; answers with nothing',
}

export interface Scene {
  readonly console: InProcess
  readonly studyInstanceUID: string
  /** By whose reading: what it is, and the words that its report would tell. */
  readonly readings: ReadonlyMap<string, Reading>
  readonly words: ReadonlyMap<string, readonly string[]>
  readonly letterIds: readonly string[]
  /** Whether the walk names deliveries; without, it asks the same before and after a signature. */
  readonly asksOfDeliveries: boolean
}

/** Operations for which no input could be made. */
export const withoutCase = new Set<string>()

/** Everything that the account is told, as one text. */
export async function walk(scene: Scene, by: string): Promise<string> {
  const { console } = scene
  const told: string[] = []
  const ask = async (name: OperationName, input: unknown): Promise<string> => {
    const { status, headers, bytes } = await console.request('POST', `/api/${name}`, JSON.stringify(input))
    // A refusal may name what it was asked about.
    const text = `${name} ${status} ${headers} ${bytes.toString()}`
    told.push(text)
    return bytes.toString()
  }
  await console.identity.lock('user')
  const from = console.events.length
  await ask('session.unlock', { accountId: console.people.get(by), passphrase })
  const about = await aboutOf(scene, by)
  for (const name of Object.keys(operations) as OperationName[]) {
    if (left[name] !== undefined) continue
    const given = apart[name]
    const inputs = given === undefined ? inputsOf(name, about) : [given()]
    if (inputs.length === 0) withoutCase.add(name)
    for (const input of inputs) await rolledBack(console, () => ask(name, input))
  }
  // A session of readings that was really begun, for what asks about one.
  await rolledBack(console, async () => {
    const { session } = JSON.parse(await ask('sessions.start', { size: 25, site: null })) as { session?: { id: string } }
    if (session === undefined) return
    for (const name of Object.keys(operations).filter((one) => one.startsWith('sessions.')) as OperationName[]) for (const input of inputsOf(name, { ...about, sessionId: session.id })) await ask(name, input)
  })
  told.push(...await bytesTold(scene))
  const events = () => console.events.slice(from).map((event) => JSON.stringify(event))
  told.push(`session.lock ${(await console.request('POST', '/api/session.lock', '{}')).bytes.toString()}`, ...events())
  return told.join('\n')
}

async function aboutOf({ console, studyInstanceUID, readings, letterIds, asksOfDeliveries }: Scene, by: string): Promise<About> {
  const answer = async <T>(name: OperationName): Promise<T> => JSON.parse((await console.request('POST', `/api/${name}`, '{}')).bytes.toString()) as T
  const store = console.identity.active()?.store
  const outboxIds = store?.prepare<[], { id: string }>('SELECT id FROM outbox').all().map(({ id }) => id) ?? []
  const kept = (readingId: string) => store?.prepare<[string], { version: number }>('SELECT version FROM readings WHERE id = ?').get(readingId)?.version ?? 1
  return {
    studyInstanceUID, passphrase, accountId: console.people.get('one') ?? ('' as AccountId), account: `Compte ${by}`, sopInstanceUID: '1.2.3', settings: await answer<Settings>('settings.get'),
    readings: [...readings.values()].map(({ id, reportId }) => ({ id, reportId, version: kept(id) })), letterIds, outboxIds: asksOfDeliveries ? outboxIds.slice(0, 3) : [], sessionId: randomUUID(),
  }
}

/** In a transaction that is taken back. The rooms' own become savepoints in it. */
async function rolledBack(console: InProcess, work: () => Promise<unknown>): Promise<void> {
  const store = console.identity.active()?.store
  if (store === undefined) throw new Error('locked')
  store.prepare('BEGIN IMMEDIATE').run()
  try {
    await work()
  } finally {
    if (store.inTransaction) store.prepare('ROLLBACK').run()
  }
}

/** Reports, sheets and letters are compressed: whoever gets one is told its words. */
async function bytesTold({ console, studyInstanceUID, readings, words, letterIds }: Scene): Promise<string[]> {
  const told: string[] = []
  const get = async (path: string, tells: readonly string[]) => {
    const { status, headers, bytes } = await console.request('GET', path)
    told.push(`${path.split('/')[1] ?? ''} ${status} ${headers} ${status === 200 ? tells.join(' ') : bytes.toString()}`)
  }
  for (const [whose, { id, reportId }] of readings) {
    await get(`/readings/${id}/sheet`, words.get(whose) ?? [])
    if (reportId !== null) await get(`/reports/${reportId}/pdf`, words.get(whose) ?? [])
  }
  await get(`/exams/${studyInstanceUID}/workup-sheet`, [...words.values()].flat())
  for (const letterId of letterIds) await get(`/letters/${letterId}/pdf`, ['LETTRE'])
  const opened = JSON.parse((await console.request('POST', '/api/study.open', JSON.stringify({ studyInstanceUID }))).bytes.toString()) as { current: { images: { seriesInstanceUID: string; sopInstanceUID: string }[] } }
  const image = opened.current.images[0]
  if (image === undefined) throw new Error('the exam has no image')
  const frame = await console.request('GET', `/dicomweb/studies/${studyInstanceUID}/series/${image.seriesInstanceUID}/instances/${image.sopInstanceUID}/frames/1`)
  if (frame.status !== 200) throw new Error('no frame')
  told.push(`frames ${frame.headers} ${frame.bytes.toString('latin1')}`)
  const { importId } = JSON.parse((await console.request('POST', '/api/import.open', '{}')).bytes.toString()) as { importId: string }
  const put = await console.request('PUT', `/import/${importId}/essai.dcm`, 'no DICOM')
  told.push(`import ${put.status} ${put.headers} ${put.bytes.toString()}`)
  return told
}
