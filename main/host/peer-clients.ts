/** The clients of the sources and the RIS that the present settings name: made when first asked for, kept until the
 *  settings change. The PACS of reports and letters is the source that is the archive; null while there is none. */
import type { StoredSource } from '../contract/index.ts'
import { createDicomWebClient, createDimseClient, createSourceClient, isOpenAt, type Address, type PacsClient, type Source } from '../pacs/index.ts'
import { createMllpClient, type RisClient } from '../ris/index.ts'
import type { StoredSettings } from '../settings/index.ts'

export interface PeerClients {
  /** The archive's. */
  readonly pacs: () => PacsClient | null
  /** Everything that images come from, the archive first. */
  readonly sources: () => readonly Source[]
  readonly ris: () => RisClient | null
  renew(): void
  close(): void
}

/** Milliseconds. */
const patience = { connectMs: 10_000, idleMs: 30_000 } as const

export function createPeerClients(settings: () => StoredSettings): PeerClients {
  let made: readonly Source[] | null = null
  let ris: RisClient | null | undefined
  const forget = (): void => {
    for (const { client } of made ?? []) client.close()
    made = null
    ris = undefined
  }
  const sources = (): readonly Source[] => {
    made ??= sourcesOf(settings())
    return made
  }
  return {
    sources,
    pacs: () => sources().find(({ archive }) => archive)?.client ?? null,
    ris() {
      const wanted = settings().ris
      ris ??= wanted.host === '' || wanted.port === 0 ? null : createMllpClient(wanted)
      return ris
    },
    renew: forget,
    close: forget,
  }
}

function sourcesOf(settings: StoredSettings): Source[] {
  const made = settings.sources.flatMap((source): Source[] => {
    const client = clientOf(source, settings)
    const { id, name, archive, bytesPerSecond, parallel, hours } = source
    return client === null ? [] : [{ id, name, client, archive, bytesPerSecond, parallel, isOpen: (at) => isOpenAt(hours, at) }]
  })
  return made.toSorted((one, other) => Number(other.archive) - Number(one.archive))
}

function clientOf({ dicomWeb: { token, ...dicomWeb }, dimse, retrieval }: StoredSource, { dicomIdentity }: StoredSettings): PacsClient | null {
  const access = { ...dicomWeb, bearer: token }
  const address = dimse.host === '' || dimse.port === 0 || dimse.calledAE === '' ? null : addressOf(dimse, dicomIdentity)
  return createSourceClient({
    web: access.url === '' ? null : createDicomWebClient(access),
    dimse: address === null ? null : createDimseClient(address),
    move: null, retrieval,
  })
}

function addressOf({ host, port, calledAE, tls, certificateAuthority }: StoredSource['dimse'], { aeTitle, certificate, key }: StoredSettings['dicomIdentity']): Address {
  return { host, port, calledAE, callingAE: aeTitle, tls: tls ? { authority: certificateAuthority, certificate, key } : null, ...patience }
}
