/** Keys of this console: derivation, wrapping, sealing, and the small durable files that hold them. */
export { isDiskFull, syncFolder, writeDurably } from './durable-file.ts'
