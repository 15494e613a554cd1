import { describe, expect, it } from 'vitest'
import { gsdfLuminance, jndOfLuminance, luminanceOfJnd } from './index.ts'

describe('M04 Grayscale Standard Display Function', () => {
  // PS3.14 table B-1, printed to four decimals; the formula interpolates it (clause 7.1: within 0.3 % of log L).
  it.each([[1, 0.05], [2, 0.0547], [3, 0.0594], [4, 0.0643], [5, 0.0695], [512, 130.0653], [1023, 3993.404]])('M04 JND %i has %f cd/m² as in table B-1 of PS3.14', (jnd, luminance) => {
    expect(Math.abs(luminanceOfJnd(jnd) - luminance)).toBeLessThanOrEqual(Math.max(luminance * 1e-4, 0.00006))
  })

  it('M04 the film on a light box of PS3.14 annex D.2 begins at JND 233.32', () => {
    expect(jndOfLuminance(12)).toBeCloseTo(233.32, 1)
  })

  it('M04 the two formulas of the standard undo each other over the whole range', () => {
    const worst = Math.max(...Array.from({ length: 1023 }, (_, index) => Math.abs(jndOfLuminance(luminanceOfJnd(index + 1)) - (index + 1))))
    expect(worst).toBeLessThan(0.1)
  })

  it('M04 a calibrated display begins at its darkest, ends at its brightest and rises by equal JND in between', () => {
    const steps = Array.from({ length: 18 }, (_, step) => gsdfLuminance((step / 17) * 65535, 1.2, 420))
    expect(steps[0]).toBeCloseTo(1.2, 3)
    expect(steps[17]).toBeCloseTo(420, 0)
    const jnds = steps.map(jndOfLuminance)
    const rises = jnds.slice(1).map((jnd, index) => jnd - (jnds[index] ?? 0))
    expect(Math.max(...rises) - Math.min(...rises)).toBeLessThan(0.1)
    expect(gsdfLuminance(-5, 1.2, 420)).toBe(steps[0])
    expect(gsdfLuminance(99999, 1.2, 420)).toBe(steps[17])
  })
})
