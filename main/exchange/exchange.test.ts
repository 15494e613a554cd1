/** Letters between consoles in memory: written in one, taken in another, each once and whole. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Account } from '../contract/index.ts'
import { acquaint, openExchangeConsole, type ExchangeConsole } from '../../test/fixtures/exchange-consoles.ts'
import { memoryPacs, type MemoryPacs } from '../../test/fixtures/memory-pacs.ts'

const exam = '1.2.840.113619.2.55.3'
let pacs: MemoryPacs
let centre: ExchangeConsole
let one: ExchangeConsole
let coordinator: Account
let reader: Account

beforeEach(async () => {
  pacs = memoryPacs()
  ;[centre, one] = await Promise.all([openExchangeConsole(pacs), openExchangeConsole(pacs)])
  coordinator = await centre.addAccount('Coordination', 'COORDINATOR')
  reader = await one.addAccount('Lectrice Une', 'L1', 'L2')
  await acquaint(centre, coordinator, [{ at: one, reader }])
})
afterEach(async () => {
  await Promise.all([centre.close(), one.close()])
  const bugs = [...centre.bugs, ...one.bugs]
  if (bugs.length > 0) throw new Error('a bug was reported', { cause: bugs[0] })
})

describe('a letter', () => {
  it('comes from a reader to the centre and back, each once, with its verified sender', async () => {
    const id = await one.session.write('CENTRE', exam, { kind: 'essai', avis: 'SENTINELLE-OPALE' })
    await one.sent()
    await centre.session.exchange.lookNow()
    expect(centre.taken).toMatchObject([{ id, from: reader.id, studyInstanceUID: exam, message: { kind: 'essai', avis: 'SENTINELLE-OPALE' } }])
    await centre.session.write(reader.id, exam, { kind: 'réponse' })
    await centre.sent()
    await one.session.exchange.lookNow()
    expect(one.taken).toMatchObject([{ from: coordinator.id, message: { kind: 'réponse' } }])
    await one.session.exchange.lookNow()
    await centre.session.exchange.lookNow()
    expect([centre.taken.length, one.taken.length]).toEqual([1, 1])
  })

  it('leaves later when the PACS is away, and is taken once it came', async () => {
    pacs.cut = true
    await one.session.write('CENTRE', exam, { n: 1 })
    await expect(centre.session.exchange.lookNow()).rejects.toMatchObject({ code: 'pacs/unreachable' })
    pacs.cut = false
    one.session.sync.settingsChanged()
    await one.sent()
    await centre.session.exchange.lookNow()
    expect(centre.taken).toHaveLength(1)
  })

  it('that needs something which has not come waits, and is taken after what it waited for', async () => {
    const seen = new Set<unknown>()
    centre.take = ({ message }) => {
      const { n, after } = message as { n: number; after: number | null }
      return Promise.resolve(after === null || seen.has(after) ? () => void seen.add(n) : 'LATER')
    }
    await one.session.write('CENTRE', exam, { n: 2, after: 1 })
    await one.sent()
    await centre.session.exchange.lookNow()
    expect([...seen]).toEqual([])
    await one.session.write('CENTRE', exam, { n: 1, after: null })
    await one.sent()
    await centre.session.exchange.lookNow()
    expect([...seen]).toEqual([1, 2])
  })
})
