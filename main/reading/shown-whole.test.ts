import { describe, expect, it } from 'vitest'
import { ExpectedError, type DisplayedShare } from '../contract/index.ts'
import { screeningStudy } from '../../test/fixtures/signed-readings.ts'
import { passShown } from './shown-whole.ts'

const study = { ...screeningStudy, locality: 'local' as const }
const row = { kind: 'SECOND' as const, study_instance_uid: study.studyInstanceUID }
const uids = study.images.map(({ sopInstanceUID }) => sopInstanceUID)
const shares = (...values: number[]): DisplayedShare[] => values.map((atOneToOne, index) => ({ sopInstanceUID: uids[index] as DisplayedShare['sopInstanceUID'], atOneToOne }))
const pass = (demands: boolean, displayed?: DisplayedShare[], kind: 'SECOND' | 'PLAIN' = 'SECOND', images = study.images) =>
  passShown({ study: () => ({ ...study, images }), demandsOneToOne: () => demands }, { ...row, kind }, displayed)
const refusal = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error instanceof ExpectedError ? [error.code, error.params] : error
  }
}

describe('what was shown before an opinion is closed', () => {
  it('M12 is kept as image and share, rounded down, and nothing else', () => {
    expect(pass(false, shares(1, 0.9999, 0.5))).toBe(` 1:1 ${uids[0]}=1.000 ${uids[1]}=0.999 ${uids[2]}=0.500 ${uids[3]}=0.000`)
    expect(pass(false, [{ sopInstanceUID: '2.25.999' as DisplayedShare['sopInstanceUID'], atOneToOne: 1 }])).not.toContain('2.25.999')
    expect(pass(false)).toBe('')
  })

  it('M12 must be all of every image where the programme demands it, and an ordinary report is not asked', () => {
    expect(refusal(() => pass(true, shares(1, 1, 1, 0.999)))).toEqual(['reading/not-shown-whole', { count: '1', whole: '4' }])
    expect(refusal(() => pass(true))).toEqual(['reading/not-shown-whole', { count: '4', whole: '4' }])
    expect(pass(true, shares(1, 1, 1, 1))).toContain('=1.000')
    expect(pass(true, undefined, 'PLAIN')).toBe('')
  })

  it('M12 does not ask for slices and raw images', () => {
    const others = study.images.map((image, index) => (index === 0 ? { ...image, numberOfFrames: 60 } : index === 1 ? { ...image, presentationIntentType: 'FOR PROCESSING' } : image))
    expect(pass(true, shares(0, 0, 1, 1), 'SECOND', others)).toBe(` 1:1 ${uids[2]}=1.000 ${uids[3]}=1.000`)
  })
})
