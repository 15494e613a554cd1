import { mkdtempSync, rmSync } from 'node:fs'
import { randomBytes, randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAudit, type Audit } from '../audit/index.ts'
import { operations, type Account, type AccountId, type CallContext, type DisplayEntry, type ExpectedError, type Output, type ServerEvent } from '../contract/index.ts'
import { defaultDisplayRule } from '../domain/display-quality/index.ts'
import type { Store } from '../store/index.ts'
import { createDisplays, type DisplaysRoom } from './index.ts'
import { openQuickStore } from '../../test/fixtures/quick-store.ts'

type Name = keyof DisplaysRoom['handlers']

const account: Account = { id: 'a0000000-0000-4000-8000-000000000001' as AccountId, displayName: 'Dr Essai', roles: ['ADMIN', 'L1'], language: 'fr' }
const entry: DisplayEntry = {
  name: 'Écran gauche', serialNumber: 'SN 17', columns: 2048, rows: 2560, pixelPitchMm: 0.165, calibratedOn: '2025-01-10', calibrationTarget: 'GSDF',
  luminanceMin: 1.25, luminanceMax: 440, ambientLux: 20, bits: 10,
}
const screen = { width: 2048, height: 2560, devicePixelRatio: 1, colorDepth: 24, greyPath: 'DITHERED', displayId: null } as const

let folder: string
let store: Store
let audit: Audit
let room: DisplaysRoom
let clock: Date
let events: ServerEvent[]
const settings = { displayRule: defaultDisplayRule, training: false }

const newRoom = () => createDisplays({ store, settings: () => settings, emit: (event) => events.push(event), now: () => clock, newId: randomUUID })
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'displays-'))
  store = openQuickStore({ file: join(folder, 'binocle.db'), key: randomBytes(32) })
  audit = createAudit({ store })
  events = []
  clock = new Date(2025, 2, 12, 8, 30)
  settings.training = false
  room = newRoom()
})
afterEach(() => {
  audit.close()
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** As the dispatcher calls: input parsed, output checked, the act recorded. */
async function call<N extends Name>(name: N, input: unknown): Promise<Output<N>> {
  const row = operations[name]
  const context: CallContext = {
    operation: name, account, signal: new AbortController().signal,
    act: (object, work, detail = '') => store.transaction(() => {
      const result = work()
      audit.record({ actor: account.id, event: row.audit ?? 'none', outcome: 'success', object, detail })
      return result
    }),
  }
  const handler = room.handlers[name] as (given: unknown, context: CallContext) => unknown
  return row.output.parse(await handler(row.input.parse(input), context)) as Output<N>
}
const codeOf = (work: Promise<unknown>) => work.then(() => 'accepted', (error: ExpectedError) => error.code)
const trail = () => audit.list({ before: null, limit: 50 }).rows.toReversed().map(({ event, detail }) => `${event}: ${detail}`)
const save = (change: Partial<DisplayEntry> = {}) => call('displays.save', { id: null, entry: { ...entry, ...change } })
const report = (...screens: object[]) => call('displays.report', { screens: screens.length === 0 ? [screen] : screens })
const pass = (displayId: string, failed: string[] = []) => call('displays.check', { displayId, pattern: 'TG18_QC', failed })

describe('the registry of displays', () => {
  it('Q5 keeps what was entered, by whom and when, and finds it again after a restart', async () => {
    const saved = await save()
    expect(saved).toEqual({ ...entry, id: saved.id, enteredBy: account.id, enteredAt: clock.toISOString(), lastCheck: null })
    room = newRoom()
    expect((await call('displays.list', {})).displays).toEqual([saved])
    expect(trail()).toEqual(['application-activity: display entered'])
    expect(events).toEqual([{ type: 'displays.changed' }])
  })

  it('Q5 keeps every entry and every check in a history, newest first', async () => {
    const { id } = await save()
    clock = new Date(2025, 2, 12, 8, 31)
    await pass(id, ['LINES'])
    clock = new Date(2025, 2, 12, 8, 32)
    await call('displays.save', { id, entry: { ...entry, calibratedOn: '2025-03-11' } })
    const { events: history } = await call('displays.history', { displayId: id, limit: 10 })
    expect(history.map((event) => (event.kind === 'entry' ? event.entry.calibratedOn : event.failed))).toEqual(['2025-03-11', ['LINES'], '2025-01-10'])
    expect((await call('displays.history', { displayId: id, limit: 1 })).events).toHaveLength(1)
    expect(() => store.prepare('DELETE FROM display_checks').run()).toThrow('append-only')
    expect(() => store.prepare("UPDATE display_entries SET entry = '{}'").run()).toThrow('append-only')
  })

  it('refuses a calibration of tomorrow and a display that does not exist', async () => {
    expect(await codeOf(save({ calibratedOn: '2025-03-13' }))).toBe('display/future-calibration')
    const unknown = randomUUID()
    expect(await codeOf(call('displays.save', { id: unknown, entry }))).toBe('request/not-found')
    expect(await codeOf(pass(unknown))).toBe('request/not-found')
    expect(await codeOf(call('displays.history', { displayId: unknown, limit: 1 }))).toBe('request/not-found')
    expect(trail()).toEqual([])
  })

  it('Q5 takes a withdrawn display out of the registry: its screen is unknown again', async () => {
    const { id } = await save()
    await pass(id)
    expect((await report()).fit).toBe(true)
    await call('displays.withdraw', { displayId: id })
    expect((await call('displays.list', {})).displays).toEqual([])
    expect((await report()).screens[0]?.reasons.map(({ code }) => code)).toEqual(['unknown-display'])
  })
})

describe('the display of a session', () => {
  it('Q5 is unfit until a window has reported its screen', () => {
    expect(room.standing()).toMatchObject({ fit: false, override: null, displays: [] })
    expect(room.standing().reasons).toHaveLength(1)
  })

  it('Q5 is fit once it is known, measured and checked today; the check ends with the day of the console', async () => {
    const { id } = await save()
    expect(await report()).toMatchObject({ fit: false, screens: [{ checkDue: true, pixelPitchMm: 0.165 }] })
    expect(await pass(id)).toMatchObject({ fit: true, screens: [{ checkDue: false, reasons: [] }] })
    expect(room.standing()).toMatchObject({ fit: true, displays: [{ id }] })
    clock = new Date(2025, 2, 12, 23, 59)
    expect(room.standing().fit).toBe(true)
    clock = new Date(2025, 2, 13, 0, 1)
    expect(room.standing().reasons.map(({ code }) => code)).toEqual(['check-missing'])
    expect(trail()).toEqual(['application-activity: display entered', 'application-activity: display check TG18_QC passed'])
  })

  it('Q2 a no in the check makes it unfit, a later check of the day mends it, and both stay', async () => {
    const { id } = await save()
    await report()
    const failed = await pass(id, ['SQUARES', 'AMBIENT'])
    expect(failed.screens[0]).toMatchObject({ checkDue: false, reasons: [{ code: 'check-failed' }, { code: 'check-failed' }] })
    expect((await pass(id)).fit).toBe(true)
    expect(trail().slice(1)).toEqual(['application-activity: display check TG18_QC failed SQUARES AMBIENT', 'application-activity: display check TG18_QC passed'])
  })

  it('Q5 is fit only if every screen that the window lies on is', async () => {
    const { id } = await save()
    await pass(id)
    expect((await report(screen, { ...screen, width: 1920, height: 1080 })).fit).toBe(false)
    expect((await report(screen, screen)).fit).toBe(true)
  })

  it('Q5 follows the rule of the console at once', async () => {
    const { id } = await save()
    await report()
    await pass(id)
    settings.displayRule = { ...defaultDisplayRule, ambientLuxAtMost: 10 }
    expect(room.standing().reasons.map(({ code }) => code)).toEqual(['ambient'])
    settings.displayRule = defaultDisplayRule
  })
})

describe('the override of a training console', () => {
  it('Q5 is refused on any other console', async () => {
    expect(await codeOf(call('displays.override', { reason: 'TEACHING' }))).toBe('display/not-training')
    expect(room.standing().override).toBeNull()
  })

  it('Q5 is a security alert, lasts for the session and ends with the setting', async () => {
    settings.training = true
    expect(await call('displays.override', { reason: 'TEACHING' })).toMatchObject({ fit: false, training: true, override: 'TEACHING' })
    expect(trail()).toEqual(['security-alert: display override TEACHING'])
    expect(room.standing()).toMatchObject({ fit: false, override: 'TEACHING' })
    settings.training = false
    expect(room.standing().override).toBeNull()
    settings.training = true
    expect(newRoom().standing().override).toBeNull()
  })
})
