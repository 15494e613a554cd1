/** The sync room: what leaves and what comes, with its leases, retries and proofs. */
export { createSync, type OutboxPort, type Sync, type SyncPorts } from './create-sync.ts'
export type { Clock } from './clock.ts'
export type { OutboxDraft } from './outbox-rows.ts'
export type { WorklistPort } from './retriever.ts'
