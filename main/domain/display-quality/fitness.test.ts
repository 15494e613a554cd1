import { describe, expect, it } from 'vitest'
import type { AccountId, Display, DisplayId, DisplayReasonCode, DisplayRule, ReportedScreen } from '../../contract/index.ts'
import { cardMm, defaultDisplayRule, fitness, matchDisplay, pixelPitchFrom, usablePixelPitch } from './index.ts'

const today = '2025-03-12'
const rule = defaultDisplayRule
const by = 'a0000000-0000-4000-8000-000000000001' as AccountId
const id = (last: number) => `d15b1a00-0000-4000-8000-00000000000${last}` as DisplayId

const good: Display = {
  id: id(1), name: 'Écran gauche', serialNumber: 'SN 1', columns: 2048, rows: 2560, pixelPitchMm: 0.165, calibratedOn: '2024-12-01', calibrationTarget: 'GSDF',
  luminanceMin: 1.25, luminanceMax: 440, ambientLux: 20, bits: 10, enteredBy: by, enteredAt: '2024-12-01T08:00:00.000Z',
  lastCheck: { at: '2025-03-12T07:00:00.000Z', day: today, by, pattern: 'TG18_QC', failed: [] },
}
const screen: ReportedScreen = { width: 2048, height: 2560, devicePixelRatio: 1, colorDepth: 24, greyPath: 'DITHERED', displayId: null }

const reasonsOf = (change: { display?: Partial<Display>; screen?: Partial<ReportedScreen>; rule?: Partial<DisplayRule> }) =>
  fitness({ ...good, ...change.display }, { ...screen, ...change.screen }, { ...rule, ...change.rule }, today).reasons
const codesOf = (change: Parameters<typeof reasonsOf>[0]) => reasonsOf(change).map(({ code }) => code)

describe('fitness of a display', () => {
  it('Q5 holds when every figure keeps its limit', () => {
    expect(fitness(good, screen, rule, today)).toEqual({ fit: true, reasons: [] })
  })

  it('Q1 refuses fewer than 5 megapixels by default, naming the figure, the limit and what to do', () => {
    const reasons = reasonsOf({ display: { columns: 1920, rows: 1080 }, screen: { width: 1920, height: 1080 } })
    expect(reasons).toEqual([{
      code: 'megapixels',
      fr: '2,07 mégapixels (1920\u00a0×\u00a01080) ; il en faut au moins 5 : lisez sur un écran de mammographie.',
      en: '2.07 megapixels (1920\u00a0×\u00a01080); at least 5 are needed: read on a mammography display.',
    }])
    expect(codesOf({ display: { columns: 2000, rows: 2500 }, screen: { width: 2000, height: 2500 } })).toEqual([])
    expect(codesOf({ display: { columns: 1920, rows: 1080 }, screen: { width: 1920, height: 1080 }, rule: { minimumMegapixels: 2 } })).toEqual([])
  })

  const day = (days: number) => new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10)
  const cases: readonly [title: string, code: DisplayReasonCode, change: Parameters<typeof reasonsOf>[0]][] = [
    ['Q5 scaling of the system or zoom of the window', 'scaling', { screen: { width: 1638.4, height: 2048, devicePixelRatio: 1.25 } }],
    ['Q5 another resolution than the registered one', 'resolution', { screen: { width: 2560, height: 3280, displayId: good.id } }],
    ['Q5 no calibration date', 'calibration-missing', { display: { calibratedOn: null } }],
    ['Q5 a calibration older than the limit', 'calibration-old', { display: { calibratedOn: day(366) } }],
    ['Q5 a calibration dated after today', 'calibration-future', { display: { calibratedOn: day(-1) } }],
    ['Q5 a calibration to another curve than GSDF', 'not-gsdf', { display: { calibrationTarget: 'GAMMA_2_2' } }],
    ['Q4 luminance never measured', 'luminance-missing', { display: { luminanceMax: null } }],
    ['Q4 a maximum luminance under the limit', 'luminance-max', { display: { luminanceMax: 419.9, luminanceMin: 1.2 } }],
    ['Q4 a black level under the limit', 'luminance-min', { display: { luminanceMax: 440, luminanceMin: 0.99 }, rule: { luminanceRatioAtMost: 1000 } }],
    ['Q4 a luminance ratio too small', 'luminance-ratio', { display: { luminanceMax: 440, luminanceMin: 2 } }],
    ['Q4 a luminance ratio too large', 'luminance-ratio', { display: { luminanceMax: 460, luminanceMin: 1 } }],
    ['Q2 ambient light never measured', 'ambient-missing', { display: { ambientLux: null } }],
    ['Q2 ambient light above the limit', 'ambient', { display: { ambientLux: 45.5 } }],
    ['Q5 a plain path of 8 bits', 'grey-path', { screen: { greyPath: 'EIGHT_BIT' } }],
    ['Q5 a dithered path where the rule asks for 10 bits', 'grey-path', { rule: { greyPathAtLeast: 'TEN_BIT' } }],
    ['Q5 a 10-bit window on a panel of 8 bits', 'grey-path', { rule: { greyPathAtLeast: 'TEN_BIT' }, screen: { greyPath: 'TEN_BIT', colorDepth: 30 }, display: { bits: 8 } }],
    ['Q2 no check with the pattern today', 'check-missing', { display: { lastCheck: { ...good.lastCheck as NonNullable<Display['lastCheck']>, day: day(1) } } }],
    ['Q2 no check with the pattern ever', 'check-missing', { display: { lastCheck: null } }],
    ['Q2 a check that failed', 'check-failed', { display: { lastCheck: { ...good.lastCheck as NonNullable<Display['lastCheck']>, failed: ['LINES'] } } }],
  ]
  it.each(cases)('refuses %s', (_title, code, change) => {
    const reasons = reasonsOf(change)
    expect(reasons.map((reason) => reason.code)).toEqual([code])
    // A refusal says a figure or a name, and after the colon what to do.
    for (const sentence of [reasons[0]?.fr, reasons[0]?.en]) expect(sentence).toMatch(/^[^:]{8,}: ?.{12,}\.$/)
  })

  it('Q5 keeps a figure that is exactly at its limit', () => {
    expect(codesOf({ display: { calibratedOn: day(365), luminanceMax: 420, luminanceMin: 420 / 350, ambientLux: 45 } })).toEqual([])
  })

  it('Q5 tells every reason at once', () => {
    expect(codesOf({ display: { calibratedOn: null, calibrationTarget: 'NONE', luminanceMin: null, ambientLux: null, lastCheck: null }, screen: { width: 960, height: 540, devicePixelRatio: 2 } }))
      .toEqual(['megapixels', 'scaling', 'resolution', 'calibration-missing', 'not-gsdf', 'luminance-missing', 'ambient-missing', 'check-missing'])
  })

  it('Q5 leaves out what an administrator switched off', () => {
    const off = { gsdfRequired: false, dailyCheck: false, luminanceMaxAtLeast: 250, luminanceRatioAtLeast: 60 }
    expect(codesOf({ display: { calibrationTarget: 'OTHER', lastCheck: null, luminanceMax: 250, luminanceMin: 1 }, rule: off })).toEqual([])
  })

  it('Q5 accepts ten bits where window, graphics and panel carry them, and a plain 8-bit path where the rule says so', () => {
    expect(codesOf({ rule: { greyPathAtLeast: 'TEN_BIT' }, screen: { greyPath: 'TEN_BIT', colorDepth: 30 } })).toEqual([])
    expect(codesOf({ rule: { greyPathAtLeast: 'EIGHT_BIT' }, screen: { greyPath: 'EIGHT_BIT' } })).toEqual([])
    expect(codesOf({ rule: { greyPathAtLeast: 'TEN_BIT' }, screen: { greyPath: 'TEN_BIT', colorDepth: 24 } })).toEqual(['grey-path'])
  })
})

describe('finding the display that a screen is', () => {
  const twin: Display = { ...good, id: id(2), name: 'Écran droit' }
  it('Q5 knows it by its device pixels, in either orientation', () => {
    expect(matchDisplay(screen, [good]).display).toBe(good)
    expect(matchDisplay({ ...screen, width: 2560, height: 2048 }, [good]).display).toBe(good)
    expect(matchDisplay({ ...screen, width: 1024, height: 1280, devicePixelRatio: 2 }, [good]).display).toBe(good)
    expect(matchDisplay({ ...screen, width: 1920 }, [good]).display).toBeNull()
  })
  it('Q5 asks the reader when several are alike, and keeps the answer', () => {
    expect(matchDisplay(screen, [good, twin])).toEqual({ display: null, candidates: [good, twin] })
    expect(fitness(null, screen, rule, today, [good, twin]).reasons.map(({ code }) => code)).toEqual(['ambiguous-display'])
    expect(matchDisplay({ ...screen, displayId: twin.id }, [good, twin]).display).toBe(twin)
  })
  it('Q5 refuses a screen that nobody entered', () => {
    expect(fitness(null, screen, rule, today, []).reasons.map(({ code }) => code)).toEqual(['unknown-display'])
  })
})

describe('pixel pitch', () => {
  it('M12 gives millimetres per device pixel at the registered resolution only', () => {
    expect(usablePixelPitch(screen, good)).toBe(0.165)
    expect(usablePixelPitch({ ...screen, width: 1024, height: 1280 }, good)).toBeNull()
    expect(usablePixelPitch(screen, null)).toBeNull()
  })
  it('M12 is found from a length measured on the glass', () => {
    expect(pixelPitchFrom(100, 606)).toBe(0.16502)
    expect(pixelPitchFrom(cardMm.width, 856)).toBe(0.1)
    expect([pixelPitchFrom(0, 600), pixelPitchFrom(Number.NaN, 600), pixelPitchFrom(100, 0), pixelPitchFrom(5000, 600), pixelPitchFrom(1, 600)]).toEqual([null, null, null, null, null])
  })
})
