import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { attributes } from './attributes.ts'

interface DictionaryEntry { tag: string; vr: string; name: string }
const dcmjs = createRequire(import.meta.url)('dcmjs') as { data: { DicomMetaDictionary: { nameMap: Record<string, DictionaryEntry> } } }

describe('the attribute table', () => {
  it('agrees with an independent data dictionary on every tag and value representation', () => {
    const { nameMap } = dcmjs.data.DicomMetaDictionary
    for (const [keyword, [tag, vr]] of Object.entries(attributes)) {
      // Odd groups are private: no dictionary knows them (PS3.5 7.8).
      if ((tag >>> 16) % 2 === 1) continue
      const entry = nameMap[keyword]
      expect(entry, keyword).toBeDefined()
      expect(Number.parseInt(entry?.tag.replaceAll(/[(),]/g, '') ?? '', 16), keyword).toBe(tag)
      // A pointer into a DICOMDIR is UL (PS3.6); the dictionary marks it with a representation of its own.
      if (entry?.vr === 'up') expect(vr, keyword).toBe('UL')
      else if (!['xs', 'ox', 'lut'].includes(vr)) expect(entry?.vr, keyword).toBe(vr)
      else expect(entry?.vr, keyword).toMatch(/^(xs|ox|lt)$/)
    }
  })

  it('lists each tag once', () => {
    const tags = Object.values(attributes).map(([tag]) => tag)
    expect(new Set(tags).size).toBe(tags.length)
  })
})
