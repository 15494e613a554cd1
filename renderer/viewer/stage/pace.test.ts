import { describe, expect, it } from 'vitest'
import { createPace } from './pace.ts'

/** Eight viewports, each painting for `cost` ms in one turn of the animation, every `every` ms. */
function movement({ cost, every, keys }: { cost: number; every: number; keys: (turn: number) => string }): boolean[] {
  let time = 0
  const pace = createPace(() => time)
  const viewports = Array.from({ length: 8 }, () => pace.of())
  return Array.from({ length: 6 }, (_, turn) => {
    time += every
    const drafts = viewports.map((viewport) => {
      const isDraft = viewport.isHurried(keys(turn))
      viewport.took(isDraft ? cost / 4 : cost, turn, isDraft)
      return isDraft
    })
    return drafts.at(-1) ?? false
  })
}

describe('following the hand without a graphics card', () => {
  it('paints the first picture whole, then drafts while it cannot keep up', () => {
    expect(movement({ cost: 12, every: 40, keys: () => 'a' })).toEqual([false, true, true, true, true, true])
  })

  it('paints everything whole where that is quick enough', () => {
    expect(movement({ cost: 2, every: 16, keys: () => 'a' })).toEqual([false, false, false, false, false, false])
  })

  it('paints everything whole when pictures come one by one', () => {
    expect(movement({ cost: 12, every: 400, keys: () => 'a' })).toEqual([false, false, false, false, false, false])
  })

  it('paints each new slice whole, however fast they come', () => {
    expect(movement({ cost: 12, every: 40, keys: (turn) => `slice ${turn}` })).toEqual([false, false, false, false, false, false])
  })
})
