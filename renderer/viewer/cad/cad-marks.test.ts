import { describe, expect, it } from 'vitest'
import type { CadFinding, CadReport } from '../../../main/contract/index.ts'
import { besideOutline, besideTexts, findingsHere, shownFindings, signOf, signRadius } from './cad-marks.ts'
import { nextLevel } from './use-cad.ts'

const finding = (over: Partial<CadFinding> = {}): CadFinding => ({
  kind: { value: '129788004', scheme: 'SCT', meaning: 'Mass' }, rendering: 'required', sopInstanceUID: 'a', frames: [], center: [10, 10], outline: null,
  certaintyPercent: null, probabilityOfCancerPercent: null, calcifications: null, ...over,
})
const report = (...findings: CadFinding[]): CadReport => ({
  sopInstanceUID: 'r', contentDate: '', contentTime: '', manufacturer: '', state: 'succeeded-with-findings', detections: null, analyses: null, algorithms: [], findings, notPlaced: 0,
})
const optional = finding({ rendering: 'optional' })

describe('M30 M33 findings that are drawn', () => {
  it('are none until they are asked for, then those required, then the optional ones too', () => {
    const reports = [report(finding(), optional)]
    expect(shownFindings(reports, 'off')).toEqual([])
    expect(shownFindings(reports, 'required')).toEqual([finding()])
    expect(shownFindings(reports, 'all')).toEqual([finding(), optional])
  })

  it('go on, further and off with each press; optional ones are no step where there are none', () => {
    expect(nextLevel('off', null)).toBe('required')
    expect(nextLevel('required', { reports: [report(finding(), optional)] })).toBe('all')
    expect(nextLevel('required', { reports: [report(finding())] })).toBe('off')
    expect(nextLevel('required', { problem: 'refused' })).toBe('off')
    expect(nextLevel('all', { reports: [report(optional)] })).toBe('off')
  })

  it('stand on their image, and on their frames where they name some', () => {
    const slices = finding({ frames: [3, 4] })
    expect(findingsHere([finding(), slices], { sopInstanceUID: 'a' }, 3)).toEqual([finding(), slices])
    expect(findingsHere([finding(), slices], { sopInstanceUID: 'a' }, 5)).toEqual([finding()])
    expect(findingsHere([finding()], { sopInstanceUID: 'b' }, 1)).toEqual([])
    expect(findingsHere([finding()], null, 1)).toEqual([])
  })

  it('bear the sign of their kind, in either coding scheme', () => {
    expect(['129769006', 'F-01775', '129788004', 'F-01791', '112191'].map((value) => signOf({ value }))).toEqual(['triangle', 'triangle', 'star', 'star', 'square'])
  })
})

describe('the place of a sign', () => {
  const size = { width: 400, height: 300 }
  const text = { left: 0, top: 0, right: 150, bottom: 60 }
  it('is over an outline that can be seen, below it where there is no room, and its own where the outline is too small', () => {
    const square = (left: number, top: number, side: number) => [{ x: left, y: top }, { x: left + side, y: top + side }]
    expect(besideOutline(square(100, 100, 60), size)).toEqual({ x: 130, y: 100 - signRadius - 4 })
    expect(besideOutline(square(100, 5, 60), size)).toEqual({ x: 130, y: 65 + signRadius + 4 })
    expect(besideOutline(square(100, 100, 20), size)).toBeNull()
    expect(besideOutline([], size)).toBeNull()
  })
  it('is its own where no text is', () => {
    const at = { x: 200, y: 200 }
    expect(besideTexts(at, [text], size)).toBe(at)
  })
  it('is beside the text that is there, nearest first, and within the viewport', () => {
    expect(besideTexts({ x: 140, y: 20 }, [text], size)).toEqual({ x: 150 + signRadius + 3, y: 20 })
    expect(besideTexts({ x: 20, y: 55 }, [text], size)).toEqual({ x: 20, y: 60 + signRadius + 3 })
    const wide = { left: 0, top: 0, right: 400, bottom: 60 }
    expect(besideTexts({ x: 5, y: 5 }, [wide], size)).toEqual({ x: signRadius + 3, y: 60 + signRadius + 3 })
  })
  it('is never on another text', () => {
    const below = { left: 0, top: 62, right: 150, bottom: 90 }
    const found = besideTexts({ x: 20, y: 55 }, [text, below], size)
    for (const box of [text, below]) expect(found.x > box.right || found.y > box.bottom || found.y < box.top).toBe(true)
  })
})
