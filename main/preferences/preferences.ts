/** Preferences per account in the encrypted database. What is stored is checked again when read: a protocol of another
 *  version, or a damaged one, is not used, is said, and is kept aside when a new one takes its place. */
import { mammographyProtocol, type AccountId, type MammographyProtocol, type Preferences as ReaderPreferences } from '../contract/index.ts'
import type { Store } from '../store/index.ts'

export interface Preferences {
  get(account: AccountId): ReaderPreferences
  /** Null goes back to the program's own. Runs in the caller's transaction. */
  setHanging(account: AccountId, hanging: MammographyProtocol | null): void
}

const current = 'hanging'
const aside = 'hanging-unreadable'

export function createPreferences({ store }: { store: Store }): Preferences {
  const read = store.prepare<[string, string], { value: string }>('SELECT value FROM reader_preferences WHERE account_id = ? AND key = ?')
  const put = store.prepare('INSERT INTO reader_preferences (account_id, key, value) VALUES (?, ?, ?) ON CONFLICT (account_id, key) DO UPDATE SET value = excluded.value')
  const remove = store.prepare('DELETE FROM reader_preferences WHERE account_id = ? AND key = ?')

  function stored(account: AccountId): { value: string; hanging: MammographyProtocol | null } | null {
    const row = read.get(account, current)
    if (row === undefined) return null
    const parsed = mammographyProtocol.safeParse(JSON.parse(row.value))
    return { value: row.value, hanging: parsed.success ? parsed.data : null }
  }

  return {
    get(account) {
      const found = stored(account)
      return { hanging: found?.hanging ?? null, hasUnreadableHanging: found !== null && found.hanging === null }
    },
    setHanging(account, hanging) {
      if (!store.inTransaction) throw new Error('Preferences change inside the transaction of their act')
      const before = stored(account)
      if (before !== null && before.hanging === null) put.run(account, aside, before.value)
      if (hanging === null) remove.run(account, current)
      else put.run(account, current, JSON.stringify(hanging))
    },
  }
}
