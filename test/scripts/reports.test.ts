/** What the test runner counts: from the reports of the suites, and never less than what failed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { playwrightTally, vitestTally } from '../../scripts/testing/reports.ts'
import { add, oneCheck, summary } from '../../scripts/testing/tally.ts'

let folder: string
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'binocle-reports-')) })
afterAll(() => { rmSync(folder, { recursive: true }) })

function written(report: unknown): string {
  const file = join(folder, 'report.json')
  writeFileSync(file, typeof report === 'string' ? report : JSON.stringify(report))
  return file
}
const vitestFile = (status: string, ...assertionResults: { status: string; fullName: string }[]) => ({ name: '/x/test/peers/peers.test.ts', status, assertionResults })

describe('a report of vitest', () => {
  it('counts what passed, failed and was skipped, each skip with the reason in its title', () => {
    const report = { testResults: [vitestFile('failed', { status: 'passed', fullName: 'a' }, { status: 'failed', fullName: 'b' }, { status: 'skipped', fullName: 'pacs (skipped: orthanc is not installed) stores' })] }
    expect(vitestTally(written(report))).toEqual({ passed: 1, failed: 1, skipped: 1, skips: ['test/peers/peers.test.ts: skipped: orthanc is not installed'] })
  })
  it('counts a file that could not be loaded as failed', () => {
    expect(vitestTally(written({ testResults: [vitestFile('failed')] }))).toMatchObject({ passed: 0, failed: 1 })
  })
  it('counts a suite whose set-up failed as failed, its tests being only skipped', () => {
    expect(vitestTally(written({ testResults: [vitestFile('failed', { status: 'skipped', fullName: 'never ran' })] }))).toMatchObject({ failed: 1, skipped: 1 })
  })
  it('that is not there, or broken, is a failed suite', () => {
    expect(vitestTally(join(folder, 'nothing.json')).failed).toBe(1)
    expect(vitestTally(written('{')).failed).toBe(1)
    expect(vitestTally(written({})).failed).toBe(1)
  })
})

describe('a report of Playwright', () => {
  const test = (status: string, annotations: unknown[] = []) => ({ title: 'a test', tests: [{ status, annotations }] })
  const report = (...specs: unknown[]) => ({ suites: [{ title: 'thread.spec.ts', specs: [], suites: [{ title: 'inner', specs }] }], errors: [] })

  it('counts through all its levels', () => {
    expect(playwrightTally(written(report(test('expected'), test('unexpected'), test('skipped', [{ type: 'skip', description: 'no display' }]))))).toEqual({ passed: 1, failed: 1, skipped: 1, skips: ['inner: no display'] })
  })
  it('takes a flaky test for a failed one', () => {
    expect(playwrightTally(written(report(test('flaky'))))).toMatchObject({ passed: 0, failed: 1 })
  })
  it('counts an error outside of any test', () => {
    expect(playwrightTally(written({ suites: [], errors: [{ message: 'x' }] })).failed).toBe(1)
  })
})

it('the closing line is plain', () => {
  expect(summary([oneCheck(true), oneCheck(true), oneCheck(false)].reduce(add))).toBe('2 passed, 1 failed, 0 skipped')
})
