/** What is open while an account is unlocked: keys, database, audit trail, settings. Opens all of it or nothing. */
import { ExpectedError, type Account, type Role } from '../contract/index.ts'
import { createAnchor, createAudit, type Audit } from '../audit/index.ts'
import { createSettings, type Settings } from '../settings/index.ts'
import { openStore, type Store } from '../store/index.ts'
import type { UnlockedVault, Vault } from '../vault/index.ts'
import { createAccounts, type Accounts } from './accounts.ts'
import { hasDatabase, setAsideUnreadableDatabase, type ProfileFiles } from './profile.ts'

export interface OpenedDatabase {
  readonly vault: UnlockedVault
  readonly store: Store
  readonly audit: Audit
  readonly settings: Settings
  readonly accounts: Accounts
}

/** What the rooms of an unlocked session are built from. */
export interface OpenSession extends OpenedDatabase {
  readonly account: () => Account
  /** Everybody who has an account of this console. */
  readonly people: () => Account[]
  /** Aborted when this session ends: whatever it started must stop. */
  readonly signal: AbortSignal
  /** True once, when the first account asked for the demonstration studies. */
  readonly demo: boolean
}

export interface DatabasePorts {
  readonly files: ProfileFiles
  readonly now: () => Date
  readonly report: (error: unknown) => void
}

export function openDatabase({ files, now, report }: DatabasePorts, vault: UnlockedVault): OpenedDatabase {
  const store = openStore({ file: files.database, key: vault.databaseKey })
  try {
    const audit = createAudit({ store, now, report, anchor: createAnchor({ file: files.auditAnchor, key: vault.auditKey }) })
    return { vault, store, audit, settings: createSettings({ store }), accounts: createAccounts(store) }
  } catch (error) {
    store.close()
    throw error
  }
}

/** The database was made before the vault, so a vault without one means that it was taken away. */
export function openExistingDatabase(ports: DatabasePorts, vault: UnlockedVault): OpenedDatabase {
  if (!hasDatabase(ports.files)) throw new ExpectedError('store/damaged')
  return openDatabase(ports, vault)
}

export function closeDatabase({ report }: Pick<DatabasePorts, 'report'>, { audit, store, vault }: OpenedDatabase): void {
  for (const step of [() => audit.close(), () => store.close(), () => vault.forget()]) {
    try {
      step()
    } catch (error) {
      report(error) // the next step must still be done: keys are forgotten whatever happened before
    }
  }
}

export function accountOf(vault: Vault, { accounts }: Pick<OpenedDatabase, 'accounts'>, id: Account['id']): Account {
  const named = vault.accounts().find((each) => each.id === id)
  const roles = accounts.rolesOf(id)
  // The vault is written after the row: an account without one means that the database is older than the vault.
  if (named === undefined || roles === null) throw new ExpectedError('store/damaged')
  return { ...named, roles }
}

/** The database of a new profile with the row of its first account, who administers whatever else it may do: nobody
 *  else could make the others. */
export function makeDatabase(ports: DatabasePorts, vault: UnlockedVault, roles: readonly Role[]): OpenedDatabase {
  const setAside = setAsideUnreadableDatabase(ports.files, ports.now())
  const opened = openDatabase(ports, vault)
  const { store, accounts, audit } = opened
  const given: Role[] = ['ADMIN', ...roles]
  try {
    store.transaction(() => {
      accounts.insert(vault.accountId, given, ports.now())
      const entry = { actor: vault.accountId, event: 'security-alert', object: vault.accountId } as const
      audit.record({ ...entry, outcome: 'success', detail: `first account, roles ${[...new Set(given)].join(' ')}, ${given.includes('COORDINATOR') ? 'centre key kept for coordinators' : 'centre key kept by the console (weaker mode)'}` })
      if (setAside) audit.record({ ...entry, outcome: 'failure', detail: 'a database that no key opens was set aside' })
    })
    return opened
  } catch (error) {
    closeDatabase(ports, opened)
    throw error
  }
}

/** Rows whose account was never completed (the program ended between the two) are removed, and that is recorded. */
export function removeUnfinishedAccounts(vault: Vault, { store, accounts, audit }: OpenedDatabase): void {
  const complete = new Set<string>(vault.accounts().map(({ id }) => id))
  const unfinished = accounts.ids().filter((id) => !complete.has(id))
  if (unfinished.length === 0) return
  store.transaction(() => {
    for (const id of unfinished) {
      accounts.remove(id)
      audit.record({ actor: '-', event: 'application-activity', outcome: 'failure', object: id, detail: 'account never completed' })
    }
  })
}
