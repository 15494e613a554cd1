import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openKeychain, type KeychainPorts } from './electron-keychain.ts'

let profile: string
beforeEach(() => { profile = mkdtempSync(join(tmpdir(), 'binocle-keychain-')) })
afterEach(() => { rmSync(profile, { recursive: true }) })

/** A keychain that turns bytes over, and can lose its key. */
function keychain({ available = true, backend = 'gnome_libsecret' as const, lost = false } = {}): KeychainPorts {
  return {
    platform: 'linux',
    safeStorage: {
      isAsyncEncryptionAvailable: () => Promise.resolve(available),
      getSelectedStorageBackend: () => backend,
      encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(text).map((byte) => byte ^ 0xff) as Buffer),
      decryptStringAsync: (bytes: Buffer) => lost ? Promise.reject(new Error('no key')) : Promise.resolve({ result: Buffer.from(bytes.map((byte) => byte ^ 0xff)).toString(), shouldReEncrypt: false }),
    },
  }
}

describe('the secret of the system keychain', () => {
  it('is made once for a profile, and given back at the next start', async () => {
    const first = await (await openKeychain(keychain(), profile)).secret()
    expect(first?.byteLength).toBe(32)
    expect(await (await openKeychain(keychain(), profile)).secret()).toEqual(first)
  })
  it('never lies on the disk in the clear', async () => {
    const secret = await (await openKeychain(keychain(), profile)).secret()
    const stored = readFileSync(join(profile, 'keychain-secret'))
    expect(stored.includes(Buffer.from(secret ?? []))).toBe(false)
    expect(stored.toString('latin1')).not.toContain(Buffer.from(secret ?? []).toString('base64'))
  })
  it('does not exist where the system has no keychain, or one that stores in the clear', async () => {
    expect((await openKeychain(keychain({ available: false }), profile)).secret()).toBeNull()
    expect((await openKeychain(keychain({ backend: 'basic_text' as never }), profile)).secret()).toBeNull()
    expect(existsSync(join(profile, 'keychain-secret'))).toBe(false)
  })
  it('that the keychain lost keeps the session locked, with the reason', async () => {
    await openKeychain(keychain(), profile)
    await expect((await openKeychain(keychain({ lost: true }), profile)).secret()).rejects.toThrow('session/keychain-missing')
  })
})
