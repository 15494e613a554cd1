import { describe, expect, it } from 'vitest'
import { isOpenAt } from './opening-hours.ts'

/** 2 March 2026 is a Monday. */
const at = (day: number, time: string) => new Date(`2026-03-0${day}T${time}:00`)

describe('opening hours', () => {
  it('hold on their days, from one hour to before the other', () => {
    const office = { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:30' }
    expect([at(2, '07:59'), at(2, '08:00'), at(6, '18:29'), at(6, '18:30'), at(7, '12:00')].map((now) => isOpenAt(office, now))).toEqual([false, true, true, false, false])
  })
  it('go past midnight into the day after', () => {
    const friday = { days: [5], from: '22:00', to: '06:00' }
    expect([at(6, '05:00'), at(6, '21:59'), at(6, '22:00'), at(7, '05:59'), at(7, '06:00'), at(7, '22:30')].map((now) => isOpenAt(friday, now))).toEqual([false, false, true, true, false, false])
    const sunday = { days: [7], from: '22:00', to: '06:00' }
    expect([isOpenAt(sunday, at(8, '23:00')), isOpenAt(sunday, at(9, '05:00'))]).toEqual([true, true])
  })
  it('are the whole day where both are equal, and any hour where there are none', () => {
    expect([isOpenAt({ days: [2], from: '00:00', to: '00:00' }, at(3, '13:00')), isOpenAt({ days: [2], from: '00:00', to: '00:00' }, at(4, '13:00')), isOpenAt(null, at(4, '13:00'))]).toEqual([true, false, true])
  })
})
