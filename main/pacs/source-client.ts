/** One source behind the port of the PACS, by whichever of its ways works: WADO-RS, C-GET and C-MOVE in the order that is
 *  set for it, QIDO-RS before C-FIND, STOW-RS before C-STORE. Another way is tried only where the source said that it does
 *  not know this one; a failure that says nothing of the way (a cut, a refusal, silence) is the answer. */
import { ExpectedError, type RetrievalWay } from '../contract/index.ts'
import type { InstanceAddress, PacsClient } from './port.ts'

export type Retrieve = PacsClient['retrieveInstance']

export interface SourceWays {
  readonly web: PacsClient | null
  readonly dimse: PacsClient | null
  /** Needs a console that listens. */
  readonly move: Retrieve | null
  readonly retrieval: readonly RetrievalWay[]
  readonly commitment: PacsClient['requestCommitment'] | null
}

/** A source that has no way at all is none: null. */
export function createSourceClient({ web, dimse, move, retrieval, commitment }: SourceWays): PacsClient | null {
  const clients = [web, dimse].filter((client) => client !== null)
  const [first] = clients
  if (first === undefined) return null

  const fetches: Readonly<Record<RetrievalWay, Retrieve | null>> = { WADO_RS: web?.retrieveInstance ?? null, C_GET: dimse?.retrieveInstance ?? null, C_MOVE: move }
  const configured = retrieval.flatMap((way) => { const fetch = fetches[way]; return fetch === null ? [] : [{ way, fetch }] })
  /** Ways that the source said it does not know while another one brought the same object. */
  const unknownHere = new Set<RetrievalWay>()
  const worked = new Set<RetrievalWay>()

  async function* retrieve(at: InstanceAddress, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    let failure: unknown = new ExpectedError(dimse !== null && retrieval.includes('C_MOVE') ? 'pacs/not-listening' : 'pacs/not-configured', { subject: at.sopInstanceUID })
    const refused: RetrievalWay[] = []
    for (const { way, fetch } of configured.filter((one) => !unknownHere.has(one.way))) {
      let begun = false
      try {
        for await (const bytes of fetch(at, signal)) {
          begun = true
          yield bytes
        }
      } catch (error) {
        if (begun || !(doesNotKnow(error) || (!worked.has(way) && gaveUp(error)))) throw error
        failure = error
        refused.push(way)
        continue
      }
      worked.add(way)
      for (const other of refused) if (!worked.has(other)) unknownHere.add(other)
      return
    }
    throw failure
  }

  async function byFirst<T>(ask: (client: PacsClient) => Promise<T>, passesOn = doesNotKnow): Promise<T> {
    let failure: unknown = null
    for (const client of clients) {
      try {
        return await ask(client)
      } catch (error) {
        if (!passesOn(error)) throw error
        failure = error
      }
    }
    throw failure
  }

  return {
    echo: (signal) => byFirst((client) => client.echo(signal)),
    findStudies: (query, limit, signal) => byFirst((client) => client.findStudies(query, limit, signal)),
    findInstances: (studyInstanceUID, signal) => byFirst((client) => client.findInstances(studyInstanceUID, signal)),
    countInstances: (studyInstanceUID, signal) => byFirst((client) => client.countInstances(studyInstanceUID, signal)),
    findKeyObjectTitles: (studyInstanceUID, signal) => byFirst((client) => client.findKeyObjectTitles(studyInstanceUID, signal)),
    findPriors: (study, signal) => byFirst((client) => client.findPriors(study, signal)),
    retrieveInstance: retrieve,
    fetchBack: retrieve,
    locate: (at, signal) => byFirst((client) => client.locate(at, signal)),
    store: (at, part10, signal) => byFirst((client) => client.store(at, part10, signal), tookNothing),
    ...(commitment === null || commitment === undefined ? {} : { requestCommitment: commitment }),
    clockAhead: () => web?.clockAhead?.() ?? null,
    close: () => { for (const client of clients) client.close() },
  }
}

/** PS3.7 C: SOP class not supported, unrecognised operation; PS3.4 C.4.2: move destination unknown, identifier does not match. */
const unknownStatuses: ReadonlySet<unknown> = new Set(['0122', '0211', 'A801', 'A900'])
/** RFC 9110 15: not found, method not allowed, not acceptable, unsupported media type, not implemented. */
const unknownAnswers: ReadonlySet<unknown> = new Set([404, 405, 406, 415, 501])

/** Some archives abort where they should refuse. Of a way that never brought anything, before the first byte: asking another
 *  way for the same object harms nothing. */
const gaveUp = (error: unknown): boolean => error instanceof ExpectedError && error.code === 'pacs/interrupted'

function doesNotKnow(error: unknown): boolean {
  if (!(error instanceof ExpectedError)) return false
  if (error.code === 'pacs/dimse-status') return unknownStatuses.has(error.params['status'])
  if (error.code === 'pacs/answer') return unknownAnswers.has(error.params['status'])
  return error.code === 'pacs/not-accepted'
}

/** Of a write: only where it is sure that nothing was taken. An answer that could not be worded (406) may follow a success,
 *  and one that names the object's own failure was given by a service that is known. */
function tookNothing(error: unknown): boolean {
  return doesNotKnow(error) && error instanceof ExpectedError && error.params['failureReason'] === undefined && error.params['status'] !== 406
}
