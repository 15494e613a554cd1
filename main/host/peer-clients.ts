/** The clients of the PACS and the RIS that the present settings name: made when first asked for, kept until the
 *  settings change, null while none is configured. */
import { createDicomWebClient, type PacsClient, type Source } from '../pacs/index.ts'
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

export function createPeerClients(settings: () => StoredSettings): PeerClients {
  let pacs: PacsClient | null | undefined
  let ris: RisClient | null | undefined
  const forget = (): void => {
    pacs?.close()
    pacs = undefined
    ris = undefined
  }
  const archive = (): PacsClient | null => {
    const wanted = settings().pacs
    pacs ??= wanted.url === '' ? null : createDicomWebClient(wanted)
    return pacs
  }
  return {
    pacs: archive,
    sources() {
      const client = archive()
      return client === null ? [] : [{ id: 'pacs', name: 'PACS', client, archive: true, bytesPerSecond: null, parallel: 4, isOpen: () => true }]
    },
    ris() {
      const wanted = settings().ris
      ris ??= wanted.host === '' || wanted.port === 0 ? null : createMllpClient(wanted)
      return ris
    },
    renew: forget,
    close: forget,
  }
}
