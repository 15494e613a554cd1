/** The whole contract: name → row. Nothing else crosses the wire but events and the byte routes of `routes.ts`. */
import type { z } from 'zod'
import { auditRepositoryOperations } from './audit-repository.ts'
import { amendmentOperations } from './amendments.ts'
import { cadOperations } from './cad.ts'
import { deliveryOperations } from './delivery.ts'
import { displaysOperations } from './displays.ts'
import { exchangeOperations } from './exchange.ts'
import { keysOperations } from './keys.ts'
import { correctionOperations } from './corrections.ts'
import { ordersOperations } from './orders.ts'
import { mediaOperations } from './media.ts'
import { preferencesOperations } from './preferences.ts'
import { professionalOperations } from './professionals.ts'
import { programmeOperations } from './programme.ts'
import { readingOperations } from './reading.ts'
import { reconciliationOperations } from './reconciliation.ts'
import { consultationOperations } from './consultations.ts'
import { roundsOperations } from './rounds.ts'
import { retrievalOperations } from './retrieval.ts'
import { sessionOperations } from './session.ts'
import { sessionsOperations } from './sessions.ts'
import { settingsOperations } from './settings.ts'
import { sourceOperations } from './source-operations.ts'
import { structureOperations } from './structure.ts'
import { worklistOperations } from './worklist.ts'

export const operations = {
  ...sessionOperations,
  ...worklistOperations,
  ...retrievalOperations,
  ...mediaOperations,
  ...reconciliationOperations,
  ...cadOperations,
  ...readingOperations,
  ...correctionOperations,
  ...amendmentOperations,
  ...programmeOperations,
  ...consultationOperations,
  ...roundsOperations,
  ...sessionsOperations,
  ...ordersOperations,
  ...deliveryOperations,
  ...displaysOperations,
  ...professionalOperations,
  ...settingsOperations,
  ...auditRepositoryOperations,
  ...sourceOperations,
  ...keysOperations,
  ...exchangeOperations,
  ...preferencesOperations,
  ...structureOperations,
} as const

export type Operations = typeof operations
export type OperationName = keyof Operations
export type Input<N extends OperationName> = z.input<Operations[N]['input']>
export type ParsedInput<N extends OperationName> = z.output<Operations[N]['input']>
export type Output<N extends OperationName> = z.output<Operations[N]['output']>
