import { describe, expect, it } from 'vitest'
import type { StudyInstanceUID, WorklistRow } from '../../main/contract/index.ts'
import { neighbour, placeIn, type ReadingQueue } from './navigation.ts'
import { bandColour } from './patient-colour.ts'

const uid = (text: string) => text as StudyInstanceUID
const row = (study: string) => ({ studyInstanceUID: uid(study) }) as WorklistRow
const queue: ReadingQueue = { rows: ['1.1', '1.2', '1.3'].map(row), offset: 200, total: 1284 }

describe('a reading queue', () => {
  it('knows its neighbours and its ends', () => {
    expect(neighbour(queue, uid('1.2'), 1)?.studyInstanceUID).toBe('1.3')
    expect(neighbour(queue, uid('1.2'), -1)?.studyInstanceUID).toBe('1.1')
    expect([neighbour(queue, uid('1.3'), 1), neighbour(queue, uid('1.1'), -1), neighbour(queue, uid('9'), 1)]).toEqual([null, null, null])
  })
  it('counts places in the whole list, from one', () => {
    expect([placeIn(queue, uid('1.1')), placeIn(queue, uid('9'))]).toEqual([{ index: 201, total: 1284 }, null])
  })
})

describe('the colour of a patient', () => {
  it('is the same in every window and changes with the patient', () => {
    const patients = Array.from({ length: 40 }, (_, index) => ({ patientID: `IPP${index}`, patientName: 'ESSAI^Anne' }))
    const colours = patients.map(bandColour)
    expect(patients.map(bandColour)).toEqual(colours)
    expect(new Set(colours).size).toBeGreaterThan(4)
  })
})
