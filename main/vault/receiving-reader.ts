/** Where something is sealed for an account of this console whose keys were compared, or a reader of another one whose
 *  card is admitted; null for anybody else. Where there is no register, the weaker mode, what stands in the file is taken. */
import type { AccountId } from '../contract/index.ts'
import { publicKey } from './key-pair.ts'
import type { ReceivingReader } from './sealing.ts'
import type { UnlockedVault } from './unlocked-vault.ts'

export async function receivingReader(vault: Pick<UnlockedVault, 'publicKeys' | 'foreign'>, accountId: string): Promise<ReceivingReader | null> {
  const id = accountId as AccountId
  const elsewhere = await vault.foreign.keysOf(id)
  if (elsewhere !== null) return elsewhere.receiving === null ? null : { id, receiving: elsewhere.receiving }
  const keys = vault.publicKeys(id)
  if (keys?.confirmed !== true) return null
  return { id, receiving: await publicKey('receive', { publicKey: keys.receiving }) }
}
