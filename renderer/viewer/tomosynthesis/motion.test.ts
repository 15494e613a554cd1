import { describe, expect, it } from 'vitest'
import { createMotion, type CineState } from './motion.ts'

/** A screen that paints what it was asked for only when told to, a clock that stands still until it is moved. */
function screen(count: number, from = 0) {
  let position = from
  let now = 0
  let next: (() => void) | null = null
  const asked: number[] = []
  const said: (CineState | null)[] = []
  const motion = createMotion({
    positionOf: () => position, countOf: () => count, now: () => now,
    show: (_cell, to) => { asked.push(to); position = to },
    nextFrame: (callback) => { next = callback; return () => { next = null } },
    onCine: (state) => { said.push(state) },
  })
  return {
    motion, asked, said,
    paint: (): void => motion.painted('a', position),
    pass(milliseconds: number): void {
      now += milliseconds
      const callback = next
      next = null
      callback?.()
    },
  }
}

describe('scrolling', () => {
  it('M41 asks for the next slice only when the last one is on the screen, and leaves none out', () => {
    const { motion, asked, paint } = screen(10)
    for (let turn = 0; turn < 4; turn++) motion.scroll('a', 1)
    expect(asked).toEqual([1])
    for (let turn = 0; turn < 3; turn++) paint()
    expect(asked).toEqual([1, 2, 3, 4])
    paint()
    expect(asked).toHaveLength(4)
  })

  it('M41 turns back from where it is when the reader does', () => {
    const { motion, asked, paint } = screen(20)
    motion.glide('a', 9)
    paint()
    motion.glide('a', 0)
    for (let turn = 0; turn < 6; turn++) paint()
    expect(asked).toEqual([1, 2, 1, 0])
  })

  it('says at the ends that there is no more', () => {
    const { motion } = screen(3, 2)
    expect([motion.scroll('a', 1), motion.jump('a', 2), motion.jump('a', 0)]).toEqual([false, false, true])
  })

  it('is not held up for ever by a slice that cannot be shown', () => {
    const { motion, asked, pass } = screen(5)
    motion.scroll('a', 1)
    motion.scroll('a', 1)
    pass(5000)
    motion.scroll('a', 1)
    expect(asked).toEqual([1, 2])
  })
})

describe('cine', () => {
  it('M41 loops through every slice at the rate asked for', () => {
    const { motion, asked, paint, pass, said } = screen(3)
    motion.play('a', 10, 'loop')
    for (let frame = 0; frame < 70; frame++) {
      pass(10)
      paint()
    }
    expect(asked.slice(0, 7)).toEqual([1, 2, 0, 1, 2, 0, 1])
    expect(said.at(-1)).toMatchObject({ asked: 10 })
    expect(said.at(-1)?.real).toBeCloseTo(10, 0)
  })

  it('M41 goes back and forth, the ends once', () => {
    const { motion, asked, paint, pass } = screen(3)
    motion.play('a', 10, 'swing')
    for (let frame = 0; frame < 60; frame++) {
      pass(20)
      paint()
    }
    expect(asked.slice(0, 6)).toEqual([1, 2, 1, 0, 1, 2])
  })

  it('M41 goes slower on a slow machine rather than leave a slice out, and says how fast it really is', () => {
    const { motion, asked, paint, pass, said } = screen(100)
    motion.play('a', 50, 'loop')
    for (let slice = 0; slice < 20; slice++) {
      // Each slice takes ten frames of the screen to be painted: 100 ms where 20 were asked for.
      for (let frame = 0; frame < 10; frame++) pass(10)
      paint()
    }
    expect(asked).toEqual(Array.from({ length: asked.length }, (_, index) => index + 1))
    const { asked: wanted, real } = said.findLast((state) => state?.real !== null) ?? { asked: 0, real: 0 }
    expect(wanted).toBe(50)
    expect(real).toBeGreaterThan(8)
    expect(real).toBeLessThan(12)
  })

  it('stops when the reader scrolls', () => {
    const { motion, said } = screen(5)
    motion.play('a', 10, 'loop')
    motion.scroll('a', 1)
    expect(motion.playing).toBeNull()
    expect(said.at(-1)).toBeNull()
  })
})
