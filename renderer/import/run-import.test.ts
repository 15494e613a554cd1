import { describe, expect, it } from 'vitest'
import { describeProblem, ExpectedError, type Call, type ErrorCode, type ImportOutcome } from '../../main/contract/index.ts'
import { ConnectionError, ProblemError } from '../api/errors.ts'
import { runImport } from './run-import.ts'

const importId = '0190b8a4-0000-7000-8000-000000000001'
const problem = (code: ErrorCode) => describeProblem(new ExpectedError(code))
const file = (name: string) => new File(['x'], name)
const quiet = () => ({ signal: new AbortController().signal, onProgress: () => undefined })

/** Main as far as an import sees it: keeps what it is given, answers what the test says for some names. */
function fakeMain(answers: Record<string, ImportOutcome | Error> = {}) {
  const taken: string[] = []
  const outcomes: ImportOutcome[] = []
  const call = (async (name: string) => {
    if (name === 'import.open') return { importId }
    const of = (outcome: string) => outcomes.filter((one) => one.outcome === outcome).length
    return { importId, startedAt: '2025-03-10T10:00:00.000Z', endedAt: '2025-03-10T10:00:01.000Z', stored: of('stored'), duplicates: of('duplicate'), refused: of('refused'), studies: [], outcomes }
  }) as unknown as Call
  const put = async (path: string) => {
    const name = decodeURIComponent(path.split('/').at(-1) ?? '')
    taken.push(name)
    const answer = answers[name] ?? { name, outcome: 'stored', sopInstanceUID: '1.2.3', problem: null }
    if (answer instanceof Error) throw answer
    outcomes.push(answer)
    return answer
  }
  return { call, put, taken }
}

describe('an import', () => {
  it('passes every file on and reports what main said', async () => {
    const main = fakeMain({ 'b.txt': { name: 'b.txt', outcome: 'refused', sopInstanceUID: null, problem: problem('dicom/not-dicom') } })
    const { report, passed } = await runImport(main, [file('a.dcm'), file('b.txt'), file('c.dcm')], quiet())
    expect(main.taken.toSorted()).toEqual(['a.dcm', 'b.txt', 'c.dcm'])
    expect({ passed, stored: report.stored, refused: report.refused }).toEqual({ passed: 3, stored: 2, refused: 1 })
  })
  it('names a file that main could not take in, and goes on', async () => {
    const main = fakeMain({ 'huge.dcm': new ProblemError(problem('request/too-large')) })
    const { report } = await runImport(main, [file('huge.dcm'), file('a.dcm')], quiet())
    expect(report).toMatchObject({ stored: 1, refused: 1 })
    expect(report.outcomes.find(({ name }) => name === 'huge.dcm')?.problem?.code).toBe('request/too-large')
  })
  it('stops when the disk is full, and still reports what was stored', async () => {
    const main = fakeMain({ 'c.dcm': new ProblemError(problem('store/full')) })
    const files = ['a.dcm', 'b.dcm', 'c.dcm', ...Array.from({ length: 50 }, (_, n) => `${n}.dcm`)].map(file)
    const result = await runImport(main, files, quiet())
    expect(result.stoppedBy).toBeInstanceOf(ProblemError)
    expect(result.passed).toBeLessThan(files.length)
    expect(result.report.stored).toBe(result.passed)
  })
  it('stops on demand', async () => {
    const main = fakeMain()
    const stop = new AbortController()
    const files = Array.from({ length: 20 }, (_, n) => file(`${n}.dcm`))
    const result = await runImport(main, files, { signal: stop.signal, onProgress: (done) => { if (done === 5) stop.abort() } })
    expect(result.stoppedBy).toBeNull()
    expect(result.passed).toBeLessThan(20)
  })
  it('says so when main is gone', async () => {
    const main = fakeMain({ 'a.dcm': new ConnectionError('unreachable') })
    await expect(runImport(main, [file('a.dcm')], quiet())).rejects.toBeInstanceOf(ConnectionError)
  })
})
