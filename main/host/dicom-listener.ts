/** The listener of an unlocked session, wired to the rooms that take what it hears. */
import { lookup } from 'node:dns/promises'
import type { Account, ServerEvent } from '../contract/index.ts'
import type { Audit } from '../audit/index.ts'
import { createListener, createRefusals, createUnsolicited, type Listener, type ListenerPorts } from '../sources/index.ts'
import type { Store } from '../store/index.ts'
import type { WorklistRoom } from '../worklist/index.ts'

export interface DicomListenerPorts extends Pick<ListenerPorts, 'settings' | 'commitmentReported' | 'onBug'> {
  readonly store: Store
  readonly audit: Pick<Audit, 'record'>
  readonly worklist: () => Pick<WorklistRoom, 'ingest'>
  readonly emit: (event: ServerEvent) => void
  readonly account: () => Account | null
  readonly signal: AbortSignal
}

export function createDicomListener({ store, audit, worklist, emit, account, signal, ...ports }: DicomListenerPorts): Listener {
  return createListener({
    ...ports,
    refused: createRefusals((detail) => { store.transaction(() => { audit.record({ actor: '-', event: 'security-alert', outcome: 'failure', object: 'dicom-listener', detail }) }) }),
    resolve: (host) => lookup(host, { all: true }).then((found) => found.map(({ address }) => address), () => []),
    take: createUnsolicited({
      signal,
      ingest: (bytes, options) => worklist().ingest(bytes, options),
      changed: () => { emit({ type: 'worklist.changed' }) },
      audited(studyInstanceUID, callingAE) {
        store.transaction(() => { audit.record({ actor: account()?.id ?? '-', event: 'import', outcome: 'success', object: studyInstanceUID, detail: `C-STORE from ${callingAE}` }) })
      },
    }),
  })
}
