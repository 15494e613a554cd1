/** Encrypted objects on disk. */
export { createCache, type Cache, type CachePorts, type StagedObject } from './cache.ts'
export type { Range } from './object-reader.ts'
export type { Recovery } from './recover.ts'
