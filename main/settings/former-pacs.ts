/** Profiles from before there were several sources hold one section `pacs`: it is their first source and their archive,
 *  until the sources are stored anew. */
import { z } from 'zod'
import { newSource, type StoredSource } from '../contract/index.ts'
import type { Store } from '../store/index.ts'

const former = z.object({ url: z.string(), user: z.string(), certificateAuthority: z.string(), password: z.string() })

/** Nothing where there was no such section, or one without a PACS. */
export function formerPacs(store: Store): { sources?: StoredSource[] } {
  const row = store.prepare<[], { value: string }>("SELECT value FROM settings WHERE key = 'pacs'").get()
  if (row === undefined) return {}
  const { url, user, certificateAuthority, password } = former.parse(JSON.parse(row.value))
  if (url === '') return {}
  const source = newSource('pacs', 'PACS')
  return { sources: [{ ...source, archive: true, dicomWeb: { ...source.dicomWeb, url, user, certificateAuthority, password, token: '', clientKey: '' } }] }
}

/** With its password. */
export function forgetFormerPacs(store: Store): void {
  store.prepare("DELETE FROM settings WHERE key = 'pacs'").run()
}
