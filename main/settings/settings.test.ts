import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { operations, type CallContext } from '../contract/index.ts'
import { openStore, type Store } from '../store/index.ts'
import { createSettings, createSettingsHandlers, defaultSettings, type Settings, type SettingsInput } from './index.ts'

let folder: string
let store: Store
let settings: Settings
const key = randomBytes(32)
const open = () => {
  store = openStore({ file: join(folder, 'binocle.db'), key })
  settings = createSettings({ store })
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'))
  open()
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const input: SettingsInput = {
  pacs: { url: 'https://pacs.example.org/dicom-web', user: 'lecteur', certificateAuthority: '', password: 'ZZSECRET' },
  ris: { ...defaultSettings.ris, host: 'ris.example.org', port: 6661 },
  site: { name: 'Centre de lecture', finess: '990000000', derogation: '' },
  policy: 'INDEPENDANT', idleMinutes: 5, brightness: 0.8,
  displayRule: { ...defaultSettings.displayRule, calibrationMaxAgeDays: 180 }, training: true, oneToOneDemanded: true, structuredReport: 'TID_4200',
  programme: { tomosynthesis: { default: false, sites: { 'Centre A': true } } },
  sessions: { ...defaultSettings.sessions, guardMs: 3000 },
}

describe('the settings', () => {
  it('are the defaults until changed: masked second reading, idle lock after ten minutes, no peer', () => {
    expect(settings.get()).toEqual(defaultSettings)
    expect(settings.public()).toMatchObject({ policy: 'FR_DOCS_MASQUE', idleMinutes: 10, pacs: { url: '', passwordSet: false } })
  })

  it('are found again after a restart', () => {
    store.transaction(() => settings.set(input))
    store.close()
    open()
    expect(settings.get()).toEqual(input)
  })

  it('take the password in and never give it out', () => {
    store.transaction(() => settings.set(input))
    expect(JSON.stringify(settings.public())).not.toContain('ZZSECRET')
    expect(settings.public().pacs.passwordSet).toBe(true)
  })

  it('keep the password when none is given, and forget it when an empty one is', () => {
    store.transaction(() => settings.set(input))
    store.transaction(() => settings.set({ ...input, pacs: { ...input.pacs, password: null } }))
    expect(settings.get().pacs.password).toBe('ZZSECRET')
    store.transaction(() => settings.set({ ...input, pacs: { ...input.pacs, password: '' } }))
    expect(settings.public().pacs.passwordSet).toBe(false)
  })

  it('say which sections changed', () => {
    expect(store.transaction(() => settings.set(input)).sort()).toEqual(['brightness', 'displayRule', 'idleMinutes', 'oneToOneDemanded', 'pacs', 'policy', 'programme', 'ris', 'sessions', 'site', 'structuredReport', 'training'])
    expect(store.transaction(() => settings.set({ ...input, idleMinutes: 6 }))).toEqual(['idleMinutes'])
  })

  it('refuse to change outside the transaction of an act', () => {
    expect(() => settings.set(input)).toThrow('transaction')
  })

  it('give, through their handlers, what the contract says, and tell a change once it is durable', async () => {
    const told: unknown[] = []
    const handlers = createSettingsHandlers({ settings, changed: (sections) => told.push([sections, store.inTransaction]) })
    const context: CallContext = { operation: 'settings.set', account: null, signal: new AbortController().signal, act: (_, work) => store.transaction(work) }
    expect(operations['settings.set'].output.safeParse(await handlers['settings.set'](input, context)).success).toBe(true)
    expect(operations['settings.get'].output.safeParse(await handlers['settings.get']({}, context)).success).toBe(true)
    await handlers['settings.set'](input, context)
    expect(told).toEqual([[['pacs', 'ris', 'site', 'policy', 'idleMinutes', 'brightness', 'displayRule', 'training', 'programme', 'oneToOneDemanded', 'structuredReport', 'sessions'], false]])
  })

  it('M41 leave tomosynthesis out of the programme until told otherwise, and say in the trail when that changes', async () => {
    expect(settings.public().programme).toEqual({ tomosynthesis: { default: false, sites: {} } })
    const trail: (string | undefined)[] = []
    const handlers = createSettingsHandlers({ settings, changed: () => undefined })
    const context: CallContext = { operation: 'settings.set', account: null, signal: new AbortController().signal, act: (_, work, detail) => { trail.push(detail); return store.transaction(work) } }
    const { passwordSet: _passwordSet, ...pacs } = settings.public().pacs
    const same = { ...settings.public(), pacs: { ...pacs, password: null } }
    await handlers['settings.set']({ ...same, programme: { tomosynthesis: { default: true, sites: { 'Centre A': false } } } }, context)
    await handlers['settings.set']({ ...same, programme: settings.public().programme, idleMinutes: 11 }, context)
    expect(trail).toEqual(['settings.set programme.tomosynthesis=on', ''])
    expect(settings.public().programme.tomosynthesis.sites).toEqual({ 'Centre A': false })
  })
})
