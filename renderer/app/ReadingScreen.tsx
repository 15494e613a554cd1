/** The frame of a reading: identity in the bar, images on the left, sheet on the right. The viewer stays mounted from
 *  one exam to the next; between two it is hidden, so that no image is ever under another patient's name. */
import { Activity, ChevronLeft, ChevronRight, FileX2, TriangleAlert } from 'lucide-react'
import { Suspense, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { OpenedStudy, Output, SOPInstanceUID, StudyInstanceUID, WorklistRow } from '../../main/contract/index.ts'
import { trustedImage } from '../../main/domain/image-safety/index.ts'
import { readingSubject } from '../../main/domain/second-reading/index.ts'
import { problemCode, useOperation, useProblemText } from '../api/index.ts'
import { DisplayNotice, useDisplays } from '../displays/index.ts'
import { useLanguage, useText } from '../i18n/index.ts'
import { OrderButton, StudyOrder } from '../orders/index.ts'
import { ReadingPanel } from '../screening/index.ts'
import { Button, EmptyState, IconButton, Waiting } from '../ui/index.ts'
import type { ReadingViewerHandle } from '../viewer/index.ts'
import { useCommand, useShortcut } from './commands/index.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { loadViewerRoom, useFrames } from './frames.tsx'
import { neighbour, placeIn, useNavigation, type ReadingQueue } from './navigation.ts'
import { NotHere } from './NotHere.tsx'
import { PatientBand } from './PatientBand.tsx'
import { TopBar } from './TopBar.tsx'
import { useArrivingImages } from './use-arriving-images.ts'
import { useCadLoader } from './use-cad-loader.ts'
import { useHangingProtocols } from './use-hanging-protocols.ts'
import { useOpenedStudy } from './use-opened-study.ts'
import { usePrefetchAhead } from './use-prefetch-ahead.ts'
import { usePrefetchNext } from './use-prefetch-next.ts'
import { ViewerCommands } from './ViewerCommands.tsx'

type Case = Output<'study.open'>

/** What a session puts around a reading. */
export interface AroundReading {
  readonly bar: ReactNode
  /** Made ready while this exam is read. */
  readonly ahead: StudyInstanceUID | null
  /** Goes up each time a case is given: the sheet is opened anew. */
  readonly given: number
  readonly onUnseen: (study: StudyInstanceUID, images: readonly SOPInstanceUID[]) => void
  /** Where the exam is found again after a restart, and what is kept for the next one. */
  readonly foundAt: { readonly study: StudyInstanceUID; readonly step: string } | null
  readonly onStep: (study: StudyInstanceUID, step: string) => void
  readonly onNext: () => void
}

export function ReadingScreen({ study, queue, around = null }: { study: WorklistRow; queue: ReadingQueue; around?: AroundReading | null }) {
  const t = useText('app')
  const { go } = useNavigation()
  const [viewer, setViewer] = useState<ReadingViewerHandle | null>(null)
  const recording = study.modalities.length > 0 && study.modalities.every((modality) => modality === 'EEG')
  const opened = useOpenedStudy(study.studyInstanceUID, { enabled: !recording })
  const [unseen, setUnseen] = useState<{ study: StudyInstanceUID; images: readonly SOPInstanceUID[] } | null>(null)
  const tellUnseen = useCallback((of: StudyInstanceUID, images: readonly SOPInstanceUID[]) => { setUnseen({ study: of, images }) }, [])
  const [last, setLast] = useState<Case | null>(null)
  if (opened.data !== undefined && opened.data !== last) setLast(opened.data)

  // What the sheet knows of an image is what can be believed of it.
  const images = useMemo(() => opened.data?.current.images.map(trustedImage) ?? [], [opened.data])

  const next = neighbour(queue, study.studyInstanceUID, 1)
  const previous = neighbour(queue, study.studyInstanceUID, -1)
  const goTo = (row: WorklistRow) => { go({ name: 'reading', study: row, queue }) }
  useCommand('screening.nextStudy', () => { if (next !== null) goTo(next) }, { enabled: next !== null })
  useCommand('screening.previousStudy', () => { if (previous !== null) goTo(previous) }, { enabled: previous !== null })
  usePrefetchAhead({ ahead: around?.ahead ?? null, ready: opened.data !== undefined, viewer })
  const tell = around?.onUnseen
  const given = around?.given ?? 0
  useEffect(() => { if (unseen !== null) tell?.(unseen.study, unseen.images) }, [tell, unseen, given])
  usePrefetchNext({ next, ready: opened.data !== undefined, viewer })
  useArrivingImages(opened.data, opened.retry)

  const [showsOrder, setShowsOrder] = useState(false)
  useCommand('viewer.order', () => { setShowsOrder(true) })

  const close = () => { go({ name: 'worklist' }) }
  return (
    <div className="app-screen">
      <TopBar title={t('screens.reading')}>
        <PatientBand study={opened.data?.current.study ?? study} doubtfulPriors={opened.data?.doubtfulPriors ?? []} />
        {study.order === undefined ? null : <OrderButton study={study} onOpen={() => { setShowsOrder(true) }} />}
        {around !== null ? null : <QueuePlace queue={queue} study={study} previous={previous === null ? null : () => { goTo(previous) }} next={next === null ? null : () => { goTo(next) }} />}
      </TopBar>
      {around?.bar}
      <main className="app-reading" aria-label={t('screens.reading')}>
        {recording ? <EegNotice onClose={close} /> : (
          <>
            <div className="app-images">
              {last === null ? null : (
                <div className="app-viewer" data-hidden={opened.data === undefined ? '' : undefined}>
                  <ErrorBoundary><Suspense fallback={<Waiting block>{t('reading.viewerLoading')}</Waiting>}><Images opened={last} around={around} onViewer={setViewer} onUnseen={tellUnseen} /></Suspense></ErrorBoundary>
                </div>
              )}
              {opened.data !== undefined ? null : opened.error === null ? <div className="app-over"><Waiting block>{t('reading.opening')}</Waiting></div> : (
                <div className="app-over"><NotOpened study={study} error={opened.error} onRetry={opened.retry} onClose={close} /></div>
              )}
            </div>
            {opened.data === undefined ? null : (
              <ErrorBoundary>
                <ReadingPanel key={given} study={opened.data.current} images={images} unseen={unseen?.study === study.studyInstanceUID ? unseen.images : null} viewer={viewer} onClose={close} onNext={around !== null ? around.onNext : next === null ? null : () => { goTo(next) }} />
              </ErrorBoundary>
            )}
          </>
        )}
      </main>
      <StudyOrder study={showsOrder ? study : null} onClose={() => { setShowsOrder(false) }} />
      {viewer === null ? null : <ViewerCommands viewer={viewer} />}
    </div>
  )
}

/** Until the settings have come: what is not read in the programme must not be shown and taken away again. */
const closed = { default: false, sites: {} }

function Images({ opened, around, onViewer, onUnseen }: {
  around: AroundReading | null
  opened: { current: OpenedStudy; priors: OpenedStudy[] }
  onViewer: (viewer: ReadingViewerHandle | null) => void
  onUnseen: (study: StudyInstanceUID, images: readonly SOPInstanceUID[]) => void
}) {
  const t = useText('app')
  const room = use(loadViewerRoom())
  const { fetchFrame, store } = useFrames()
  const language = useLanguage()
  const loadCad = useCadLoader()
  const { go } = useNavigation()
  const displays = useDisplays()
  const { study } = opened.current
  const programme = readingSubject(study.modalities) === 'SCREENING' && !study.demo
  const settings = useOperation('settings.get', {})
  const read = programme ? settings.data?.programme.tomosynthesis ?? closed : null
  const pitches = new Set(displays?.state?.screens.map(({ pixelPitchMm }) => pixelPitchMm))
  const hanging = useHangingProtocols(room.bundledProtocols)
  if (hanging === undefined) return <Waiting block>{t('reading.viewerLoading')}</Waiting>
  return (
    <room.ReadingViewer ref={onViewer} current={opened.current} priors={opened.priors} language={language} fetchFrame={fetchFrame} loadCad={loadCad} frames={store(room)}
      protocols={hanging.protocols} programme={read} onUnseen={onUnseen} foundAt={around?.foundAt ?? null} {...(around === null ? {} : { onStep: around.onStep })}
      pixelPitchMm={pitches.size === 1 ? [...pitches][0] ?? null : null} onDepth={(depth) => { displays?.setGreyPath(depth === '10' ? 'TEN_BIT' : 'DITHERED') }}
      displayNotice={<>
        <DisplayNotice programme={programme} onSettings={() => { go({ name: 'settings', section: 'displays' }) }} />
        {hanging.isOwnUnreadable ? <p className="viewer-notice" role="status"><TriangleAlert size={14} aria-hidden />{t('reading.ownHangingUnreadable')}</p> : null}
      </>} />
  )
}

function NotOpened({ study, error, onRetry, onClose }: { study: WorklistRow; error: unknown; onRetry: () => void; onClose: () => void }) {
  const t = useText('app')
  const common = useText('common')
  const problem = useProblemText()
  if (problemCode(error) === 'study/not-local') return <NotHere study={study} onArrived={onRetry} onClose={onClose} />
  return (
    <EmptyState icon={FileX2} title={t('reading.failed')} actions={<><Button onClick={onRetry}>{common('retry')}</Button><Button variant="primary" onClick={onClose}>{t('topBar.back')}</Button></>}>
      {problem(error)}
    </EmptyState>
  )
}

function EegNotice({ onClose }: { onClose: () => void }) {
  const t = useText('app')
  return <EmptyState icon={Activity} title={t('reading.eegTitle')} actions={<Button variant="primary" size="large" onClick={onClose}>{t('topBar.back')}</Button>}>{t('reading.eegText')}</EmptyState>
}

function QueuePlace({ queue, study, previous, next }: { queue: ReadingQueue; study: WorklistRow; previous: (() => void) | null; next: (() => void) | null }) {
  const t = useText('app')
  const keys = { previous: useShortcut('screening.previousStudy'), next: useShortcut('screening.nextStudy') }
  const place = placeIn(queue, study.studyInstanceUID)
  if (place === null) return null
  return (
    <div className="app-place">
      <IconButton label={t('reading.previous')} icon={<ChevronLeft size={16} aria-hidden />} disabled={previous === null} onClick={() => { previous?.() }} {...(keys.previous === undefined ? {} : { shortcut: keys.previous })} />
      <span>{t('reading.position', place)}</span>
      <IconButton label={t('reading.next')} icon={<ChevronRight size={16} aria-hidden />} disabled={next === null} onClick={() => { next?.() }} {...(keys.next === undefined ? {} : { shortcut: keys.next })} />
    </div>
  )
}
