import { describe, expect, it } from 'vitest'
import { nameSearch } from './patient-name-search.ts'

describe('a search by name', () => {
  it('asks the PACS with wildcards where an accent or a separator may stand', () => {
    expect(nameSearch('Léger').patterns[0]).toBe('L*ger*')
    expect(nameSearch('LEGER').patterns).toEqual(['LEGER*', 'L*G*R*'])
    expect(nameSearch('dupont  marie').patterns[0]).toBe('dupont*marie*')
  })

  it('never asks for everybody', () => {
    expect(nameSearch('Ana').patterns).toEqual(['Ana*'])
    expect(nameSearch('  ')).toMatchObject({ patterns: [] })
  })

  it('sends wildcards as they were typed', () => {
    expect(nameSearch('D?P*').patterns).toEqual(['D?P*'])
    expect(nameSearch('D?P*').matches('anything')).toBe(true)
  })

  it('never sends a list of values', () => {
    expect(nameSearch('A\\B').patterns[0]).toBe('A*B*')
  })

  it.each([
    ['leger', 'LÉGER^Zoé', true], ['Léger', 'LEGER^ZOE', true], ['leger zoe', 'LÉGER^Zoé', true], ['zoe', 'LÉGER^Zoé', true],
    ['legrand', 'LÉGER^Zoé', false], ['zoe leger', 'LÉGER^Zoé', false], ['cœur', 'COEUR^Anne', true], ['coeur', 'CŒUR^Anne', true],
    ['l’hôpital', 'L\'HOPITAL^Guy', true], ['de la tour', 'DE LA TOUR^A', true], ['le', 'LÉGER', true],
  ])('%s finds %s: %s', (typed, name, expected) => {
    expect(nameSearch(typed).matches(name)).toBe(expected)
  })
})
