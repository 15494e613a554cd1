import { describe, expect, it } from 'vitest'
import type { DisplayId } from '../../main/contract/index.ts'
import { numberText, parseNumber } from './number-text.ts'
import { ruleHolds } from './rule-holds.ts'
import { keepChoice, placeOf, readChoices, reportOf, screensUnder, type ScreenPlace } from './screens.ts'
import { defaultDisplayRule } from '../../main/domain/display-quality/index.ts'

const place = (left: number, change: Partial<ScreenPlace> = {}): ScreenPlace => ({ left, top: 0, width: 2048, height: 2560, devicePixelRatio: 1, colorDepth: 30, ...change })
const screens = [place(0), place(2048), place(4096, { width: 1920, height: 1200 })]
const kept = () => {
  const values = new Map<string, string>()
  return { getItem: (key: string) => values.get(key) ?? null, setItem: (key: string, value: string) => { values.set(key, value) } }
}
const id = 'd15b1a00-0000-4000-8000-000000000001' as DisplayId

describe('the screens that a window lies on', () => {
  it('Q5 are all those that it covers, and none that it only touches', () => {
    expect(screensUnder({ left: 0, top: 0, width: 4096, height: 2560 }, screens)).toEqual([screens[0], screens[1]])
    expect(screensUnder({ left: -8, top: -8, width: 2064, height: 2576 }, screens)).toEqual([screens[0]])
    expect(screensUnder({ left: 4200, top: 100, width: 800, height: 600 }, screens)).toEqual([screens[2]])
  })

  it('Q5 are reported with the reader’s choice, which is kept by their place on the desktop', () => {
    const storage = kept()
    keepChoice(storage, place(2048), id)
    const choices = readChoices(storage)
    expect(reportOf(place(2048), choices, 'DITHERED')).toEqual({ width: 2048, height: 2560, devicePixelRatio: 1, colorDepth: 30, greyPath: 'DITHERED', displayId: id })
    expect(reportOf(place(0), choices, 'DITHERED').displayId).toBeNull()
  })

  it('forget a choice that is no identifier or cannot be read', () => {
    expect(reportOf(place(0), { [placeOf(place(0))]: 'écran' }, 'DITHERED').displayId).toBeNull()
    expect(readChoices({ getItem: () => '{' })).toEqual({})
    expect(readChoices({ getItem: () => 'null' })).toEqual({})
  })
})

describe('a number as it is typed', () => {
  it('takes a comma or a point, and spaces between thousands', () => {
    expect(['0,165', '0.165', '2 048', '', '440'].map(parseNumber)).toEqual([0.165, 0.165, 2048, null, 440])
    expect(['x', '1,2,3', '-5', '1e3'].map((text) => Number.isNaN(parseNumber(text)))).toEqual([true, true, true, true])
    expect([numberText(0.165, 'fr'), numberText(0.165, 'en'), numberText(null, 'fr')]).toEqual(['0,165', '0.165', ''])
  })
})

describe('a rule that can be saved', () => {
  it('Q5 has every figure in its range and the limits of the ratio in order', () => {
    expect(ruleHolds(defaultDisplayRule)).toBe(true)
    expect(ruleHolds({ ...defaultDisplayRule, minimumMegapixels: Number.NaN })).toBe(false)
    expect(ruleHolds({ ...defaultDisplayRule, luminanceRatioAtLeast: 500 })).toBe(false)
  })
})
