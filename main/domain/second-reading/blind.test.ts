import { describe, expect, it } from 'vitest'
import type { Role } from '../../contract/index.ts'
import { mustStayBlind, policies, type PolicyName, type StudyTurn } from './index.ts'

const turn = (over: Partial<StudyTurn> = {}): StudyTurn => ({ subject: 'SCREENING', first: { reader: 'one', inScope: true }, second: null, arbitration: null, plain: null, assigned: [], ...over })
const account = (...roles: Role[]) => ({ id: 'two', roles })

describe('M33 who must stay blind', () => {
  it('is who reads blind, until the opinion is frozen', () => {
    expect(mustStayBlind('FR_DOCS_MASQUE', turn(), account('L2'), 'LECTURE_AVEUGLE')).toBe(true)
    for (const phase of ['LECTURE', 'AVIS_FIGE', 'REVELATION', 'DEFINITIF'] as const) expect(mustStayBlind('FR_DOCS_MASQUE', turn(), account('L2'), phase)).toBe(false)
  })

  it('is every second reader who may still take the study, even before the first has signed', () => {
    expect(mustStayBlind('FR_DOCS_MASQUE', turn(), account('L2'), null)).toBe(true)
    expect(mustStayBlind('FR_DOCS_MASQUE', turn({ first: null }), account('L1', 'L2'), null)).toBe(true)
    expect(mustStayBlind('INDEPENDANT', turn({ first: null }), account('L2'), null)).toBe(true)
  })

  it('is nobody who cannot become the second reader any more', () => {
    expect(mustStayBlind('FR_DOCS_MASQUE', turn(), account('L1', 'RADIOLOGIST'), null)).toBe(false)
    expect(mustStayBlind('FR_DOCS_MASQUE', turn({ second: { reader: 'three' } }), account('L2'), null)).toBe(false)
    expect(mustStayBlind('FR_DOCS_MASQUE', turn({ first: { reader: 'two', inScope: true } }), account('L1', 'L2'), null)).toBe(false)
    expect(mustStayBlind('FR_DOCS_MASQUE', turn({ subject: 'PLAIN' }), account('L2'), null)).toBe(false)
  })

  it('is nobody under a policy that shows the second reader the first opinion at once', () => {
    for (const name of Object.keys(policies) as PolicyName[]) expect(mustStayBlind(name, turn(), account('L2'), null)).toBe(policies[name].secondBeginsIn === 'LECTURE_AVEUGLE')
  })
})
