/** The exchange room: trust between consoles by cards, and sealed letters through the PACS. */
export { createExchange, type Exchange } from './create-exchange.ts'
export type { ExchangeOperation } from './handlers.ts'
export type { ExchangePorts, Letterbox, ReceivedLetter, SealedLetter, TakeLetter } from './ports.ts'
