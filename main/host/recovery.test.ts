import { describe, expect, it } from 'vitest'
import { verifyTrail } from './recovery.ts'

const signal = new AbortController().signal
const verdict = (value: { valid: boolean; checked: number; brokenAt: number | null } | null) => ({ verifyAside: () => Promise.resolve(value) })

describe('the audit trail, verified while the session goes on', () => {
  it('is told of when it is broken, with the row', async () => {
    expect(await verifyTrail(verdict({ valid: false, checked: 6, brokenAt: 7 }), signal)).toMatchObject({ code: 'audit/broken', fr: expect.stringContaining('7') as string })
  })
  it('is not told of when it holds, or when the session ended first', async () => {
    expect(await verifyTrail(verdict({ valid: true, checked: 7, brokenAt: null }), signal)).toBeNull()
    expect(await verifyTrail(verdict(null), signal)).toBeNull()
  })
})
