/** The key pair of the reading centre, to which every sealed envelope is also addressed. On one console its private
 *  half is wrapped by the master key: what keeps a blind opinion closed is then the domain's transition and its audit. */
import { ExpectedError } from '../contract/index.ts'
import { hkdf } from './derive.ts'
import { makeKeyPair, privateKey, publicKey, type StoredKeyPair } from './key-pair.ts'
import type { SealingKeys } from './sealing.ts'

const purpose = 'binocle centre key 1'
const context = 'receiving key of the centre'

export async function makeCentre(masterKey: Buffer): Promise<StoredKeyPair> {
  const wrappingKey = hkdf(masterKey, purpose)
  try {
    return await makeKeyPair('receive', wrappingKey, context)
  } finally {
    wrappingKey.fill(0)
  }
}

export async function centreKeys(stored: StoredKeyPair, masterKey: Buffer): Promise<Pick<SealingKeys, 'centreReceiving' | 'centrePublic'>> {
  const wrappingKey = hkdf(masterKey, purpose)
  try {
    const centreReceiving = await privateKey('receive', stored, wrappingKey, context)
    if (centreReceiving === null) throw new ExpectedError('store/damaged')
    return { centreReceiving, centrePublic: await publicKey('receive', stored) }
  } finally {
    wrappingKey.fill(0)
  }
}
