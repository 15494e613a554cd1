/** The rooms of one console behind the browser host's own socket: guard, token, dispatcher, problems and audit are those
 *  of the program, and one account sits at it at a time. Nothing is retrieved, printed or sent. */
import type { Account, Handlers, OperationName } from '../../../main/contract/index.ts'
import { operationPath } from '../../../main/contract/index.ts'
import { silentLog, type Log } from '../../../main/diagnostics/index.ts'
import { createAccess } from '../../../main/host/access.ts'
import { openBrowserHost } from '../../../main/host/browser-host.ts'
import { createHandle } from '../../../main/host/handle.ts'
import { createEventHub, type AuditEntry } from '../../../main/host/index.ts'
import { openReadingConsole, type ReadingConsole, type Seat } from '../../fixtures/reading-console.ts'
import { deskOf } from '../../fixtures/structure-desk.ts'

/** One answer as a window gets it. `code` is empty where it was accepted. */
export interface Said { readonly code: string; readonly output: unknown; readonly text: string }

export interface HttpConsole {
  readonly console: ReadingConsole
  /** What no handler may ever do: errors that were logged. */
  readonly faults: string[]
  ask(who: Seat, name: OperationName, input: unknown): Promise<Said>
  close(): Promise<void>
}

/** Between rooms and host: a test puts in a fault here to see that it is found. */
export type Tamper = (handlers: Partial<Handlers>, account: Account, console: ReadingConsole) => Partial<Handlers>

export async function openHttpConsole(tamper: Tamper = (handlers) => handlers): Promise<HttpConsole> {
  const console = await openReadingConsole()
  Object.assign(console, { printsReports: false, stepMs: 0, clock: new Date('2025-03-12T09:00:00Z') })
  const faults: string[] = []
  const log: Log = { ...silentLog, write: (level, event, facts, error) => { if (level === 'error') faults.push(`${event} ${JSON.stringify(facts)} ${String(error)}`) } }
  let seated: Seat | null = null
  const session = new AbortController()
  const rowOf = ({ actor, event, operation, object, detail }: AuditEntry) => ({ actor, event, object, detail: detail === '' ? operation : `${operation}: ${detail}` })
  const desks = new Map<Seat, ReturnType<typeof deskOf>['room']['handlers']>()
  const deskHandlers = (seat: Seat) => {
    const known = desks.get(seat) ?? deskOf(console, { ...seat, reporting: { ...seat.reporting, printLetter: () => Promise.resolve(new Uint8Array(8)) } }).room.handlers
    desks.set(seat, known)
    return known
  }
  const nowhere = () => Promise.reject(new Error('no bytes here'))
  const access = createAccess({ launchSecret: null })
  const handle = createHandle({
    host: 'browser', log, files: new Map(), access, events: createEventHub(), stopping: new AbortController().signal,
    handlers: () => (seated === null ? null : tamper({ ...seated.reading.handlers, ...seated.reporting.handlers, ...seated.sessions.handlers, ...seated.programme.handlers, ...deskHandlers(seated) }, seated.account, console)),
    session: { account: () => seated?.account ?? null, signal: () => session.signal },
    audit: {
      act: (entry, work) => console.store.transaction(() => { const result = work(); console.audit.record({ ...rowOf(entry), outcome: 'success' }); return result }),
      failed: (entry) => { console.store.transaction(() => { console.audit.record({ ...rowOf(entry), outcome: 'failure' }) }) },
    },
    bytes: { readFrame: nowhere, importFile: nowhere, mediaPiece: nowhere, readReportPdf: nowhere, readSheetPdf: nowhere, readLetterPdf: nowhere, readBddPdf: nowhere },
  })
  const host = await openBrowserHost({ handle, access, log }, { port: 0 })
  const headers = { origin: host.origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json', authorization: `Bearer ${access.redeem(access.issueCode()) ?? ''}` }
  return {
    console, faults,
    async ask(who, name, input) {
      seated = who
      const answer = await fetch(`${host.origin}${operationPath(name)}`, { method: 'POST', headers, body: JSON.stringify(input) })
      const text = await answer.text()
      const output = JSON.parse(text) as { code?: string }
      return { code: answer.ok ? '' : output.code ?? String(answer.status), output, text }
    },
    async close() {
      await host.close()
      console.close()
    },
  }
}
