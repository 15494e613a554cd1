/** The marks of one case: those that the sheet keeps, and those of the moment (on priors, or where there is no sheet),
 *  which go with the case. One of all is in hand at most. */
import { useCallback, useMemo, useRef, useState } from 'react'
import type { ImageDescriptor, Language } from '../../../main/contract/index.ts'
import { axesOf } from '../../../main/domain/geometry/index.ts'
import { checkPlaced, refusalWords, shiftedInside, type MarkRefusal } from '../../../main/domain/marks/index.ts'
import type { HungCell } from '../../../main/domain/hanging/index.ts'
import { imageView } from '../image-view.ts'
import type { MarkKeeper, ShownMark } from './port.ts'
import type { MarkEvents } from './use-hand.ts'

export interface Marks {
  readonly all: readonly ShownMark[]
  readonly events: MarkEvents
  show(marks: readonly ShownMark[]): void
  keep(keeper: MarkKeeper | null): void
  chosen(): ShownMark | null
  /** The next or previous mark of one's own, in the order in which they were drawn; null when there is none. */
  chooseBeside(by: 1 | -1): ShownMark | null
  /** Moves the mark in hand by CSS pixels of its viewport; false when there is none. */
  nudge(right: number, down: number, where: NudgeWhere): boolean
  /** The mark in hand, else the last one of the moment. */
  remove(): boolean
}

/** The viewport that shows the mark. */
export type NudgeWhere = (mark: ShownMark) => { readonly image: ImageDescriptor; readonly cell: Pick<HungCell, 'justification'>; /** Millimetres per CSS pixel. */ readonly scale: number } | null

interface Passing { readonly caseId: string; readonly marks: readonly ShownMark[]; readonly chosen: string | null }

const none: readonly ShownMark[] = []

export function useMarks({ caseId, given, language, tell }: { caseId: string; given: readonly ShownMark[]; language: Language; tell: (sentence: string | null) => void }): Marks {
  const [kept, setKept] = useState<readonly ShownMark[]>(none)
  const [passing, setPassing] = useState<Passing>({ caseId, marks: [], chosen: null })
  const keeper = useRef<MarkKeeper | null>(null)
  const now = passing.caseId === caseId ? passing : { caseId, marks: [], chosen: null }
  const all = useMemo(
    () => [...given, ...kept, ...now.marks.map((mark) => ({ ...mark, chosen: mark.id === now.chosen }))],
    [given, kept, now.marks, now.chosen],
  )
  const latest = useRef({ all, now, language, tell })
  latest.current = { all, now, language, tell }

  const isPassing = (id: string): boolean => latest.current.now.marks.some((mark) => mark.id === id)
  const say = (refusal: MarkRefusal | null): void => latest.current.tell(refusal === null ? null : refusalWords[refusal][latest.current.language])
  const choose = useCallback((id: string | null): void => {
    const own = id === null || isPassing(id) ? id : null
    if (latest.current.now.chosen !== own) setPassing({ ...latest.current.now, chosen: own })
    keeper.current?.choose(own === null ? id : null)
  }, [])
  const change = useCallback((mark: ShownMark, forme: ShownMark['forme'], image: ImageDescriptor): void => {
    const refusal = checkPlaced({ ...forme, sopInstanceUID: mark.sopInstanceUID, frame: mark.frame, cote: mark.cote }, [image])
    if (refusal !== null) return say(refusal)
    if (!isPassing(mark.id)) return say(keeper.current?.change(mark.id, forme) ?? null)
    const { now: before } = latest.current
    return setPassing({ ...before, marks: before.marks.map((one) => (one.id === mark.id ? { ...one, forme } : one)) })
  }, [])
  const events = useMemo((): MarkEvents => ({
    choose,
    changed: change,
    drawn(placed, _image, isPrior) {
      if (keeper.current !== null && !isPrior) return say(keeper.current.draw(placed))
      // A point is what an anomaly is marked by: without a sheet, or on a prior, it would stand for nothing.
      if (placed.forme.forme === 'POINT') return say(isPrior ? 'other-exam' : 'no-anomaly')
      const mark: ShownMark = { ...placed, id: crypto.randomUUID(), label: '', cote: null, owner: 'MINE', selected: false, chosen: false, fixed: false }
      keeper.current?.choose(null)
      return setPassing({ ...latest.current.now, marks: [...latest.current.now.marks, mark], chosen: mark.id })
    },
  }), [choose, change])

  const chosen = useCallback((): ShownMark | null => latest.current.all.find((mark) => mark.chosen) ?? null, [])
  return useMemo((): Marks => ({
    all, events, chosen, show: setKept,
    keep: (next) => { keeper.current = next },
    chooseBeside(by) {
      const own = latest.current.all.filter(({ owner }) => owner === 'MINE')
      const at = own.findIndex((mark) => mark.chosen)
      const next = own[at < 0 ? (by > 0 ? 0 : own.length - 1) : (at + by + own.length) % own.length]
      if (next === undefined) return null
      choose(next.id)
      return next
    },
    nudge(right, down, where) {
      const mark = chosen()
      const at = mark === null || mark.fixed ? null : where(mark)
      if (mark === null || at === null) return false
      const { image } = imageView(at.image, at.cell)
      const { column, row } = axesOf(image.orientation)
      // At least one pixel of the image, at most what one pixel of the screen shows.
      const [columns, rows] = [Math.max(at.scale / image.spacing.column, 1), Math.max(at.scale / image.spacing.row, 1)]
      change(mark, shiftedInside(mark.forme, at.image, { column: (column[0] * right + column[1] * down) * columns, row: (row[0] * right + row[1] * down) * rows }), at.image)
      return true
    },
    remove() {
      const mark = chosen()
      if (mark !== null && mark.fixed) return false
      if (mark !== null && !isPassing(mark.id)) {
        keeper.current?.remove(mark.id)
        return true
      }
      const { now: before } = latest.current
      const gone = mark?.id ?? before.marks.at(-1)?.id
      if (gone === undefined) return false
      setPassing({ ...before, marks: before.marks.filter(({ id }) => id !== gone), chosen: null })
      return true
    },
  }), [all, events, chosen, choose, change])
}
