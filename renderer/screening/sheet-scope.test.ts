import { describe, expect, it } from 'vitest'
import type { ImageDescriptor } from '../../main/contract/index.ts'
import { sheetRules } from '../../main/domain/sheet/index.ts'
import { acrOffered, fieldOf, imagedCotes } from './sheet-scope.ts'

const image = (imageLaterality: 'R' | 'L' | '') => ({ imageLaterality }) as ImageDescriptor

describe('scope of the sheet', () => {
  it('places every rule of the sheet beside a field', () => {
    const astray = sheetRules.filter(({ id }) => !['R3a', 'R16', 'R17', 'R18'].includes(id) && fieldOf({ rule: id, blocking: true, fr: '', en: '' }) === 'VIEWS')
    expect(astray.map(({ id }) => id)).toEqual([])
  })

  it('does not offer the second reader what needs a workup', () => {
    expect([acrOffered('FIRST'), acrOffered('SECOND')]).toEqual([[0, 1, 2, 3, 4, 5], [0, 1, 2, 5]])
  })

  it('offers the breasts that were imaged, and both where the images do not say', () => {
    expect([imagedCotes([image('L'), image('L')]), imagedCotes([image('R'), image('L')]), imagedCotes([image('')])]).toEqual([['G'], ['D', 'G'], ['D', 'G']])
  })
})
