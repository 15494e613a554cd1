/** Where the reader is. Kept in memory only: no address, title or history entry ever names an exam.
 *  `useNavigation()` gives the screen and the ways between; a reload comes back to the worklist. */
import { createContext, useContext } from 'react'
import type { StudyInstanceUID, WorklistRow } from '../../main/contract/index.ts'

export const settingsSections = ['general', 'hanging', 'shortcuts', 'pacs', 'dicom', 'ris', 'orders', 'site', 'sessions', 'displays', 'accounts', 'centreKey', 'exchange', 'about'] as const
export type SettingsSection = (typeof settingsSections)[number]

/** The exams as they were listed when the reading began, so that "next" stays what the reader saw. */
export interface ReadingQueue {
  readonly rows: readonly WorklistRow[]
  /** Place of the first of `rows` in the whole list, from 0, and the length of that list. */
  readonly offset: number
  readonly total: number
}

export type Screen =
  | { readonly name: 'worklist' }
  | { readonly name: 'reading'; readonly study: WorklistRow; readonly queue: ReadingQueue }
  | { readonly name: 'settings'; readonly section: SettingsSection }
  | { readonly name: 'session' }
  | { readonly name: 'audit' }
  | { readonly name: 'deliveries' }
  | { readonly name: 'desk' }

export type Overlay = 'palette' | 'help' | 'deliveries' | 'retrievals' | 'figures'

export interface Navigation {
  readonly screen: Screen
  go(screen: Screen): void
  readonly overlay: Overlay | null
  show(overlay: Overlay | null): void
}

export const NavigationContext = createContext<Navigation | null>(null)

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext)
  if (navigation === null) throw new Error('No navigation above this component')
  return navigation
}

/** The neighbour of a study in its queue; null at either end or when the study is not in it. */
export function neighbour(queue: ReadingQueue, study: StudyInstanceUID, step: 1 | -1): WorklistRow | null {
  const index = indexIn(queue, study)
  return index < 0 ? null : (queue.rows[index + step] ?? null)
}

/** `12 / 50`, counted from 1 in the whole list; null when the study is not in its queue. */
export function placeIn(queue: ReadingQueue, study: StudyInstanceUID): { index: number; total: number } | null {
  const index = indexIn(queue, study)
  return index < 0 ? null : { index: queue.offset + index + 1, total: queue.total }
}

function indexIn(queue: ReadingQueue, study: StudyInstanceUID): number {
  return queue.rows.findIndex((row) => row.studyInstanceUID === study)
}
