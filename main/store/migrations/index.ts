/** Every step of the schema, in order. A step that was released is never changed: a new file follows it. */
import { sql as audit } from './001-audit.ts'
import { sql as identity } from './002-identity.ts'
import { sql as cache } from './003-cache.ts'
import { sql as worklist } from './004-worklist.ts'
import { sql as reading } from './005-reading.ts'
import { sql as reporting } from './006-reporting.ts'
import { sql as sync } from './007-sync.ts'
import { sql as settings } from './008-settings.ts'
import { sql as auditByObject } from './009-audit-by-object.ts'
import { sql as displays } from './010-displays.ts'
import { sql as markDeliveries } from './011-mark-deliveries.ts'
import { sql as objectDescriptions } from './012-object-descriptions.ts'
import { sql as preferences } from './013-preferences.ts'
import { sql as imageDoubts } from './014-image-doubts.ts'
import { sql as programme } from './015-programme.ts'
import { sql as sheetContexts } from './016-sheet-contexts.ts'
import { sql as sessions } from './017-sessions.ts'
import { sql as exchange } from './018-exchange.ts'
import { sql as structure } from './019-structure.ts'
import { sql as assignments } from './021-assignments.ts'

/** Migration n is at index n-1; `user_version` of the database is the number of the last one applied. */
export const migrations: readonly string[] = [audit, identity, cache, worklist, reading, reporting, sync, settings, auditByObject, displays, markDeliveries, objectDescriptions, preferences, imageDoubts, programme, sheetContexts, sessions, exchange, structure, assignments]
