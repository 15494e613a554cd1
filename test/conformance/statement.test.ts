import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { conformanceStatement } from '../../scripts/conformance.ts'

it('CONFORMANCE.md says what the tables of the program say (node scripts/conformance.ts rewrites it)', () => {
  expect(readFileSync('CONFORMANCE.md', 'utf8')).toBe(conformanceStatement())
})
