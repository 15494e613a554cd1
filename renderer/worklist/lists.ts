/** The working lists of the left panel, as filters. Screening is mammography; EEG has its own; the rest is scheduled;
 *  drafts are the account's own readings under way, of any kind. */
import type { Output, ReadingState, WorklistFilter } from '../../main/contract/index.ts'

export const workingLists = ['all', 'screening', 'scheduled', 'eeg', 'drafts'] as const
export type WorkingList = (typeof workingLists)[number]

export const emptyFilter: WorklistFilter = { text: '', modalities: [], sites: [], localities: [], readings: [], studyDateFrom: null, studyDateTo: null }

const underWay: ReadingState[] = ['reading', 'frozen', 'revealed']
const nothing = '-'

/** The reader's own filters narrowed to a list; a choice that the list excludes finds nothing, rather than everything. */
export function filterOf(list: WorkingList, own: WorklistFilter, knownModalities: readonly string[]): WorklistFilter {
  const only = (allowed: readonly string[]): string[] => {
    const kept = own.modalities.length === 0 ? [...allowed] : own.modalities.filter((modality) => allowed.includes(modality))
    return kept.length === 0 ? [nothing] : kept
  }
  switch (list) {
    case 'all': return own
    case 'screening': return { ...own, modalities: only(['MG']) }
    case 'eeg': return { ...own, modalities: only(['EEG']) }
    case 'scheduled': return { ...own, modalities: only(knownModalities.filter((modality) => modality !== 'MG' && modality !== 'EEG')) }
    case 'drafts': return { ...own, readings: own.readings.length === 0 ? underWay : own.readings.filter((reading) => underWay.includes(reading)) }
  }
}

export function countOf(list: WorkingList, facets: Output<'worklist.facets'>): number {
  return list === 'all' ? facets.total : facets[list]
}

export function isNarrowed(filter: WorklistFilter): boolean {
  return filter.text.trim() !== '' || filter.modalities.length > 0 || filter.sites.length > 0 || filter.localities.length > 0
    || filter.readings.length > 0 || filter.studyDateFrom !== null || filter.studyDateTo !== null
}
