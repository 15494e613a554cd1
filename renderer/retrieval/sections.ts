/** Orders retrievals for a reader: what moves, what waits, what was paused, what failed. Within each, as main ordered. */
import type { RetrieveJob } from '../../main/contract/index.ts'
import type { Tone } from '../ui/index.ts'

export type Section = 'running' | 'waiting' | 'paused' | 'failed'

const sectionOf: Partial<Record<RetrieveJob['state'], Section>> = { running: 'running', queued: 'waiting', retry_wait: 'waiting', paused: 'paused', failed: 'failed' }

export const toneOf: Record<RetrieveJob['state'], Tone> = { running: 'accent', queued: 'neutral', retry_wait: 'warn', paused: 'neutral', failed: 'alert', complete: 'ok', cancelled: 'neutral' }

export function inSections(jobs: readonly RetrieveJob[]): { section: Section; jobs: readonly RetrieveJob[] }[] {
  return (['running', 'waiting', 'paused', 'failed'] as const)
    .map((section) => ({ section, jobs: jobs.filter((job) => sectionOf[job.state] === section) }))
    .filter((group) => group.jobs.length > 0)
}

export const isOpen = (job: RetrieveJob): boolean => job.state !== 'failed'
