/** The viewer's own logic: which cells hang where, at which scale, and what each command does to the state. */
import { useCallback, useMemo, useReducer } from 'react'
import type { ImageDescriptor, OpenedStudy, Repere, StudyInstanceUID } from '../../main/contract/index.ts'
import { imageOfFrame } from '../../main/domain/frames/index.ts'
import { hang, type FrameReference, type Hanging, type HangingProtocol, type HungCell, type HungStep } from '../../main/domain/hanging/index.ts'
import type { ProgrammeTomosynthesis } from '../../main/domain/tomosynthesis/index.ts'
import type { ViewerCommandId } from './commands.ts'
import { nextUnseen, type CoverageRecord } from './coverage/index.ts'
import { placesOf, wholeStops, withAlternates } from './hanging/index.ts'
import { fittedScales } from './image-view.ts'
import { layOut, type PlacedCell } from './layout.ts'
import { atHome, initialState, reduce, type Placement, type Sizing, type ViewerAction, type ViewerState } from './state.ts'
import type { FrameStore } from './pixels/index.ts'
import { positionIn, referenceForFit } from './tomosynthesis/stack.ts'
import { walkedCells, walkStops, type WalkStop } from './walk/index.ts'
import type { Area } from './use-area.ts'
import { useTissue } from './use-tissue.ts'

export interface Viewer {
  readonly state: ViewerState
  readonly dispatch: (action: ViewerAction) => void
  readonly hanging: Hanging
  readonly step: HungStep
  readonly isCompared: boolean
  readonly prior: OpenedStudy | null
  readonly placed: readonly PlacedCell[]
  /** Of a step that is walked through, at 1:1 or row by row; empty elsewhere. */
  readonly stops: readonly WalkStop[]
  readonly stop: WalkStop | null
  /** Cell → millimetres per CSS pixel at zoom 1. */
  readonly scales: ReadonlyMap<string, number>
  /** The scale may still change: nothing is painted yet. */
  readonly isProvisional: boolean
  readonly active: HungCell | null
  referenceOf(cell: HungCell): FrameReference | null
  readonly devicePixelRatio: number
  /** Millimetres of the glass per device pixel; null when unknown. */
  readonly pixelPitchMm: number | null
  /** What has been shown at 1:1. */
  readonly coverage: CoverageRecord
  /** Stops of a step, though another is on screen. */
  stopsOf(step: HungStep): readonly WalkStop[]
}

/** The step at which an exam that was left is found again; one that its hanging does not have counts for none. */
export interface FoundAt { readonly study: StudyInstanceUID; readonly step: string }

export function useViewer({ frames, current, priors, protocols, area, pixelPitchMm, coverage, programme, foundAt }: {
  frames: FrameStore
  current: OpenedStudy
  priors: readonly OpenedStudy[]
  protocols: readonly HangingProtocol[]
  area: Area | null
  pixelPitchMm: number | null
  coverage: CoverageRecord
  programme: ProgrammeTomosynthesis | null
  foundAt: FoundAt | null
}): Viewer {
  const caseId = current.study.studyInstanceUID
  const first = foundAt?.study === caseId ? foundAt.step : null
  const [state, dispatch] = useReducer(reduce, caseId, () => initialState(caseId, first))
  // A new case must never be drawn with the state of the last one, not even once.
  const settled = state.caseId === caseId ? state : reduce(state, { type: 'case', caseId, step: first })
  if (settled !== state) dispatch({ type: 'case', caseId, step: first })

  const prior = priors[settled.priorIndex] ?? priors[0] ?? null
  const hung = useMemo(() => hang(protocols, current.images, prior?.images ?? null, programme), [protocols, current, prior, programme])
  const hanging = useMemo(() => withAlternates(hung, settled.alternates), [hung, settled.alternates])
  const step = hanging.steps.find(({ id }) => id === settled.step) ?? hanging.steps[hanging.initial] ?? hanging.steps[0]
  const isCompared = step.compared !== null && (settled.compares[step.id] ?? step.comparesFirst)

  const stopsOf = useCallback((one: HungStep): readonly WalkStop[] => {
    if (area === null) return []
    const rows = area.width >= area.height ? one.alone.landscape : one.alone.portrait
    return one.scale === 'pixel' ? walkStops(walkedCells(hanging, rows.flat()), area, area.devicePixelRatio) : one.scale === 'whole' ? wholeStops(rows) : []
  }, [area, hanging])
  const stops = useMemo(() => stopsOf(step), [stopsOf, step])
  const stop = stops[Math.min(settled.walk, stops.length - 1)] ?? null
  const placed = useMemo(() => {
    if (area === null) return []
    const grid = isCompared && step.compared !== null ? step.compared : step.alone
    const rows = area.width >= area.height ? grid.landscape : grid.portrait
    return layOut(rowsToShow(rows, stop, settled.enlargedCell), area, area.devicePixelRatio)
  }, [area, step, isCompared, settled.enlargedCell, stop])
  const { positions } = settled
  const referenceOf = useCallback((cell: HungCell): FrameReference | null => cell.stack?.frames[positionIn(positions, cell)] ?? null, [positions])
  const fitReferenceOf = useCallback((cell: HungCell): FrameReference | null => {
    const shown = referenceOf(cell)
    return cell.stack === null || shown === null ? shown : referenceForFit(cell.stack, shown)
  }, [referenceOf])
  const shareOf = useTissue(frames, caseId, placed, fitReferenceOf)
  const turns = useMemo(() => (area === null || step.scale !== 'whole' ? [] : stops.flatMap(({ row }) => layOut([row], area, area.devicePixelRatio))), [area, step, stops])
  const { scales, isProvisional } = fittedScales(step, placed, (cell) => frameImage(referenceOf(cell)), shareOf,
    { devicePixelRatio: area?.devicePixelRatio ?? 1, sizing: settled.sizing, pixelPitchMm, turns })
  const cells = placed.map(({ cell }) => cell)
  const active = cells.find(({ id }) => id === settled.activeCell) ?? cells.find(({ stack }) => stack !== null) ?? null
  return { state: settled, dispatch, hanging, step, isCompared, prior, placed, stops, stop, scales, isProvisional, active, referenceOf, devicePixelRatio: area?.devicePixelRatio ?? 1, pixelPitchMm, coverage, stopsOf }
}

const frameImage = (reference: FrameReference | null): ImageDescriptor | null => (reference === null ? null : imageOfFrame(reference.image, reference.frame))

function rowsToShow(rows: HungStep['alone']['landscape'], stop: WalkStop | null, enlargedCell: string | null): readonly (readonly HungCell[])[] {
  if (stop !== null && enlargedCell === null) return [stop.row]
  const enlarged = rows.flat().find(({ id }) => id === enlargedCell)
  return enlarged === undefined ? rows : [[enlarged]]
}

/** Where a viewport looks: what the reader did to it, else the stop of the walk, else home. */
export function placementIn({ state, stop }: Viewer, cell: string): Placement {
  return state.placements[state.isLinked ? 'all' : cell] ?? (stop?.cell.id === cell && state.sizing !== 'life' ? stop.placement : atHome)
}

/** Commands that change only the state; false when there is nothing to do. */
export function runCommand(viewer: Viewer, command: ViewerCommandId): boolean {
  const { state, dispatch, hanging, step, stops } = viewer
  const here = hanging.steps.indexOf(step)
  const goTo = (index: number): boolean => {
    const next = hanging.steps[index]
    if (next === undefined) return false
    dispatch({ type: 'step', step: next.id })
    return true
  }
  const walkTo = (next: number): boolean => {
    if (next < 0 || next >= stops.length) return false
    dispatch({ type: 'walk', walk: next })
    return true
  }
  const walk = (by: number): boolean => walkTo(Math.min(state.walk, stops.length - 1) + by)
  /** To the first part of another image. */
  const walkImages = (by: number): boolean => {
    const images = [...new Set(stops.map(({ cell }) => cell))]
    const next = images[images.findIndex((cell) => cell === viewer.stop?.cell) + by]
    return next !== undefined && walkTo(stops.findIndex(({ cell }) => cell === next))
  }
  const scroll = (by: number): boolean => {
    const frames = viewer.active?.stack?.frames.length ?? 0
    if (viewer.active === null || frames < 2) return walkImages(by)
    return scrollCell(viewer, viewer.active.id, by)
  }
  switch (command) {
    case 'viewer.nextStep':
      return walk(1) || goTo(here + 1)
    case 'viewer.previousStep':
      return walk(-1) || goTo(here - 1)
    case 'viewer.step1': case 'viewer.step2': case 'viewer.step3': case 'viewer.step4': case 'viewer.step5': case 'viewer.step6': case 'viewer.step7': case 'viewer.step8': case 'viewer.step9':
      return goTo(hanging.steps.findIndex(({ key }) => key === Number(command.slice(-1))))
    case 'viewer.alternate':
      return turn(viewer)
    case 'viewer.pixelSize':
      return goTo(pixelStepOf(viewer)) || resize(viewer, 'pixel')
    case 'viewer.lifeSize':
      return viewer.pixelPitchMm !== null && resize(viewer, 'life')
    case 'viewer.window': case 'viewer.zoom': case 'viewer.pan': case 'viewer.point': case 'viewer.length': case 'viewer.ellipse': case 'viewer.outline': case 'viewer.magnifier':
      dispatch({ type: 'tool', tool: toolOf[command] })
      return true
    case 'viewer.invert':
      dispatch({ type: 'invert' })
      return true
    case 'viewer.reset':
      dispatch({ type: 'reset' })
      return true
    case 'viewer.link':
      dispatch({ type: 'link' })
      return true
    case 'viewer.overlay':
      dispatch({ type: 'texts' })
      return true
    case 'viewer.comparePrior':
      if (step.compared === null) return false
      dispatch({ type: 'compare', stepId: step.id, compares: !viewer.isCompared })
      return true
    case 'viewer.nextImage': case 'viewer.tenForward':
      return scroll(1)
    case 'viewer.previousImage': case 'viewer.tenBack':
      return scroll(-1)
    case 'viewer.roamNext':
      return walk(1)
    case 'viewer.roamPrevious':
      return walk(-1)
    case 'viewer.nextUnseen':
      return goToUnseen(viewer)
    // Done by the marks, or by the slices, before it comes here.
    case 'viewer.deleteAnnotation': case 'viewer.markHere': case 'viewer.nextMark': case 'viewer.previousMark':
    case 'viewer.remarks': case 'viewer.imageData':
    case 'viewer.cad':
    case 'viewer.nextPreset': case 'viewer.tomosynthesis': case 'viewer.cine': case 'viewer.cineMode': case 'viewer.cineFaster': case 'viewer.cineSlower':
    case 'viewer.slab': case 'viewer.slabThicker': case 'viewer.slabThinner': case 'viewer.firstSlice': case 'viewer.lastSlice':
      return false
  }
}

/** The 1:1 step that walks through the place that is looked at; -1 when none does, or it is the present one. */
function pixelStepOf({ hanging, step, active }: Viewer): number {
  const placeOf = ({ id }: HungCell): string => id.slice(id.indexOf(':'))
  const index = hanging.steps.findIndex(({ scale, alone }) => scale === 'pixel'
    && alone.landscape.flat().some((cell) => cell.stack !== null && (active === null || placeOf(cell) === placeOf(active))))
  return hanging.steps[index] === step ? -1 : index
}

/** The next part of an image that has not been on screen at 1:1: in this walk, else in another. */
function goToUnseen({ hanging, state, step, stopsOf, coverage, dispatch }: Viewer): boolean {
  const here = hanging.steps.indexOf(step)
  for (const one of [...hanging.steps.slice(here), ...hanging.steps.slice(0, here)]) {
    const next = nextUnseen(stopsOf(one), one === step ? state.walk : -1, coverage)
    if (next === null) continue
    if (one !== step) dispatch({ type: 'step', step: one.id })
    dispatch({ type: 'walk', walk: next })
    return true
  }
  return false
}

/** Another size for what is on screen; once more, and the fit is back. */
function resize({ active, state, dispatch }: Viewer, sizing: Sizing): boolean {
  if (active === null) return false
  dispatch({ type: 'size', sizing: state.sizing === sizing ? 'fit' : sizing })
  return true
}

const toolOf = { 'viewer.window': 'window', 'viewer.zoom': 'zoom', 'viewer.pan': 'pan', 'viewer.point': 'point', 'viewer.length': 'length', 'viewer.ellipse': 'ellipse', 'viewer.outline': 'outline', 'viewer.magnifier': 'magnifier' } as const

export function scrollCell({ placed, state, dispatch }: Viewer, cellId: string, by: number): boolean {
  const cell = placed.find((one) => one.cell.id === cellId)?.cell
  const frames = cell?.stack?.frames.length ?? 0
  const here = cell === undefined ? 0 : positionIn(state.positions, cell)
  const next = Math.min(Math.max(here + by, 0), Math.max(frames - 1, 0))
  if (next === here) return false
  dispatch({ type: 'scroll', cell: cellId, position: next })
  return true
}

/** The active cell turns to the next image of its place. */
function turn({ active, state, dispatch }: Viewer): boolean {
  if (active === null || active.alternates.length < 2) return false
  dispatch({ type: 'alternate', cell: active.id, turns: ((state.alternates[active.id] ?? 0) + 1) % active.alternates.length })
  return true
}

/** Shows the step, image and slice that a mark is on. */
export function bringIntoView({ hanging, placed, dispatch }: Viewer, repere: Pick<Repere, 'sopInstanceUID' | 'frame'>): void {
  const places = placesOf(hanging, repere.sopInstanceUID, repere.frame)
  const isShown = (cell: HungCell): boolean => placed.some((one) => one.cell.id === cell.id && one.cell.alternates === cell.alternates)
  const found = places.find(({ cell }) => isShown(cell)) ?? places[0]
  if (found === undefined) return
  if (!isShown(found.cell)) dispatch({ type: 'step', step: found.step.id })
  if (found.cell.alternates.length > 1) dispatch({ type: 'alternate', cell: found.cell.id, turns: found.alternate })
  dispatch({ type: 'scroll', cell: found.cell.id, position: found.position })
  dispatch({ type: 'activate', cell: found.cell.id })
}
