/** The right-hand panel of the reading screen: opens the reading of the active account on this study and shows the
 *  panel that its kind and phase call for. Its width is the reader's, kept between exams. */
import { FileLock2 } from 'lucide-react'
import type { ImageDescriptor, OpenedStudy } from '../../main/contract/index.ts'
import { problemCode, useProblemText } from '../api/index.ts'
import { UnfitReading } from '../displays/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, EmptyState, ResizablePanel, Waiting } from '../ui/index.ts'
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
  const common = useText('common')
  const sentence = useProblemText()
  const { opened, reopen } = useReadingSession(props.study.study.studyInstanceUID)
  if (opened.status === 'opening') return <div className="reading-panel" data-phase="OPENING"><Waiting block>{t('opening')}</Waiting></div>
  if (opened.status === 'failed' && problemCode(opened.error) === 'display/unfit') return <UnfitReading onRetry={reopen} onClose={props.onClose} />
  if (opened.status === 'failed') {
    return (
      <section className="reading-panel" data-phase="REFUSED" aria-label={t('notOpened')}>
        <EmptyState icon={FileLock2} title={t('notOpened')}
          actions={<><Button onClick={props.onClose}>{common('back')}</Button><Button onClick={reopen}>{common('retry')}</Button>{props.onNext === null ? null : <Button variant="primary" onClick={props.onNext}>{t('signed.next')}</Button>}</>}>
          <p>{sentence(opened.error)}</p>
          <p>{t('notOpenedText')}</p>
        </EmptyState>
      </section>
    )
  }
  return <Phase session={opened.session} {...props} />
}

function Phase({ session, ...props }: ReadingPanelProps & { session: ReadingSession }) {
  const { reading } = useReadingSnapshot(session)
  if (reading.phase === 'DEFINITIF') return <SignedPanel session={session} study={props.study} viewer={props.viewer} onClose={props.onClose} onNext={props.onNext} />
  if (reading.kind === 'PLAIN') return <PlainPanel session={session} study={props.study} images={props.images} viewer={props.viewer} onClose={props.onClose} />
  return <ScreeningPanel session={session} study={props.study} images={props.images} unseen={props.unseen} viewer={props.viewer} onClose={props.onClose} />
}
