/** What an account may do. Names and keys are in the vault, where they can be read while locked; roles are here, in
 *  the encrypted database. */
import { z } from 'zod'
import { role, type AccountId } from '../contract/index.ts'
import type { Role } from '../contract/index.ts'
import type { Store } from '../store/index.ts'

const storedRoles = z.array(role).min(1)

export interface Accounts {
  rolesOf(id: AccountId): Role[] | null
  /** Inside the caller's transaction. */
  insert(id: AccountId, roles: readonly Role[], at: Date): void
  /** Inside the caller's transaction. */
  setRoles(id: AccountId, roles: readonly Role[]): void
  remove(id: string): void
  ids(): string[]
}

export function createAccounts(store: Store): Accounts {
  const one = store.prepare<[string], { roles: string }>('SELECT roles FROM accounts WHERE id = ?')
  const add = store.prepare('INSERT INTO accounts (id, roles, created_at) VALUES (?, ?, ?)')
  const set = store.prepare('UPDATE accounts SET roles = ? WHERE id = ?')
  const remove = store.prepare('DELETE FROM accounts WHERE id = ?')
  const all = store.prepare<[], { id: string }>('SELECT id FROM accounts ORDER BY created_at, id')
  const stored = (roles: readonly Role[]) => JSON.stringify([...new Set(roles)].sort())
  return {
    rolesOf(id) {
      const row = one.get(id)
      return row === undefined ? null : storedRoles.parse(JSON.parse(row.roles))
    },
    insert: (id, roles, at) => void add.run(id, stored(roles), at.toISOString()),
    setRoles: (id, roles) => void set.run(stored(roles), id),
    remove: (id) => void remove.run(id),
    ids: () => all.all().map(({ id }) => id),
  }
}
