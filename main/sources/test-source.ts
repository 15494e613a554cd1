/** Tries a source in every way that it has: does it answer, search, give an object, take one; how fast, and is its clock
 *  right. A way that fails hides nothing of the others. Each step has its own deadline. */
import { describeProblem, ExpectedError, type SourceStep, type SourceTest, type StepResult } from '../contract/index.ts'
import { datasetDigest, isImageClass } from '../dicom/index.ts'
import type { InstanceAddress, PacsClient, RemoteStudy, SourceWays } from '../pacs/index.ts'
import { buildTestObject, type TestObject } from './test-object.ts'

export interface TestOptions {
  readonly sourceId: string
  readonly mayStore: boolean
  readonly now: () => Date
  /** Milliseconds, of a clock that only goes forward. */
  readonly elapsed: () => number
}

/** Milliseconds. */
const stepMs = 20_000, fetchMs = 60_000
/** Enough to tell how fast a line is, bytes. */
const fetchEnough = 64 * 1024 * 1024
const asked = 20
/** Exams in which an image to fetch is looked for. */
const searched = 5
const recentDays = 60

type Told = Partial<Pick<StepResult, 'milliseconds' | 'bytes' | 'found'>>

export async function testSource({ web, dimse, move, retrieval }: Pick<SourceWays, 'web' | 'dimse' | 'move' | 'retrieval'>, options: TestOptions, signal: AbortSignal): Promise<SourceTest> {
  const steps: StepResult[] = []
  const nothing = { reason: null, problem: null, milliseconds: null, bytes: null, found: null }
  const notTried = (step: SourceStep, reason: NonNullable<StepResult['reason']>) => { steps.push({ ...nothing, step, outcome: 'NOT_TRIED', reason }) }

  async function attempt(step: SourceStep, limitMs: number, work: (limited: AbortSignal) => Promise<Told>): Promise<boolean> {
    const deadline = AbortSignal.timeout(limitMs)
    const from = options.elapsed()
    try {
      const told = await work(AbortSignal.any([signal, deadline]))
      steps.push({ ...nothing, step, outcome: 'OK', milliseconds: Math.round(options.elapsed() - from), ...told })
      return true
    } catch (error) {
      if (signal.aborted) throw new ExpectedError('request/aborted', { cause: error })
      const known = deadline.aborted ? new ExpectedError('pacs/timeout', { cause: error }) : error
      if (!(known instanceof ExpectedError)) throw error
      steps.push({ ...nothing, step, outcome: 'FAILED', problem: describeProblem(new ExpectedError(known.code, { params: known.params })) })
      return false
    }
  }

  async function talk(client: PacsClient, echo: SourceStep, find: SourceStep): Promise<{ answers: boolean; studies: readonly RemoteStudy[] }> {
    if (!await attempt(echo, stepMs, async (limited) => ({ milliseconds: await median(options, () => client.echo(limited)) }))) {
      notTried(find, 'EARLIER_FAILED')
      return { answers: false, studies: [] }
    }
    let studies: readonly RemoteStudy[] = []
    await attempt(find, stepMs, async (limited) => {
      studies = await recentStudies(client, options.now(), limited)
      return { found: studies.length }
    })
    return { answers: true, studies }
  }

  const byWeb = web === null ? null : await talk(web, 'WEB_ECHO', 'QIDO_RS')
  const byDimse = dimse === null ? null : await talk(dimse, 'C_ECHO', 'C_FIND')
  const image = await firstImage(web, byWeb?.studies ?? [], signal) ?? await firstImage(dimse, byDimse?.studies ?? [], signal)

  const fetchBy = async (step: 'WADO_RS' | 'C_GET' | 'C_MOVE', answers: boolean | undefined, fetch: PacsClient['retrieveInstance'] | null | undefined) => {
    if (answers === undefined || !retrieval.includes(step)) return
    if (!answers) notTried(step, 'EARLIER_FAILED')
    else if (fetch === null || fetch === undefined) notTried(step, 'NO_LISTENER')
    else if (image === null) notTried(step, 'NOTHING_FOUND')
    else await attempt(step, fetchMs, async (limited) => ({ bytes: await lengthOf(fetch(image, limited)) }))
  }
  await fetchBy('WADO_RS', byWeb?.answers, web?.retrieveInstance)
  await fetchBy('C_GET', byDimse?.answers, dimse?.retrieveInstance)
  await fetchBy('C_MOVE', byDimse?.answers, move)

  let stored: string | null = null
  const storeBy = async (step: 'STOW_RS' | 'C_STORE', answers: boolean | undefined, client: PacsClient | null) => {
    if (answers === undefined || client === null) return
    if (!answers) notTried(step, 'EARLIER_FAILED')
    else if (!options.mayStore) notTried(step, 'NOT_ALLOWED')
    else {
      const object = buildTestObject(options.sourceId, options.now())
      if (await attempt(step, stepMs, async (limited) => { await storeAndCompare(client, object, limited); return {} })) stored = object.studyInstanceUID
    }
  }
  await storeBy('STOW_RS', byWeb?.answers, web)
  await storeBy('C_STORE', byDimse?.answers, dimse)

  return { steps, clockAheadSeconds: web?.clockAhead?.() ?? null, testStudyInstanceUID: stored }
}

async function median({ elapsed }: TestOptions, work: () => Promise<void>): Promise<number> {
  const times: number[] = []
  for (let turn = 0; turn < 3; turn += 1) {
    const from = elapsed()
    await work()
    times.push(elapsed() - from)
  }
  return Math.round(times.toSorted((one, other) => one - other)[1] ?? 0)
}

/** Of the last weeks: archives refuse questions about everything, and those that have nothing recent are asked so too. */
async function recentStudies(client: PacsClient, now: Date, signal: AbortSignal): Promise<readonly RemoteStudy[]> {
  const any = { patientID: '', patientName: '', accessionNumber: '', studyDateTo: null, modality: '' }
  const from = new Date(now.getTime() - recentDays * 86_400_000).toISOString().slice(0, 10)
  const { studies } = await client.findStudies({ ...any, studyDateFrom: from }, asked, signal)
  return studies.length > 0 ? studies : (await client.findStudies({ ...any, studyDateFrom: '1900-01-01' }, asked, signal)).studies
}

/** An image: what a report says, or that there is one, is nobody's business here. */
async function firstImage(client: PacsClient | null, studies: readonly RemoteStudy[], signal: AbortSignal): Promise<InstanceAddress | null> {
  if (client === null) return null
  for (const { studyInstanceUID } of studies.slice(0, searched)) {
    const instances = await client.findInstances(studyInstanceUID, AbortSignal.any([signal, AbortSignal.timeout(stepMs)])).catch(() => [])
    const image = instances.find(({ sopClassUID }) => isImageClass(sopClassUID))
    if (image !== undefined) return { studyInstanceUID, seriesInstanceUID: image.seriesInstanceUID, sopInstanceUID: image.sopInstanceUID }
  }
  return null
}

async function lengthOf(bytes: AsyncIterable<Uint8Array>): Promise<number> {
  let length = 0
  for await (const part of bytes) {
    length += part.length
    if (length >= fetchEnough) break
  }
  return length
}

/** "Stored" is believed once the same bytes come back. */
async function storeAndCompare(client: PacsClient, object: TestObject, signal: AbortSignal): Promise<void> {
  await client.store(object, object.part10, signal)
  const at = await client.locate(object, signal)
  if (at === null) throw new ExpectedError('pacs/storage-differs')
  const parts: Uint8Array[] = []
  for await (const part of client.fetchBack(at, signal)) parts.push(Uint8Array.from(part))
  if (datasetDigest(Buffer.concat(parts)) !== datasetDigest(object.part10)) throw new ExpectedError('pacs/storage-differs')
}
