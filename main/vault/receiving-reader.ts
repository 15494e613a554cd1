/** Where something is sealed for an account of this console; null when there is no such account. */
import type { AccountId } from '../contract/index.ts'
import { publicKey } from './key-pair.ts'
import type { ReceivingReader } from './sealing.ts'
import type { UnlockedVault } from './unlocked-vault.ts'

export async function receivingReader(vault: Pick<UnlockedVault, 'publicKeys'>, accountId: string): Promise<ReceivingReader | null> {
  const id = accountId as AccountId
  const keys = vault.publicKeys(id)
  return keys === null ? null : { id, receiving: await publicKey('receive', { publicKey: keys.receiving }) }
}
