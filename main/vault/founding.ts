/** What is done while the passphrase of a new account is at hand: a first coordinator founds the register under the own
 *  signature, and every account remembers what stands there when it is made. */
import type { AccountId } from '../contract/index.ts'
import { readerKeys } from './account-keys.ts'
import { currentOf } from './centre-keys.ts'
import { centreIdOf } from './foreign-keys.ts'
import { memoryKeyOf, presentMemory, sealMemory } from './memory.ts'
import { append } from './register.ts'
import type { StoredAccount, VaultContent } from './vault-file.ts'

/** The last pair of the content is the one that the register begins with. */
export async function founding(content: VaultContent, account: StoredAccount, userKey: Buffer): Promise<VaultContent> {
  const { own, ...signer } = await readerKeys(account, userKey)
  const { id, publicKey } = currentOf(content.centre)
  return { ...content, register: await append({}, signer, [{ act: 'FOUND', centreId: centreIdOf(content), founder: own, key: { id, publicKey } }], new Date()) }
}

export function remembering(content: VaultContent, id: AccountId, userKey: Buffer, compared: boolean): VaultContent {
  const memoryKey = memoryKeyOf(userKey)
  try {
    const memory = sealMemory(memoryKey, id, presentMemory(content, compared))
    return { ...content, accounts: content.accounts.map((one) => (one.id === id ? { ...one, memory } : one)) }
  } finally {
    memoryKey.fill(0)
  }
}
