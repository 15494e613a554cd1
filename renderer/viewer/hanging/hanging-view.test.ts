import { describe, expect, it } from 'vitest'
import { hang, type Hanging, type HungCell } from '../../../main/domain/hanging/index.ts'
import { fourViews, protocols, slices, view } from '../../../test/fixtures/hanging-exams.ts'
import { chosenIndex, placesOf, withAlternates } from './alternates.ts'
import { unseenOf } from './unseen.ts'
import { wholeStops } from './whole-stops.ts'

const stepOf = ({ steps }: Hanging, id: string) => steps.find((step) => step.id === id) ?? steps[0]
const cellOf = (hanging: Hanging, id: string): HungCell | undefined => hanging.steps[0].alone.landscape.flat().find((cell) => cell.id === id)

describe('turning to another image of the same place', () => {
  const again = view('R', 'CC', { acquisitionTime: '120000' })
  const exam = fourViews()
  const hanging = hang(protocols, [...exam, again], null)

  it('M21 shows it in every step, and comes round', () => {
    const turned = withAlternates(hanging, { 'current:RCC': 1 })
    expect(cellOf(turned, 'current:RCC')?.stack?.frames[0].image).toBe(exam[0])
    expect(stepOf(turned, 'cc').alone.landscape.flat()[0]?.stack?.frames[0].image).toBe(exam[0])
    expect(chosenIndex(cellOf(turned, 'current:RCC') as HungCell)).toBe(1)
    expect(cellOf(withAlternates(hanging, { 'current:RCC': 2 }), 'current:RCC')?.stack?.frames[0].image).toBe(again)
    expect(withAlternates(hanging, { 'current:LCC': 1 }).steps[0].alone.landscape[0]?.[1]).toBe(hanging.steps[0].alone.landscape[0]?.[1])
  })

  it('M25 a mark on it is found, with the turn that it takes', () => {
    expect(placesOf(hanging, exam[0]?.sopInstanceUID ?? '', 1)[0]).toMatchObject({ step: { id: 'overview' }, cell: { id: 'current:RCC' }, alternate: 1, position: 0 })
  })
})

describe('what was not on the screen yet', () => {
  it('M25 each image counts, the slices of one breast together', () => {
    const exam = [...fourViews(), ...fourViews(slices).slice(0, 1)]
    const { toDisplay } = hang(protocols, exam, null)
    expect(unseenOf(toDisplay, new Set())).toHaveLength(5)
    expect(unseenOf(toDisplay, new Set(exam.slice(1).map(({ sopInstanceUID }) => sopInstanceUID)))).toEqual([exam[0]?.sopInstanceUID])
    expect(unseenOf(toDisplay, new Set(exam.map(({ sopInstanceUID }) => sopInstanceUID)))).toEqual([])
  })
})

describe('whole images', () => {
  it('M21 come row by row, rows without any left out', () => {
    const whole = stepOf(hang(protocols, fourViews().slice(0, 3), null), 'whole')
    expect(wholeStops(whole.alone.landscape).map(({ row }) => row.map(({ id }) => id))).toEqual([['current:RCC', 'current:LCC'], ['current:RMLO', 'current:LMLO']])
    expect(wholeStops(whole.alone.portrait).map(({ row }) => row.map(({ id }) => id))).toEqual([['current:RCC'], ['current:LCC'], ['current:RMLO']])
  })
})
