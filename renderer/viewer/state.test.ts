import { describe, expect, it } from 'vitest'
import { initialState, reduce, type ViewerAction, type ViewerState } from './state.ts'

const after = (...actions: ViewerAction[]): ViewerState => actions.reduce(reduce, initialState('1.2'))
const placement = { zoom: 2, pan: { inward: 3, down: 4 } }
const setting = { kind: 'window', index: 1, explanation: 'HARDER', shift: 0, stretch: 1 } as const

describe('viewer state', () => {
  it('a new case starts afresh; tool, links and texts stay as the reader left them', () => {
    const before = after({ type: 'tool', tool: 'length' }, { type: 'link' }, { type: 'texts' }, { type: 'invert' }, { type: 'step', step: 'left' }, { type: 'voi', studyInstanceUID: '1.2', setting })
    expect(reduce(before, { type: 'case', caseId: '1.3' })).toEqual({ ...initialState('1.3'), tool: 'length', isLinked: false, texts: 'short' })
  })

  it('M14 linked viewports share one placement; unlinked each has its own', () => {
    const linked = after({ type: 'place', cell: 'current:RCC', placement })
    expect(linked.placements).toEqual({ all: placement })
    const unlinked = after({ type: 'link' }, { type: 'place', cell: 'current:RCC', placement })
    expect(unlinked.placements).toEqual({ 'current:RCC': placement })
  })

  it('reset puts images, greys and inversion back', () => {
    const state = after({ type: 'invert' }, { type: 'place', cell: 'x', placement }, { type: 'voi', studyInstanceUID: '1.2', setting }, { type: 'reset' })
    expect(state).toMatchObject({ inverted: false, placements: {}, voi: {} })
  })
})
