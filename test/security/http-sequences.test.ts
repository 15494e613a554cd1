/** Whatever five readers and a coordinator ask over HTTP, in whatever order: the rooms behind the real host agree with
 *  the state table after every answer, and nobody is told early. */
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { CallContext, OperationName, Reading } from '../../main/contract/index.ts'
import type { PolicyName } from '../../main/domain/second-reading/index.ts'
import { states, type State } from '../../main/domain/dossier/index.ts'
import type { ReadingConsole, Seat } from '../fixtures/reading-console.ts'
import type { Cast } from './sequences/exam.ts'
import { openHttpConsole, type HttpConsole, type Tamper } from './sequences/http-console.ts'
import { walk } from './sequences/walk.ts'

/** More by the environment, for a long night. */
const sequences = Number(process.env['HTTP_SEQUENCES'] ?? 300)
/** The default of the order's two more often than the other ways. */
const anyPolicy = fc.constantFrom<PolicyName>('FR_DOCS_MASQUE', 'FR_DOCS_MASQUE', 'FR_DOCS_MASQUE', 'FR_DOCS', 'INDEPENDANT', 'INDEPENDANT')
const anySequence = fc.uint8Array({ minLength: 10, maxLength: 34, size: 'max' })
/** Before the exam is received, and of sheets that a first signature cannot have. */
const elsewhere: readonly State[] = ['RECU', 'INCOMPLET']

let http: HttpConsole | null = null
afterEach(async () => { await http?.close(); http = null })

async function open(tamper?: Tamper): Promise<{ http: HttpConsole; cast: Cast }> {
  http = await openHttpConsole(tamper)
  const readers: Seat[] = []
  for (const [name, ...roles] of [['R0', 'L1', 'L2'], ['R1', 'L1', 'L2'], ['R2', 'L2'], ['R3', 'L2'], ['R4', 'L2']] as const) readers.push(await http.console.seat(name, ...roles))
  return { http, cast: { readers, desk: await http.console.seat('Coordination', 'COORDINATOR') } }
}

describe(`${sequences} sequences of requests`, () => {
  it('V3 V6 V9 no reader reads twice, none sees early, no exam is lost, every final opinion has its signed trail', async () => {
    const { http, cast } = await open()
    const visited = new Set<State>()
    const count = { accepted: 0, finals: 0 }
    const anyWalk = fc.asyncProperty(anyPolicy, anySequence, async (policy, bytes) => {
      const seen = await walk(http, cast, policy, bytes)
      for (const state of seen.visited) visited.add(state)
      count.accepted += seen.accepted
      count.finals += seen.finals
      if (seen.violation !== null) throw new Error(`${policy}: ${seen.violation}`)
    })
    const unseen = () => states.filter((state) => !visited.has(state))
    // The walk is worth something only if it gets everywhere: where chance left a rare state out, it goes on.
    let walked = 0
    for (let runs = sequences; runs > 0 && walked < 10 * sequences; runs = unseen().length > elsewhere.length ? 50 : 0) {
      await fc.assert(anyWalk, { numRuns: runs })
      walked += runs
    }
    expect(http.console.audit.verify().valid).toBe(true)
    expect(unseen()).toEqual(elsewhere)
    expect(count.finals / walked).toBeGreaterThan(0.9)
    expect(count.accepted / walked).toBeGreaterThan(6)
  }, 900_000)
})

describe('a fault that was planted is found', () => {
  type Handler = (input: { studyInstanceUID?: string }, context: CallContext) => unknown
  const instead = (name: OperationName, fault: (handler: Handler, console: ReadingConsole) => Handler): Tamper => (handlers, _, console) => ({ ...handlers, [name]: fault(handlers[name] as Handler, console) })
  const faults: readonly (readonly [string, RegExp, Tamper])[] = [
    ['whoever opens the exam is told the first opinion', /reading.open tells R\d the first opinion/, instead('reading.open', (open) => async (input, context) => ({ ...(await open(input, context) as Reading), changeReason: `AVIS-PREMIER ${input.studyInstanceUID ?? ''}.` }))],
    ['an exam is put aside in words alone', /programme.defer/, (handlers) => ({ ...handlers, 'programme.defer': handlers['programme.dossier'] as never })],
    ['an opinion can be taken back for ever', /reading.undo .*dossier\/finalised/, (handlers, _, console) => { console.undoMinutes = 100_000; return handlers }],
    ['a signature leaves no row in the trail', /without its row in the audit trail/, instead('reading.sign', (sign, console) => (input, context) => sign(input, { ...context, act: (_, work) => console.store.transaction(work) }))],
    ['the coordinator frees exams in words alone', /programme.release/, (handlers) => ({ ...handlers, 'programme.release': handlers['programme.dossier'] as never })],
  ]
  it.each(faults)('%s', async (_, words, tamper) => {
    const { http, cast } = await open(tamper)
    const found: string[] = []
    await fc.check(fc.asyncProperty(anyPolicy, anySequence, async (policy, bytes) => {
      const { violation } = await walk(http, cast, policy, bytes)
      if (violation !== null) found.push(violation)
      return violation === null
    }), { numRuns: 400, endOnFailure: true, seed: 7 })
    expect(found).toEqual([expect.stringMatching(words)])
  })
})
