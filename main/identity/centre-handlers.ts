/** The operations on the centre's key: who holds it, and handing it over. Role, wrap and audit row go together: the rows
 *  first, in one transaction, then the vault, written whole or not at all. */
import { ExpectedError, type AccountId, type CentreStatus, type HandlersOf } from '../contract/index.ts'
import type { Accounts } from './accounts.ts'
import type { Identity } from './identity-ports.ts'

export type KeysOperation = 'keys.status' | 'keys.grant' | 'keys.withdraw' | 'keys.rotate'

export function createCentreHandlers(identity: Identity<unknown>): HandlersOf<KeysOperation> {
  const open = () => {
    const session = identity.active()
    if (session === null) throw new ExpectedError('session/locked')
    return session
  }
  function status(): CentreStatus {
    const { mode, held, id, fingerprint, madeAt, earlier, holders } = open().vault.centre.standing()
    const coordinators = identity.accounts().filter((account) => account.roles.includes('COORDINATOR') || holders.includes(account.id))
    return { mode, held, id, fingerprint, madeAt, earlier, coordinators: coordinators.map((account) => ({ accountId: account.id, displayName: account.displayName, holds: holders.includes(account.id) })) }
  }
  const known = (accountId: AccountId, accounts: Accounts) => {
    const roles = accounts.rolesOf(accountId)
    if (roles === null) throw new ExpectedError('request/not-found', { subject: accountId })
    return roles
  }
  return {
    'keys.status': () => status(),
    'keys.grant': async ({ accountId }, context) => {
      const { vault, accounts } = open()
      const roles = known(accountId, accounts)
      await vault.centre.grant(accountId, () => context.act(accountId, () => accounts.setRoles(accountId, [...roles, 'COORDINATOR']), 'centre key granted'))
      return status()
    },
    'keys.withdraw': async ({ accountId }, context) => {
      const { vault, accounts } = open()
      const left = known(accountId, accounts).filter((role) => role !== 'COORDINATOR')
      await vault.centre.withdraw(accountId, () => context.act(accountId, () => { if (left.length > 0) accounts.setRoles(accountId, left) }, 'centre key withdrawn, new pair'))
      return status()
    },
    'keys.rotate': async (_, context) => {
      const { vault } = open()
      await vault.centre.rotate(() => context.act(vault.centre.standing().id, () => undefined, 'centre key rotated'))
      return status()
    },
  }
}
