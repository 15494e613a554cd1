/** Reads what vitest and Playwright write as JSON. A report that cannot be read is a failed suite, never an empty one. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { add, nothing, oneCheck, type Tally } from './tally.ts'

const vitestReport = z.object({
  testResults: z.array(z.object({
    name: z.string(),
    status: z.string(),
    assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
  })),
})

/** Skips are told once for each reason: a suite of twenty tests without its peer is one line. */
export function vitestTally(file: string): Tally {
  const report = read(file, vitestReport)
  if (report === null) return oneCheck(false)
  let tally = nothing
  for (const { name, status, assertionResults } of report.testResults) {
    // A file that could not even be loaded has no test to blame.
    if (status === 'failed' && !assertionResults.some((one) => one.status === 'failed')) tally = add(tally, oneCheck(false))
    for (const one of assertionResults) {
      if (one.status === 'passed') tally = add(tally, oneCheck(true))
      else if (one.status === 'failed') tally = add(tally, oneCheck(false))
      else tally = add(tally, { ...nothing, skipped: 1, skips: [`${name.split(/[\\/]/).slice(-3).join('/')}: ${reasonIn(one.fullName)}`] })
    }
  }
  return tally
}

/** Titles carry their reason: `… (skipped: orthanc is not installed) …`. */
function reasonIn(title: string): string {
  return /\((skipped[^)]*)\)/.exec(title)?.[1] ?? title
}

const annotation = z.object({ type: z.string(), description: z.string().optional() })
const spec = z.object({
  tests: z.array(z.object({ status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']), annotations: z.array(annotation) })),
})
interface Suite { readonly title: string; readonly specs: z.infer<typeof spec>[]; readonly suites?: Suite[] | undefined }
const suite: z.ZodType<Suite> = z.lazy(() => z.object({ title: z.string(), specs: z.array(spec), suites: z.array(suite).optional() }))
const playwrightReport = z.object({ suites: z.array(suite), errors: z.array(z.unknown()) })

/** A flaky test has failed: nothing here may depend on luck. */
export function playwrightTally(file: string): Tally {
  const report = read(file, playwrightReport)
  if (report === null) return oneCheck(false)
  const errors = report.errors.map(() => oneCheck(false))
  return [...report.suites.map((one) => suiteTally(one)), ...errors].reduce(add, nothing)
}

function suiteTally({ title, specs, suites = [] }: Suite): Tally {
  const own = specs.flatMap((one) => one.tests.map(({ status, annotations }) => {
    if (status !== 'skipped') return oneCheck(status === 'expected')
    const reason = annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description ?? 'no reason given'
    return { ...nothing, skipped: 1, skips: [`${title}: ${reason}`] }
  }))
  return [...own, ...suites.map((one) => suiteTally(one))].reduce(add, nothing)
}

function read<T>(file: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}
