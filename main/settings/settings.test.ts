import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keptSettings, newSource, noListener, operations, type CallContext } from '../contract/index.ts'
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
  sources: [
    { ...newSource('pacs', 'PACS'), archive: true, dicomWeb: { url: 'https://pacs.example.org/dicom-web', user: 'lecteur', certificateAuthority: '', clientCertificate: '', password: 'ZZSECRET', token: 'ZZSECRET-token', clientKey: 'ZZSECRET-key' } },
    { ...newSource('centre-2', 'Centre 2'), dicomWeb: { ...newSource('', '').dicomWeb, password: '', token: '', clientKey: '' }, dimse: { host: '10.0.0.2', port: 104, calledAE: 'CENTRE2', tls: false, certificateAuthority: '' } },
  ],
  dicomIdentity: { aeTitle: 'LECTURE1', certificate: 'PEM', key: 'ZZSECRET-own', listen: { ...noListener, host: '10.0.0.9', callers: [{ aeTitle: 'IRM', address: '10.0.0.7' }] } },
  ris: { ...defaultSettings.ris, host: 'ris.example.org', port: 6661 },
  site: { name: 'Centre de lecture', finess: '990000000', derogation: '' },
  policy: 'INDEPENDANT', idleMinutes: 5, brightness: 0.8,
  displayRule: { ...defaultSettings.displayRule, calibrationMaxAgeDays: 180 }, training: true, oneToOneDemanded: true, structuredReport: 'TID_4200',
  programme: { tomosynthesis: { default: false, sites: { 'Centre A': true } } },
  reportPayload: { ...defaultSettings.reportPayload, sites: { 'Centre A': { payload: 'CDA', patientOid: '1.2.250.1.999', accessionOid: '', archiveCda: false } }, level: 3 },
  sessions: { ...defaultSettings.sessions, guardMs: 3000 },
  ahead: { dayList: true, newImagesMinutes: 15 }, priors: [{ modalities: ['MG'], years: 8, count: 2, related: ['US'], relatedCount: 1, sameRegion: true, sameSide: false }],
}

describe('the settings', () => {
  it('are the defaults until changed: masked second reading, idle lock after ten minutes, no peer', () => {
    expect(settings.get()).toEqual(defaultSettings)
    expect(settings.public()).toMatchObject({ policy: 'FR_DOCS_MASQUE', idleMinutes: 10, sources: [], dicomIdentity: { aeTitle: 'BINOCLE', keySet: false } })
  })

  it('are found again after a restart', () => {
    store.transaction(() => settings.set(input))
    store.close()
    open()
    expect(settings.get()).toEqual(input)
  })

  it('take secrets in and never give them out', () => {
    store.transaction(() => settings.set(input))
    expect(JSON.stringify(settings.public())).not.toContain('ZZSECRET')
    expect(settings.public().sources.map(({ dicomWeb: { passwordSet, tokenSet, clientKeySet } }) => [passwordSet, tokenSet, clientKeySet])).toEqual([[true, true, true], [false, false, false]])
    expect(settings.public().dicomIdentity.keySet).toBe(true)
  })

  it('keep each secret with its source when none is given, whatever the order, and forget it when an empty one is', () => {
    store.transaction(() => settings.set(input))
    const kept = keptSettings(settings.public())
    store.transaction(() => settings.set({ ...kept, sources: kept.sources.toReversed() }))
    expect(settings.get()).toEqual({ ...input, sources: input.sources.toReversed() })
    store.transaction(() => settings.set({ ...kept, sources: kept.sources.map((source) => ({ ...source, dicomWeb: { ...source.dicomWeb, password: '' } })) }))
    expect(settings.public().sources[0]?.dicomWeb).toMatchObject({ passwordSet: false, tokenSet: true })
    // Whoever takes the name of a source that is gone does not take its secrets.
    store.transaction(() => settings.set({ ...kept, sources: [] }))
    store.transaction(() => settings.set(kept))
    expect(settings.public().sources[0]?.dicomWeb.tokenSet).toBe(false)
  })

  it('of an earlier profile ask for no clinical documents in the archive', () => {
    store.transaction(() => settings.set(input))
    const { archiveCda: _, ...standard } = input.reportPayload.default
    store.prepare("UPDATE settings SET value = ? WHERE key = 'reportPayload'").run(JSON.stringify({ ...input.reportPayload, default: standard, sites: { 'Centre A': { payload: 'CDA', patientOid: '1.2.250.1.999', accessionOid: '' } } }))
    expect(settings.get().reportPayload).toMatchObject({ default: { archiveCda: false }, sites: { 'Centre A': { payload: 'CDA', archiveCda: false } } })
  })

  it('take the one PACS of an earlier profile as their first source and their archive, and let its row go when sources are stored', () => {
    store.prepare("INSERT INTO settings (key, value) VALUES ('pacs', ?)").run(JSON.stringify({ url: 'https://pacs.example.org/dicom-web', user: 'lecteur', certificateAuthority: 'PEM', password: 'ZZSECRET' }))
    expect(settings.get().sources).toMatchObject([{ id: 'pacs', archive: true, dicomWeb: { url: 'https://pacs.example.org/dicom-web', user: 'lecteur', certificateAuthority: 'PEM', password: 'ZZSECRET' } }])
    store.transaction(() => settings.set({ ...keptSettings(settings.public()), idleMinutes: 20 }))
    expect(settings.get().sources[0]?.dicomWeb.password).toBe('ZZSECRET')
    store.transaction(() => settings.set({ ...keptSettings(settings.public()), sources: [] }))
    store.close()
    open()
    expect(settings.get().sources).toEqual([])
    expect(store.prepare("SELECT 1 FROM settings WHERE key = 'pacs'").get()).toBeUndefined()
  })

  it('take no second archive and no id twice', () => {
    const set = operations['settings.set'].input
    const [first, second] = input.sources
    expect(set.safeParse(input).success).toBe(true)
    expect(set.safeParse({ ...input, sources: [first, { ...second, archive: true }] }).success).toBe(false)
    expect(set.safeParse({ ...input, sources: [first, { ...second, id: first?.id }] }).success).toBe(false)
  })

  it('say which sections changed', () => {
    expect(store.transaction(() => settings.set(input)).sort()).toEqual(['ahead', 'brightness', 'dicomIdentity', 'displayRule', 'idleMinutes', 'oneToOneDemanded', 'policy', 'priors', 'programme', 'reportPayload', 'ris', 'sessions', 'site', 'sources', 'structuredReport', 'training'])
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
    expect(told).toEqual([[['sources', 'dicomIdentity', 'ris', 'site', 'policy', 'idleMinutes', 'brightness', 'displayRule', 'training', 'programme', 'oneToOneDemanded', 'structuredReport', 'reportPayload', 'sessions', 'ahead', 'priors'], false]])
  })

  it('M41 leave tomosynthesis out of the programme until told otherwise, and say in the trail when that changes', async () => {
    expect(settings.public().programme).toEqual({ tomosynthesis: { default: false, sites: {} } })
    const trail: (string | undefined)[] = []
    const handlers = createSettingsHandlers({ settings, changed: () => undefined })
    const context: CallContext = { operation: 'settings.set', account: null, signal: new AbortController().signal, act: (_, work, detail) => { trail.push(detail); return store.transaction(work) } }
    const same = keptSettings(settings.public())
    await handlers['settings.set']({ ...same, programme: { tomosynthesis: { default: true, sites: { 'Centre A': false } } } }, context)
    await handlers['settings.set']({ ...same, programme: settings.public().programme, idleMinutes: 11 }, context)
    expect(trail).toEqual(['settings.set programme.tomosynthesis=on', ''])
    expect(settings.public().programme.tomosynthesis.sites).toEqual({ 'Centre A': false })
  })
})
