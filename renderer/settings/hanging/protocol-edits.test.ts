import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mammographyProtocol, type MammographyProtocol, type PlacedStep } from '../../../main/contract/index.ts'
import { programProtocol } from './program-protocol.ts'
import { addCell, addRow, changeRows, changeStep, duplicateStep, forgetPortrait, giveKey, moveStep, removeStep, rowsOf, setCell, setCompared, stepOf, unusedCell } from './protocol-edits.ts'

const ids = ({ steps }: MammographyProtocol): string[] => steps.map(({ id }) => id)
const placed = (protocol: MammographyProtocol, id: string): PlacedStep => {
  const step = stepOf(protocol, id)
  if (step?.kind !== 'placed') throw new Error(`${id} is not placed`)
  return step
}

describe('editing a hanging', () => {
  it('moves a step up and down, and no further than the ends', () => {
    expect(ids(moveStep(programProtocol, 'cc', -1)).slice(0, 2)).toEqual(['cc', 'overview'])
    expect(moveStep(programProtocol, 'overview', -1)).toBe(programProtocol)
    expect(ids(moveStep(programProtocol, 'overview', 1)).slice(0, 2)).toEqual(['cc', 'overview'])
  })

  it('gives a key to one step only', () => {
    const next = giveKey(programProtocol, 'implants', 2)
    expect([stepOf(next, 'implants')?.key, stepOf(next, 'cc')?.key]).toEqual([2, null])
  })

  it('duplicates a step under another id without its key, and removes it again', () => {
    const { protocol, id } = duplicateStep(programProtocol, 'cc')
    expect(ids(protocol).slice(1, 3)).toEqual(['cc', id])
    expect(stepOf(protocol, id)?.key).toBeNull()
    expect(ids(removeStep(protocol, id))).toEqual(ids(programProtocol))
    expect(removeStep(programProtocol, 'overview')).toBe(programProtocol)
  })

  it('changes, adds and takes away cells; the last one stays', () => {
    const rows = rowsOf(placed(programProtocol, 'cc'), 'alone', 'landscape') ?? []
    expect(setCell(rows, 0, 0, 'current:RMLO')).toEqual([['current:RMLO', 'current:LCC']])
    expect(setCell(rows, 0, 0, null)).toEqual([['current:LCC']])
    expect(setCell([['current:LCC']], 0, 0, null)).toEqual([['current:LCC']])
    expect(addRow(addCell(rows, 0, 'prior:RCC'), 'prior:LCC')).toEqual([['current:RCC', 'current:LCC', 'prior:RCC'], ['prior:LCC']])
    expect(unusedCell(programProtocol, placed(programProtocol, 'cc'), rows)).toBe('current:RMLO')
  })

  it('arranges a portrait screen apart, and together again', () => {
    const apart = changeRows(placed(programProtocol, 'overview'), 'alone', 'portrait', [['current:RCC']])
    expect(rowsOf(apart, 'alone', 'portrait')).toEqual([['current:RCC']])
    expect(rowsOf(forgetPortrait(apart, 'alone'), 'alone', 'portrait')).toEqual(apart.alone.landscape)
    expect(setCompared(placed(programProtocol, 'whole'), true).compared?.landscape).toHaveLength(4)
    expect(setCompared(placed(programProtocol, 'overview'), false).compared).toBeNull()
  })

  it('M20 never makes a protocol that the contract refuses, whatever is done in whatever order', () => {
    const edit = fc.constantFrom<(protocol: MammographyProtocol, id: string) => MammographyProtocol>(
      (protocol, id) => moveStep(protocol, id, 1), (protocol, id) => moveStep(protocol, id, -1), (protocol, id) => giveKey(protocol, id, 4), (protocol, id) => giveKey(protocol, id, null),
      (protocol, id) => duplicateStep(protocol, id).protocol, (protocol, id) => removeStep(protocol, id),
      (protocol, id) => changeStep(protocol, id, (step) => ({ ...step, isEnabled: false })),
      (protocol, id) => changeStep(protocol, id, (step) => (step.kind === 'placed' ? setCompared(step, step.compared === null) : step)),
      (protocol, id) => changeStep(protocol, id, (step) => (step.kind === 'placed' ? changeRows(step, 'alone', 'portrait', addRow(addCell(step.alone.landscape, 0, unusedCell(protocol, step, step.alone.landscape)), 'current:RCC')) : step)),
      (protocol, id) => changeStep(protocol, id, (step) => (step.kind === 'placed' ? changeRows(step, 'alone', 'landscape', setCell(step.alone.landscape, 0, 0, null)) : step)),
    )
    fc.assert(fc.property(fc.array(fc.tuple(edit, fc.nat({ max: 100 })), { maxLength: 20 }), (edits) => {
      const end = edits.reduce((protocol, [change, at]) => change(protocol, protocol.steps[at % protocol.steps.length]?.id ?? ''), programProtocol)
      expect(mammographyProtocol.safeParse(end).success).toBe(true)
    }))
  })
})
