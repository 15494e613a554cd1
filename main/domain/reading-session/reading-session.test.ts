import { describe, expect, it } from 'vitest'
import { defaultSessionSettings, dueOf, guardRefusal, paceOf, pauseProposed } from './index.ts'

const on = (day: string) => dueOf('2025-03-01', day, defaultSessionSettings)
const minute = 60_000

describe('when an exam is due', () => {
  it.each([
    ['2025-03-01', { age: 0, left: 15, urgency: 'calm' }], ['2025-03-08', { age: 7, left: 8, urgency: 'calm' }],
    ['2025-03-09', { age: 8, left: 7, urgency: 'soon' }], ['2025-03-12', { age: 11, left: 4, urgency: 'soon' }],
    ['2025-03-13', { age: 12, left: 3, urgency: 'urgent' }], ['2025-03-16', { age: 15, left: 0, urgency: 'urgent' }],
    ['2025-03-17', { age: 16, left: -1, urgency: 'late' }],
  ])('on %s', (day, due) => {
    expect(on(day)).toEqual(due)
  })

  it('is not known without the day of the exam', () => {
    expect(dueOf(null, '2025-03-01', defaultSessionSettings)).toBeNull()
  })
})

describe('S:emettreAvis the guard time', () => {
  it('runs from the full display, and never before every image was seen', () => {
    expect(guardRefusal({ displayedAt: null, unseen: 0 }, 9_000, 2000)).toBe('reading/too-early')
    expect(guardRefusal({ displayedAt: 1_000, unseen: 1 }, 9_000, 2000)).toBe('reading/images-unseen')
    expect(guardRefusal({ displayedAt: 1_000, unseen: 0 }, 2_999, 2000)).toBe('reading/too-early')
    expect(guardRefusal({ displayedAt: 1_000, unseen: 0 }, 3_000, 2000)).toBeNull()
  })

  it('is not shortened by a clock that was set back', () => {
    expect(guardRefusal({ displayedAt: 1_000, unseen: 0 }, 500, 2000)).toBe('reading/too-early')
  })
})

describe('pace and pause', () => {
  it('counts exams per hour of work and the mean time of one', () => {
    expect(paceOf({ activeMs: 0, concluded: 0 })).toEqual({ perHour: null, meanMs: null })
    expect(paceOf({ activeMs: 12 * minute, concluded: 12 })).toEqual({ perHour: 60, meanMs: minute })
  })

  it('proposes a pause after 50 exams or 50 minutes since the last one', () => {
    const rested = { activeMs: 100 * minute, concluded: 80, restedMs: 60 * minute, restedCount: 40 }
    expect(pauseProposed(rested, defaultSessionSettings)).toBeNull()
    expect(pauseProposed({ ...rested, concluded: 90 }, defaultSessionSettings)).toBe('cases')
    expect(pauseProposed({ ...rested, activeMs: 110 * minute }, defaultSessionSettings)).toBe('minutes')
  })
})
