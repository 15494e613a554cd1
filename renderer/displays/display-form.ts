/** The form of one display: what is typed so far, and which fields cannot be sent. */
import { displayEntry, type DisplayEntry } from '../../main/contract/index.ts'

export type DisplayDraft = { readonly [Key in keyof DisplayEntry]: DisplayEntry[Key] extends number ? number | null : DisplayEntry[Key] }

export const emptyDraft: DisplayDraft = {
  name: '', serialNumber: '', columns: null, rows: null, pixelPitchMm: null, calibratedOn: null, calibrationTarget: 'NONE',
  luminanceMin: null, luminanceMax: null, ambientLux: null, bits: 10,
}

/** Null when a field is missing or out of its range; `problemsOf` says which. */
export function entryOf(draft: DisplayDraft): DisplayEntry | null {
  const parsed = displayEntry.safeParse(draft)
  return parsed.success ? parsed.data : null
}

export function problemsOf(draft: DisplayDraft): ReadonlySet<keyof DisplayEntry> {
  const parsed = displayEntry.safeParse(draft)
  return new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => path[0] as keyof DisplayEntry))
}
