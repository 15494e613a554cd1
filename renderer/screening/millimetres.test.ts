import { describe, expect, it } from 'vitest'
import { parseMillimetres } from './millimetres.ts'

describe('a size in millimetres', () => {
  it.each([['', null], ['12', 12], ['12,5', 12.5], [' 8.25 ', 8.25], ['7,', 7], ['300', 300]])('reads %j as %j', (text, value) => {
    expect(parseMillimetres(text)).toEqual({ valid: true, value })
  })
  it.each(['0', '-4', '301', '1e2', '12 mm', '1,234', 'a'])('refuses %j', (text) => {
    expect(parseMillimetres(text)).toEqual({ valid: false })
  })
})
