import { describe, expect, it } from 'vitest'
import type { Role } from '../../contract/index.ts'
import { opening, policies, readingSubject, visibility, type StudyTurn } from './index.ts'

const fresh: StudyTurn = { subject: 'SCREENING', first: null, second: null, arbitration: null, plain: null, assigned: [] }
const signed: StudyTurn = { ...fresh, first: { reader: 'one', inScope: true } }
const account = (id: string, ...roles: Role[]) => ({ id, roles })

describe('who may begin a reading', () => {
  it('gives an unread mammogram to a first reader and to nobody else', () => {
    expect(opening('FR_DOCS_MASQUE', fresh, account('one', 'L1'))).toEqual({ kind: 'FIRST', phase: 'LECTURE' })
    expect(opening('FR_DOCS_MASQUE', fresh, account('two', 'L2', 'RADIOLOGIST', 'ADMIN'))).toEqual({ problem: 'reading/not-your-turn' })
  })

  it('gives it to another second reader once the first reading is signed in scope', () => {
    expect(opening('FR_DOCS_MASQUE', signed, account('two', 'L2'))).toEqual({ kind: 'SECOND', phase: 'LECTURE_AVEUGLE' })
    expect(opening('FR_DOCS', signed, account('two', 'L2'))).toEqual({ kind: 'SECOND', phase: 'LECTURE' })
    expect(opening('FR_DOCS_MASQUE', { ...signed, first: { reader: 'one', inScope: false } }, account('two', 'L2'))).toEqual({ problem: 'reading/not-your-turn' })
  })

  it('never lets the first reader be the second one, under any policy', () => {
    for (const policy of Object.values(policies)) {
      expect(opening(policy.name, signed, account('one', 'L1', 'L2'))).toEqual({ problem: 'reading/same-reader' })
    }
  })

  it('closes when the second reading is signed', () => {
    expect(opening('FR_DOCS_MASQUE', { ...signed, second: { reader: 'two' } }, account('three', 'L2'))).toEqual({ problem: 'reading/not-your-turn' })
  })

  it('lets independent readers begin without one another', () => {
    expect(opening('INDEPENDANT', fresh, account('two', 'L2'))).toEqual({ kind: 'SECOND', phase: 'LECTURE_AVEUGLE' })
  })

  it('gives other radiology to a radiologist, once', () => {
    const ct: StudyTurn = { ...fresh, subject: 'PLAIN' }
    expect(opening('FR_DOCS_MASQUE', ct, account('r', 'RADIOLOGIST'))).toEqual({ kind: 'PLAIN', phase: 'LECTURE' })
    expect(opening('FR_DOCS_MASQUE', ct, account('one', 'L1', 'L2'))).toEqual({ problem: 'reading/not-your-turn' })
    expect(opening('FR_DOCS_MASQUE', { ...ct, plain: { reader: 'q' } }, account('r', 'RADIOLOGIST'))).toEqual({ problem: 'reading/not-your-turn' })
  })

  it('gives nothing to a coordinator, who is no reader by this role', () => {
    const coordinator = account('c', 'COORDINATOR', 'ADMIN')
    for (const { name } of Object.values(policies))
      for (const turn of [fresh, signed, { ...fresh, subject: 'PLAIN' } as const]) expect(opening(name, turn, coordinator)).toEqual({ problem: 'reading/not-your-turn' })
  })

  it('has nothing to read in an EEG', () => {
    expect(readingSubject(['EEG'])).toBe('NONE')
    expect(readingSubject(['CT'])).toBe('PLAIN')
    expect(readingSubject(['MG', 'US'])).toBe('SCREENING')
    expect(opening('FR_DOCS_MASQUE', { ...fresh, subject: 'NONE' }, account('r', 'RADIOLOGIST', 'L1', 'L2'))).toEqual({ problem: 'reading/not-your-turn' })
  })
})

describe('who may see what of the other reader', () => {
  const phases = [null, 'LECTURE_AVEUGLE', 'AVIS_FIGE', 'REVELATION', 'DEFINITIF'] as const

  it('masks the first reader until the reveal, and the second until the signature', () => {
    expect(phases.map((phase) => [...visibility('FR_DOCS_MASQUE', phase, 'SECOND')])).toEqual([[], ['FIRST_CONTEXT'], ['FIRST_CONTEXT'], ['FIRST_CONTEXT', 'FIRST_OPINION', 'FIRST_REPORT'], ['FIRST_CONTEXT', 'FIRST_OPINION', 'FIRST_REPORT']])
    expect(phases.map((phase) => [...visibility('FR_DOCS_MASQUE', phase, 'FIRST')])).toEqual([[], [], [], [], ['SECOND_REPORT']])
  })

  it('shows the first sheet at once under the letter of the order, but not before the reading is begun', () => {
    expect(visibility('FR_DOCS', null, 'SECOND').size).toBe(0)
    expect([...visibility('FR_DOCS', 'LECTURE', 'SECOND')]).toEqual(['FIRST_CONTEXT', 'FIRST_OPINION', 'FIRST_REPORT'])
  })

  it('shows independent readers nothing, and bystanders nothing', () => {
    for (const phase of phases) {
      for (const role of ['FIRST', 'SECOND'] as const) expect(visibility('INDEPENDANT', phase, role).size).toBe(0)
      for (const policy of Object.values(policies)) expect(visibility(policy.name, phase, null).size).toBe(0)
    }
  })
})
