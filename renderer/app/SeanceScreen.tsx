/** A reading session on screen: its start, the case that main gave, a pause without images, and its end. The first case
 *  after a restart is the one that was left. */
import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react'
import type { Output, ReadingSession, SOPInstanceUID, StudyInstanceUID } from '../../main/contract/index.ts'
import { useAct, useApi, useOperation, useProblemText, useRefresh } from '../api/index.ts'
import { useLanguage, useText } from '../i18n/index.ts'
import { EndScreen, SeanceContext, SessionBar, sessionStrings, StartScreen, useSeanceControls } from '../session/index.ts'
import { Button, EmptyState, Waiting } from '../ui/index.ts'
import { Pause } from 'lucide-react'
import { useNavigation } from './navigation.ts'
import { ReadingScreen, type AroundReading } from './ReadingScreen.tsx'
import { TopBar } from './TopBar.tsx'

export function SeanceScreen() {
  const words = sessionStrings[useLanguage()]
  const problem = useProblemText()
  const offer = useOperation('sessions.offer', {})
  const settings = useOperation('settings.get', {})
  if (offer.error !== null) return <Page title={words.title}><p role="alert">{problem(offer.error)}</p></Page>
  if (offer.data === undefined || settings.data === undefined) return <Page title={words.title}><Waiting block>{words.title}</Waiting></Page>
  return <Session first={offer.data} offer={offer.data} settings={settings.data.sessions} />
}

function Session({ first, offer, settings }: { first: Output<'sessions.offer'>; offer: Output<'sessions.offer'>; settings: Output<'settings.get'>['sessions'] }) {
  const words = sessionStrings[useLanguage()]
  const t = useText('app')
  const { call } = useApi()
  const { go } = useNavigation()
  const controls = useSeanceControls(first.live, words)
  const end = useAct('sessions.end')
  const refresh = useRefresh()
  const [ending, setEnding] = useState<ReadingSession['id'] | null>(null)
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  const { session } = controls
  const { given, seance: { refuse } } = controls
  const shown = session?.current ?? null
  const study = shown?.study.studyInstanceUID ?? null
  const position = session?.position ?? 0
  const id = session?.id ?? null

  // Once per case given: the guard time runs from the first full display.
  const told = useRef('')
  const onUnseen = useCallback((of: StudyInstanceUID, images: readonly SOPInstanceUID[]) => {
    const key = `${id} ${position} ${given}`
    if (id === null || of !== study || images.length > 0 || told.current === key) return
    told.current = key
    call('sessions.displayed', { sessionId: id, from: position }).catch(refuse)
  }, [call, given, id, position, refuse, study])
  // The step of the images, so that a restart finds the case as it was left; the one it begins with needs no keeping.
  const shownStep = useRef({ key: '', step: '' })
  const onStep = useCallback((of: StudyInstanceUID, step: string) => {
    if (id === null || of !== study) return
    const key = `${id} ${of}`
    const before = shownStep.current
    shownStep.current = { key, step }
    if (before.key === key && before.step !== step) call('sessions.view', { sessionId: id, from: position, view: { step } }).catch(() => undefined)
  }, [call, id, position, study])
  const close = () => { go({ name: 'worklist' }) }
  const finish = () => {
    if (id === null) return close()
    end.mutate({ sessionId: id }, { onSuccess: () => { refresh('sessions.offer'); close() } })
  }
  const [left] = useState(() => first.live?.current ?? null)
  const foundAt = useMemo(() => (given > 0 || left === null || left.view === null ? null : { study: left.study.studyInstanceUID, step: left.view.step }), [given, left])
  const around = useMemo<AroundReading | null>(() => (session === null ? null : {
    bar: <SessionBar session={session} controls={controls} settings={settings} today={today} onEnd={() => { setEnding(session.id) }} />,
    ahead: session.ahead, onUnseen, onStep, foundAt, onNext: () => { controls.run('sessions.skip', { sessionId: session.id, from: session.position }) }, given: controls.given,
  }), [controls, foundAt, onStep, onUnseen, session, settings, today])

  if (ending !== null) return <Page title={words.title}><EndScreen sessionId={ending} onBack={ending === id ? () => { setEnding(null) } : null} onClose={ending === id ? finish : close} /></Page>
  if (session === null || around === null) {
    return (
      <Page title={words.title}>
        <StartScreen offer={offer} problem={controls.problem} busy={controls.busy} onStart={(size, site) => { controls.run('sessions.start', { size, site }) }} onSign={setEnding} onClose={close} closeLabel={t('topBar.back')} />
      </Page>
    )
  }
  if (session.pausedAt !== null) {
    return <Page title={words.title}><EmptyState icon={Pause} title={words.paused} actions={<Button variant="primary" size="large" autoFocus onClick={() => { controls.run('sessions.resume', { sessionId: session.id }) }}>{words.resumeKey}</Button>}>{controls.problem ?? words.pausedText}</EmptyState></Page>
  }
  if (shown === null) return <Page title={words.title}><EndScreen sessionId={session.id} onBack={null} onClose={finish} /></Page>
  return <SeanceContext value={controls.seance}><ReadingScreen study={shown.study} queue={{ rows: [shown.study], offset: position - 1, total: session.total }} around={around} /></SeanceContext>
}

function Page({ title, children }: { title: string; children: ReactNode }) {
  return <div className="app-screen"><TopBar title={title} /><main className="session-page" aria-label={title}>{children}</main></div>
}
