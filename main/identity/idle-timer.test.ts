import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startIdleTimer } from './idle-timer.ts'

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => vi.useRealTimers())

function timer(idleMs = 60_000) {
  const onIdle = vi.fn<() => void>()
  return { onIdle, idle: startIdleTimer({ now: () => new Date(), idleMs: () => idleMs, onIdle }) }
}

describe('the idle timer', () => {
  it('tells once, after the idle time', () => {
    const { onIdle } = timer()
    vi.advanceTimersByTime(59_999)
    expect(onIdle).not.toHaveBeenCalled()
    vi.advanceTimersByTime(300_000)
    expect(onIdle).toHaveBeenCalledTimes(1)
  })

  it('is pushed back by each touch', () => {
    const { onIdle, idle } = timer()
    for (let n = 0; n < 10; n++) {
      vi.advanceTimersByTime(50_000)
      idle.touch()
    }
    expect(onIdle).not.toHaveBeenCalled()
    vi.advanceTimersByTime(60_000)
    expect(onIdle).toHaveBeenCalledTimes(1)
  })

  it('counts the time that the machine slept', () => {
    const { onIdle, idle } = timer()
    vi.setSystemTime(Date.now() + 8 * 3_600_000)
    expect(idle.expired).toBe(true)
    vi.advanceTimersByTime(30_000)
    expect(onIdle).toHaveBeenCalledTimes(1)
  })

  it('starts anew when the clock was set back', () => {
    const { onIdle, idle } = timer()
    vi.advanceTimersByTime(50_000)
    vi.setSystemTime(Date.now() - 3_600_000)
    expect(idle.expired).toBe(false)
    vi.advanceTimersByTime(120_000)
    expect(onIdle).toHaveBeenCalledTimes(1)
  })

  it('is silent once stopped', () => {
    const { onIdle, idle } = timer()
    idle.stop()
    vi.advanceTimersByTime(300_000)
    expect(onIdle).not.toHaveBeenCalled()
  })
})
