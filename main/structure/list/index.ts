/** The structure's own file of exams: numbers, identity, addresses and physicians, which complete exams for their letters. */
export { importList } from './import-list.ts'
export { type ListEntry } from './list-entry.ts'
export { differences, type Difference } from './list-identity.ts'
export { entriesByStudy } from './list-rows.ts'
