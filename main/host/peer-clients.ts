/** The clients of the sources and the RIS that the present settings name: made when first asked for, kept until the
 *  settings change. The PACS of reports and letters is the source that is the archive; null while there is none. */
import type { PacsClient, Source } from '../pacs/index.ts'
import { createMllpClient, type RisClient } from '../ris/index.ts'
import type { StoredSettings } from '../settings/index.ts'
import { sourcesOf, type Listens } from '../sources/index.ts'

export interface PeerClients {
  /** The archive's. */
  readonly pacs: () => PacsClient | null
  /** Everything that images come from, the archive first. */
  readonly sources: () => readonly Source[]
  readonly ris: () => RisClient | null
  renew(): void
  close(): void
}

export function createPeerClients(settings: () => StoredSettings, listener: Listens): PeerClients {
  let made: readonly Source[] | null = null
  let ris: RisClient | null | undefined
  const forget = (): void => {
    for (const { client } of made ?? []) client.close()
    made = null
    ris = undefined
  }
  const sources = (): readonly Source[] => {
    made ??= sourcesOf(settings(), listener)
    return made
  }
  return {
    sources,
    pacs: () => sources().find(({ archive }) => archive)?.client ?? null,
    ris() {
      const { ris: wanted, dicomIdentity: { certificate, key } } = settings()
      ris ??= wanted.host === '' || wanted.port === 0 ? null : createMllpClient({ ...wanted, certificate, key })
      return ris
    },
    renew: forget,
    close: forget,
  }
}
