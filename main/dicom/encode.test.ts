import { describe, expect, it } from 'vitest'
import { decimalString, encodeDataset } from './encode.ts'
import { newUid } from './new-uid.ts'

describe('the encoder', () => {
  it('writes decimal strings of at most 16 characters', () => {
    for (const value of [1 / 3, Math.PI * 1e9, -0.0000123456789, 123456789012345680, 0.1, -1024]) {
      expect(decimalString(value).length).toBeLessThanOrEqual(16)
      expect(Math.abs(Number(decimalString(value)) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-9)
    }
  })

  it('keeps one string one value, without control characters', () => {
    expect(Buffer.from(encodeDataset({ PatientID: 'A\\B\nC' })).toString('latin1')).toContain('A/B C')
  })

  it('sorts elements by tag and pads to even length', () => {
    const bytes = encodeDataset({ PatientName: 'A', SOPClassUID: '1.2.3' })
    expect([...bytes]).toEqual([0x08, 0, 0x16, 0, 0x55, 0x49, 6, 0, 0x31, 0x2e, 0x32, 0x2e, 0x33, 0, 0x10, 0, 0x10, 0, 0x50, 0x4e, 2, 0, 0x41, 0x20])
  })

  it('makes UIDs of at most 64 characters that differ', () => {
    const uids = Array.from({ length: 100 }, () => newUid())
    expect(new Set(uids).size).toBe(100)
    for (const uid of uids) expect(uid).toMatch(/^2\.25\.(0|[1-9]\d{0,38})$/)
  })
})
