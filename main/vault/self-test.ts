/** Known answers for every primitive that keys depend on, checked once before the vault is used: a runtime whose
 *  cryptography lacks or alters one of them must stop here, not write what nobody can read again. */
import { createCipheriv, createHash, createHmac, hkdfSync, scryptSync } from 'node:crypto'

const hex = (text: string) => Buffer.from(text, 'hex')

interface KnownAnswer {
  readonly name: string
  readonly expected: string
  readonly compute: () => Buffer
}

function aes256Gcm(): Buffer {
  const cipher = createCipheriv('aes-256-gcm', hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308'), hex('cafebabefacedbaddecaf888'), { authTagLength: 16 })
  cipher.setAAD(hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'))
  const text = hex('d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39')
  return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()])
}

export const knownAnswers: readonly KnownAnswer[] = [
  // FIPS 180-4, "abc".
  { name: 'sha-256', expected: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', compute: () => createHash('sha256').update('abc').digest() },
  // RFC 4231, case 2.
  { name: 'hmac-sha-256', expected: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843', compute: () => createHmac('sha256', 'Jefe').update('what do ya want for nothing?').digest() },
  // RFC 5869, case 1.
  {
    name: 'hkdf-sha-256',
    expected: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    compute: () => Buffer.from(hkdfSync('sha256', Buffer.alloc(22, 0x0b), hex('000102030405060708090a0b0c'), hex('f0f1f2f3f4f5f6f7f8f9'), 42)),
  },
  // RFC 7914 section 12, second vector.
  {
    name: 'scrypt',
    expected: 'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
    compute: () => scryptSync('password', 'NaCl', 64, { N: 1024, r: 8, p: 16, maxmem: 64 * 1024 * 1024 }),
  },
  // The GCM specification (McGrew and Viega), test case 16.
  {
    name: 'aes-256-gcm',
    expected: '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b',
    compute: aes256Gcm,
  },
]

export function selfTest(answers: readonly KnownAnswer[] = knownAnswers): void {
  for (const { name, expected, compute } of answers)
    if (compute().toString('hex') !== expected) throw new Error(`The cryptographic self-test failed: ${name}`)
}
