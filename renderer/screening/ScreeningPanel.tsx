/** A screening reading from its first key to its signature: the sheet, and at the foot the one act that its phase
 *  calls for. Which acts there are is asked of the state machine; main decides again. */
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Avis, ImageDescriptor, OpenedStudy } from '../../main/contract/index.ts'
import { possibleActs } from '../../main/domain/second-reading/index.ts'
import { useSeance } from '../session/context.ts'
import { formatPatientName, useBilingual, useText } from '../i18n/index.ts'
import { asNormal, type NormalAcr } from './avis-edits.ts'
import { Comparison } from './Comparison.tsx'
import { CourseMenu, LostBanner } from './course/index.ts'
import { ContextBlock } from './fiche/index.ts'
import { FrozenPart } from './FrozenPart.tsx'
import { ImageDoubts } from './ImageDoubts.tsx'
import { imageNames } from './image-names.ts'
import { LeaveOpenPart } from './LeaveOpenPart.tsx'
import { NormalButtons } from './NormalButtons.tsx'
import { OpposedPart } from './Opposed.tsx'
import { PanelFrame } from './PanelFrame.tsx'
import type { ReadingSession } from './reading-session.ts'
import { ReadingActs } from './ReadingActs.tsx'
import { ReturnedBanner } from './ReturnedBanner.tsx'
import { RevisionPart } from './RevisionPart.tsx'
import { SaveIndicator } from './SaveIndicator.tsx'
import { SaveTrouble } from './SaveTrouble.tsx'
import { displayedShares } from './shown-whole.ts'
import { toFirstPoint, toRecall } from './sheet-focus.ts'
import { SheetForm } from './SheetForm.tsx'
import { type ScreeningKind, findingsOf, imagedCotes } from './sheet-scope.ts'
import { useImageMarks } from './use-image-marks.ts'
import { useReadingSnapshot } from './use-reading-session.ts'
import { useSheetEditor } from './use-sheet-editor.ts'
import { isAllSeen, UnseenImages, type Unseen } from './UnseenImages.tsx'
import type { ViewerPort } from './viewer-port.ts'

export interface ScreeningPanelProps {
  session: ReadingSession
  study: OpenedStudy
  images: readonly ImageDescriptor[]
  unseen: Unseen
  viewer: ViewerPort | null
  onClose: () => void
  /** Null on the last exam of the queue. */
  onNext: (() => void) | null
}

export function ScreeningPanel({ session, study, images, unseen, viewer, onClose, onNext }: ScreeningPanelProps) {
  const { reading, draft, saveState, acting, revision, lost } = useReadingSnapshot(session)
  const t = useText('screening')
  const [strict, setStrict] = useState(false)
  const [askedUnseen, setAskedUnseen] = useState(false)
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  const [recallOpen, setRecallOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const kind: ScreeningKind = reading.kind === 'FIRST' ? 'FIRST' : 'SECOND'
  const acts = possibleActs(reading)
  const writing = acts.includes('saveDraft') || revision !== null
  const avis = revision?.avis ?? draft.avis
  const imaged = useMemo(() => imagedCotes(images), [images])
  const { studyDate } = study.study

  const onChange = useCallback((next: Avis) => {
    const current = session.snapshot().revision
    if (current === null) session.edit((content) => ({ ...content, avis: next }))
    else session.revise({ ...current, avis: next })
  }, [session])
  // A divergence from a workup can only be said once that is shown.
  const bdiL1 = reading.revealed?.avis.fiche?.bdi.realise === 'OUI'
  const editor = useSheetEditor({ avis, kind, bdiL1, readOnly: !writing, imaged, images, onChange })
  const findings = useMemo(
    () => (writing ? findingsOf(avis, kind, images, studyDate, today, reading.disputedSides, bdiL1, reading.ownRecallShare) : reading.findings),
    [avis, bdiL1, images, kind, reading.disputedSides, reading.findings, reading.ownRecallShare, studyDate, today, writing],
  )
  useImageMarks({ viewer, avis: writing ? avis : reading.avis, inHand: editor, theirs: reading.opposed ?? reading.revealed, keeper: writing ? editor.keeper : null })

  const openRecall = () => {
    setRecallOpen(true)
    toRecall(root)
  }
  // A change after the reveal was frozen with every image seen.
  const mustSee = acts.includes('saveDraft') && !isAllSeen(unseen)
  /** True when nothing blocks; else says what is missing and goes to the first point. */
  const holds = () => {
    setAskedUnseen(mustSee)
    if (mustSee) return false
    if (!findings.some((finding) => finding.blocking)) return true
    setStrict(true)
    toFirstPoint(root)
    return false
  }
  const patient = formatPatientName(study.study.patientName) || t('unnamed')
  const seance = useSeance()
  const conclude = (given: Avis, how: 'normal' | 'recorded') => {
    if (seance === null) return
    session.conclude(given, (byVersion) => seance.conclude(byVersion, given, unseen?.length ?? images.length, displayedShares(viewer)))
      .then((done) => { if (done) seance.settle(patient, how) }, seance.refuse)
  }
  /** One key: what the sheet still lacks is shown, and nothing is concluded without it. */
  const concludeNormal = (acr: NormalAcr) => {
    const given = asNormal(avis, acr, imaged)
    if (findingsOf(given, kind, images, studyDate, today, reading.disputedSides).some(({ blocking }) => blocking)) {
      setStrict(true)
      seance?.incomplete()
    } else conclude(given, 'normal')
  }
  const { revealed } = reading
  const inLanguage = useBilingual()
  const names = useMemo(() => imageNames(images, inLanguage), [images, inLanguage])

  return (
    <div className="reading-root" ref={root}>
      <LeaveOpenPart editor={editor} />
      <PanelFrame reading={reading} onClose={onClose} save={acts.includes('saveDraft') ? <SaveIndicator state={saveState} /> : null}
        menu={<CourseMenu session={session} reading={reading} patient={patient} onLeave={onNext ?? onClose} />}
        footer={
          <>
            {writing ? <NormalButtons editor={editor} onRecall={openRecall} onNormal={seance === null || revision !== null ? null : concludeNormal} /> : null}
            {mustSee ? <UnseenImages unseen={unseen} viewer={viewer} asked={askedUnseen} /> : null}
            <ReadingActs session={session} reading={reading} avis={avis} acting={acting} revision={revision} patient={patient} findings={findings} strict={strict} mustSee={mustSee} holds={holds} conclude={seance === null || revision !== null ? null : () => { conclude(avis, 'recorded') }} viewer={viewer} />
          </>
        }>
        {reading.returned === null || lost !== null ? null : <ReturnedBanner what={reading.returned} />}
        {lost === null ? null : <LostBanner session={session} error={lost} onNext={onNext} />}
        <ImageDoubts session={session} reading={reading} study={study.study} images={images} names={names} viewer={viewer} today={today} />
        <SaveTrouble session={session} state={saveState} />
        {reading.contexte === null ? null : <ContextBlock contexte={reading.contexte} />}
        {reading.kind === 'ARBITRATION' ? <OpposedPart reading={reading} /> : null}
        {reading.phase === 'AVIS_FIGE' ? <FrozenPart reading={reading} /> : null}
        {revision === null ? null : <RevisionPart session={session} revision={revision} theirs={reading.revealed} />}
        {revealed !== null && revision === null ? <Comparison reading={reading} theirs={revealed} /> : null}
        {writing ? <SheetForm editor={editor} images={images} viewer={viewer} findings={findings} strict={strict} recallOpen={recallOpen} /> : null}
      </PanelFrame>
    </div>
  )
}
