import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { imageDescriptorFixture as image } from '../../../test/fixtures/image-descriptor.ts'
import { hasPydicom } from '../../../test/fixtures/pydicom.ts'
import { breastSections, modifiersOf, sectionsOf, viewAbbreviation, viewOf } from './index.ts'

const view = (value: string, scheme = 'SCT') => ({ viewCode: { value, scheme, meaning: '' } })
const modifiers = (...values: string[]) => ({ viewModifierCodes: values.map((value) => ({ value, scheme: 'SCT', meaning: '' })) })

/** Every code of three context groups as pydicom's own tables have them, with its old SNOMED-RT code. */
function contextGroup(number: number): [sct: string, srt: string][] {
  const script = `
from pydicom.sr import _cid_dict as c, _concepts_dict as d, _snomed_dict as s
for k in c.cid_concepts[${number}]['SCT']:
    for code, (m, cids) in d.concepts['SCT'][k].items():
        if ${number} in cids: print(code, s.mapping['SCT'][code])`
  const { stdout } = spawnSync('/usr/bin/python3', ['-c', script], { encoding: 'utf8' })
  return stdout.trim().split('\n').map((line) => line.split(' ') as [string, string])
}

describe('view codes', () => {
  it('M20 knows views by SCT, SRT and SNM3 codes, and by nothing else', () => {
    expect(viewOf(view('399162004'))).toBe('CC')
    expect(viewOf(view('R-10226', 'SRT'))).toBe('MLO')
    expect(viewOf(view('R-10226', 'SNM3'))).toBe('MLO')
    expect(viewOf(view('R-10226', '99LOCAL'))).toBeNull()
    expect(viewOf(view('R-10226'))).toBeNull()
    expect(viewOf({ viewCode: null })).toBeNull()
  })

  it.skipIf(!hasPydicom)(`M20 knows every view, modifier and section of CID 4014, 4015 and 4005 in all three schemes, as an independent table has them${hasPydicom ? '' : ' (skipped: no pydicom)'}`, () => {
    const [views, changes, sections] = [contextGroup(4014), contextGroup(4015), contextGroup(4005)]
    expect([views.length, changes.length, sections.length]).toEqual([11, 14, 7])
    for (const [sct, srt] of views) {
      expect(viewOf(view(sct)), sct).not.toBeNull()
      for (const scheme of ['SRT', 'SNM3']) expect(viewOf(view(srt, scheme)), srt).toBe(viewOf(view(sct)))
    }
    for (const [sct, srt] of changes) {
      const [name] = modifiersOf(modifiers(sct))
      expect(name, sct).not.toBe('unknown')
      for (const scheme of ['SRT', 'SNM3']) expect(modifiersOf({ viewModifierCodes: [{ value: srt, scheme, meaning: '' }] }), srt).toEqual([name])
    }
    const found = sections.map(([value, srt]) => [sectionsOf({ partialViewCodes: [{ value, scheme: 'SCT', meaning: '' }] }), sectionsOf({ partialViewCodes: [{ value: srt, scheme: 'SRT', meaning: '' }] })].flat())
    expect(new Set(found.flat())).toEqual(new Set(breastSections))
    expect(found.every(([sct, srt]) => sct === srt)).toBe(true)
  })

  it.each([
    ['CC', {}], ['MCC', modifiers('399163009')], ['SCC', modifiers('399055006')], ['MSCC', modifiers('399055006', '399163009')],
    ['CCRL', modifiers('399197002')], ['CCRM', modifiers('399226006')], ['CCRI', modifiers('414493004')], ['CCRS', modifiers('415670009')],
    ['CCID', modifiers('399209000')], ['CCNP', modifiers('442581004')], ['CCAC', modifiers('441752004')], ['CCIMF', modifiers('442593008')], ['CCAX', modifiers('442580003')],
    ['CV', modifiers('399161006')], ['AT', modifiers('399011000')], ['TAN', modifiers('399110001')], ['MTAN', modifiers('399110001', '399163009')],
    ['MCCRLID', modifiers('399209000', '399163009', '399197002', '399197002')],
    ['ML', view('399260004')], ['MLO', view('399368009')], ['LM', view('399352003')], ['LMO', view('399099002')], ['FB', view('399196006')], ['SIO', view('399188001')],
    ['ISO', view('441555000')], ['XCC', view('R-102CF', 'SRT')], ['XCCL', view('399192008')], ['XCCM', view('Y-X1771', 'SNM3')], ['TAN', view('399110001')],
  ])('M22 abbreviates %s as radiographers do', (expected, over) => {
    expect(viewAbbreviation(image(over))).toBe(expected)
  })

  it('M22 a view without a code keeps what the object calls it', () => {
    expect(viewAbbreviation(image({ viewCode: null, viewPosition: 'CC' }))).toBe('CC')
    expect(viewAbbreviation(image({ viewCode: { value: '127457009', scheme: 'SCT', meaning: 'tissue specimen from breast' } }))).toBe('tissue specimen from breast')
  })
})
