/** The DIMSE side of the PACS room. */
export type { Address, TlsIdentity } from './connect.ts'
export { createDimseClient } from './dimse-client.ts'
