/** The RIS room: results out, by HL7 v2 over MLLP. */
export { createMllpClient, type MllpOptions, type RisClient } from './mllp-client.ts'
export { buildOru, type OruContent } from './oru.ts'
