/** What is asked for before anybody asks: the exams of the day, where the console is set to fetch them, and new images of
 *  exams that are here. Gently: one question to a source in so many minutes, within its hours, one thing after another;
 *  what comes of it is fetched behind everything that a reader asked for. Works while a session is open, as all retrieving
 *  does: a locked console holds no key to store with. */
import { ExpectedError, type AheadSettings } from '../../contract/index.ts'
import type { Source } from '../../pacs/index.ts'
import { createLoop, type Loop } from '../loop.ts'
import type { JobPorts } from './run-job.ts'
import { isWanted } from './retrieve-study.ts'

export interface AheadPorts extends JobPorts {
  readonly settings: () => AheadSettings
  readonly wake: () => void
}

/** How often it is looked whether something is due, and how often a source is asked for the list of the day. */
const tickMs = 60_000
const dayListMs = 15 * 60_000
const dayListAtMost = 500
/** Exams older than this grow no more. */
const growsForDays = 14

export function createAhead(ports: AheadPorts): Loop {
  const { clock } = ports
  const asked = new Map<string, number>()
  const isDue = (what: string, everyMs: number): boolean => {
    const now = clock.now().getTime()
    if (now - (asked.get(what) ?? -Infinity) < everyMs) return false
    asked.set(what, now)
    return true
  }

  async function ask(source: Source, work: () => Promise<void>): Promise<void> {
    try {
      await work()
      ports.sawSource(source, null)
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      ports.sawSource(source, error)
    }
  }

  return createLoop({ clock, onBug: ports.onBug }, {
    async step(signal) {
      const { dayList, newImagesMinutes } = ports.settings()
      for (const source of ports.sources().filter((one) => one.isOpen(clock.now()))) {
        if (signal.aborted) return false
        if (dayList && isDue(`day ${source.id}`, dayListMs)) await ask(source, () => fetchDay(ports, source, signal))
        else if (newImagesMinutes > 0 && isDue(`new ${source.id}`, newImagesMinutes * 60_000)) await ask(source, () => lookForMore(ports, source, signal))
      }
      return false
    },
    dueIn: () => tickMs,
  })
}

/** Exams of yesterday and today: a night begins in the one and ends in the other. */
async function fetchDay(ports: AheadPorts, source: Source, signal: AbortSignal): Promise<void> {
  const { store, worklist, whereabouts, rows, clock, audit } = ports
  const account = ports.activeAccount()
  if (account === null) return
  const today = localDay(clock.now())
  const { studies } = await source.client.findStudies({ patientID: '', patientName: '', accessionNumber: '', modality: '', studyDateFrom: daysBefore(today, 1), studyDateTo: today }, dayListAtMost, signal)
  const wanted = studies.filter(({ modalities }) => modalities.length > 0)
  store.transaction(() => {
    worklist.mergeRemoteStudies(wanted)
    whereabouts.seen(source.id, wanted.map(({ studyInstanceUID }) => studyInstanceUID))
    const fetched = wanted.filter(({ studyInstanceUID }) => worklist.study(studyInstanceUID)?.locality === 'remote' && rows.byStudy(studyInstanceUID) === null)
    for (const { studyInstanceUID } of fetched) {
      rows.request(studyInstanceUID, { priority: 'TODAY', withPriors: true, anyHour: false, requestedBy: account.id })
      worklist.setLocality(studyInstanceUID, 'retrieving', null)
    }
    audit.record({ actor: account.id, event: 'query', outcome: 'success', object: source.id, detail: `exams of the day found=${wanted.length} fetched=${fetched.length}` })
  })
  ports.emit({ type: 'retrieve.changed' })
  ports.wake()
}

/** One exam: the one that was looked at the longest ago. */
async function lookForMore(ports: AheadPorts, source: Source, signal: AbortSignal): Promise<void> {
  const { store, worklist, whereabouts, rows, clock, audit } = ports
  const account = ports.activeAccount()
  if (account === null) return
  const growing = worklist.growing(daysBefore(localDay(clock.now()), growsForDays), account.id).filter((study) => !rows.isOpen(study))
  const study = whereabouts.longestUnseen(source.id, growing)
  if (study === null) return
  const listed = await source.client.findInstances(study, signal)
  const have = worklist.haveInstances(study)
  const more = listed.filter((instance) => isWanted(instance) && !have.has(instance.sopInstanceUID)).length
  store.transaction(() => {
    whereabouts.lookedAt(source.id, study)
    if (more > 0) rows.request(study, { priority: 'BACKGROUND', withPriors: false, anyHour: false, requestedBy: account.id })
    audit.record({ actor: account.id, event: 'query', outcome: 'success', object: study, detail: `new images=${more} source=${source.id}` })
  })
  if (more > 0) ports.wake()
}

function localDay(at: Date): string {
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
}
