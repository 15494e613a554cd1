/** The keychain of the operating system, through Electron's safeStorage: Keychain on macOS, DPAPI on Windows, the
 *  secret service or KWallet on Linux. It protects one random secret of this profile, which is mixed into the key of
 *  each account. Where Linux has no keychain, Electron would keep the secret in the clear: then there is none, and
 *  the passphrase stands alone. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SafeStorage } from 'electron'
import { ExpectedError } from '../contract/index.ts'
import { writeDurably, type KeychainPort } from '../vault/index.ts'

export interface KeychainPorts {
  readonly safeStorage: Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'>
  readonly platform: NodeJS.Platform
}

/** After the app is ready. A profile that has a protected secret keeps needing it: when the keychain does not give
 *  it back the session stays locked, with that as the reason. */
export async function openKeychain({ safeStorage, platform }: KeychainPorts, profile: string): Promise<KeychainPort> {
  const file = join(profile, 'keychain-secret')
  if (!existsSync(file)) {
    const inTheClear = platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'
    if (inTheClear || !(await safeStorage.isAsyncEncryptionAvailable())) return { secret: () => null }
    writeDurably(file, await safeStorage.encryptStringAsync(randomBytes(32).toString('base64')))
  }
  return {
    async secret() {
      try {
        return new Uint8Array(Buffer.from((await safeStorage.decryptStringAsync(readFileSync(file))).result, 'base64'))
      } catch (cause) {
        throw new ExpectedError('session/keychain-missing', { cause })
      }
    },
  }
}
