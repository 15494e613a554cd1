import { describe, expect, it } from 'vitest'
import { newSource } from '../../../main/contract/index.ts'
import { allWays, firstSource, moved, placeOf, withoutSource, withSource } from './source-edits.ts'

const [one, two] = [firstSource(), newSource('two', 'Deux')]

describe('the list of sources', () => {
  it('holds one archive: the one that was made it last, and the only one that remains', () => {
    const list = withSource(withSource([], one), { ...two, archive: true })
    expect(list.map(({ id, archive }) => [id, archive])).toEqual([['pacs', false], ['two', true]])
    expect(withoutSource(list, 'two').map(({ id, archive }) => [id, archive])).toEqual([['pacs', true]])
  })
  it('keeps its order through an edit and follows a move within its bounds', () => {
    const list = [one, two]
    expect(withSource(list, { ...one, name: 'Un' }).map(({ name }) => name)).toEqual(['Un', 'Deux'])
    expect([moved(list, 0, 1), moved(list, 0, -1), moved(list, 1, 1)].map((each) => each.map(({ id }) => id))).toEqual([['two', 'pacs'], ['pacs', 'two'], ['pacs', 'two']])
  })
  it('shows every way of retrieval, the used ones first', () => {
    expect([allWays(['C_MOVE']), allWays([])]).toEqual([['C_MOVE', 'WADO_RS', 'C_GET'], ['WADO_RS', 'C_GET', 'C_MOVE']])
  })
  it('tells a source by its hosts', () => {
    expect(placeOf({ dicomWeb: { ...one.dicomWeb, url: 'https://pacs.example.org/dicom-web' }, dimse: { ...one.dimse, host: '10.0.0.2', calledAE: 'ARCHIVE' } })).toBe('pacs.example.org · ARCHIVE@10.0.0.2:104')
  })
})
