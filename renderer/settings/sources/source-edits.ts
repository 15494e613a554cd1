/** What a form does to the list of sources. Pure. */
import { newSource, type RetrievalWay, type SourceInput } from '../../../main/contract/index.ts'

/** The source that a console without any is asked for: one PACS, which is the archive. */
export const firstSource = (): SourceInput => ({ ...newSource('pacs', 'PACS'), archive: true })

/** In its place; at the end where it is new. At most one is the archive: the one that was just made it. */
export function withSource(sources: readonly SourceInput[], source: SourceInput): SourceInput[] {
  const others = (one: SourceInput): SourceInput => (source.archive && one.archive ? { ...one, archive: false } : one)
  const known = sources.some(({ id }) => id === source.id)
  return [...sources.map((one) => (one.id === source.id ? source : others(one))), ...(known ? [] : [source])]
}

/** The archive that is removed leaves its part to the only one that remains. */
export function withoutSource(sources: readonly SourceInput[], id: string): SourceInput[] {
  const left = sources.filter((one) => one.id !== id)
  const [only] = left
  return only !== undefined && left.length === 1 ? [{ ...only, archive: true }] : left
}

export function moved<T>(list: readonly T[], from: number, by: -1 | 1): T[] {
  const next = [...list]
  const [one] = next.splice(from, 1)
  if (one === undefined || from + by < 0 || from + by > next.length) return [...list]
  next.splice(from + by, 0, one)
  return next
}

/** Every way, those that are used first in their order. */
export function allWays(used: readonly RetrievalWay[]): RetrievalWay[] {
  const every: readonly RetrievalWay[] = ['WADO_RS', 'C_GET', 'C_MOVE']
  return [...used, ...every.filter((way) => !used.includes(way))]
}

export const hasAddress = ({ dicomWeb, dimse }: Pick<SourceInput, 'dicomWeb' | 'dimse'>): boolean => dicomWeb.url !== '' || dimse.host !== ''

/** Host and port as they are read at a glance. */
export function placeOf({ dicomWeb, dimse }: Pick<SourceInput, 'dicomWeb' | 'dimse'>): string {
  const web = URL.canParse(dicomWeb.url) ? new URL(dicomWeb.url).host : dicomWeb.url
  return [web, dimse.host === '' ? '' : `${dimse.calledAE}@${dimse.host}:${dimse.port}`].filter((place) => place !== '').join(' · ')
}
