/** The sync room: what leaves and what comes, with its leases, retries and proofs. */
export { createSync, type OutboxPort, type Sync, type SyncPorts } from './create-sync.ts'
export { realClock, type Clock } from './clock.ts'
export { backoffDelay, type Backoff } from './backoff.ts'
export { createLoop, type Loop } from './loop.ts'
export type { OutboxDraft } from './delivery/stored-row.ts'
export type { WorklistPort } from './retrieval/ports.ts'
