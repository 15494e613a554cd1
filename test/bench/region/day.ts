/** A day of the region through one Orthanc, as fast as it goes: the centres send and report, forty consoles look for their
 *  next exam, fetch it with its prior, send two documents and read them back, and write to the consoles of their structures.
 *  Once in the day the PACS dies and comes back; when it is over, all mailboxes are looked through at once. */
import { setTimeout as sleep } from 'node:timers/promises'
import { createDicomWebClient, type PacsClient } from '../../../main/pacs/index.ts'
import type { OrthancPeer } from '../../peers/index.ts'
import { imagesOf, reportOf, type Exam, type StoredObject } from './exams.ts'
import { allBoxes, letterOf, lookThrough, structureBox, type Letter } from './letters.ts'
import { region } from './region.ts'

export interface Day {
  readonly seconds: number
  /** From the arrival of the last image to the second report read back, milliseconds, per exam. */
  readonly toResult: readonly number[]
  /** Per request, milliseconds. */
  readonly requests: Readonly<Record<'store' | 'list' | 'fetch' | 'letter' | 'look', readonly number[]>>
  readonly retried: number
  /** From the return of the PACS to the result of the last exam that was in hand when it died, seconds. */
  readonly convergence: number
  readonly cutSeconds: number
  /** All mailboxes at once, as full as the day left them. */
  readonly looks: { readonly mailboxes: number; readonly seconds: number; readonly fullest: number }
}

export async function runDay(orthanc: OrthancPeer, exams: readonly Exam[], cutSeconds: number): Promise<Day> {
  const never = new AbortController().signal
  const clients = Array.from({ length: region.consoles }, () => createDicomWebClient({ url: orthanc.dicomWebUrl, user: orthanc.user, password: orthanc.password, certificateAuthority: '' }))
  const requests = { store: [] as number[], list: [] as number[], fetch: [] as number[], letter: [] as number[], look: [] as number[] }
  const toResult: number[] = []
  const inHand = new Set<number>()
  let [retried, backAt, convergedAt] = [0, 0, 0]
  let caught: ReadonlySet<number> = new Set()

  /** As the courier does: again, later and later, until it is done. Every act can be repeated. */
  const surely = async <T>(kind: keyof typeof requests, act: () => Promise<T>): Promise<T> => {
    for (let pause = 100; ; pause = Math.min(pause * 2, 2000)) {
      const start = performance.now()
      try {
        const result = await act()
        requests[kind].push(performance.now() - start)
        return result
      } catch (error) {
        if (performance.now() - started > 1_800_000) throw error
        retried += 1
        await sleep(pause)
      }
    }
  }
  const send = (pacs: PacsClient, objects: readonly StoredObject[]) =>
    Promise.all(objects.map((object) => surely('store', () => pacs.store(object, object.part10, never))))
  const fetchStudy = async (pacs: PacsClient, studyInstanceUID: string) => {
    const instances = await surely('list', () => pacs.findInstances(studyInstanceUID, never))
    for (const instance of instances.filter(({ modality }) => modality === 'MG')) {
      await surely('fetch', async () => { for await (const chunk of pacs.retrieveInstance({ studyInstanceUID, ...instance }, never)) void chunk.length })
    }
  }
  const readBack = (pacs: PacsClient, { studyInstanceUID, sopInstanceUID, part10 }: StoredObject) => surely('fetch', async () => {
    const at = await pacs.locate({ studyInstanceUID, sopInstanceUID }, never)
    if (at === null) throw new Error('not there')
    let length = 0
    for await (const chunk of pacs.fetchBack(at, never)) length += chunk.length
    if (length < part10.length / 2) throw new Error('cut short')
  })
  /** Written, found in its mailbox, fetched. */
  const write = async (pacs: PacsClient, letter: Letter): Promise<void> => {
    await surely('letter', () => pacs.store(letter, letter.part10, never))
    const found = await surely('look', async () => {
      const instance = (await lookThrough(pacs, letter.mailbox, never)).find(({ sopInstanceUID }) => sopInstanceUID === letter.sopInstanceUID)
      if (instance === undefined) throw new Error('not there')
      return instance
    })
    await surely('fetch', async () => { for await (const chunk of pacs.retrieveInstance({ studyInstanceUID: letter.studyInstanceUID, ...found }, never)) void chunk.length })
  }

  const started = performance.now()
  const queue = exams.values()
  const one = async (pacs: PacsClient, reader: number): Promise<void> => {
    for (const exam of queue) {
      inHand.add(exam.number)
      await send(pacs, imagesOf(exam))
      const arrived = performance.now()
      const first = reportOf(exam, 'FIRST')
      await send(pacs, first)
      await write(pacs, letterOf(exam, 'FIRST_OPINION', (reader + 1) % region.consoles))
      await write(pacs, letterOf(exam, 'GIVEN', reader))
      await surely('list', () => pacs.findStudies({ patientID: `REGION-${exam.number}`, patientName: '', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' }, 10, never))
      await fetchStudy(pacs, exam.study)
      if (exam.hasPrior) await fetchStudy(pacs, exam.priorStudy)
      const second = reportOf(exam, 'SECOND')
      await send(pacs, second)
      for (const object of second) await readBack(pacs, object)
      await write(pacs, letterOf(exam, 'SECOND_OPINION', reader))
      if (!exam.isNormal) await write(pacs, letterOf(exam, 'RELEASE', reader))
      toResult.push(performance.now() - arrived)
      inHand.delete(exam.number)
      if (backAt > 0 && convergedAt === 0 && [...caught].every((number) => !inHand.has(number))) convergedAt = performance.now()
    }
  }
  const cut = async (): Promise<void> => {
    while (toResult.length < exams.length / 2) await sleep(50)
    caught = new Set(inHand)
    await orthanc.down()
    await sleep(cutSeconds * 1000)
    await orthanc.up()
    backAt = performance.now()
  }
  await Promise.all([...clients.map(one), cut()])
  const seconds = (performance.now() - started) / 1000
  const [pacs] = clients
  const fullest = pacs === undefined || exams[0] === undefined ? 0 : (await lookThrough(pacs, structureBox(exams[0]), never)).length
  const looked = performance.now()
  await Promise.all(allBoxes().map((box, index) => lookThrough(clients[index % clients.length] as PacsClient, box, never)))
  const looks = { mailboxes: allBoxes().length, seconds: (performance.now() - looked) / 1000, fullest }
  for (const client of clients) client.close()
  return { seconds, looks, toResult, requests, retried, convergence: Math.max(convergedAt - backAt, 0) / 1000, cutSeconds }
}
