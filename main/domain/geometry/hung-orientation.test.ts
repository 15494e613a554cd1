import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { hungLetters, storedAs, storedLetters, type MammogramView } from '../../../test/fixtures/hung-mammograms.ts'
import { apply, asStored, hungOrientation, imageToScreen, mm, noPan, orientationTowards, type Orientation } from './index.ts'

const turns = ([0, 90, 180, 270] as const).flatMap((rotation) => [false, true].map((flip): Orientation => ({ rotation, flip })))
const views: readonly MammogramView[] = ['CC', 'XCC', 'XCCL', 'XCCM', 'FB', 'MLO', 'LMO', 'ML', 'LM', 'SIO', 'ISO']
const sides = ['R', 'L'] as const

describe('how a mammogram hangs', () => {
  it('M10 images that already hang right stay as stored', () => {
    for (const [patientOrientation, imageLaterality] of [
      [['P', 'L'], 'R'], [['A', 'R'], 'L'], [['P', 'FL'], 'R'], [['A', 'FR'], 'L'], [['A', 'F'], 'L'],
    ] as const) {
      expect(hungOrientation({ patientOrientation: [...patientOrientation], imageLaterality }, null)).toEqual({ orientation: asStored, verdict: 'clear' })
    }
  })

  it('M10 a mirrored image is mirrored back, an upside-down one turned, a lying one raised', () => {
    const of = (patientOrientation: [string, string], imageLaterality: 'R' | 'L') => hungOrientation({ patientOrientation, imageLaterality }, null).orientation
    expect(of(['A', 'L'], 'R')).toEqual({ rotation: 0, flip: true })
    expect(of(['A', 'R'], 'R')).toEqual({ rotation: 180, flip: false })
    expect(of(['F', 'A'], 'R')).toEqual({ rotation: 90, flip: false })
    expect(of(['HR', 'A'], 'L')).toEqual({ rotation: 270, flip: false })
  })

  it('M10 a mark lies at the same place on screen whichever of the eight ways each view of each breast was stored', () => {
    const hung = { rows: 40, columns: 30 }
    fc.assert(fc.property(
      fc.constantFrom(...sides), fc.constantFrom(...views), fc.constantFrom(...turns), fc.integer({ min: 0, max: 29 }), fc.integer({ min: 0, max: 39 }),
      (side, view, turn, x, y) => {
        const pixels = new Uint16Array(hung.rows * hung.columns)
        pixels[y * hung.columns + x] = 1
        const stored = storedAs({ ...hung, pixels }, turn)
        const { orientation, verdict } = hungOrientation({ patientOrientation: storedLetters(side, view, turn), imageLaterality: side }, view)
        expect(verdict).toBe('clear')
        const at = stored.pixels.indexOf(1)
        const map = imageToScreen({
          image: { rows: stored.rows, columns: stored.columns, spacing: { row: mm(1), column: mm(1) }, orientation },
          viewport: { width: 30, height: 40 }, justification: side === 'R' ? 'right' : 'left', scale: 1, pan: noPan, devicePixelRatio: 1,
        })
        const { x: screenX, y: screenY } = apply(map, { x: (at % stored.columns) + 0.5, y: Math.floor(at / stored.columns) + 0.5 })
        expect([screenX, screenY].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([x + 0.5, y + 0.5])
      },
    ), { numRuns: 600 })
  })

  it('M10 nothing is guessed: no Patient Orientation, no side, or axes that do not span hang as stored, and say why', () => {
    const verdict = (patientOrientation: [string, string] | null, imageLaterality: 'R' | 'L' | 'B' | '', view: string | null = null) =>
      hungOrientation({ patientOrientation, imageLaterality }, view)
    expect(verdict(null, 'R')).toEqual({ orientation: asStored, verdict: 'missing' })
    expect(verdict(['', ''], 'R')).toEqual({ orientation: asStored, verdict: 'missing' })
    expect(verdict(['A', 'L'], '')).toEqual({ orientation: asStored, verdict: 'no-side' })
    expect(verdict(['A', 'L'], 'B')).toEqual({ orientation: asStored, verdict: 'no-side' })
    expect(verdict(['L', 'F'], 'R')).toEqual({ orientation: asStored, verdict: 'not-spanning' })
    expect(verdict(['A', 'P'], 'R')).toEqual({ orientation: asStored, verdict: 'not-spanning' })
    expect(verdict(['X', 'Y'], 'R')).toEqual({ orientation: asStored, verdict: 'not-spanning' })
    expect(orientationTowards(['', ''], 'P', 'F')).toBeNull()
  })

  it('M10 axes that no such view has hang as stored: head and feet in a CC, neither in an MLO, the feet of the other breast', () => {
    const verdict = (patientOrientation: [string, string], view: string | null, imageLaterality: 'R' | 'L' = 'R') => hungOrientation({ patientOrientation, imageLaterality }, view).verdict
    expect(verdict(['A', 'F'], 'CC')).toBe('contradicts-view')
    expect(verdict(['A', 'L'], 'MLO')).toBe('contradicts-view')
    expect(verdict(['A', 'R'], 'ML')).toBe('contradicts-view')
    expect(verdict(['A', 'FR'], 'MLO')).toBe('contradicts-side')
    expect(verdict(['A', 'HL'], 'MLO')).toBe('contradicts-side')
    expect(verdict(['A', 'FR'], 'MLO', 'L')).toBe('clear')
    // An oblique nearer to level than to upright names the medial side first; a rolled CC leans a little.
    expect(verdict(['P', 'LF'], 'MLO')).toBe('clear')
    expect(verdict(['P', 'LF'], 'CC')).toBe('clear')
    expect(verdict(['A', 'F'], null)).toBe('clear')
  })

  it('M10 the letters of the two breasts mirror each other', () => {
    expect([hungLetters('R', 'MLO'), hungLetters('L', 'MLO'), hungLetters('R', 'CC'), hungLetters('L', 'CC')]).toEqual([['P', 'FL'], ['A', 'FR'], ['P', 'L'], ['A', 'R']])
  })
})
