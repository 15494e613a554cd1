import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openVault, type UnlockedVault } from './index.ts'

let folder: string
let one: UnlockedVault
let two: UnlockedVault
const opinion = { acr: { D: 4, G: 1 }, commentaire: 'ZZOPINION éà' }
const broken = { code: 'reading/seal-broken' }
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sealing-'))
  const vault = openVault({ file: join(folder, 'vault.json'), cost: { N: 2 ** 10, r: 8, p: 1 } })
  one = await vault.create({ displayName: 'Lecteur Un', passphrase: 'treize cailloux', language: 'fr' })
  const id = await one.addAccount({ displayName: 'Lecteur Deux', passphrase: 'quatorze galets', language: 'fr' })
  two = await vault.unlock(id, 'quatorze galets')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('an envelope', () => {
  it('opens with the centre’s key, also from another account, and names its signer', async () => {
    const { envelope, digest } = await one.sealing.seal(opinion)
    expect(await two.sealing.open(envelope, digest)).toEqual({ payload: opinion, signer: one.accountId })
    expect(await one.sealing.openOwn(envelope, digest)).toEqual({ payload: opinion, signer: one.accountId })
  })

  it('cannot be opened by another account through its own reader key', async () => {
    const { envelope, digest } = await one.sealing.seal(opinion)
    await expect(two.sealing.openOwn(envelope, digest)).rejects.toMatchObject(broken)
  })

  it('holds nothing of the opinion in the clear, in no encoding', async () => {
    const { envelope } = await one.sealing.seal(opinion)
    const decoded = envelope.split(/[".]/).map((part) => Buffer.from(part, 'base64url').toString('latin1')).join('')
    for (const text of [envelope, decoded]) expect(text).not.toMatch(/ZZOPINION|commentaire|acr/)
  })

  it('is ECDH-ES and A256GCM, algorithms that every host has', async () => {
    const { envelope } = await one.sealing.seal(opinion)
    const { centre, reader } = JSON.parse(envelope) as { centre: string; reader: string }
    for (const jwe of [centre, reader]) expect(decodeProtectedHeader(jwe)).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM' })
  })

  it('differs each time, so that equal opinions cannot be told', async () => {
    expect((await one.sealing.seal(opinion)).digest).not.toBe((await one.sealing.seal(opinion)).digest)
  })

  it('is refused with another digest, even though it would open', async () => {
    const { envelope } = await one.sealing.seal(opinion)
    const other = await one.sealing.seal(opinion)
    await expect(one.sealing.open(envelope, other.digest)).rejects.toMatchObject(broken)
    await expect(one.sealing.open(envelope, '')).rejects.toMatchObject(broken)
  })

  it('is refused when a byte of its ciphertext changed, even under a matching digest', async () => {
    const { envelope } = await one.sealing.seal(opinion)
    const parsed = JSON.parse(envelope) as { centre: string }
    const parts = parsed.centre.split('.')
    const body = Buffer.from(parts[3] ?? '', 'base64url')
    body[0] = (body[0] ?? 0) ^ 1
    parts[3] = body.toString('base64url')
    const altered = JSON.stringify({ ...parsed, centre: parts.join('.') })
    await expect(one.sealing.open(altered, digestOf(altered))).rejects.toMatchObject(broken)
  })

  it('is refused when it is no envelope at all', async () => {
    for (const text of ['', '{}', 'null', '{"format":1,"centre":"a.b.c.d.e","reader":""}'])
      await expect(one.sealing.open(text, digestOf(text))).rejects.toMatchObject(broken)
  })

  it('is refused when bytes sealed for the centre, but signed by nobody, are put in its place', async () => {
    const forged = JSON.stringify({ format: 1, centre: (JSON.parse(await two.sealing.sealBytes(Buffer.from(JSON.stringify(opinion)))) as { centre: string }).centre, reader: '' })
    await expect(one.sealing.open(forged, digestOf(forged))).rejects.toMatchObject(broken)
  })
})

describe('sealed bytes', () => {
  it('come back as they were, whoever is unlocked', async () => {
    const bytes = Buffer.alloc(300_000, 'PDF éà')
    const sealed = await one.sealing.sealBytes(bytes)
    expect(sealed.includes(bytes.subarray(0, 30).toString('base64url'))).toBe(false)
    expect(Buffer.from(await two.sealing.openBytes(sealed)).equals(bytes)).toBe(true)
  })

  it('are refused when altered', async () => {
    const sealed = await one.sealing.sealBytes(Buffer.from('report'))
    const altered = sealed.slice(0, -4) + (sealed.endsWith('AAAA') ? 'BBBB' : 'AAAA')
    await expect(one.sealing.openBytes(altered)).rejects.toMatchObject(broken)
  })
})
