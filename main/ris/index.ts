/** The RIS room: results out and orders in, by HL7 v2 over MLLP. */
export { encodeAnswer, type Answer, type Fault } from './incoming/answer.ts'
export { startMllpServer, type MllpServer, type MllpServerOptions } from './incoming/mllp-server.ts'
export { understand, type Incoming, type IncomingOrder, type IncomingPatient } from './incoming/order-message.ts'
export { readMessage, UnreadableMessage, valueOf, type Hl7Message } from './incoming/read-message.ts'
export { buildOrderAnswer, type OrderAnswer } from './order-answer.ts'
export { createMllpClient, type MllpOptions, type RisClient } from './mllp-client.ts'
export { buildOru, type OruContent } from './oru.ts'
export { timestamp } from './encode.ts'
