import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { policies, possibleActs, transition, type PolicyName, type ReadingAct, type ReadingMachine } from './index.ts'

const reader = 'reader'
const opened = (over: Partial<ReadingMachine> = {}): ReadingMachine => ({
  kind: 'SECOND', policy: 'FR_DOCS_MASQUE', phase: 'LECTURE_AVEUGLE', version: 1, reader, firstReader: 'other', taken: false, ...over,
})
const act = (type: ReadingAct['type'], over: Record<string, unknown> = {}): ReadingAct =>
  ({ type, by: reader, expectedVersion: 1, opinionHolds: true, reason: 'clichés revus', expired: false, ...over }) as ReadingAct
const problemOf = (state: ReadingMachine, event: ReadingAct) => {
  const result = transition(state, event)
  return result.accepted ? 'accepted' : result.problem
}
const walk = (state: ReadingMachine, ...types: ReadingAct['type'][]) =>
  types.reduce((now, type) => {
    const result = transition(now, act(type, { expectedVersion: now.version }))
    if (!result.accepted) throw new Error(`${type} refused in ${now.phase}: ${result.problem}`)
    return result.state
  }, state)

describe('the course of a reading', () => {
  it('freezes, reveals, changes and signs under the masked policy', () => {
    expect(walk(opened(), 'saveDraft', 'freeze', 'reveal', 'change', 'sign')).toEqual(opened({ phase: 'DEFINITIF', version: 6 }))
  })

  it('S:annuler gives a frozen opinion back as a blind draft, as often as the reader wants', () => {
    expect(walk(opened(), 'freeze', 'undo', 'saveDraft', 'freeze', 'undo')).toEqual(opened({ version: 6 }))
    expect(walk(opened({ policy: 'INDEPENDANT' }), 'freeze', 'undo', 'freeze', 'sign').phase).toBe('DEFINITIF')
  })

  it('signs a negative that agrees without a reveal, where the policy says so', () => {
    const frozen = opened({ phase: 'AVIS_FIGE' })
    expect(transition(frozen, act('sign', { agrees: true }))).toMatchObject({ accepted: true, state: { phase: 'DEFINITIF' } })
    expect(problemOf(frozen, act('sign', { agrees: false }))).toBe('reading/invalid-transition')
  })

  it('writes and signs a first or an ordinary reading', () => {
    for (const kind of ['FIRST', 'PLAIN'] as const) {
      expect(walk(opened({ kind, phase: 'LECTURE' }), 'saveDraft', 'sign').phase).toBe('DEFINITIF')
    }
  })

  it('has no freeze where the order shows the first sheet at once, and no reveal between independent readers', () => {
    expect(possibleActs({ kind: 'SECOND', policy: 'FR_DOCS', phase: 'LECTURE' })).toEqual(['saveDraft', 'sign'])
    expect(possibleActs({ kind: 'SECOND', policy: 'INDEPENDANT', phase: 'AVIS_FIGE' })).toEqual(['undo', 'sign'])
  })

  it.each([
    ['an act of somebody else', opened(), act('saveDraft', { by: 'other' }), 'request/not-found'],
    ['a stale version', opened({ version: 4 }), act('freeze'), 'reading/stale-version'],
    ['a reveal before the freeze', opened(), act('reveal'), 'reading/premature-reveal'],
    ['a reveal before the freeze with a stale version', opened({ version: 9 }), act('reveal'), 'reading/premature-reveal'],
    ['a reveal that the policy never gives', opened({ policy: 'INDEPENDANT', phase: 'AVIS_FIGE' }), act('reveal'), 'reading/premature-reveal'],
    ['a second reveal', opened({ phase: 'REVELATION' }), act('reveal'), 'reading/invalid-transition'],
    ['a signature before the reveal', opened({ phase: 'AVIS_FIGE' }), act('sign'), 'reading/invalid-transition'],
    ['a signature without reveal that no policy gives', opened({ phase: 'AVIS_FIGE', policy: 'FR_DOCS' }), act('sign', { agrees: true }), 'reading/invalid-transition'],
    ['S:annuler after the reveal', opened({ phase: 'REVELATION' }), act('undo', { expired: false }), 'reading/already-revealed'],
    ['S:annuler after the signature', opened({ phase: 'DEFINITIF' }), act('undo', { expired: false }), 'reading/finalised'],
    ['S:annuler once its time has run out', opened({ phase: 'AVIS_FIGE' }), act('undo', { expired: true }), 'reading/finalised'],
    ['S:annuler of what was not frozen', opened(), act('undo', { expired: false }), 'reading/invalid-transition'],
    ['S:annuler by somebody else', opened({ phase: 'AVIS_FIGE' }), act('undo', { by: 'other', expired: false }), 'request/not-found'],
    ['an edit after the freeze', opened({ phase: 'AVIS_FIGE' }), act('saveDraft'), 'reading/invalid-transition'],
    ['anything after the signature', opened({ phase: 'DEFINITIF' }), act('sign'), 'reading/invalid-transition'],
    ['a change without a reason', opened({ phase: 'REVELATION' }), act('change', { reason: '  ' }), 'reading/reason-required'],
    ['an opinion that breaks the sheet', opened(), act('freeze', { opinionHolds: false }), 'reading/invalid-opinion'],
    ['the first reader as second reader', opened({ phase: 'REVELATION', firstReader: reader }), act('sign'), 'reading/same-reader'],
    ['a signature when somebody else signed meanwhile', opened({ phase: 'REVELATION', taken: true }), act('sign'), 'reading/not-your-turn'],
  ])('refuses %s', (_, state, event, problem) => {
    expect(problemOf(state, event)).toBe(problem)
  })

  it('says a version conflict before anything else about the act', () => {
    expect(problemOf(opened({ phase: 'REVELATION', version: 3 }), act('change', { reason: '' }))).toBe('reading/stale-version')
  })
})

describe('whatever is tried, in whatever order', () => {
  const anyAct = fc.record({
    type: fc.constantFrom('saveDraft', 'freeze', 'undo', 'reveal', 'change', 'sign'),
    by: fc.constantFrom(reader, reader, reader, 'other'),
    expectedVersion: fc.constantFrom('now', 'now', 'now', 'stale'),
    opinionHolds: fc.constantFrom(true, true, false),
    reason: fc.constantFrom('', 'motif'),
  })
  const start = fc.record({
    kind: fc.constantFrom('FIRST', 'SECOND', 'SECOND', 'PLAIN'),
    policy: fc.constantFrom(...(Object.keys(policies) as PolicyName[])),
    taken: fc.constantFrom(false, false, true),
    firstReader: fc.constantFrom('other', 'other', null, reader),
  })

  it('nothing is revealed before it was frozen, nothing signed twice, nothing moves without a new version', () => {
    let signedRuns = 0
    let revealedRuns = 0
    fc.assert(
      fc.property(start, fc.array(anyAct, { minLength: 20, maxLength: 60, size: 'max' }), (first, acts) => {
        let state: ReadingMachine = opened({ ...first, phase: first.kind === 'SECOND' ? policies[first.policy].secondBeginsIn : 'LECTURE' })
        let frozen = false
        let revealed = false
        let signatures = 0
        for (const { expectedVersion, ...rest } of acts) {
          const event = act(rest.type, { ...rest, expectedVersion: expectedVersion === 'now' ? state.version : state.version - 1 })
          const result = transition(state, event)
          if (!result.accepted) continue
          expect(result.state).toEqual({ ...state, phase: result.state.phase, version: state.version + 1 })
          expect(event.by).toBe(reader)
          if (event.type === 'freeze') frozen = true
          if (event.type === 'undo') { expect(revealed).toBe(false); frozen = false }
          if (event.type === 'reveal') { expect(frozen).toBe(true); revealed = true }
          if (event.type === 'change') { expect(revealed).toBe(true); expect(event.reason).not.toBe('') }
          if (event.type === 'saveDraft') expect(frozen).toBe(false)
          if (event.type === 'sign') signatures += 1
          if (state.phase === 'DEFINITIF') throw new Error('left the final phase')
          state = result.state
        }
        expect(signatures).toBeLessThanOrEqual(1)
        if (state.phase === 'REVELATION') expect(revealed).toBe(true)
        if (signatures === 1 && state.kind === 'SECOND') {
          expect(state.firstReader).not.toBe(reader)
          if (state.policy === 'FR_DOCS_MASQUE') expect(revealed).toBe(true)
        }
        if (signatures === 1) { expect(state.phase).toBe('DEFINITIF'); expect(state.taken).toBe(false); signedRuns += 1 }
        if (revealed) revealedRuns += 1
      }),
      { numRuns: 2000 },
    )
    // The walk is worth something only if many runs get that far.
    expect(signedRuns).toBeGreaterThan(100)
    expect(revealedRuns).toBeGreaterThan(50)
  })
})
