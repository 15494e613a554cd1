/** Where something is sealed for a reader: an account of this console whose keys were compared, a reader of another one whose
 *  card is admitted; null for anybody else. Where there is no register, the weaker mode, what stands in the file is taken. */
import type { AccountId } from '../contract/index.ts'
import type { ReceivingReader } from './sealing.ts'
import type { UnlockedVault } from './unlocked-vault.ts'

export async function receivingReader(vault: Pick<UnlockedVault, 'receivingKey'>, accountId: string): Promise<ReceivingReader | null> {
  const id = accountId as AccountId
  const receiving = await vault.receivingKey(id)
  return receiving === null ? null : { id, receiving }
}
