import { describe, expect, it } from 'vitest'
import { ageInYears, formatPatientName } from './dicom-text.ts'
import { addDays, parseDay } from './day-input.ts'
import { createFormat } from './format.ts'
import { frenchSpaces } from './typography.ts'

const french = createFormat('fr')
const english = createFormat('en')

describe('formats', () => {
  it('write days the same way in both languages', () => {
    expect([french.day('2025-03-10'), english.day('2025-03-10'), french.day(null)]).toEqual(['10.03.2025', '10.03.2025', ''])
  })
  it('use the decimal comma and a no-break space before the unit in French', () => {
    expect(french.quantity(12.5, 'mm', 1)).toBe('12,5\u00a0mm')
    expect(english.quantity(12.5, 'mm', 1)).toBe('12.5\u00a0mm')
  })
  it('never show 100 % before the end', () => {
    expect(french.percent(0.999)).toBe('99\u00a0%')
    expect(english.percent(1)).toBe('100%')
  })
  it('count octets in French and bytes in English', () => {
    expect([french.bytes(27_262_976), english.bytes(512)]).toEqual(['27,3\u00a0Mo', '512\u00a0B'])
  })
  it('put the spaces of French typography', () => {
    expect(frenchSpaces('Quoi ? « oui » : 37 %')).toBe('Quoi\u202f? «\u00a0oui\u00a0»\u00a0: 37\u00a0%')
  })
})

describe('DICOM texts', () => {
  it('show person names as people read them', () => {
    expect(formatPatientName('MAMMATEST^Maria^Anne^^=ideographic')).toBe('MAMMATEST Maria Anne')
    expect(formatPatientName('')).toBe('')
  })
  it('count whole years at the date of the exam', () => {
    expect([ageInYears('1962-04-12', '2025-04-11'), ageInYears('1962-04-12', '2025-04-12'), ageInYears(null, '2025-04-12'), ageInYears('2026-01-01', '2025-01-01')]).toEqual([62, 63, null, null])
  })
})

describe('typed days', () => {
  it('are read day first, with any separator', () => {
    expect(['10.03.2025', '10/3/2025', '10-03-25', '10032025', '2025-03-10'].map(parseDay)).toEqual(Array(5).fill('2025-03-10'))
  })
  it('are refused when no such day exists', () => {
    expect(['31.02.2025', '2025', 'hier', '00.01.2025'].map(parseDay)).toEqual([null, null, null, null])
  })
  it('move over months and years', () => {
    expect(addDays('2024-12-25', 15)).toBe('2025-01-09')
  })
})
