/** The clients of the sources that the settings name, each with the ways that it and this console allow. */
import { ExpectedError, type StoredIdentity, type StoredSource } from '../contract/index.ts'
import { createDicomWebClient, createDimseClient, createMoveRetrieval, createSourceClient, isOpenAt, keepAssociations, requestCommitment, type Address, type ExpectedObjects, type PacsClient, type Source, type SourceWays } from '../pacs/index.ts'

/** What of the listener the clients need: objects of a C-MOVE and commitments come back through it. */
export interface Listens {
  readonly expected: ExpectedObjects
  state(): { readonly listening: string | null }
}

interface SourceSettings { readonly sources: readonly StoredSource[]; readonly dicomIdentity: StoredIdentity }

/** Milliseconds. */
const patience = { connectMs: 10_000, idleMs: 30_000 } as const

/** The archive first. A source without an address is left out. */
export function sourcesOf(settings: SourceSettings, listener: Listens): Source[] {
  const made = settings.sources.flatMap((source): Source[] => {
    const { close, ...ways } = sourceWays(source, settings.dicomIdentity, listener)
    const client = createSourceClient(ways)
    const { id, name, archive, bytesPerSecond, parallel, hours } = source
    if (client === null) return []
    const both: PacsClient = { ...client, close() { client.close(); close() } }
    return [{ id, name, client: both, archive, bytesPerSecond, parallel, isOpen: (at) => isOpenAt(hours, at) }]
  })
  return made.toSorted((one, other) => Number(other.archive) - Number(one.archive))
}

/** `close`: what is kept open for C-MOVE. */
export function sourceWays({ dicomWeb: { token, ...dicomWeb }, dimse, retrieval }: StoredSource, identity: StoredIdentity, listener: Listens): SourceWays & { close(): void } {
  const access = { ...dicomWeb, bearer: token }
  const address = dimse.host === '' || dimse.port === 0 || dimse.calledAE === '' ? null : addressOf(dimse, identity)
  const hears = identity.listen.host !== '' && identity.listen.port !== 0
  const needsListener = (): void => {
    if (listener.state().listening === null) throw new ExpectedError('pacs/not-listening')
  }
  const kept = keepAssociations()
  const move = address === null || !hears ? null : createMoveRetrieval(address, identity.aeTitle, listener.expected, kept)
  return {
    web: access.url === '' ? null : createDicomWebClient(access),
    dimse: address === null ? null : createDimseClient(address, kept),
    move: move === null ? null : async function* (at, signal) {
      needsListener()
      yield* move.retrieve(at, signal)
    },
    retrieval,
    commitment: address === null || !hears ? null : async (transactionUID, objects, signal) => {
      needsListener()
      await requestCommitment(address, transactionUID, objects, signal)
    },
    close: () => move?.close(),
  }
}

function addressOf({ host, port, calledAE, tls, certificateAuthority }: StoredSource['dimse'], { aeTitle, certificate, key }: StoredIdentity): Address {
  return { host, port, calledAE, callingAE: aeTitle, tls: tls ? { authority: certificateAuthority, certificate, key } : null, ...patience }
}
