/** A vault of before the register: the first coordinator who sits down founds it, with whom he compared, and nothing is
 *  wrapped or released before. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AccountId } from '../contract/index.ts'
import { openVault, type KnownPerson, type UnlockedVault } from './index.ts'

const passphrase = 'treize cailloux'
const nothing = () => undefined
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'register-'))
  file = join(folder, 'vault.json')
  writeFileSync(file, readFileSync(new URL('../../test/fixtures/vault-format-3.json', import.meta.url)))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = () => openVault({ file, cost: { N: 2 ** 10, r: 8, p: 1 } })
const idOf = (name: string): AccountId => {
  const found = open().accounts().find(({ displayName }) => displayName === name)
  if (found === undefined) throw new Error(name)
  return found.id
}
const sit = (name: string): Promise<UnlockedVault> => open().unlock(idOf(name), passphrase)
const ticked = (people: readonly KnownPerson[], ...names: string[]) => people.filter(({ displayName }) => names.includes(displayName)).map(({ accountId, fingerprint }) => ({ accountId, fingerprint }))

describe('a vault of before the register', () => {
  it('goes on sealing for its readers, and hands nothing over or on before it is founded', async () => {
    const reader = await sit('Lectrice')
    const { envelope, digest } = await reader.sealing.seal({ avis: 1 })
    const desk = await sit('Coordination')
    expect(desk.centre.standing()).toMatchObject({ held: true, finding: 'keys/not-founded', mark: null })
    expect((await desk.sealing.open(envelope, digest)).payload).toEqual({ avis: 1 })
    const [relief] = ticked(await desk.centre.people(), 'Relève')
    for (const act of [() => desk.centre.rotate(nothing), () => desk.centre.grant(relief?.accountId ?? desk.accountId, relief?.fingerprint ?? '', nothing), () => desk.foreign.dismiss(reader.accountId, new Date(), nothing), () => desk.letters.seal('CENTRE', {})])
      await expect(act()).rejects.toMatchObject({ code: 'keys/not-founded' })
    expect((await desk.centre.people()).map(({ displayName, here, holds, confirmed }) => [displayName, here, holds, confirmed])).toEqual([
      ['Administration', true, false, false], ['Lectrice', true, false, false], ['Coordination', true, true, false], ['Relève', true, true, false], ['Lecteur d’ailleurs', false, false, false],
    ])
    await expect(reader.centre.found([], nothing)).rejects.toMatchObject({ code: 'keys/not-held' })
  })

  it('is founded with those who were ticked, under a pair of the founder’s own session; what is older still opens', async () => {
    const { envelope, digest } = await (await sit('Lectrice')).sealing.seal({ avis: 1 })
    const desk = await sit('Coordination')
    const { id } = desk.centre.standing()
    const people = await desk.centre.people()
    const wrong = ticked(people, 'Relève').map((one) => ({ ...one, fingerprint: people[0]?.fingerprint ?? '' }))
    await expect(desk.centre.found(wrong, nothing)).rejects.toMatchObject({ code: 'exchange/fingerprint' })
    await desk.centre.found(ticked(people, 'Relève', 'Lecteur d’ailleurs'), nothing)
    expect(desk.centre.standing()).toMatchObject({ finding: null, compared: true, holders: [desk.accountId, idOf('Relève')] })
    expect(desk.centre.standing().id).not.toBe(id)
    expect((await desk.foreign.admitted()).map(({ card }) => card.displayName)).toEqual(['Lecteur d’ailleurs'])
    // Of whom was dismissed before, what was signed still verifies.
    expect((await desk.foreign.everAdmitted()).map(({ card, dismissedAt }) => [card.displayName, dismissedAt])).toContainEqual(['Lectrice partie', '2025-04-12T08:00:00.000Z'])
    const relief = await sit('Relève')
    expect(relief.centre.standing()).toMatchObject({ held: true, finding: 'keys/to-compare' })
    await relief.centre.compare(desk.centre.standing().mark, nothing)
    expect((await relief.sealing.open(envelope, digest)).payload).toEqual({ avis: 1 })
    expect((await sit('Relève')).centre.standing().finding).toBeNull()
    expect((await sit('Lectrice')).centre.standing().finding).toBe('keys/to-compare')
  })

  it('leaves whom nobody compared without the new pair, and the reader of another console out', async () => {
    const desk = await sit('Coordination')
    await desk.centre.found([], nothing)
    expect((await sit('Relève')).centre.standing()).toMatchObject({ held: false, holders: [desk.accountId] })
    expect(await desk.foreign.admitted()).toEqual([])
    expect((await desk.centre.people()).filter(({ confirmed }) => confirmed).map(({ displayName }) => displayName)).toEqual(['Coordination'])
  })
})
