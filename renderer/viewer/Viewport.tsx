/** One viewport: mounts a painter once and keeps it from case to case; above it the texts, lengths, marks and lens. It
 *  says by `data-rendered` and `data-sop-instance-uid` what has really been painted, by `data-scale` at how many
 *  millimetres per CSS pixel. */
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { LoaderCircle, TriangleAlert } from 'lucide-react'
import type { CadFinding, ImageDescriptor, Language, WorklistRow } from '../../main/contract/index.ts'
import { imageOfFrame } from '../../main/domain/frames/index.ts'
import { apply, imageToScreen, invert, measurementSpacing, type Point, type View } from '../../main/domain/geometry/index.ts'
import type { VoiSetting } from '../../main/domain/grey-scale/index.ts'
import { createFormat } from '../i18n/index.ts'
import { Annotations } from './Annotations.tsx'
import { CadLayer, findingsHere } from './cad/index.ts'
import { CoverageMap, type CoverageRecord } from './coverage/index.ts'
import { CellNotes, EmptyPlace } from './hanging/index.ts'
import { coverOf, greyText, tableOf } from './grey.ts'
import { GreyNotice, Overlays, useGreyCheck } from './grey/index.ts'
import { imageView } from './image-view.ts'
import type { PlacedCell } from './layout.ts'
import { Magnifier } from './Magnifier.tsx'
import { MarksLayer, useHand, type MarkEvents, type ShownMark } from './marks/index.ts'
import type { FrameStore } from './pixels/index.ts'
import { FindingBanner, PlacelessNote, type Findings } from './safety/index.ts'
import { isLifeSize, ScaleNote, scaleStrings } from './scale/index.ts'
import type { Picture, Stage, StageViewport } from './stage/index.ts'
import type { Placement, Tool } from './state.ts'
import type { ViewerStrings } from './strings.ts'
import { isSliceStack, KindSentence, LinkedPlace, SliceIndicator, useSlab, type SliceView } from './tomosynthesis/index.ts'
import { Corners, EdgeLetters, type TextLevel } from './texts/index.ts'
import { tissueOf } from './tissue.ts'
import { isWalked } from './walk/index.ts'
import { useFrame } from './use-frame.ts'
import { usePointer } from './use-pointer.ts'

export interface ViewportEvents {
  activate(cell: string): void
  window(cell: string, image: ImageDescriptor, total: Point, isStart: boolean): void
  zoom(cell: string, view: View, factor: number, about: Point, isStart: boolean): void
  pan(cell: string, view: View, total: Point, isStart: boolean): void
  /** True when somebody waited for this click. */
  click(image: ImageDescriptor, frame: number, at: Point, isPrior: boolean): boolean
  scroll(cell: string, steps: number): void
  enlarge(cell: string): void
  /** Painted as `view` says, or (null) a sentence in its place says why not; `position` in the stack of the cell, from 0. */
  painted(image: ImageDescriptor, isPrior: boolean, view: View | null, cell: string, position: number): void
  /** The pointer is over this place of the image; null: over none. */
  point(cell: string, image: ImageDescriptor, at: Point | null): void
  glide(cell: string, position: number): void
}

export interface ViewportProps {
  readonly placed: PlacedCell
  readonly isVisible: boolean
  /** Its scale is not settled yet: wait. */
  readonly isHeld: boolean
  readonly isActive: boolean
  readonly stage: Stage | null
  readonly frames: FrameStore
  readonly patient: WorklistRow | null
  readonly position: number
  readonly slices: SliceView
  /** Millimetres per CSS pixel at zoom 1. */
  readonly fit: number
  readonly placement: Placement
  /** Shown at one scale with others. */
  readonly isComparing: boolean
  /** What has been shown at 1:1. */
  readonly coverage: CoverageRecord
  /** Millimetres of the glass per device pixel; null when unknown. */
  readonly pixelPitchMm: number | null
  readonly devicePixelRatio: number
  readonly voi: VoiSetting | null
  readonly inverted: boolean
  readonly tool: Tool
  readonly isPicking: boolean
  readonly texts: TextLevel
  readonly findings: Findings
  readonly marks: readonly ShownMark[]
  readonly markEvents: MarkEvents
  /** Computer-aided detection, as far as it is to be drawn. */
  readonly cad: readonly CadFinding[]
  readonly language: Language
  readonly strings: ViewerStrings
  readonly events: ViewportEvents
}

export const Viewport = memo(function Viewport(props: ViewportProps) {
  const { placed, isVisible, stage, frames, fit, placement, devicePixelRatio, voi, inverted, language, strings, events } = props
  const { cell, width, height } = placed
  const root = useRef<HTMLDivElement>(null)
  const mount = useRef<HTMLDivElement>(null)
  const viewport = useRef<StageViewport | null>(null)
  const asked = useRef<Picture | null>(null)
  const [lens, setLens] = useState<Point | null>(null)

  const reference = cell.stack?.frames[Math.min(props.position, cell.stack.frames.length - 1)] ?? null
  const { reduction, slab } = props.slices
  const single = useFrame(frames, reference, isVisible, reduction)
  const state = useSlab(frames, cell.stack, reference, slab, reduction, isVisible, single)
  const ready = state.status === 'ready' && !props.isHeld ? state : null
  const image = ready === null ? null : imageOfFrame(ready.reference.image, ready.reference.frame)
  const status = cell.stack === null ? 'empty' : state.status === 'ready' && props.isHeld ? 'loading' : state.status

  // `ready` is new at each render; what is computed here depends on its image and frame alone.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const table = useMemo(() => (ready === null || image === null ? null : tableOf(image, ready.frame, voi, inverted)), [image, ready?.frame, voi, inverted])
  const look = useMemo(() => (image === null ? null : imageView(image, cell)), [image, cell])
  const view = useMemo((): View | null => look === null ? null : {
    image: look.image, viewport: { width, height }, justification: look.justification, scale: fit / placement.zoom, pan: placement.pan, devicePixelRatio,
  }, [look, width, height, fit, placement, devicePixelRatio])
  const toScreen = useMemo(() => (view === null ? null : imageToScreen(view)), [view])
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const picture = useMemo((): Picture | null => (ready === null || view === null || image === null ? null : { key: ready.key, frame: ready.frame, table, view, cover: coverOf(image) }), [ready?.key, ready?.frame, table, view])

  const check = useGreyCheck(stage)
  const painted = useRef<(picture: Picture) => void>(() => undefined)
  painted.current = (done) => {
    if (root.current === null || done !== asked.current) return
    root.current.dataset['rendered'] = 'true'
    if (image !== null) check.painted(done, () => (done === asked.current ? viewport.current?.canvas() ?? null : null), { image, voi, inverted })
    if (image !== null) events.painted(image, cell.study === 'prior', done.view, cell.id, ready === null || cell.stack === null ? 0 : cell.stack.frames.indexOf(ready.reference))
  }

  useLayoutEffect(() => {
    if (stage === null || mount.current === null) return undefined
    const opened = stage.open(mount.current, (done) => painted.current(done))
    viewport.current = opened
    return () => {
      viewport.current = null
      opened.dispose()
    }
  }, [stage])
  useLayoutEffect(() => { if (isVisible) viewport.current?.resize() }, [stage, width, height, devicePixelRatio, isVisible])
  useLayoutEffect(() => {
    if (root.current !== null) root.current.dataset['rendered'] = 'false'
    asked.current = picture
    if (isVisible || picture === null) viewport.current?.paint(picture)
  }, [stage, picture, isVisible])

  const failed = isVisible && state.status === 'failed' ? reference?.image ?? null : null
  useEffect(() => { if (failed !== null) events.painted(failed, cell.study === 'prior', null, cell.id, props.position) }, [failed, events, cell.id, cell.study, props.position])

  const number = ready?.reference.frame ?? 1
  const marksHere = useMemo(() => props.marks.filter((mark) => mark.sopInstanceUID === image?.sopInstanceUID && mark.frame === number), [props.marks, image, number])
  const hand = useHand(marksHere, image === null || toScreen === null ? null : { image, frame: number, toScreen, isPrior: cell.study === 'prior' }, props.markEvents)
  const pointer = usePointer(root, props.tool, (cell.stack?.frames.length ?? 0) > 1, {
    activate: () => events.activate(cell.id),
    window: (total, isStart) => { if (image !== null) events.window(cell.id, image, total, isStart) },
    zoom: (factor, about, isStart) => { if (view !== null) events.zoom(cell.id, view, factor, about, isStart) },
    pan: (total, isStart) => { if (view !== null) events.pan(cell.id, view, total, isStart) },
    grab: hand.grab, drag: hand.drag, stroke: hand.stroke,
    magnify: setLens,
    click: (at) => ready !== null && toScreen !== null && events.click(ready.reference.image, ready.reference.frame, apply(invert(toScreen), at), cell.study === 'prior'),
    scroll: (steps) => events.scroll(cell.id, steps),
    enlarge: () => events.enlarge(cell.id),
  })

  const count = cell.stack?.frames.length ?? 0
  const cad = findingsHere(props.cad, image, ready?.reference.frame ?? 1)
  return (
    <div
      ref={root}
      className="viewer-viewport"
      role="img"
      aria-label={label(props, image)}
      data-cell={cell.id}
      data-sop-instance-uid={ready?.reference.image.sopInstanceUID ?? ''}
      data-frame={ready?.reference.frame ?? ''}
      data-orientation={look?.orientation ?? ''}
      data-scale={view === null ? '' : view.scale.toPrecision(6)}
      data-status={status}
      data-checked={check.standingOf(image) ?? ''}
      data-active={props.isActive}
      data-visible={isVisible}
      data-tool={props.isPicking ? 'pick' : props.tool}
      style={{ left: placed.left, top: placed.top, width, height }}
      {...pointer}
      onPointerMoveCapture={(event) => {
        if (!props.slices.isLinkable || image === null || toScreen === null) return
        const box = event.currentTarget.getBoundingClientRect()
        events.point(cell.id, image, apply(invert(toScreen), { x: event.clientX - box.left, y: event.clientY - box.top }))
      }}
    >
      <div ref={mount} className="viewer-mount" />
      {ready !== null && toScreen !== null && image !== null && look !== null ? (
        <>
          {props.texts !== 'identity' && image.overlays.length > 0 ? <Overlays planes={image.overlays} toScreen={toScreen} size={{ width, height }} devicePixelRatio={devicePixelRatio} /> : null}
          <Annotations
            size={{ width, height }} toScreen={toScreen} spacing={measurementSpacing(image)} free={look.justification === 'left' ? 'right' : 'left'}
          />
          {cad.length === 0 ? null : <CadLayer findings={cad} toScreen={toScreen} size={placed} showsTexts={props.texts !== 'identity'} language={language} />}
          <MarksLayer marks={hand.shown} size={{ width, height }} toScreen={toScreen} spacing={measurementSpacing(image)} language={language} />
          {props.patient === null ? null : (
            <Corners
              image={image} patient={props.patient} isPrior={cell.study === 'prior'} justification={look.justification} language={language} strings={strings}
              grey={greyText(image, ready.frame, voi, inverted, strings)} pixelMm={look.isMeasured ? look.image.spacing.column : null}
              zoom={view !== null && isLifeSize(image, view, props.pixelPitchMm) ? scaleStrings[language].lifeSize : zoomText(look.image.spacing.column / (fit / placement.zoom) * devicePixelRatio, language)}
              place={count > 1 && cell.stack !== null && !isSliceStack(cell.stack) ? { index: cell.stack.frames.indexOf(ready.reference) + 1, count } : null}
              viewport={{ width, height }} toScreen={toScreen} silhouette={tissueOf(image, ready.frame, look)} level={props.texts}
            />
          )}
          <EdgeLetters image={image} orientation={look.image.orientation} strings={strings} />
          <CellNotes cell={cell} language={language} />
          <FindingBanner findings={props.findings.of.get(image.sopInstanceUID)} language={language} />
          {view === null ? null : <ScaleNote image={image} look={look} view={view} pixelPitchMm={props.pixelPitchMm} isComparing={props.isComparing} language={language} />}
          <KindSentence image={image} language={language} />
          {props.slices.linked === null ? null : <LinkedPlace at={props.slices.linked} toScreen={toScreen} size={placed} language={language} />}
          {cell.stack !== null && isSliceStack(cell.stack) ? (
            <SliceIndicator stack={cell.stack} position={cell.stack.frames.indexOf(ready.reference)} view={props.slices} free={look.justification === 'left' ? 'right' : 'left'} language={language} glide={(position) => events.glide(cell.id, position)} />
          ) : null}
          <GreyNotice image={image} standing={check.standingOf(image)} language={language} />
          {ready.isAwaitingNext ? <LoaderCircle className="viewer-awaiting" size={16} aria-hidden /> : null}
          {view === null || cell.study === 'prior' || !isWalked(image) || props.texts === 'identity' || Math.min(width, height) < MAP_ROOM ? null : <CoverageMap record={props.coverage} image={image} view={view} free={look.justification === 'left' ? 'right' : 'left'} language={language} />}
          {lens !== null && props.tool === 'magnifier' ? <Magnifier at={lens} toScreen={toScreen} frame={ready.frame} table={table} cover={picture?.cover ?? null} devicePixelRatio={devicePixelRatio} /> : null}
        </>
      ) : <Placeholder {...props} status={status} problem={state.status === 'failed' ? strings.problem[state.problem.code](state.problem.detail) : null} />}
    </div>
  )
})

/** What stands where no image can: what is awaited, what is missing, or why it cannot be shown. */
function Placeholder({ placed: { cell }, findings, strings, language, status, problem }: ViewportProps & { status: string; problem: string | null }) {
  if (problem !== null) return <p className="viewer-state" data-kind="problem"><TriangleAlert size={16} aria-hidden />{problem}</p>
  if (status === 'loading') return <p className="viewer-state" data-kind="loading">{strings.loading}</p>
  return (
    <>
      <EmptyPlace cell={cell} language={language} />
      {cell.expected === null ? null : <PlacelessNote findings={findings} study={cell.study} language={language} />}
    </>
  )
}

/** CSS pixels of a viewport below which a map of what has been shown would be in the way. */
const MAP_ROOM = 480

/** Screen pixels per acquired pixel. */
const zoomText = (ratio: number, language: Language): string => (Math.abs(ratio - 1) < 0.005 ? '1:1' : `×${createFormat(language).number(ratio, 2)}`)

function label({ placed: { cell }, strings }: ViewportProps, image: ImageDescriptor | null): string {
  const side = cell.expected?.laterality ?? image?.imageLaterality ?? ''
  return [strings.sideLetter[side], cell.expected?.view ?? image?.seriesDescription ?? '', cell.study === 'prior' ? strings.prior : strings.current].filter((part) => part !== '').join(' ')
}
