/** What the reader is doing on the sheet now: which breast is active, which anomaly is open, whether one is being
 *  added. The opinion itself lives in the reading; this only says where the next key or click goes. */
import { useCallback, useMemo, useState } from 'react'
import type { Acr, Anomalie, Avis, Cote, TypeAnomalie } from '../../main/contract/index.ts'
import type { PointSchema, SchemeViewName } from '../../main/domain/breast-scheme/index.ts'
import { type NormalAcr, asNormal, erasedByNormal, newAnomalie, placedOnScheme, withAcr, withAnomalie, withoutAnomalie } from './avis-edits.ts'
import { type ScreeningKind, acrOffered } from './sheet-scope.ts'

/** An anomaly whose type is not chosen yet; it may already have a place on the scheme. */
export interface Adding {
  readonly cote: Cote
  readonly place: { readonly view: SchemeViewName; readonly point: PointSchema } | null
}

export interface SheetEditor {
  readonly avis: Avis
  readonly kind: ScreeningKind
  readonly readOnly: boolean
  readonly imaged: readonly Cote[]
  readonly active: Cote
  readonly selected: string | null
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
}

export function useSheetEditor({ avis, kind, readOnly, imaged, onChange }: {
  avis: Avis
  kind: ScreeningKind
  readOnly: boolean
  imaged: readonly Cote[]
  onChange: (avis: Avis) => void
}): SheetEditor {
  const [active, setActive] = useState<Cote>(() => imaged[0] ?? 'D')
  const [selected, setSelected] = useState<string | null>(null)
  const [adding, setAdding] = useState<Adding | null>(null)
  const [refused, setRefused] = useState(false)

  const change = useCallback((next: Avis) => {
    if (!readOnly) onChange(next)
  }, [onChange, readOnly])

  return useMemo<SheetEditor>(() => {
    const open = avis.anomalies.find((anomalie) => anomalie.id === selected) ?? null
    const startAdding = (cote: Cote, place: Adding['place'] = null) => {
      if (readOnly) return
      setActive(cote)
      setSelected(null)
      setAdding({ cote, place })
    }
    return {
      avis,
      kind,
      readOnly,
      imaged,
      active,
      selected: open?.id ?? null,
      adding: readOnly ? null : adding,
      refused,
      change,
      activate: setActive,
      giveAcr(cote, acr) {
        if (!imaged.includes(cote)) return
        setRefused(!acrOffered(kind).includes(acr))
        if (!acrOffered(kind).includes(acr)) return
        setActive(cote)
        change(withAcr(avis, cote, acr))
      },
      select(id) {
        setSelected(id)
        setAdding(null)
        const found = avis.anomalies.find((anomalie) => anomalie.id === id)
        if (found !== undefined) setActive(found.cote)
      },
      startAdding,
      cancelAdding: () => { setAdding(null) },
      create(type) {
        if (adding === null) return
        const created = newAnomalie(crypto.randomUUID(), adding.cote, type)
        change(withAnomalie(avis, adding.place === null ? created : placedOnScheme(created, adding.place.view, adding.place.point)))
        setAdding(null)
        setSelected(created.id)
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
        setAdding(null)
      },
    }
  }, [active, adding, avis, change, imaged, kind, readOnly, refused, selected])
}

export function normalErases(avis: Avis): boolean {
  const erased = erasedByNormal(avis)
  return erased.anomalies + erased.cliches + erased.examens > 0
}
