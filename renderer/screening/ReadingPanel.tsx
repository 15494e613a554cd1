/** The right-hand panel of the reading screen: opens the reading of the active account on this study and shows the
 *  panel that its kind and phase call for. Its width is the reader's, kept between exams. */
import { FileLock2 } from 'lucide-react'
import { useState } from 'react'
import type { ImageDescriptor, OpenedStudy } from '../../main/contract/index.ts'
import { problemCode, useOperation, useProblemText } from '../api/index.ts'
import { useHasRole } from '../app/session.ts'
import { UnfitReading } from '../displays/index.ts'
import { formatPatientName, useLanguage, useText } from '../i18n/index.ts'
import { Button, EmptyState, ResizablePanel, Waiting } from '../ui/index.ts'
import { ConsultationPanel, courseStrings, lossOf, useAwaitedConsensus, WaitingConsensus } from './course/index.ts'
import { CorrectingPanel } from './correction/index.ts'
import { PlainPanel } from './PlainPanel.tsx'
import type { ReadingSession } from './reading-session.ts'
import { ScreeningPanel } from './ScreeningPanel.tsx'
import './screening.css'
import { SignedPanel } from './SignedPanel.tsx'
import { useReadingSession, useReadingSnapshot } from './use-reading-session.ts'
import type { Unseen } from './UnseenImages.tsx'
import type { ViewerPort } from './viewer-port.ts'

export interface ReadingPanelProps {
  study: OpenedStudy
  /** Images of the exam that is read, priors left out. */
  images: readonly ImageDescriptor[]
  /** Images of this exam that were not on the screen yet; null while the viewer has not said. */
  unseen: Unseen
  viewer: ViewerPort | null
  onClose: () => void
  /** Null on the last exam of the queue. */
  onNext: (() => void) | null
}

export function ReadingPanel(props: ReadingPanelProps) {
  const t = useText('screening')
  return (
    <ResizablePanel name="reading" label={t('resize')} edge="right" initial={384} min={360} max={560} className="reading-panel-place">
      <Opened key={props.study.study.studyInstanceUID} {...props} />
    </ResizablePanel>
  )
}

function Opened(props: ReadingPanelProps) {
  const t = useText('screening')
  const { opened, reopen } = useReadingSession(props.study.study.studyInstanceUID)
  if (opened.status === 'opening') return <div className="reading-panel" data-phase="OPENING"><Waiting block>{t('opening')}</Waiting></div>
  if (opened.status === 'failed' && problemCode(opened.error) === 'display/unfit') return <UnfitReading onRetry={reopen} onClose={props.onClose} />
  if (opened.status === 'failed') return <Refused {...props} error={opened.error} onRetry={reopen} />
  return <Phase session={opened.session} {...props} />
}

/** Not this reader's to open: why. Who was asked for another opinion finds the request instead. */
function Refused({ study: { study }, error, onClose, onNext, onRetry }: ReadingPanelProps & { error: unknown; onRetry: () => void }) {
  const t = useText('screening')
  const common = useText('common')
  const sentence = useProblemText()
  const words = courseStrings[useLanguage()]
  const second = useHasRole('L2')
  const loss = lossOf(error)
  const consultations = useOperation('programme.consultations', {}, { enabled: second && loss !== null })
  const asked = consultations.data?.consultations.find((one) => one.study.studyInstanceUID === study.studyInstanceUID)
  if (asked !== undefined) return <ConsultationPanel asked={asked} onClose={onClose} />
  const title = loss === null ? t('notOpened') : words.lossTitle[loss]
  return (
    <section className="reading-panel" data-phase="REFUSED" aria-label={title}>
      <EmptyState icon={FileLock2} title={title}
        actions={<><Button onClick={onClose}>{common('back')}</Button><Button onClick={onRetry}>{common('retry')}</Button>{onNext === null ? null : <Button variant="primary" onClick={onNext}>{t('signed.next')}</Button>}</>}>
        <p>{sentence(error)}</p>
        <p>{loss === null ? t('notOpenedText') : words.kept}</p>
      </EmptyState>
    </section>
  )
}

function Phase({ session, ...props }: ReadingPanelProps & { session: ReadingSession }) {
  const { reading } = useReadingSnapshot(session)
  const awaited = useAwaitedConsensus(reading)
  const t = useText('screening')
  if (reading.phase === 'DEFINITIF') return <Signed session={session} {...props} />
  if (reading.kind === 'PLAIN') return <PlainPanel session={session} study={props.study} images={props.images} viewer={props.viewer} onClose={props.onClose} />
  if (awaited !== null) return <WaitingConsensus reading={reading} state={awaited} patient={formatPatientName(props.study.study.patientName) || t('unnamed')} onClose={props.onClose} onNext={props.onNext} />
  return <ScreeningPanel session={session} study={props.study} images={props.images} unseen={props.unseen} viewer={props.viewer} onClose={props.onClose} onNext={props.onNext} />
}

/** What was signed; or, once a coordinator has agreed, its correction. */
function Signed({ session, ...props }: ReadingPanelProps & { session: ReadingSession }) {
  const { reading } = useReadingSnapshot(session)
  const [aside, setAside] = useState(false)
  if (reading.correction?.state === 'AGREED' && !aside) return <CorrectingPanel session={session} study={props.study} images={props.images} viewer={props.viewer} onClose={props.onClose} onAside={() => { setAside(true) }} />
  return <SignedPanel session={session} study={props.study} viewer={props.viewer} onClose={props.onClose} onNext={props.onNext} onCorrect={() => { setAside(false) }} />
}
