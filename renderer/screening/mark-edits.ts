/** What the reader does to marks on the images, as pure edits of the opinion: points belong to their anomaly, the rest
 *  stands beside the anomalies and may name one. A refusal leaves the opinion as it was. */
import type { Anomalie, Avis, Cote, ImageDescriptor, Repere, Trace } from '../../main/contract/index.ts'
import { measurementSpacing } from '../../main/domain/geometry/index.ts'
import { checkPlaced, measureOf, offeredSizeMm, pointOf, type Forme, type MarkRefusal, type Measure } from '../../main/domain/marks/index.ts'
import { coteOf } from '../../main/domain/sheet/index.ts'
import type { PlacedForme } from './viewer-port.ts'

/** `point <anomaly> <index>`; anything drawn has an id of its own. */
export const pointId = (anomalieId: string, index: number): string => `point ${anomalieId} ${index}`

export type FoundMark =
  | { readonly kind: 'point'; readonly anomalie: Anomalie; readonly index: number; readonly repere: Repere }
  | { readonly kind: 'trace'; readonly anomalie: Anomalie | null; readonly trace: Trace }

export function findMark(avis: Avis, id: string | null): FoundMark | null {
  const trace = avis.traces.find((one) => one.id === id)
  if (trace !== undefined) return { kind: 'trace', trace, anomalie: avis.anomalies.find((anomalie) => anomalie.id === trace.anomalieId) ?? null }
  const [kind, anomalieId, index] = id?.split(' ') ?? []
  const anomalie = kind === 'point' ? avis.anomalies.find((one) => one.id === anomalieId) : undefined
  const repere = anomalie?.reperes[Number(index)]
  return anomalie === undefined || repere === undefined ? null : { kind: 'point', anomalie, index: Number(index), repere }
}

const asRepere = ({ sopInstanceUID, frame }: PlacedForme, { column, row }: Repere | { column: number; row: number }): Repere => ({ sopInstanceUID, frame, column, row })

/** The opinion with what was drawn, and its id. `open` is the anomaly that is open: what is drawn shows it. */
export function withDrawn(avis: Avis, drawn: PlacedForme, open: Anomalie | null, images: readonly ImageDescriptor[], id: string): { readonly avis: Avis; readonly mark: string } | MarkRefusal {
  const image = images.find(({ sopInstanceUID }) => sopInstanceUID === drawn.sopInstanceUID)
  if (image === undefined) return 'other-exam'
  const cote = open?.cote ?? coteOf(image)
  const { forme, sopInstanceUID, frame } = drawn
  const refusal = checkPlaced({ ...forme, sopInstanceUID, frame, cote }, images)
  if (refusal !== null) return refusal
  if (forme.forme !== 'POINT') return { avis: { ...avis, traces: [...avis.traces, { ...forme, id, sopInstanceUID, frame, cote, anomalieId: open?.id ?? null }] }, mark: id }
  if (open === null || open.reperes.length >= 20) return 'no-anomaly'
  return { avis: withAnomalieOf(avis, { ...open, reperes: [...open.reperes, asRepere(drawn, forme.at)] }), mark: pointId(open.id, open.reperes.length) }
}

/** Where a point would begin a new anomaly: its side, or why not. */
export function beginsAt(drawn: PlacedForme, images: readonly ImageDescriptor[]): { readonly cote: Cote; readonly repere: Repere } | MarkRefusal {
  const image = images.find(({ sopInstanceUID }) => sopInstanceUID === drawn.sopInstanceUID)
  const cote = image === undefined ? null : coteOf(image)
  if (image === undefined || drawn.forme.forme !== 'POINT') return 'other-exam'
  return cote === null ? 'side-unknown' : { cote, repere: asRepere(drawn, drawn.forme.at) }
}

const withAnomalieOf = (avis: Avis, anomalie: Anomalie): Avis => ({ ...avis, anomalies: avis.anomalies.map((other) => (other.id === anomalie.id ? anomalie : other)) })

export function withChanged(avis: Avis, id: string, forme: Forme): Avis {
  const found = findMark(avis, id)
  if (found?.kind === 'trace' && forme.forme === found.trace.forme) {
    return { ...avis, traces: avis.traces.map((trace) => (trace.id === id ? { ...trace, ...forme } as Trace : trace)) }
  }
  if (found?.kind !== 'point' || forme.forme !== 'POINT') return avis
  const { anomalie, index, repere } = found
  return withAnomalieOf(avis, { ...anomalie, reperes: anomalie.reperes.map((other, at) => (at === index ? { ...repere, ...forme.at } : other)) })
}

export function withoutMark(avis: Avis, id: string): Avis {
  const found = findMark(avis, id)
  if (found === null) return avis
  if (found.kind === 'trace') return { ...avis, traces: avis.traces.filter((trace) => trace.id !== id) }
  return withAnomalieOf(avis, { ...found.anomalie, reperes: found.anomalie.reperes.filter((_, at) => at !== found.index) })
}

/** A drawing that stood for itself now shows this anomaly, if it is on its breast. */
export function tiedTo(avis: Avis, id: string | null, anomalie: Anomalie): Avis {
  return { ...avis, traces: avis.traces.map((trace) => (trace.id === id && trace.anomalieId === null && trace.cote === anomalie.cote ? { ...trace, anomalieId: anomalie.id } : trace)) }
}

export const formeOf = (found: FoundMark): Forme => (found.kind === 'trace' ? found.trace : { forme: 'POINT', at: pointOf(found.repere) })

export function measureIn(forme: Forme, sopInstanceUID: string, images: readonly ImageDescriptor[]): Measure | null {
  const image = images.find((one) => one.sopInstanceUID === sopInstanceUID)
  return image === undefined ? null : measureOf(forme, measurementSpacing(image))
}

export interface SizeOffer { readonly anomalie: Anomalie; readonly mm: number }

/** The size that a mark offers to its anomaly; null when it shows none, has no scale, or the sheet says it already. */
export function sizeOffer(avis: Avis, id: string | null, images: readonly ImageDescriptor[]): SizeOffer | null {
  const found = findMark(avis, id)
  if (found?.kind !== 'trace' || found.anomalie === null) return null
  const mm = offeredSizeMm(measureIn(found.trace, found.trace.sopInstanceUID, images))
  return mm === null || mm === found.anomalie.tailleMm ? null : { anomalie: found.anomalie, mm }
}
