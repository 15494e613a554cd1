import { describe, expect, it } from 'vitest'
import { gate, standingWords, type GatedAct, type GatedReading } from './index.ts'

const fit = { fit: true, override: null }
const unfit = { fit: false, override: null }
const overridden = { fit: false, override: 'TEACHING' } as const
const programme: GatedReading = { kind: 'FIRST', demo: false, signed: false, training: false }
const acts: readonly GatedAct[] = ['open', 'freeze', 'reveal', 'change', 'sign']
const answers = (standing: Parameters<typeof gate>[0], reading: GatedReading) => acts.map((act) => gate(standing, reading, act))

describe('what a reading may do on its display', () => {
  it('Q5 holds back a programme reading on an unfit display: not opened, frozen, changed or signed', () => {
    for (const kind of ['FIRST', 'SECOND'] as const) {
      expect(answers(fit, { ...programme, kind })).toEqual(['pass', 'pass', 'pass', 'pass', 'pass'])
      expect(answers(unfit, { ...programme, kind })).toEqual(['display/unfit', 'display/unfit', 'pass', 'display/unfit', 'display/unfit'])
    }
  })
  it('Q5 never holds back an ordinary report, a demonstration study or the look at a signed reading', () => {
    for (const reading of [{ ...programme, kind: 'PLAIN' as const }, { ...programme, demo: true }]) expect(new Set(answers(unfit, reading))).toEqual(new Set(['pass']))
    expect(gate(unfit, { ...programme, signed: true }, 'open')).toBe('pass')
  })
  it('Q5 lets a training console begin a training reading, which is never concluded on any display', () => {
    expect(gate(overridden, { ...programme, training: null }, 'open')).toBe('begin-training')
    const training = { ...programme, training: true }
    expect(answers(overridden, training)).toEqual(['pass', 'display/training', 'display/training', 'display/training', 'display/training'])
    expect(answers(fit, training)).toEqual(['set-aside', 'display/training', 'display/training', 'display/training', 'display/training'])
  })
  it('Q5 does not open under the override what was begun on a fit display', () => {
    expect(answers(overridden, programme)).toEqual(['display/unfit', 'display/unfit', 'pass', 'display/unfit', 'display/unfit'])
  })
  it('Q5 closes the training reading when the override ends', () => {
    expect(gate(unfit, { ...programme, training: true }, 'open')).toBe('display/unfit')
  })
  it('Q5 writes codes, identifiers and days with each reading, and no sentence', () => {
    const reasons = [{ code: 'megapixels', fr: 'Phrase', en: 'Sentence' }, { code: 'scaling', fr: 'Phrase', en: 'Sentence' }] as const
    expect(standingWords({ fit: false, override: null, reasons, displays: [] })).toBe('display=unfit (megapixels scaling) unregistered')
    expect(standingWords({ fit: false, override: 'TEACHING', reasons, displays: [] })).toContain('display=override TEACHING')
  })
})
