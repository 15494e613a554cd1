/** What the gestures of all viewports do to the state; one object for the life of the viewer, so that viewports need not
 *  redraw for it. */
import { useMemo, useRef } from 'react'
import { inwardSign, panForZoom, type View } from '../../main/domain/geometry/index.ts'
import { matchPreset } from '../../main/domain/grey-scale/index.ts'
import type { CaseCoverage } from './coverage/index.ts'
import { presetsOf } from './grey.ts'
import { clampZoom } from './state.ts'
import type { Picking } from './use-pick.ts'
import { isSliceStack, type Tomosynthesis } from './tomosynthesis/index.ts'
import { scrollCell, type Viewer } from './use-viewer.ts'
import type { ViewportEvents } from './Viewport.tsx'

export interface GestureContext {
  readonly viewer: Viewer
  readonly tomosynthesis: Tomosynthesis
  /** Somebody waits for a click. */
  readonly picking: Picking | null
  readonly coverage: CaseCoverage
  readonly onDisplayed: ((sopInstanceUIDs: ReadonlySet<string>) => void) | undefined
}

export function useGestures(latest: { readonly current: GestureContext }): ViewportEvents {
  const displayed = useRef({ caseId: '', uids: new Set<string>() })
  const start = useRef<{ view: View | null; shift: number; stretch: number }>({ view: null, shift: 0, stretch: 1 })
  return useMemo((): ViewportEvents => {
    const now = () => latest.current.viewer
    return {
      activate: (cell) => { if (now().state.activeCell !== cell) now().dispatch({ type: 'activate', cell }) },
      window(_cell, image, total, isStart) {
        const { state, dispatch } = now()
        const known = state.voi[image.studyInstanceUID] ?? null
        const preset = matchPreset(presetsOf(image, null), known)
        if (isStart) start.current = { ...start.current, shift: known?.shift ?? 0, stretch: known?.stretch ?? 1 }
        if (total.x === 0 && total.y === 0) return
        dispatch({
          type: 'voi', studyInstanceUID: image.studyInstanceUID,
          setting: { kind: preset.kind, index: preset.index, explanation: preset.explanation, shift: start.current.shift + total.y / 400, stretch: start.current.stretch * 2 ** (total.x / 200) },
        })
      },
      zoom(cell, view, factor, about, isStart) {
        const { dispatch, scales } = now()
        if (isStart) start.current = { ...start.current, view }
        const from = start.current.view ?? view
        const fit = scales.get(cell) ?? 1
        const zoom = clampZoom((fit / from.scale) * factor)
        dispatch({ type: 'place', cell, placement: { zoom, pan: panForZoom(from, about, fit / zoom) } })
      },
      pan(cell, view, total, isStart) {
        const { dispatch, scales } = now()
        if (isStart) start.current = { ...start.current, view }
        const from = start.current.view ?? view
        dispatch({
          type: 'place', cell,
          placement: {
            zoom: (scales.get(cell) ?? 1) / from.scale,
            pan: { inward: from.pan.inward + total.x * from.scale * inwardSign(from.justification), down: from.pan.down + total.y * from.scale },
          },
        })
      },
      click(image, frame, at, isPrior) {
        const { picking } = latest.current
        if (picking === null) return false
        const isInside = at.x >= 0 && at.y >= 0 && at.x <= image.columns && at.y <= image.rows
        picking.offer(isInside && !isPrior ? { image, frame, at } : null)
        return true
      },
      scroll(cell, steps) {
        const { tomosynthesis, viewer } = latest.current
        if (viewer.placed.some((one) => one.cell.id === cell && isSliceStack(one.cell.stack))) tomosynthesis.scroll(cell, steps)
        else scrollCell(viewer, cell, steps)
      },
      glide: (cell, position) => latest.current.tomosynthesis.glide(cell, position),
      point: (cell, image, at) => latest.current.tomosynthesis.point(cell, image, at),
      enlarge(cell) {
        const { step, dispatch } = now()
        if (step.scale !== 'pixel') dispatch({ type: 'enlarge', cell })
      },
      painted(image, isPrior, view, cell, position) {
        latest.current.tomosynthesis.painted(cell, position)
        const { state } = now()
        if (view !== null) latest.current.coverage.painted(image, isPrior, view)
        if (displayed.current.caseId !== state.caseId) displayed.current = { caseId: state.caseId, uids: new Set() }
        const { uids } = displayed.current
        if (isPrior || uids.has(image.sopInstanceUID)) return
        uids.add(image.sopInstanceUID)
        latest.current.onDisplayed?.(new Set(uids))
      },
    }
    // Everything is read through refs, so that the viewports' handlers never change.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])
}
