/** French, the reference. One file per room. */
import { app } from './app.ts'
import { audit } from './audit.ts'
import { commands } from './commands.ts'
import { common } from './common.ts'
import { delivery } from './delivery.ts'
import { displays } from './displays.ts'
import { exchange } from './exchange.ts'
import { identity } from './identity.ts'
import { importing } from './importing.ts'
import { reporting } from './reporting.ts'
import { retrieval } from './retrieval.ts'
import { screening } from './screening.ts'
import { settings } from './settings.ts'
import { sources } from './sources.ts'
import { viewer } from './viewer.ts'
import { worklist } from './worklist.ts'

export const fr = { app, audit, commands, common, delivery, displays, exchange, identity, importing, reporting, retrieval, screening, settings, sources, viewer, worklist }
