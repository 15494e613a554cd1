/** What the reader is doing on the sheet now: which breast is active, which anomaly is open, whether one is being
 *  added. The opinion itself lives in the reading; this only says where the next key or click goes. */
import { useCallback, useMemo, useState } from 'react'
import type { Acr, Anomalie, Avis, Cote, ImageDescriptor, Repere, TypeAnomalie } from '../../main/contract/index.ts'
import type { PointSchema, SchemeViewName } from '../../main/domain/breast-scheme/index.ts'
import { type NormalAcr, asNormal, erasedByNormal, newAnomalie, placedOnScheme, withAcr, withAnomalie, withoutAnomalie, withRepere } from './avis-edits.ts'
import { beginsAt, findMark, pointId, sizeOffer, tiedTo, withChanged, withDrawn, withoutMark, type SizeOffer } from './mark-edits.ts'
import { type ScreeningKind, acrOffered } from './sheet-scope.ts'
import type { MarkKeeper } from './viewer-port.ts'

/** An anomaly whose type is not chosen yet; it may already have a place on the scheme. */
export interface Adding {
  readonly cote: Cote
  readonly place: { readonly view: SchemeViewName; readonly point: PointSchema } | null
  /** The point on an image that began it. */
  readonly repere: Repere | null
}

export interface SheetEditor {
  readonly avis: Avis
  readonly kind: ScreeningKind
  /** Categories that this reader is offered. */
  readonly offered: readonly Acr[]
  /** Anomaly just begun: the next key is its place. */
  readonly fresh: string | null
  readonly readOnly: boolean
  readonly imaged: readonly Cote[]
  readonly active: Cote
  readonly selected: string | null
  /** The mark in hand; its anomaly is open. */
  readonly mark: string | null
  readonly adding: Adding | null
  /** The last key asked for a category that this reader is not offered. */
  readonly refused: boolean
  change(avis: Avis): void
  activate(cote: Cote): void
  giveAcr(cote: Cote, acr: Acr): void
  select(id: string | null): void
  startAdding(cote: Cote, place?: Adding['place']): void
  cancelAdding(): void
  create(type: TypeAnomalie): void
  update(anomalie: Anomalie): void
  remove(id: string): void
  place(cote: Cote, view: SchemeViewName, point: PointSchema): void
  normal(acr: NormalAcr): void
  /** What the reader does on the images. */
  readonly keeper: MarkKeeper
  /** Takes the measure of a mark as the size of its anomaly. */
  takeSize(mark: string | null): void
  /** What the mark in hand offers. */
  readonly offer: SizeOffer | null
}

export function useSheetEditor({ avis, kind, bdiL1 = false, readOnly, imaged, images, onChange }: {
  avis: Avis
  images: readonly ImageDescriptor[]
  kind: ScreeningKind
  bdiL1?: boolean
  readOnly: boolean
  imaged: readonly Cote[]
  onChange: (avis: Avis) => void
}): SheetEditor {
  const [active, setActive] = useState<Cote>(() => imaged[0] ?? 'D')
  const [selected, setSelected] = useState<string | null>(null)
  const [mark, setMark] = useState<string | null>(null)
  const [adding, setAdding] = useState<Adding | null>(null)
  const [refused, setRefused] = useState(false)
  const [fresh, setFresh] = useState<string | null>(null)
  const offered = useMemo(() => acrOffered(kind, bdiL1), [bdiL1, kind])

  const change = useCallback((next: Avis) => {
    if (!readOnly) onChange(next)
  }, [onChange, readOnly])

  return useMemo<SheetEditor>(() => {
    const open = avis.anomalies.find((anomalie) => anomalie.id === selected) ?? null
    const startAdding = (cote: Cote, place: Adding['place'] = null, repere: Repere | null = null) => {
      if (readOnly) return
      setActive(cote)
      setSelected(null)
      setAdding({ cote, place, repere })
    }
    const found = findMark(avis, mark)
    const inHand = found === null ? null : mark
    const choose = (id: string | null) => {
      setMark(id)
      const chosen = findMark(avis, id)
      if (chosen === null) return
      setAdding(null)
      setSelected(chosen.anomalie?.id ?? null)
      if (chosen.anomalie !== null) setActive(chosen.anomalie.cote)
    }
    const keeper: MarkKeeper = {
      draw(drawn) {
        if (drawn.forme.forme === 'POINT' && open === null) {
          const begun = beginsAt(drawn, images)
          if (typeof begun === 'string') return begun
          startAdding(begun.cote, null, begun.repere)
          return null
        }
        const taken = withDrawn(avis, drawn, open, images, crypto.randomUUID())
        if (typeof taken === 'string') return taken
        change(taken.avis)
        setMark(taken.mark)
        return null
      },
      change(id, forme) {
        change(withChanged(avis, id, forme))
        return null
      },
      remove(id) {
        change(withoutMark(avis, id))
        setMark(null)
      },
      choose,
    }
    return {
      avis,
      kind,
      offered,
      fresh,
      readOnly,
      imaged,
      active,
      selected: open?.id ?? null,
      mark: inHand,
      offer: sizeOffer(avis, inHand, images),
      keeper,
      adding: readOnly ? null : adding,
      refused,
      change,
      activate: setActive,
      giveAcr(cote, acr) {
        if (!imaged.includes(cote)) return
        setRefused(!offered.includes(acr))
        if (!offered.includes(acr)) return
        setActive(cote)
        change(withAcr(avis, cote, acr))
      },
      select(id) {
        setSelected(id)
        setAdding(null)
        if (found?.anomalie?.id !== id) setMark(null)
        const chosen = avis.anomalies.find((anomalie) => anomalie.id === id)
        if (chosen !== undefined) setActive(chosen.cote)
      },
      startAdding,
      cancelAdding: () => { setAdding(null) },
      create(type) {
        if (adding === null) return
        const created = newAnomalie(crypto.randomUUID(), adding.cote, type)
        const marked = adding.repere === null ? created : withRepere(created, adding.repere)
        const placed = adding.place === null ? marked : placedOnScheme(marked, adding.place.view, adding.place.point)
        change(tiedTo(withAnomalie(avis, placed), inHand, placed))
        if (adding.repere !== null) setMark(pointId(created.id, 0))
        setAdding(null)
        setSelected(created.id)
        setFresh(adding.place === null ? created.id : null)
      },
      update: (anomalie) => { change(withAnomalie(avis, anomalie)) },
      remove(id) {
        change(withoutAnomalie(avis, id))
        setSelected(null)
      },
      place(cote, view, point) {
        if (open?.cote === cote) change(withAnomalie(avis, placedOnScheme(open, view, point)))
        else startAdding(cote, { view, point })
      },
      normal(acr) {
        change(asNormal(avis, acr, imaged))
        setSelected(null)
        setMark(null)
        setAdding(null)
      },
      takeSize(id) {
        const offer = sizeOffer(avis, id, images)
        if (offer !== null) change(withAnomalie(avis, { ...offer.anomalie, tailleMm: offer.mm }))
      },
    }
  }, [active, adding, avis, change, fresh, imaged, images, kind, mark, offered, readOnly, refused, selected])
}

export function normalErases(avis: Avis): boolean {
  const erased = erasedByNormal(avis)
  return erased.anomalies + erased.cliches + erased.examens > 0
}
