/** Whatever happens to an exam, in whatever order: five readers, a coordinator and the program itself. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { walk } from '../../../test/fixtures/dossier-walk.ts'
import type { PolicyName } from '../second-reading/index.ts'
import { advance, courses, effects, guards, machine, states, table, type Machine, type State } from './index.ts'

const anyPolicy = fc.constantFrom(...(Object.keys(courses) as PolicyName[]))
const anySequence = fc.uint8Array({ minLength: 30, maxLength: 150, size: 'max' })
/** More of them by the environment, for a long night. */
const sequences = Number(process.env['DOSSIER_SEQUENCES'] ?? 50_000)

describe(`${sequences} sequences of events`, () => {
  it('no reader reads twice, none sees early, no exam is lost, every final opinion has its signed trail', () => {
    const visited = new Set<State>()
    let accepted = 0
    fc.assert(fc.property(anyPolicy, anySequence, (policy, bytes) => {
      const seen = walk(advance, policy, bytes)
      for (const state of seen.visited) visited.add(state)
      accepted += seen.accepted
      if (seen.violation !== null) throw new Error(`${policy}: ${seen.violation}`)
    }), { numRuns: sequences })
    // The walk is worth something only if it gets everywhere.
    expect(states.filter((state) => !visited.has(state))).toEqual([])
    expect(accepted / sequences).toBeGreaterThan(8)
  }, 300_000)
})

describe('a machine that is broken on purpose is found out', () => {
  const broken: readonly (readonly [string, Partial<Machine>])[] = [
    ['readers may read again', { guards: { ...guards, prendre: () => null } }],
    ['the first conclusion is shown before the freeze', { table: { ...table, reveler: { ...table.reveler, from: ['LECTURE_AVEUGLE', 'AVIS_FIGE'] } } }],
    ['a reading taken up is born revealed', { effects: { ...effects, prendre: (asked) => revealAll(effects.prendre(asked)) } }],
    ['a lease never ends', { effects: { ...effects, ouvrir: (asked) => endlessly(effects.ouvrir(asked)) } }],
    ['a deferred exam stays deferred', { table: { ...table, reprendre: { ...table.reprendre, from: [] } } }],
    ['a frozen exam waits for its reader alone', { table: { ...table, liberer: { ...table.liberer, from: [] } } }],
    ['unsigned opinions become final', { guards: { ...guards, finaliser: () => null } }],
    ['a correction overwrites', { effects: { ...effects, corriger: (asked) => { const next = effects.corriger(asked); return { ...next, versions: next.versions.slice(-1) } } } }],
    ['readers arbitrate themselves', { guards: { ...guards, arbitrer: () => null } }],
    ['whoever saw the first conclusion may read blind once the sheet changed', { effects: { ...effects, modifL1: (asked) => ({ ...effects.modifL1(asked), haveRead: asked.dossier.haveRead }) } }],
  ]
  it.each(broken)('%s', (_, parts) => {
    const wrong = machine({ table, guards, effects, ...parts })
    const found = fc.check(fc.property(anyPolicy, anySequence, (policy, bytes) => walk(wrong, policy, bytes).violation === null), { numRuns: 20_000, endOnFailure: true, seed: 7 })
    expect(found.failed).toBe(true)
  })

  const revealAll: <D extends ReturnType<typeof effects.prendre>>(dossier: D) => D = (dossier) => ({ ...dossier, lectures: dossier.lectures.map((lecture) => ({ ...lecture, revealed: true })) })
  const endlessly: <D extends ReturnType<typeof effects.ouvrir>>(dossier: D) => D = (dossier) => ({ ...dossier, lectures: dossier.lectures.map((lecture) => (lecture.leaseUntil === null ? lecture : { ...lecture, leaseUntil: Number.POSITIVE_INFINITY })) })
})
