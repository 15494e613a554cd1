/** Diagnostics: what the program says of itself, without saying anything of a patient. */
export * from './log.ts'
export * from './incident.ts'
