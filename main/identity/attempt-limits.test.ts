import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountId, ExpectedError } from '../contract/index.ts'
import { createAttemptLimits, delayAfter } from './attempt-limits.ts'

const one = accountId.parse('0190c0de-0000-7000-8000-000000000001')
const two = accountId.parse('0190c0de-0000-7000-8000-000000000002')
let folder: string
let clock: number
const open = () => createAttemptLimits({ file: join(folder, 'attempts.json'), now: () => new Date(clock), report: (error) => { throw error } })
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'attempts-'))
  clock = Date.parse('2026-03-10T08:00:00Z')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Seconds to wait, or 0 when the attempt was let through (and counts as failed). */
function wait(limits = open(), id = one): number {
  try {
    limits.begin(id)
    return 0
  } catch (error) {
    if (error instanceof ExpectedError && error.code === 'session/too-many-attempts') return Number(error.params['seconds'])
    throw error
  }
}

describe('the limit on attempts', () => {
  it('lets five through, then asks for more and more time, at most a quarter of an hour', () => {
    expect([0, 4, 5, 6, 7, 12, 13, 60].map(delayAfter)).toEqual([0, 0, 5, 10, 20, 640, 900, 900])
    expect(Array.from({ length: 7 }, () => wait())).toEqual([0, 0, 0, 0, 0, 5, 5])
    clock += 4000
    expect(wait()).toBe(1)
    clock += 1000
    expect([wait(), wait()]).toEqual([0, 10])
  })

  it('is not reset by a restart, nor by setting the clock back', () => {
    for (let n = 0; n < 5; n++) wait(open())
    expect(wait(open())).toBe(5)
    clock -= 3_600_000
    expect(wait(open())).toBe(5)
  })

  it('does not shut a reader out until a day that the clock once showed by mistake', () => {
    clock += 4 * 365 * 86_400_000
    for (let n = 0; n < 6; n++) wait(open())
    clock -= 4 * 365 * 86_400_000
    expect(wait(open())).toBe(5)
    clock += 5000
    expect(wait(open())).toBe(0)
  })

  it('counts an attempt that was killed before it ended', () => {
    const limits = open()
    for (let n = 0; n < 5; n++) limits.begin(one)
    expect(wait(open())).toBe(5)
  })

  it('forgives all after a right passphrase, and does not count what was never tried', () => {
    const limits = open()
    for (let n = 0; n < 4; n++) limits.begin(one)
    limits.begin(one).untried()
    limits.begin(one).right()
    expect(Array.from({ length: 6 }, () => wait(open()))).toEqual([0, 0, 0, 0, 0, 5])
  })

  it('counts each account for itself', () => {
    for (let n = 0; n < 6; n++) wait()
    expect([wait(open(), one), wait(open(), two)]).toEqual([5, 0])
  })

  it('keeps its count in a file of the owner alone, and goes on when that was spoilt', () => {
    wait()
    if (process.platform !== 'win32') expect(statSync(join(folder, 'attempts.json')).mode & 0o777).toBe(0o600)
    writeFileSync(join(folder, 'attempts.json'), '{"x":')
    expect(wait(open())).toBe(0)
  })
})
