/** The encrypted database of one profile. */
export { openStore } from './open-store.ts'
export type { Statement, Store } from './store.ts'
