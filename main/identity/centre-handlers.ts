/** The operations on the centre's key: who holds it, and handing it over. Role, wrap and audit row go together: the rows
 *  first, in one transaction, then the vault, written whole or not at all. */
import { describeProblem, ExpectedError, type AccountId, type CentreStatus, type HandlersOf } from '../contract/index.ts'
import type { Accounts } from './accounts.ts'
import type { Identity } from './identity-ports.ts'

export type KeysOperation = 'keys.status' | 'keys.grant' | 'keys.confirm' | 'keys.withdraw' | 'keys.rotate' | 'keys.found' | 'keys.compare'

export function createCentreHandlers(identity: Identity<unknown>): HandlersOf<KeysOperation> {
  const open = () => {
    const session = identity.active()
    if (session === null) throw new ExpectedError('session/locked')
    return session
  }
  async function status(): Promise<CentreStatus> {
    const { vault } = open()
    const { mode, held, id, fingerprint, madeAt, earlier, mark, register, compared, finding, ownFingerprint, changed } = vault.centre.standing()
    const roles = new Map(identity.accounts().map((account) => [account.id, account.roles]))
    const people = (await vault.centre.people()).filter(({ here }) => here || held)
    return {
      mode, held, id, fingerprint, madeAt, earlier, mark, compared, ownFingerprint, statements: register?.length ?? null, finding: finding === null ? null : describeProblem(new ExpectedError(finding)),
      people: people.map((one) => ({ ...one, coordinates: roles.get(one.accountId)?.includes('COORDINATOR') === true, changed: changed.includes(one.accountId) })),
    }
  }
  const known = (accountId: AccountId, accounts: Accounts) => {
    const roles = accounts.rolesOf(accountId)
    if (roles === null) throw new ExpectedError('request/not-found', { subject: accountId })
    return roles
  }
  return {
    'keys.status': () => status(),
    'keys.grant': async ({ accountId, fingerprint }, context) => {
      const { vault, accounts } = open()
      const roles = known(accountId, accounts)
      await vault.centre.grant(accountId, fingerprint, () => context.act(accountId, () => accounts.setRoles(accountId, [...roles, 'COORDINATOR']), 'centre key granted, fingerprint compared'))
      return status()
    },
    'keys.confirm': async ({ accountId, fingerprint }, context) => {
      await open().vault.centre.confirm(accountId, fingerprint, () => context.act(accountId, () => undefined, 'keys of an account confirmed'))
      return status()
    },
    'keys.found': async ({ compared }, context) => {
      const { vault } = open()
      await vault.centre.found(compared, () => context.act(vault.accountId, () => undefined, `register founded, ${compared.length} compared, new pair`))
      return status()
    },
    'keys.compare': async ({ mark }, context) => {
      const { vault } = open()
      await vault.centre.compare(mark, () => context.act(vault.accountId, () => undefined, 'mark of the centre compared'))
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
