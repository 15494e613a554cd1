/** Who is at this console. Holds the state of the session (welcome, locked, unlocked, failed), opens and closes all
 *  that depends on an unlocked account, and locks it on demand, when nobody is there, and when the program ends. */
import { describeProblem, ExpectedError, type Account, type AccountId } from '../contract/index.ts'
import { defaultSettings } from '../settings/index.ts'
import { createTurns, type Vault } from '../vault/index.ts'
import { createAttemptLimits } from './attempt-limits.ts'
import type { Active, Identity, IdentityPorts, LockReason } from './identity-ports.ts'
import { startIdleTimer, type IdleTimer } from './idle-timer.ts'
import {
  accountOf, closeDatabase, makeDatabase, openExistingDatabase, removeUnfinishedAccounts, type OpenedDatabase, type OpenSession,
} from './open-session.ts'
import { createPendingAudit } from './pending-audit.ts'
import { profileFiles } from './profile.ts'
import { keep, recall } from './remembered.ts'

interface Session<Rooms> extends Active<Rooms> {
  readonly end: AbortController
  readonly idle: IdleTimer
}

export function createIdentity<Rooms>(ports: IdentityPorts<Rooms>): Identity<Rooms> {
  const { now = () => new Date(), report } = ports
  const files = profileFiles(ports.profile)
  const database = { files, now, report }
  const limits = createAttemptLimits({ file: files.attempts, now, report })
  const pending = createPendingAudit({ file: files.pendingAudit, now })

  let vault: Vault | null = null
  let failure: ExpectedError | null = null
  let session: Session<Rooms> | null = null
  let language = ports.language
  let idleMinutes = defaultSettings.idleMinutes

  let restoreTold = false
  /** Unlocking, locking and setting up: each finds the other finished. */
  const inTurn = createTurns()

  function vaultAtHand(): Vault {
    try {
      vault ??= ports.openVault(files.vault)
      return vault
    } catch (error) {
      throw failed(error)
    }
  }
  function failed(error: unknown): unknown {
    if (error instanceof ExpectedError && error.code.startsWith('store/')) failure = error
    return error
  }
  function current(): Session<Rooms> {
    if (session === null) throw new ExpectedError('session/locked')
    return session
  }
  function idleMs(opened: OpenedDatabase): number {
    idleMinutes = opened.settings.get().idleMinutes
    return idleMinutes * 60_000
  }

  async function open(opened: OpenedDatabase, demo: boolean): Promise<void> {
    const end = new AbortController()
    const known = vaultAtHand()
    try {
      const { roles } = accountOf(known, opened, opened.vault.accountId)
      // Roles stay for the session; name and language are read where they may change, with no need of the database.
      const account = (): Account => {
        const named = known.accounts().find(({ id }) => id === opened.vault.accountId)
        if (named === undefined) throw new ExpectedError('session/locked')
        return { ...named, roles }
      }
      language = account().language
      removeUnfinishedAccounts(known, opened)
      if (known.restored && !restoreTold) pending.keep({ actor: '-', event: 'security-alert', outcome: 'failure', object: 'vault', detail: 'vault.json was unreadable; its previous copy was taken' })
      restoreTold = true
      pending.drain(opened)
      await recall(opened)
      keep(opened)
      const people = () => known.accounts().map(({ id }) => accountOf(known, opened, id))
        const base: OpenSession = { ...opened, account, people, signal: end.signal, demo }
      const rooms = await ports.openRooms(base)
      const idle = startIdleTimer({ now, idleMs: () => idleMs(opened), onIdle: lockIfIdle })
      session = { ...base, rooms, end, idle }
      failure = null
    } catch (error) {
      end.abort()
      closeDatabase(database, opened)
      throw failed(error)
    }
  }

  async function close(reason: LockReason): Promise<void> {
    const ending = session
    if (ending === null) return
    // From here on nothing is answered any more; what was being answered stops.
    session = null
    ending.idle.stop()
    ending.end.abort()
    ports.emit({ type: 'session.locked', token: ports.rotateToken() })
    try {
      await ports.closeRooms(ending.rooms)
      keep(ending)
      if (reason !== 'user')
        ending.store.transaction(() =>
          ending.audit.record({ actor: ending.vault.accountId, event: 'user-authentication', outcome: 'success', object: ending.vault.accountId, detail: `session.lock: ${reason}` }))
    } catch (error) {
      report(error)
    } finally {
      closeDatabase(database, ending)
    }
  }
  const lock = (reason: LockReason): Promise<void> => inTurn(() => close(reason))
  /** Asked again when its turn comes: another session may have begun meanwhile. */
  function lockIfIdle(): void {
    void inTurn(async () => {
      if (session?.idle.expired === true) await close('idle')
    }).catch(report)
  }

  /** Null as soon as the idle time is over, even if the machine slept through its end. */
  function present(): Session<Rooms> | null {
    if (session === null || !session.idle.expired) return session
    lockIfIdle()
    return null
  }

  async function attempted<T>(accountId: AccountId, attempt: () => Promise<T>): Promise<T> {
    const known = vaultAtHand().accounts().some(({ id }) => id === accountId)
    if (!known) throw new ExpectedError('session/wrong-passphrase', { subject: accountId })
    const trial = limits.begin(accountId)
    try {
      const result = await attempt()
      trial.right()
      return result
    } catch (error) {
      if (error instanceof ExpectedError && error.code === 'session/wrong-passphrase') throw new ExpectedError(error.code, { subject: accountId, cause: error })
      trial.untried()
      throw failed(error)
    }
  }

  try {
    language = vaultAtHand().accounts()[0]?.language ?? ports.language
  } catch (error) {
    if (failure === null) throw error // a bug, not a damaged vault
  }

  return {
    status() {
      const account = present() === null ? null : current().account()
      const sentences = failure === null || account !== null ? null : describeProblem(failure)
      return {
        phase: account !== null ? 'unlocked' : sentences !== null ? 'failed' : vault?.isEmpty === true ? 'welcome' : 'locked',
        failure: sentences === null ? null : { fr: sentences.fr, en: sentences.en },
        accounts: vault?.accounts().map(({ id, displayName }) => ({ id, displayName })) ?? [],
        account,
        language: account?.language ?? language,
        version: ports.version,
        idleMinutes: session === null ? idleMinutes : idleMs(session) / 60_000,
        host: ports.host,
      }
    },
    active: present,
    account: () => present()?.account() ?? null,
    signal: () => present()?.signal ?? null,

    setUp: ({ displayName, passphrase, roles, language: chosen, demo }) =>
      inTurn(async () => {
        const made: OpenedDatabase[] = []
        try {
          await vaultAtHand().create({ displayName, passphrase, language: chosen, coordinator: roles.includes('COORDINATOR') }, (unlocked) => void made.push(makeDatabase(database, unlocked, roles)))
        } catch (error) {
          for (const opened of made) closeDatabase(database, opened)
          throw failed(error)
        }
        for (const opened of made) await open(opened, demo)
      }),

    unlock: (accountId, passphrase) =>
      inTurn(async () => {
        const unlocked = await attempted(accountId, () => vaultAtHand().unlock(accountId, passphrase))
        if (present()?.vault.accountId === accountId) {
          unlocked.forget() // another window of the reader who is already here
          session?.idle.touch()
          return
        }
        await close('switch')
        let opened: OpenedDatabase
        try {
          opened = openExistingDatabase(database, unlocked)
        } catch (error) {
          unlocked.forget()
          throw failed(error)
        }
        await open(opened, false)
      }),

    lock,
    touch() {
      present()?.idle.touch()
    },
    setLanguage(chosen) {
      const { vault: unlocked } = current()
      unlocked.setLanguage(unlocked.accountId, chosen)
      language = chosen
    },
    accounts() {
      const opened = current()
      const known = vaultAtHand()
      return known.accounts().flatMap((named) => {
        const roles = opened.accounts.rolesOf(named.id)
        return roles === null ? [] : [{ ...named, roles }] // without a row it cannot be unlocked either
      })
    },
    async createAccount({ displayName, passphrase, roles, language: chosen }, act) {
      const opened = current()
      let inserted: AccountId | null = null
      try {
        const id = await opened.vault.addAccount({ displayName, passphrase, language: chosen, coordinator: roles.includes('COORDINATOR') }, (fresh) => {
          act(fresh, () => opened.accounts.insert(fresh, roles, now()), `roles ${roles.join(' ')}`)
          inserted = fresh
        })
        return accountOf(vaultAtHand(), opened, id)
      } catch (error) {
        // The row stands, the vault was not written: without this the name would be shown and never open.
        if (inserted !== null && session === opened) removeUnfinishedAccounts(vaultAtHand(), opened)
        throw error
      }
    },
    async verifyPassphrase(accountId, passphrase) {
      await attempted(accountId, async () => {
        if (!(await vaultAtHand().verify(accountId, passphrase))) throw new ExpectedError('session/wrong-passphrase')
      })
    },
    act(entry, work) {
      const { store, audit, idle } = current()
      idle.touch()
      return store.transaction(() => {
        const result = work()
        audit.record({ ...entry, outcome: 'success' })
        return result
      })
    },
    record(entry) {
      if (session === null) return pending.keep(entry)
      const { store, audit } = session
      store.transaction(() => audit.record(entry))
    },
  }
}
