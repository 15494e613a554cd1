import { describe, expect, it } from 'vitest'
import { dueDate } from './due-date.ts'
import { countOf, emptyFilter, filterOf } from './lists.ts'

const known = ['MG', 'CT', 'MR', 'EEG']

describe('working lists', () => {
  it('leave the whole list to the reader’s own filters', () => {
    expect(filterOf('all', emptyFilter, known)).toEqual(emptyFilter)
  })
  it('put what is neither screening nor EEG under scheduled', () => {
    expect(filterOf('scheduled', emptyFilter, known).modalities).toEqual(['CT', 'MR'])
  })
  it('find nothing, rather than everything, for a modality outside the list', () => {
    expect(filterOf('screening', { ...emptyFilter, modalities: ['CT'] }, known).modalities).not.toEqual([])
    expect(filterOf('screening', { ...emptyFilter, modalities: ['CT'] }, known).modalities).not.toContain('CT')
  })
  it('keep only readings under way as drafts', () => {
    expect(filterOf('drafts', emptyFilter, known).readings).toEqual(['reading', 'frozen', 'revealed'])
    expect(filterOf('drafts', { ...emptyFilter, readings: ['signed', 'frozen'] }, known).readings).toEqual(['frozen'])
  })
  it('show the count that main gave', () => {
    const facets = { total: 9, modalities: [], sites: [], screening: 4, scheduled: 3, eeg: 2, drafts: 1 }
    expect((['all', 'screening', 'scheduled', 'eeg', 'drafts'] as const).map((list) => countOf(list, facets))).toEqual([9, 4, 3, 2, 1])
  })
})

describe('the due date of a screening exam', () => {
  const exam = { modalities: ['MG'], reading: 'to-read', studyDate: '2025-03-10', demo: false } as const
  const of = (change: object, today = '2025-03-12') => dueDate({ ...exam, ...change, modalities: [...exam.modalities] }, today)
  it('is fifteen days after the mammogram', () => {
    expect(of({})).toEqual({ days: 13, urgency: 'calm' })
  })
  it('becomes urgent three days before and late after', () => {
    expect([of({}, '2025-03-22')?.urgency, of({}, '2025-03-25')?.urgency, of({}, '2025-03-26')]).toEqual(['soon', 'soon', { days: -1, urgency: 'late' }])
  })
  it('is gone once the reader has signed, and absent for other exams', () => {
    expect([of({ reading: 'signed' }), of({ studyDate: null }), dueDate({ ...exam, modalities: ['CT'] }, '2025-03-12')]).toEqual([null, null, null])
  })
})
