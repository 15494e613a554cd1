/** Where no RIS sends orders they are asked for: a modality worklist for what is scheduled, the archive for what was made.
 *  One question after the other, so many minutes apart; an order that a RIS sent is never replaced by these. */
import { describeProblem, ExpectedError, type Listening, type OrderSource } from '../contract/index.ts'
import { findScheduled, type ScheduledExam } from '../pacs/index.ts'
import { applyOrder } from './apply.ts'
import { contentOf, type OrderContent, type OrderRows } from './order-rows.ts'
import type { OrdersPorts } from './ports.ts'
import type { StoredOrdersIn } from './stored-settings.ts'

interface Polled { readonly ports: OrdersPorts; readonly rows: OrderRows; readonly settings: () => StoredOrdersIn; readonly arrived: (id: string) => void; readonly changed: () => void }

const mostScheduled = 500
const dayMs = 86_400_000
const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10)

export function createPolling({ ports, rows, settings, arrived, changed }: Polled) {
  const ending = new AbortController()
  const never: Listening['worklist'] = { askedAt: null, problem: null }
  const states = { worklist: never, archive: never }
  const askedFor = { worklist: '', archive: '' }
  let running: Promise<void> | null = null

  /** `what`: of whom and for what, null where nobody is to be asked. A change is due at once, and what was said before it
   *  is about somebody else. */
  function isDue(which: 'worklist' | 'archive', what: unknown, minutes: number): boolean {
    const wanted = what === null ? '' : JSON.stringify(what)
    if (wanted !== askedFor[which]) {
      askedFor[which] = wanted
      states[which] = never
      changed()
    }
    const { askedAt } = states[which]
    return wanted !== '' && (askedAt === null || Date.parse(askedAt) + minutes * 60_000 <= ports.now().getTime())
  }
  async function ask(which: 'worklist' | 'archive', work: () => Promise<void>): Promise<void> {
    let problem: Listening['worklist']['problem'] = null
    try {
      await work()
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      problem = describeProblem(error)
    }
    states[which] = { askedAt: ports.now().toISOString(), problem }
    changed()
  }

  /** All of an answer in one transaction; gives the orders that are new or changed. */
  function take(source: Extract<OrderSource, 'MWL' | 'QIDO'>, contents: readonly OrderContent[]): void {
    if (ending.signal.aborted) return
    const touched = ports.store.transaction(() => {
      const ids = contents.flatMap((content) => {
        const known = rows.byPlacer(content.placerOrder, source)
        if (known === null && rows.naming(content.studyInstanceUID, content.accessionNumber).length > 0) return []
        if (known !== null && JSON.stringify(contentOf(known)) === JSON.stringify(content)) return []
        const applied = applyOrder(rows, ports, { source, application: '', facility: '', message: null }, { kind: source === 'QIDO' ? 'SR' : 'NW', ...content })
        return 'code' in applied || applied.order === null ? [] : [applied.order]
      })
      if (ids.length > 0) ports.audit.record({ actor: 'ris', event: 'order-record', outcome: 'success', object: source, detail: `orders read=${ids.length}` })
      return ids
    })
    for (const id of touched) if (source === 'MWL') arrived(id)
    if (touched.length > 0) changed()
  }

  async function poll(): Promise<void> {
    const { worklist, archiveDays, archiveMinutes } = settings(), { aeTitle, certificate, key } = ports.dicomIdentity(), now = ports.now().getTime()
    if (isDue('worklist', worklist.host === '' ? null : [worklist, aeTitle, certificate], worklist.minutes)) {
      await ask('worklist', async () => {
        const { host, port, calledAE, tls, certificateAuthority } = worklist
        const address = { host, port, calledAE, callingAE: aeTitle, tls: tls ? { authority: certificateAuthority, certificate, key } : null, connectMs: 10_000, idleMs: 30_000 }
        take('MWL', (await findScheduled(address, { from: isoDay(now - dayMs), to: isoDay(now + dayMs) }, mostScheduled, ending.signal)).map((exam) => ofScheduled(exam, calledAE)))
      })
    }
    if (isDue('archive', archiveDays === 0 ? null : archiveDays, archiveMinutes) && !ending.signal.aborted) {
      await ask('archive', async () => {
        const since = isoDay(now - archiveDays * dayMs)
        await ports.askArchive(since)
        if (!ending.signal.aborted) take('QIDO', ports.store.prepare<[string], MadeExam>('SELECT * FROM studies WHERE study_date >= ? AND in_pacs = 1 AND demo = 0').all(since).map(ofMade))
      })
    }
  }

  return {
    tick(): void {
      if (running !== null || ending.signal.aborted) return
      running = poll().catch((error: unknown) => { if (!ending.signal.aborted) ports.onBug(error) }).finally(() => { running = null })
    },
    async stop(): Promise<void> {
      ending.abort()
      await running
    },
    state: () => states,
  }
}

interface MadeExam { study_uid: string; patient_name: string; patient_id: string; issuer_of_patient_id: string; patient_birth_date: string | null; patient_sex: string; accession_number: string; modalities: string; description: string; site: string; referring_physician: string }

const nothing: Omit<OrderContent, 'patient' | 'placerOrder' | 'accessionNumber' | 'studyInstanceUID'> = {
  visit: { id: '', namespace: '', universalId: '' }, accessionAuthority: '', sentAt: null, orderedAt: null, requesterId: '', requester: '', callBack: '', requestingStructure: '', reason: '', procedure: '', justification: '', purpose: '', notes: [],
  priority: '', modality: '', modalityName: '', regions: [], history: [], height: '', weight: '', pregnancy: '', examAt: null, retention: '', act: '', products: [], devices: [],
}

const spoken = (name: string): string => (name.split('=')[0] ?? '').split('^').filter((part) => part !== '').slice(0, 2).join(' ')

function patientOf(name: string, id: string, issuer: string, birthDate: string | null, sex: string): OrderContent['patient'] {
  const [family = '', given = '', middle = ''] = (name.split('=')[0] ?? '').split('^')
  return { identifiers: id === '' ? [] : [{ id, namespace: issuer, universalId: '', type: 'PI' }], birthName: family, usualName: '', givenNames: [given, middle].filter((part) => part !== '').join(' '), birthDate, sex, reliability: [] }
}

function ofScheduled(exam: ScheduledExam, worklist: string): OrderContent {
  return {
    ...nothing, patient: patientOf(exam.patientName, exam.patientID, exam.issuerOfPatientID, exam.patientBirthDate, exam.patientSex),
    placerOrder: { id: exam.placerOrderNumber || exam.accessionNumber || exam.requestedProcedureID, namespace: worklist, universalId: '' }, accessionNumber: exam.accessionNumber, studyInstanceUID: exam.studyInstanceUID,
    requester: spoken(exam.requester), procedure: exam.procedure, justification: exam.reason, priority: exam.priority, modality: exam.modality, notes: exam.alerts,
  }
}

function ofMade(study: MadeExam): OrderContent {
  return {
    ...nothing, patient: patientOf(study.patient_name, study.patient_id, study.issuer_of_patient_id, study.patient_birth_date, study.patient_sex),
    placerOrder: { id: study.accession_number || study.study_uid, namespace: study.site, universalId: '' }, accessionNumber: study.accession_number, studyInstanceUID: study.study_uid,
    requester: spoken(study.referring_physician), requestingStructure: study.site, procedure: study.description, modality: study.modalities.replaceAll('\\', ', '),
  }
}
