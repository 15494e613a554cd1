/** What the account of a session remembers of the centre's key is kept in the database too. Written after the vault, so a
 *  copy that is older than the vault means nothing; a vault that is older than its copy was put back, and is told. */
import type { OpenedDatabase } from './open-session.ts'

/** Those that the trail keeps; the others are steps of a ceremony. */
const alarms: readonly (string | null)[] = ['keys/register-cut', 'keys/register-rewritten', 'keys/centre-changed', 'keys/memory-lost']

export async function recall({ store, vault, audit }: OpenedDatabase): Promise<void> {
  const kept = store.prepare<[string], { memory: string }>('SELECT memory FROM remembered WHERE account_id = ?').get(vault.accountId)
  if (kept !== undefined) await vault.recall(kept.memory)
  const { finding, changed } = vault.centre.standing()
  const told = [...(alarms.includes(finding) ? [{ object: vault.accountId, detail: `vault: ${finding ?? ''}` }] : []), ...changed.map((id) => ({ object: id, detail: 'vault: keys/account-changed' }))]
  if (told.length === 0) return
  store.transaction(() => {
    for (const one of told) audit.record({ actor: vault.accountId, event: 'security-alert', outcome: 'failure', ...one })
  })
}

/** Nothing while something is wrong: what was remembered before must stand until it was compared. */
export function keep({ store, vault }: OpenedDatabase): void {
  if (alarms.includes(vault.centre.standing().finding)) return
  store.transaction(() => {
    store.prepare('INSERT INTO remembered (account_id, memory) VALUES (?, ?) ON CONFLICT (account_id) DO UPDATE SET memory = excluded.memory').run(vault.accountId, vault.memory())
  })
}
