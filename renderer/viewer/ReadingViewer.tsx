/** The reading viewport of the program: hangs a study and one prior, shows them with the grey scale the standard
 *  prescribes, and carries the reader's tools. Keys are the application's: it runs `viewerCommands` through the ref. */
import { useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react'
import { flushSync } from 'react-dom'
import { TriangleAlert } from 'lucide-react'
import type { ImageDescriptor, Language, OpenedStudy, Repere } from '../../main/contract/index.ts'
import { panForZoom, inwardSign, type View } from '../../main/domain/geometry/index.ts'
import { matchPreset } from '../../main/domain/grey-scale/index.ts'
import type { HangingProtocol } from '../../main/domain/hanging/index.ts'
import { createFormat } from '../i18n/index.ts'
import { bundledProtocols } from './bundled-protocols.ts'
import type { ViewerCommandId } from './commands.ts'
import { presetName, presetsOf } from './grey.ts'
import type { PlacedCell } from './layout.ts'
import type { PickRequest, ReadingViewerHandle, ViewerMark } from './marks.ts'
import { createFrameStore, urgency, type FetchFrame, type FrameStore } from './pixels/index.ts'
import { framesOfCase, prefetchCase, prefetchFrames } from './prefetch.ts'
import { atHome, clampZoom, placementOf, type Placement } from './state.ts'
import { viewerStrings } from './strings.ts'
import { useArea } from './use-area.ts'
import { useStage, type PreferredBackend } from './use-stage.ts'
import { runCommand, scrollCell, useViewer } from './use-viewer.ts'
import { Viewport, type ViewportEvents } from './Viewport.tsx'
import { ViewerBar } from './ViewerBar.tsx'
import './viewer.css'

export interface ReadingViewerProps {
  readonly current: OpenedStudy
  /** Newest first; one at a time is compared. */
  readonly priors: readonly OpenedStudy[]
  readonly language: Language
  readonly fetchFrame: FetchFrame
  /** Decoded frames shared between cases; without it the viewer keeps its own for as long as it is mounted. */
  readonly frames?: FrameStore
  readonly protocols?: readonly HangingProtocol[]
  readonly marks?: readonly ViewerMark[]
  /** SOP Instance UIDs of the current study painted so far (M25: none may be left unseen). */
  readonly onDisplayed?: (sopInstanceUIDs: ReadonlySet<string>) => void
  readonly backend?: PreferredBackend
  readonly ref?: Ref<ReadingViewerHandle>
}

interface Pick extends PickRequest {
  readonly settle: (repere: Repere | null) => void
}

const noMarks: readonly ViewerMark[] = []

export function ReadingViewer({ current, priors, language, fetchFrame, frames: given, protocols = bundledProtocols, marks: givenMarks = noMarks, onDisplayed, backend = 'auto', ref }: ReadingViewerProps) {
  const strings = viewerStrings[language]
  const root = useRef<HTMLElement>(null)
  const areaElement = useRef<HTMLDivElement>(null)
  const area = useArea(areaElement)
  const { stage, notice } = useStage(backend)
  const frames = useFrames(given, fetchFrame)
  const viewer = useViewer({ frames, current, priors, protocols, area })
  const { state, dispatch, step, placed, scales, hanging } = viewer
  const [ownMarks, setOwnMarks] = useState<readonly ViewerMark[]>(noMarks)
  const [pick, setPick] = useState<Pick | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const displayed = useRef<{ caseId: string; uids: Set<string> }>({ caseId: '', uids: new Set() })
  const marks = ownMarks === noMarks ? givenMarks : [...givenMarks, ...ownMarks]

  usePrefetchOfCase(frames, current, viewer.prior, protocols)
  const everPlaced = useEverPlaced(state.caseId, placed)

  const latest = useRef({ viewer, pick, language, onDisplayed, presets: [] as ReturnType<typeof presetChoices>, run: ((): boolean => false) as (command: ViewerCommandId) => boolean })
  const activeImage = viewer.active === null ? null : viewer.referenceOf(viewer.active)
  const presets = activeImage === null ? [] : presetChoices(activeImage.image, frames, activeImage.frame, viewer, strings)
  const run = (command: ViewerCommandId): boolean => {
    if (command !== 'viewer.nextPreset') return runCommand(viewer, command)
    const chosen = presets.findIndex(({ isChosen }) => isChosen)
    presets[(chosen + 1) % presets.length]?.choose()
    return presets.length > 1
  }
  useEffect(() => { latest.current = { viewer, pick, language, onDisplayed, presets, run } })

  useImperativeHandle(ref, () => ({
    // At once, so that `data-rendered` already speaks of the new state when this returns.
    run: (command) => flushSync(() => latest.current.run(command)),
    pickPoint: (request) => new Promise((resolve) => {
      const settle = (repere: Repere | null): void => {
        request.signal.removeEventListener('abort', giveUp)
        setPick(null)
        setRefusal(null)
        resolve(repere)
      }
      const giveUp = (): void => settle(null)
      if (request.signal.aborted) return resolve(null)
      latest.current.pick?.settle(null)
      request.signal.addEventListener('abort', giveUp, { once: true })
      setRefusal(null)
      setPick({ ...request, settle })
      root.current?.focus({ preventScroll: true })
      return undefined
    }),
    showMarks: setOwnMarks,
    goTo(repere) {
      const { viewer: now } = latest.current
      for (const [index, candidate] of now.hanging.steps.entries()) {
        for (const cell of [...candidate.alone.landscape.flat(), ...candidate.compared?.landscape.flat() ?? []]) {
          const position = cell.stack?.frames.findIndex(({ image, frame }) => image.sopInstanceUID === repere.sopInstanceUID && frame === repere.frame) ?? -1
          if (position < 0) continue
          const isShown = now.placed.some((one) => one.cell.id === cell.id && one.cell.stack === cell.stack)
          if (!isShown) now.dispatch({ type: 'step', step: index })
          now.dispatch({ type: 'scroll', cell: cell.id, position })
          now.dispatch({ type: 'activate', cell: cell.id })
          return
        }
      }
    },
    prefetch: (studies, signal) => prefetchCase(frames, studies, signal),
  }), [frames])

  const events = useViewportEvents(latest, displayed, setRefusal)
  const shownIds = new Set(placed.map(({ cell }) => cell.id))
  const walkPlacement = quadrantPlacement(viewer, area)
  const extras = hanging.extras.length
  const isEmpty = current.images.length === 0
  return (
    // Escape gives up a mark that is being placed, wherever in the images the focus is.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section ref={root} className="viewer" aria-label={strings.viewer} tabIndex={-1} data-case={state.caseId} data-step={step.id} data-backend={stage?.backend ?? ''}
      onKeyDown={(event) => { if (event.key === 'Escape' && pick !== null) { event.stopPropagation(); pick.settle(null) } }}>
      {notice === null ? null : <p className="viewer-notice" role="status"><TriangleAlert size={14} aria-hidden />{strings[notice]}</p>}
      <div ref={areaElement} className="viewer-area">
        {isEmpty ? <p className="viewer-state">{strings.empty}</p> : null}
        {everPlaced.map((one) => (
          <Viewport
            key={one.cell.id} placed={one} isVisible={shownIds.has(one.cell.id)} isHeld={viewer.isProvisional} isActive={viewer.active?.id === one.cell.id && placed.length > 1}
            stage={stage} frames={frames} patient={(one.cell.study === 'prior' ? viewer.prior : current)?.study ?? null}
            position={state.positions[one.cell.id] ?? 0} fit={scales.get(one.cell.id) ?? 1} placement={placementFor(walkPlacement, viewer, one.cell.id)}
            devicePixelRatio={area?.devicePixelRatio ?? 1} voi={state.voi[(one.cell.study === 'prior' ? viewer.prior : current)?.study.studyInstanceUID ?? ''] ?? null}
            inverted={state.inverted} tool={state.tool} isPicking={pick !== null} showsTexts={state.showsTexts} lengths={state.lengths} selectedLength={state.selectedLength}
            marks={marks} language={language} strings={strings} events={events}
          />
        ))}
        {pick === null ? null : <p className="viewer-pick" role="status">{refusal ?? strings.pick(pick.label, pick.cote === 'D' ? strings.right : strings.left)}</p>}
      </div>
      <ViewerBar
        state={state} strings={strings} steps={hanging.steps.map(({ label }) => label[language])} canCompare={step.compared !== null} isCompared={viewer.isCompared}
        presets={presets} priors={priors.map(({ study }, index) => ({ name: createFormat(language).day(study.studyDate), isChosen: index === state.priorIndex, choose: () => dispatch({ type: 'prior', index }) }))}
        run={run} goToStep={(index) => dispatch({ type: 'step', step: index })}
        summary={hanging.kind === 'mammography' ? (
          <>
            {priors.length === 0 ? <span>{strings.noPrior}</span> : null}
            <span>{strings.imagesOfViews(current.images.length, 4 - hanging.missing.length)}</span>
            <span data-kind={extras > 0 ? 'extra' : 'none'}>{strings.extras(extras)}</span>
          </>
        ) : null}
      />
    </section>
  )
}

function useFrames(given: FrameStore | undefined, fetchFrame: FetchFrame): FrameStore {
  const fetch = useRef(fetchFrame)
  useEffect(() => { fetch.current = fetchFrame })
  const [own, setOwn] = useState<FrameStore | null>(null)
  const made = useMemo(() => (given === undefined ? createFrameStore({ fetchFrame: (...call) => fetch.current(...call) }) : null), [given])
  useEffect(() => {
    setOwn(made)
    return () => made?.dispose()
  }, [made])
  return given ?? own ?? made ?? unreachable()
}

function unreachable(): never {
  throw new Error('neither a frame store nor one of our own')
}

/** Everything else that the case can show, behind what is on screen. */
function usePrefetchOfCase(frames: FrameStore, current: OpenedStudy, prior: OpenedStudy | null, protocols: readonly HangingProtocol[]): void {
  useEffect(() => {
    const abort = new AbortController()
    void prefetchFrames(frames, framesOfCase(prior === null ? [current] : [current, prior], protocols), urgency.soon, abort.signal)
    return () => abort.abort()
  }, [frames, current, prior, protocols])
}

/** Cells once placed stay mounted while the case lasts, so that a step back costs nothing. Those out of the present step
 *  keep their last place, hidden. Ids are the same from case to case: viewports outlive cases too. */
function useEverPlaced(caseId: string, placed: readonly PlacedCell[]): readonly PlacedCell[] {
  const known = useRef<{ caseId: string; cells: Map<string, PlacedCell> }>({ caseId, cells: new Map() })
  return useMemo(() => {
    const isSameCase = known.current.caseId === caseId
    const kept = isSameCase ? [...known.current.cells] : [...known.current.cells].map(([id, one]): [string, PlacedCell] => [id, { ...one, cell: { ...one.cell, stack: null } }])
    const cells = new Map([...kept, ...placed.map((one): [string, PlacedCell] => [one.cell.id, one])])
    known.current = { caseId, cells }
    return [...cells.values()]
  }, [caseId, placed])
}

function presetChoices(image: ImageDescriptor, frames: FrameStore, frame: number, { state, dispatch }: ReturnType<typeof useViewer>, strings: (typeof viewerStrings)['fr']) {
  if (image.samplesPerPixel > 1) return []
  const presets = presetsOf(image, frames.peek(image, frame))
  const chosen = matchPreset(presets, state.voi[image.studyInstanceUID] ?? null)
  return presets.map((preset) => ({
    name: presetName(preset, strings), isChosen: preset === chosen,
    choose: () => dispatch({ type: 'voi', studyInstanceUID: image.studyInstanceUID, setting: { kind: preset.kind, index: preset.index, explanation: preset.explanation, shift: 0, stretch: 1 } }),
  }))
}

/** In a 1:1 walk each stop looks at one quarter of the image: from the chest wall outwards, top before bottom. */
function quadrantPlacement({ step, state, placed, scales }: ReturnType<typeof useViewer>, area: { width: number; height: number } | null): Placement | null {
  const [only] = placed
  if (step.scale !== 'pixel' || only === undefined || area === null || state.placements['all'] !== undefined || state.placements[only.cell.id] !== undefined) return null
  const image = only.cell.stack?.frames[0].image
  const scale = scales.get(only.cell.id)
  if (image === undefined || scale === undefined) return null
  const [isOuter, isLower] = [state.walk % 4 >= 2, state.walk % 2 === 1]
  const excess = { x: Math.max(image.columns - area.width, 0) * scale, y: Math.max(image.rows - area.height, 0) * scale }
  return { zoom: 1, pan: { inward: isOuter ? -excess.x : 0, down: (isLower ? -1 : 1) * excess.y / 2 } }
}

const placementFor = (walk: Placement | null, { state }: ReturnType<typeof useViewer>, cell: string): Placement => walk ?? placementOf(state, cell)

/** Gestures of all viewports; one object for the life of the viewer, so that viewports need not redraw for it. */
function useViewportEvents(
  latest: { readonly current: { viewer: ReturnType<typeof useViewer>; pick: Pick | null; language: Language; onDisplayed: ReadingViewerProps['onDisplayed'] } },
  displayed: { current: { caseId: string; uids: Set<string> } }, refuse: (sentence: string | null) => void,
): ViewportEvents {
  const start = useRef<{ placement: Placement; view: View | null; shift: number; stretch: number; width: number }>({ placement: atHome, view: null, shift: 0, stretch: 1, width: 1 })
  const drawing = useRef<string | null>(null)
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
        const { state, dispatch, scales } = now()
        if (isStart) start.current = { ...start.current, placement: placementOf(state, cell), view }
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
      length(length, isEnd) {
        drawing.current ??= crypto.randomUUID()
        const id = drawing.current
        if (isEnd) drawing.current = null
        if (Math.hypot(length.to.x - length.from.x, length.to.y - length.from.y) < 2) return
        now().dispatch({ type: 'length', length: { ...length, id } })
      },
      click(image, frame, at, isPrior) {
        const { pick, language } = latest.current
        if (pick === null) return false
        const isInside = at.x >= 0 && at.y >= 0 && at.x <= image.columns && at.y <= image.rows
        const isSide = image.imageLaterality === (pick.cote === 'D' ? 'R' : 'L')
        if (isPrior || !isInside || !isSide) {
          const strings = viewerStrings[language]
          refuse(strings.pickRefused(pick.cote === 'D' ? strings.right : strings.left))
        } else pick.settle({ sopInstanceUID: image.sopInstanceUID, frame, column: at.x, row: at.y })
        return true
      },
      scroll: (cell, steps) => { scrollCell(now(), cell, steps) },
      enlarge(cell) {
        const { step, dispatch } = now()
        if (step.scale !== 'pixel') dispatch({ type: 'enlarge', cell })
      },
      painted(image, isPrior) {
        const { state } = now()
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
