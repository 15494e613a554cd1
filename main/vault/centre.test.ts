/** The centre's key in the hands of coordinators: who opens what, what is left in the files, and what a crash leaves. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHash } from 'node:crypto'
import { openVault, receivingReader, type UnlockedVault } from './index.ts'

let folder: string
let file: string
const open = () => openVault({ file, cost: { N: 2 ** 10, r: 8, p: 1 } })
const passphrase = 'treize cailloux'
const notHeld = { code: 'keys/not-held' }
const nothing = () => undefined
const printOf = (one: UnlockedVault) => one.centre.standing().ownFingerprint
let admin: UnlockedVault

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'centre-'))
  file = join(folder, 'vault.json')
  admin = await open().create({ displayName: 'Administration', passphrase, language: 'fr' })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function add(displayName: string, by: UnlockedVault, coordinator = false): Promise<UnlockedVault> {
  const id = await by.addAccount({ displayName, passphrase, language: 'fr', coordinator })
  return compared(await open().unlock(id, passphrase))
}
/** Everybody compares the mark once, in the first session after it stood there. */
async function compared(one: UnlockedVault): Promise<UnlockedVault> {
  const { finding, mark } = one.centre.standing()
  if (finding === 'keys/to-compare') await one.centre.compare(mark, nothing)
  return one
}
const again = async (one: UnlockedVault) => compared(await open().unlock(one.accountId, passphrase))
const files = () => readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
const consoleWraps = () => files().flatMap((text) => (JSON.parse(text) as { centre: { console: string | null }[] }).centre).filter(({ console }) => console !== null)

describe('without a coordinator', () => {
  it('any account of the console opens what was sealed for the centre, and the standing says so', async () => {
    const reader = await add('Lectrice', admin)
    const { envelope, digest } = await reader.sealing.seal({ avis: 1 })
    expect((await admin.sealing.open(envelope, digest)).payload).toEqual({ avis: 1 })
    expect(admin.centre.standing()).toMatchObject({ mode: 'CONSOLE', held: true, holders: [] })
  })

  it('a vault of the first format is read, and written in the present one', async () => {
    const now = JSON.parse(readFileSync(file, 'utf8')) as { centre: { publicKey: string }[] }
    expect(now).toMatchObject({ format: 4 })
    writeFileSync(file, readFileSync(new URL('../../test/fixtures/vault-format-1.json', import.meta.url)))
    rmSync(`${file}.previous`, { force: true })
    const [old] = open().accounts()
    const opened = await open().unlock(old?.id ?? admin.accountId, passphrase)
    expect(opened.centre.standing()).toMatchObject({ mode: 'CONSOLE', held: true, id: 'centre' })
    opened.setLanguage(opened.accountId, 'en')
    expect((await open().unlock(opened.accountId, passphrase)).centre.standing().id).toBe('centre')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ format: 4 })
  })
})

describe('with a coordinator', () => {
  it('neither administrator nor reader opens what others sealed; each opens the own, the coordinator all of it, also what is older', async () => {
    const reader = await add('Lectrice', admin)
    const before = await reader.sealing.seal({ avis: 'avant' })
    const coordinator = await add('Coordination', admin, true)
    const later = await (await again(reader)).sealing.seal({ avis: 'après' })
    for (const { envelope, digest } of [before, later]) {
      for (const one of [admin, await again(admin), await add(`Autre ${digest}`, admin)]) await expect(one.sealing.open(envelope, digest)).rejects.toMatchObject(notHeld)
      expect((await coordinator.sealing.open(envelope, digest)).signer).toBe(reader.accountId)
      expect((await (await again(reader)).sealing.openOwn(envelope, digest)).signer).toBe(reader.accountId)
    }
    expect(coordinator.centre.standing()).toMatchObject({ mode: 'COORDINATORS', held: true, earlier: 1, holders: [coordinator.accountId] })
    expect(admin.centre.standing().held).toBe(false)
  })

  it('no wrap for the console is left in any file, and the new pair was never in one', async () => {
    expect(consoleWraps()).toHaveLength(1)
    await add('Coordination', admin, true)
    expect(consoleWraps()).toEqual([])
    const [old] = (JSON.parse(readFileSync(file, 'utf8')) as { centre: { id: string }[] }).centre
    expect(admin.centre.standing().id).not.toBe(old?.id)
  })

  it.each(['before the previous copy was replaced', 'with a temporary file left'])('a crash %s is finished at the next start', async (at) => {
    const before = readFileSync(file)
    await add('Coordination', admin, true)
    const left = at.startsWith('with') ? join(folder, '.vault.json.previous.0123456789ab.tmp') : `${file}.previous`
    writeFileSync(left, before)
    expect(files().some((text) => text === before.toString())).toBe(true)
    open()
    expect(files().some((text) => text === before.toString())).toBe(false)
    expect(existsSync(`${file}.previous`)).toBe(true)
    expect(consoleWraps()).toEqual([])
  })

  it('a released opinion opens for the one reader it was released to', async () => {
    const [one, two, three] = [await add('Un', admin), await add('Deux', admin), await add('Trois', admin)]
    const coordinator = await add('Coordination', admin, true)
    const { envelope, digest } = await (await again(one)).sealing.seal({ avis: 'ZZ' })
    expect(await receivingReader(coordinator, two.accountId)).toBeNull()
    await coordinator.centre.confirm(two.accountId, printOf(two), nothing)
    const reader = await receivingReader(coordinator, two.accountId)
    if (reader === null) throw new Error('it is an account of this console')
    await expect((await again(three)).sealing.release(envelope, digest, reader)).rejects.toMatchObject(notHeld)
    const released = await coordinator.sealing.release(envelope, digest, reader)
    expect(await (await again(two)).sealing.openReleased(released)).toEqual({ payload: { avis: 'ZZ' }, signer: one.accountId })
    await expect((await again(three)).sealing.openReleased(released)).rejects.toMatchObject({ code: 'reading/seal-broken' })
    await expect(coordinator.sealing.release(envelope, createHash('sha256').digest('hex'), reader)).rejects.toMatchObject({ code: 'reading/seal-broken' })
  })

  it('bytes open for their author and for coordinators', async () => {
    const one = await add('Un', admin)
    const coordinator = await add('Coordination', admin, true)
    const sealed = await (await again(one)).sealing.sealBytes(Buffer.from('compte rendu'))
    expect(Buffer.from(await (await again(one)).sealing.openBytes(sealed)).toString()).toBe('compte rendu')
    expect(Buffer.from(await coordinator.sealing.openBytes(sealed)).toString()).toBe('compte rendu')
    await expect(admin.sealing.openBytes(sealed)).rejects.toMatchObject(notHeld)
  })
})

describe('coordinators who come and go', () => {
  it('one that an administrator makes waits until a coordinator grants the key', async () => {
    const first = await add('Coordination', admin, true)
    const second = await add('Relève', admin, true)
    expect(second.centre.standing()).toMatchObject({ held: false, holders: [first.accountId] })
    const coordinator = await again(first)
    await expect(admin.centre.grant(second.accountId, printOf(second), nothing)).rejects.toMatchObject(notHeld)
    await expect(coordinator.centre.grant(second.accountId, printOf(first), nothing)).rejects.toMatchObject({ code: 'exchange/fingerprint' })
    expect((await again(second)).centre.standing().held).toBe(false)
    await coordinator.centre.grant(second.accountId, printOf(second), nothing)
    expect((await again(second)).centre.standing()).toMatchObject({ held: true, finding: null, compared: true })
  })

  it('one who leaves opens nothing that is sealed afterwards, also from an old copy of the file', async () => {
    const reader = await add('Lectrice', admin)
    const first = await add('Coordination', admin, true)
    const vault = open()
    const unlockedFirst = await vault.unlock(first.accountId, passphrase)
    const id = await unlockedFirst.addAccount({ displayName: 'Relève', passphrase, language: 'fr', coordinator: true })
    // Never by the role alone: made by a coordinator, it waits for its fingerprint.
    const waiting = await vault.unlock(id, passphrase)
    expect(waiting.sealing.holdsCentreKey).toBe(false)
    await unlockedFirst.centre.grant(id, printOf(waiting), nothing)
    const before = readFileSync(file)
    expect((await vault.unlock(id, passphrase)).sealing.holdsCentreKey).toBe(true)
    await unlockedFirst.centre.withdraw(id, nothing)
    const sealed = await (await compared(await vault.unlock(reader.accountId, passphrase))).sealing.seal({ avis: 1 })
    await expect((await vault.unlock(id, passphrase)).sealing.open(sealed.envelope, sealed.digest)).rejects.toMatchObject(notHeld)
    await expect(unlockedFirst.centre.withdraw(first.accountId, nothing)).rejects.toMatchObject({ code: 'keys/last-coordinator' })
    writeFileSync(file, before)
    await expect((await open().unlock(id, passphrase)).sealing.open(sealed.envelope, sealed.digest)).rejects.toMatchObject(notHeld)
  })

  it('a rotation seals with a new pair and still opens what is older; two at once lose neither', async () => {
    const vault = open()
    const id = await (await vault.unlock(admin.accountId, passphrase)).addAccount({ displayName: 'Coordination', passphrase, language: 'fr', coordinator: true })
    const coordinator = await vault.unlock(id, passphrase)
    const before = await coordinator.sealing.seal({ avis: 1 })
    const prints = [coordinator.centre.standing().fingerprint]
    await Promise.all([coordinator.centre.rotate(nothing), coordinator.centre.rotate(nothing)])
    prints.push(coordinator.centre.standing().fingerprint)
    expect(prints[0]).toMatch(/^([0-9A-F]{4} ){7}[0-9A-F]{4}$/)
    expect(prints[0]).not.toBe(prints[1])
    expect(coordinator.centre.standing().earlier).toBe(3)
    expect((await coordinator.sealing.open(before.envelope, before.digest)).payload).toEqual({ avis: 1 })
    await expect((await vault.unlock(admin.accountId, passphrase)).centre.rotate(nothing)).rejects.toMatchObject(notHeld)
  })

  it('nothing changes when the audit row cannot be written', async () => {
    const before = readFileSync(file, 'utf8')
    const full = () => { throw new Error('no space') }
    await expect(admin.centre.rotate(full)).rejects.toThrow('no space')
    expect(readFileSync(file, 'utf8')).toBe(before)
    expect(admin.centre.standing().earlier).toBe(0)
  })
})
