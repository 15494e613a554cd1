/** The reading viewport of the program: hangs a study and one prior, shows them with the grey scale the standard
 *  prescribes, and carries the reader's tools. Keys are the application's: it runs `viewerCommands` through the ref. */
import { useEffect, useEffectEvent, useImperativeHandle, useLayoutEffect, useRef, useState, type ReactNode, type Ref } from 'react'
import { flushSync } from 'react-dom'
import { TriangleAlert } from 'lucide-react'
import type { ImageDescriptor, Language, OpenedStudy, SOPInstanceUID, StudyInstanceUID } from '../../main/contract/index.ts'
import { measurementSpacing } from '../../main/domain/geometry/index.ts'
import type { HangingProtocol } from '../../main/domain/hanging/index.ts'
import type { ProgrammeTomosynthesis } from '../../main/domain/tomosynthesis/index.ts'
import { createFormat } from '../i18n/index.ts'
import { bundledProtocols } from './bundled-protocols.ts'
import { CadLine, useCad, type LoadCad } from './cad/index.ts'
import { useEverPlaced } from './cells.ts'
import { CoverageLine, useCoverage, type Coverage } from './coverage/index.ts'
import type { ViewerCommandId } from './commands.ts'
import { hangingStrings, HangingSummary, useUnseen } from './hanging/index.ts'
import { reachOf, runMarkCommand, useMarks, type ReadingViewerHandle, type ShownMark } from './marks/index.ts'
import type { FetchFrame, FrameStore } from './pixels/index.ts'
import { FindingsDialog, RemarksButton, useFindings, useTrusted } from './safety/index.ts'
import { RejectedNote } from './rejected/index.ts'
import { scaleStrings, useTold } from './scale/index.ts'
import { prefetchCase } from './prefetch.ts'
import { presetChoices } from './preset-choices.ts'
import type { Depth } from './stage/index.ts'
import { viewerStrings, type ViewerStrings } from './strings.ts'
import { positionIn, tomosynthesisStrings, useTomosynthesis } from './tomosynthesis/index.ts'
import { ImageData } from './texts/index.ts'
import { useArea } from './use-area.ts'
import { useFrameStore, usePrefetchOfCase } from './use-frame-store.ts'
import { useGestures } from './use-gestures.ts'
import { usePick, type Picking } from './use-pick.ts'
import { useStage, type PreferredBackend } from './use-stage.ts'
import { bringIntoView, placementIn, runCommand, useViewer, type FoundAt } from './use-viewer.ts'
import { Viewport } from './Viewport.tsx'
import { isWalked, type WalkStop } from './walk/index.ts'
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
  readonly marks?: readonly ShownMark[]
  /** SOP Instance UIDs of the current study painted so far (M25: none may be left unseen). */
  /** Images of the current study that hang somewhere and have not been on the screen yet (M25); told at each change. */
  readonly onUnseen?: (studyInstanceUID: StudyInstanceUID, sopInstanceUIDs: readonly SOPInstanceUID[]) => void
  readonly onDisplayed?: (sopInstanceUIDs: ReadonlySet<string>) => void
  /** Share of each mammogram of the current study that has been on screen at 1:1 or larger (M12); at each pixel newly shown. */
  readonly onCoverage?: (coverage: Coverage) => void
  /** Results of computer-aided detection, asked for when the reader wants them; without it there are none. */
  readonly loadCad?: LoadCad
  readonly backend?: PreferredBackend
  /** Millimetres per device pixel of the display that shows this viewer, as it was measured; null: unknown, and then
   *  there is no true size (M12). */
  readonly pixelPitchMm?: number | null
  /** A reading of the organised programme: which sites' tomosynthesis is read there. Null: everything is. */
  readonly programme?: ProgrammeTomosynthesis | null
  /** What must be said of the display as long as the images are on it (Q5); above the images. */
  readonly displayNotice?: ReactNode
  /** How deep the greys are that the painter brings to the canvas; told once it is there. */
  readonly onDepth?: (depth: Depth) => void
  /** Where an exam that was left begins; elsewhere where its protocol does. */
  readonly foundAt?: FoundAt | null
  /** The step on screen, at each change. */
  readonly onStep?: (studyInstanceUID: StudyInstanceUID, step: string) => void
  readonly ref?: Ref<ReadingViewerHandle>
}

const noMarks: readonly ShownMark[] = []

const noDispute: readonly string[] = []

export function ReadingViewer({ current: received, priors: receivedPriors, language, fetchFrame, frames: given, protocols = bundledProtocols, marks: givenMarks = noMarks, onDisplayed, onUnseen, onCoverage, loadCad, backend = 'auto', pixelPitchMm = null, displayNotice = null, programme = null, onDepth, foundAt = null, onStep, ref }: ReadingViewerProps) {
  const strings = viewerStrings[language]
  const root = useRef<HTMLElement>(null)
  const areaElement = useRef<HTMLDivElement>(null)
  const area = useArea(areaElement)
  const { stage, notice } = useStage(backend)
  const frames = useFrameStore(given, fetchFrame)
  const { current, priors } = useTrusted(received, receivedPriors)
  const coverage = useCoverage(current.study.studyInstanceUID, current, onCoverage)
  const viewer = useViewer({ frames, current, priors, protocols, area, pixelPitchMm, coverage: coverage.record, programme, foundAt })
  const depth = stage?.depth
  const tellDepth = useEffectEvent((found: Depth) => onDepth?.(found))
  useEffect(() => { if (depth !== undefined) tellDepth(depth) }, [depth])
  const tellStep = useEffectEvent((id: string) => onStep?.(current.study.studyInstanceUID, id))
  useEffect(() => { tellStep(viewer.step.id) }, [viewer.step.id, viewer.state.caseId])
  const { told, tell } = useTold(current.study.studyInstanceUID)
  const cad = useCad(current.study.studyInstanceUID, loadCad)
  const { state, dispatch, step, placed, scales, hanging } = viewer
  const [disputed, setDisputed] = useState<readonly string[]>(noDispute)
  const findings = useFindings(received, receivedPriors.find(({ study }) => study.studyInstanceUID === viewer.prior?.study.studyInstanceUID) ?? null, disputed)
  const [isRemarksOpen, setRemarksOpen] = useState(false)
  const [isDataOpen, setDataOpen] = useState(false)
  const tomosynthesis = useTomosynthesis(viewer, frames, language, tell)
  const { picking, pickPoint } = usePick()
  const marks = useMarks({ caseId: state.caseId, given: givenMarks, language, tell })

  const { unseen, displayed } = useUnseen({ study: current.study.studyInstanceUID, toDisplay: hanging.toDisplay, onDisplayed, onUnseen })
  usePrefetchOfCase(frames, current, viewer.prior, protocols, programme)
  const everPlaced = useEverPlaced(state.caseId, placed)

  const activeImage = viewer.active === null ? null : viewer.referenceOf(viewer.active)
  const presets = activeImage === null ? [] : presetChoices(activeImage.image, frames, activeImage.frame, viewer, strings)
  const run = (command: ViewerCommandId): boolean => {
    tell(null)
    if (command === 'viewer.lifeSize' && pixelPitchMm === null) tell(scaleStrings[language].noPitch)
    else if (command === 'viewer.lifeSize' && activeImage !== null && measurementSpacing(activeImage.image) === null) tell(scaleStrings[language].noMillimetres)
    if (command === 'viewer.imageData') {
      setDataOpen((isOpen) => !isOpen)
      return activeImage !== null
    }
    if (command === 'viewer.remarks') {
      setRemarksOpen((isOpen) => !isOpen)
      return true
    }
    if (command === 'viewer.cad') return cad.press()
    const done = runMarkCommand(marks, viewer, command) ?? tomosynthesis.run(command)
    if (done !== null) return done
    if (command !== 'viewer.nextPreset') return runCommand(viewer, command)
    const chosen = presets.findIndex(({ isChosen }) => isChosen)
    presets[(chosen + 1) % presets.length]?.choose()
    return presets.length > 1
  }
  const onScreen = viewer.prior === null ? [current] : [current, viewer.prior]
  const latest = useRef({ viewer, tomosynthesis, picking, onDisplayed: displayed, run, protocols, coverage, marks, onScreen })
  // Before the next frame: what is painted there must be counted for the exam it belongs to.
  useLayoutEffect(() => { latest.current = { viewer, tomosynthesis, picking, onDisplayed: displayed, run, protocols, coverage, marks, onScreen } })

  useImperativeHandle(ref, () => ({
    // At once, so that `data-rendered` already speaks of the new state when this returns.
    run: (command) => flushSync(() => latest.current.run(command)),
    pickPoint: (request) => {
      // Escape must reach us.
      root.current?.focus({ preventScroll: true })
      return pickPoint(request)
    },
    showMarks: (shown) => latest.current.marks.show(shown),
    keepMarks: (keeper) => latest.current.marks.keep(keeper),
    activeImage: () => (latest.current.viewer.active === null ? null : latest.current.viewer.referenceOf(latest.current.viewer.active)?.image.sopInstanceUID ?? null),
    showDisputed: setDisputed,
    breastReach: (sopInstanceUID) => reachOf(latest.current.viewer, frames, sopInstanceUID),
    goTo: (repere) => bringIntoView(latest.current.viewer, repere),
    coverage: () => latest.current.coverage.shares(),
    prefetch: (studies, signal) => prefetchCase(frames, studies, latest.current.onScreen, latest.current.protocols, signal),
  }), [frames, pickPoint])

  const events = useGestures(latest)
  const shownIds = new Set(placed.map(({ cell }) => cell.id))
  const isEmpty = current.images.length === 0
  return (
    // Escape gives up a mark that is being placed, wherever in the images the focus is.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section ref={root} className="viewer" aria-label={strings.viewer} tabIndex={-1} data-case={state.caseId} data-step={step.id} data-backend={stage?.backend ?? ''} data-depth={stage?.depth ?? ''} data-pixel-pitch={pixelPitchMm ?? ''}
      onKeyDown={(event) => { if (event.key === 'Escape' && picking !== null) { event.stopPropagation(); picking.giveUp() } }}>
      {displayNotice}
      {notice === null ? null : <p className="viewer-notice" role="status"><TriangleAlert size={14} aria-hidden />{strings[notice]}</p>}
      <div ref={areaElement} className="viewer-area">
        {isEmpty ? <p className="viewer-state">{strings.empty}</p> : null}
        {!isEmpty && hanging.toDisplay.length === 0 && hanging.refused.some(({ reason }) => reason === 'programme') ? <p className="viewer-state">{tomosynthesisStrings[language].nothingRead}</p> : null}
        {everPlaced.map((one) => (
          <Viewport
            key={one.cell.id} placed={one} isVisible={shownIds.has(one.cell.id)} isHeld={viewer.isProvisional} isActive={viewer.active?.id === one.cell.id && placed.length > 1}
            stage={stage} frames={frames} patient={(one.cell.study === 'prior' ? viewer.prior : current)?.study ?? null}
            position={positionIn(state.positions, one.cell)} slices={tomosynthesis.viewOf(one.cell)} fit={scales.get(one.cell.id) ?? 1} placement={placementIn(viewer, one.cell.id)} isComparing={step.scale === 'shared' && placed.length > 1} pixelPitchMm={pixelPitchMm} coverage={coverage.record}
            devicePixelRatio={area?.devicePixelRatio ?? 1} voi={state.voi[(one.cell.study === 'prior' ? viewer.prior : current)?.study.studyInstanceUID ?? ''] ?? null}
            inverted={state.inverted !== step.isInverted} tool={state.tool} isPicking={picking !== null} texts={state.texts} findings={findings} cad={cad.findings}
            marks={marks.all} markEvents={marks.events} language={language} strings={strings} events={events}
          />
        ))}
        {told === null ? null : <p className="viewer-told" role="status">{told}</p>}
        {picking === null ? null : <p className="viewer-pick" role="status">{pickText(picking, strings)}</p>}
      </div>
      <ViewerBar
        state={state} strings={strings} steps={hanging.steps.map(({ id, key, label }) => ({ id, key, name: label[language] }))} step={step.id} canCompare={step.compared !== null} isCompared={viewer.isCompared}
        presets={presets} priors={priors.map(({ study }, index) => ({ name: createFormat(language).day(study.studyDate), isChosen: index === state.priorIndex, choose: () => dispatch({ type: 'prior', index }) }))}
        run={run} goToStep={(id) => dispatch({ type: 'step', step: id })}
        summary={(
          <>
            {hanging.kind === 'mammography' ? <CadLine cad={cad} language={language} /> : null}
            <RejectedNote current={received} prior={viewer.prior} language={language} />
            {hanging.kind !== 'mammography' ? null : (
              <>
                <RemarksButton findings={findings.all} language={language} onClick={() => run('viewer.remarks')} />
                {step.scale !== 'pixel' ? null : <CoverageLine record={coverage.record} images={walkedImages(viewer.stops)} language={language} sideLetter={strings.sideLetter} />}
                {viewer.stop === null || viewer.stop.parts === 1 ? null : <span>{step.scale === 'whole' ? hangingStrings[language].row(viewer.stop.part, viewer.stop.parts) : strings.part(viewer.stop.part, viewer.stop.parts)}</span>}
                {priors.length === 0 ? <span>{strings.noPrior}</span> : null}
                <HangingSummary hanging={hanging} unseen={unseen.length} active={viewer.active} language={language} onAlternate={() => run('viewer.alternate')} />
              </>
            )}
          </>
        )}
      />
      {activeImage === null || viewer.active === null ? null : (
        <ImageData open={isDataOpen} onClose={() => setDataOpen(false)} sopInstanceUID={activeImage.image.sopInstanceUID} studies={[received, ...receivedPriors]} language={language} />
      )}
      <FindingsDialog open={isRemarksOpen} onClose={() => setRemarksOpen(false)} findings={findings.all} images={received.images} priorImages={receivedPriors.flatMap(({ images }) => images)} language={language} />
    </section>
  )
}

const walkedImages = (stops: readonly WalkStop[]): ImageDescriptor[] =>
  [...new Set(stops.map(({ cell }) => cell.stack?.frames[0].image))].filter((image) => image !== undefined).filter(isWalked)

function pickText({ request, wasRefused }: Picking, strings: ViewerStrings): string {
  const side = request.cote === 'D' ? strings.right : strings.left
  return wasRefused ? strings.pickRefused(side) : strings.pick(request.label, side)
}
