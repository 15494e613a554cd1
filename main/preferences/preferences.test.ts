import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mammographyProtocol, operations, type Account, type AccountId, type CallContext } from '../contract/index.ts'
import { openStore, type Store } from '../store/index.ts'
import { createPreferences, createPreferencesHandlers } from './index.ts'

const own = mammographyProtocol.parse(JSON.parse(readFileSync(new URL('../../resources/hanging-protocols/mammography.json', import.meta.url), 'utf8')))
const changed = { ...own, initialStep: 'cc', steps: own.steps.toReversed() }
const key = randomBytes(32)
const [reader, other] = [randomUUID() as AccountId, randomUUID() as AccountId]

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'preferences-'))
  store = openStore({ file: join(folder, 'binocle.db'), key })
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const write = (account: AccountId, value: string): unknown => store.prepare('INSERT INTO reader_preferences (account_id, key, value) VALUES (?, ?, ?)').run(account, 'hanging', value)

describe('the preferences of a reader', () => {
  it('are the program’s own until changed, survive a restart, and are nobody else’s', () => {
    expect(createPreferences({ store }).get(reader)).toEqual({ hanging: null, hasUnreadableHanging: false })
    store.transaction(() => createPreferences({ store }).setHanging(reader, changed))
    store.close()
    store = openStore({ file: join(folder, 'binocle.db'), key })
    expect(createPreferences({ store }).get(reader).hanging).toEqual(changed)
    expect(createPreferences({ store }).get(other).hanging).toBeNull()
  })

  it('go back to the program’s own', () => {
    const preferences = createPreferences({ store })
    store.transaction(() => preferences.setHanging(reader, changed))
    store.transaction(() => preferences.setHanging(reader, null))
    expect(preferences.get(reader)).toEqual({ hanging: null, hasUnreadableHanging: false })
  })

  it('of an older format, or with a step that names no slot, are said, not used, and kept when new ones come', () => {
    const preferences = createPreferences({ store })
    const old = JSON.stringify({ ...own, format: 1 })
    write(reader, old)
    write(other, JSON.stringify({ ...own, slots: {} }))
    expect(preferences.get(reader)).toEqual({ hanging: null, hasUnreadableHanging: true })
    expect(preferences.get(other)).toEqual({ hanging: null, hasUnreadableHanging: true })
    store.transaction(() => preferences.setHanging(reader, changed))
    expect(preferences.get(reader)).toEqual({ hanging: changed, hasUnreadableHanging: false })
    expect(store.prepare("SELECT value FROM reader_preferences WHERE account_id = ? AND key = 'hanging-unreadable'").get(reader)).toEqual({ value: old })
  })

  it('refuse to change outside the transaction of an act', () => {
    expect(() => createPreferences({ store }).setHanging(reader, changed)).toThrow('transaction')
  })

  it('give through their handlers what the contract says, and act on the account alone', async () => {
    const acts: string[] = []
    const handlers = createPreferencesHandlers({ preferences: createPreferences({ store }) })
    const context: CallContext = {
      operation: 'preferences.set', account: { id: reader } as Account, signal: new AbortController().signal,
      act: (object, work) => {
        acts.push(object)
        return store.transaction(work)
      },
    }
    expect(operations['preferences.set'].output.parse(await handlers['preferences.set']({ hanging: changed }, context)).hanging).toEqual(changed)
    expect(operations['preferences.get'].output.safeParse(await handlers['preferences.get']({}, context)).success).toBe(true)
    expect(acts).toEqual([reader])
    expect(operations['preferences.set'].input.safeParse({ hanging: { ...own, steps: [] } }).success).toBe(false)
    expect(() => handlers['preferences.get']({}, { ...context, account: null })).toThrow('session/locked')
  })
})
