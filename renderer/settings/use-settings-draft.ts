/** The settings as they are being edited: one draft for the whole screen, so that changing section loses nothing. */
import { useState } from 'react'
import type { Settings } from '../../main/contract/index.ts'
import { useAct, useOperation, useRefresh } from '../api/index.ts'
import { draftOf, settingsProblems, type SettingsDraft, type SettingsProblem } from './settings-input.ts'

export interface SettingsEditing {
  readonly stored: Settings
  readonly draft: SettingsDraft
  readonly changed: boolean
  readonly problems: readonly SettingsProblem[]
  readonly saving: boolean
  readonly error: unknown
  edit(change: Partial<SettingsDraft>): void
  revert(): void
  /** Resolves true once stored; problems are in `error`. */
  save(): Promise<boolean>
}

export function useSettingsDraft(): { query: ReturnType<typeof useOperation<'settings.get'>>; editing: SettingsEditing | null } {
  const query = useOperation('settings.get', {})
  const set = useAct('settings.set')
  const refresh = useRefresh()
  const [draft, setDraft] = useState<SettingsDraft | null>(null)
  const stored = query.data
  if (stored === undefined) return { query, editing: null }
  const base = draftOf(stored)
  const current = draft ?? base
  return {
    query,
    editing: {
      stored,
      draft: current,
      changed: JSON.stringify(current) !== JSON.stringify(base),
      problems: settingsProblems(current),
      saving: set.isPending,
      error: set.error,
      edit: (change) => { setDraft({ ...current, ...change }) },
      revert: () => {
        setDraft(null)
        set.reset()
      },
      async save() {
        try {
          await set.mutateAsync(current)
          await query.refetch()
          setDraft(null)
          refresh('health.get')
          refresh('sources.listener')
          return true
        } catch {
          // The mutation keeps the error; the form shows it.
          return false
        }
      },
    },
  }
}
