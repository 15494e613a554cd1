/** Profiles from before clinical documents went to the archive too say nothing of it for their sites: none of them asks for it. */
import { z } from 'zod'

const former = z.looseObject({ default: z.looseObject({}), sites: z.record(z.string(), z.looseObject({})) })
const silent = { archiveCda: false }

export function withArchive(stored: unknown): unknown {
  const { default: standard, sites, ...rest } = former.parse(stored)
  return { ...rest, default: { ...silent, ...standard }, sites: Object.fromEntries(Object.entries(sites).map(([name, own]) => [name, { ...silent, ...own }])) }
}
