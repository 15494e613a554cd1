import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { conformanceStatement } from '../../scripts/conformance.ts'
import { testsByItem } from '../../scripts/conformance/item-tests.ts'
import { integrationItems } from '../../scripts/conformance/integration-items.ts'
import { displayItems } from '../../scripts/conformance/mammography-items.ts'
import { secondReadingItems } from '../../scripts/conformance/second-reading-items.ts'

it('CONFORMANCE.md says what the tables of the program say (node scripts/conformance.ts rewrites it)', () => {
  expect(readFileSync('CONFORMANCE.md', 'utf8')).toBe(conformanceStatement())
})

it('every requirement of mammography display has a test that bears its id, or a note that says why not', () => {
  const tests = testsByItem('.')
  expect(displayItems.filter(({ id, note }) => !tests.has(id) && note === undefined).map(({ id }) => id)).toEqual([])
})

it('every row of the state table, of the visibility table and of the rules of the sheet has a test that bears its id', () => {
  const tests = testsByItem('.')
  expect(secondReadingItems.filter(({ id, note }) => !tests.has(id) && note === undefined).map(({ id }) => id)).toEqual([])
})

it('no test bears the id of a requirement that is not in the list', () => {
  const known = new Set([...displayItems, ...secondReadingItems, ...integrationItems].map(({ id }) => id))
  expect([...testsByItem('.').keys()].filter((id) => !known.has(id))).toEqual([])
})
