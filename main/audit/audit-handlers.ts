/** The operations on the audit trail. Looking at it is itself an act that it records. */
import type { Account, HandlersOf } from '../contract/index.ts'
import type { Audit } from './audit.ts'

export interface AuditHandlerPorts {
  readonly audit: Audit
  /** Identifiers (studies, readings, reports, envelopes) whose acts by others the account may not see yet. */
  readonly concealedFrom: (account: Account) => readonly string[]
}

export function createAuditHandlers({ audit, concealedFrom }: AuditHandlerPorts): HandlersOf<'audit.list' | 'audit.verify'> {
  return {
    'audit.list': ({ before, limit }, context) => {
      const { account } = context
      const conceal = account === null ? undefined : { objects: concealedFrom(account), exceptActor: account.id }
      return context.act('audit-trail', () => audit.list({ before, limit, ...(conceal === undefined ? {} : { conceal }) }), 'list')
    },
    'audit.verify': (_, context) => context.act('audit-trail', () => audit.verify(), 'verify'),
  }
}
