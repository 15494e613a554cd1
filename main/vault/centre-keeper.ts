/** What an unlocked session does to the centre's key: makes a new pair, wraps it for a coordinator, or takes it away
 *  from one. Each act writes the vault once, after its audit row. */
import { ExpectedError, type AccountId } from '../contract/index.ts'
import { currentOf, fingerprint, makeCentreKey, modeOf, wrapAgain, type Opener, type Recipient, type SessionCentre } from './centre-keys.ts'
import { adoptAdmissions, standingOf } from './foreign-keeper.ts'
import type { Signer } from './signed-text.ts'
import type { CentreKeeper } from './unlocked-vault.ts'
import type { StoredCentreKey, VaultContent } from './vault-file.ts'

export interface CentreKeeperPorts {
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  /** Throws `session/locked` once forgotten. */
  readonly masterKey: () => Buffer
  readonly opener: (masterKey: Buffer) => Opener
  readonly content: () => VaultContent
  readonly commit: (content: VaultContent, masterKey: Buffer) => void
  /** The session's own view of the keys, after a change. */
  readonly refresh: (masterKey: Buffer) => Promise<void>
  readonly held: () => SessionCentre
  readonly signer: () => Signer
}

export function createCentreKeeper(ports: CentreKeeperPorts): CentreKeeper {
  const { content, masterKey } = ports
  const current = () => currentOf(content().centre)
  const holders = (): AccountId[] => Object.keys(current().coordinators) as AccountId[]
  const recipients = (ids: readonly AccountId[]): Recipient[] => content().accounts.filter(({ id }) => ids.includes(id))
  function requireHeld(): void {
    if (!ports.held().held.has(current().id)) throw new ExpectedError('keys/not-held')
  }
  /** On a console that joined a centre, the keys are kept elsewhere. */
  function requireOwn(): void {
    if (standingOf(content()) === 'READER') throw new ExpectedError('exchange/joined')
  }
  const write = (make: () => Promise<StoredCentreKey[]>, beforeCommit: () => void): Promise<void> => ports.inTurn(async () => {
    requireOwn()
    const centre = await make()
    const foreign = await adoptAdmissions(content(), ports.signer())
    const key = masterKey()
    beforeCommit()
    ports.commit({ ...content(), centre, ...(foreign === undefined ? {} : { foreign }) }, key)
    await ports.refresh(key)
  })
  const fresh = (ids: readonly AccountId[]) => makeCentreKey(masterKey(), recipients(ids), new Date())

  return {
    standing() {
      const joined = content().foreign?.joined ?? null
      if (joined !== null) {
        const { id, publicKey } = joined.key
        return { mode: 'COORDINATORS', held: false, id, publicKey, fingerprint: fingerprint(publicKey), madeAt: joined.issuedAt, earlier: 0, holders: [] }
      }
      const { id, publicKey, madeAt } = current()
      return { mode: modeOf(content().centre), held: ports.held().held.has(id), id, publicKey, fingerprint: fingerprint(publicKey), madeAt, earlier: content().centre.length - 1, holders: holders() }
    },
    async rotate(beforeCommit) {
      await write(async () => {
        requireHeld()
        return [...content().centre, await fresh(holders())]
      }, beforeCommit)
    },
    async grant(accountId, beforeCommit) {
      // From the console's hands the first coordinator gets a pair that the console never had.
      await write(async () => {
        requireHeld()
        const ids = [...new Set([...holders(), accountId])]
        const again = await wrapAgain(content().centre, ports.opener(masterKey()), recipients(ids))
        return holders().length > 0 ? again : [...again, await fresh(ids)]
      }, beforeCommit)
    },
    async withdraw(accountId, beforeCommit) {
      await write(async () => {
        requireHeld()
        if (!holders().includes(accountId)) throw new ExpectedError('request/not-found', { subject: accountId })
        const left = holders().filter((id) => id !== accountId)
        if (left.length === 0) throw new ExpectedError('keys/last-coordinator', { subject: accountId })
        return [...await wrapAgain(content().centre, ports.opener(masterKey()), recipients(left)), await fresh(left)]
      }, beforeCommit)
    },
  }
}
