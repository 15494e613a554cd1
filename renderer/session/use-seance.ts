/** The session as this window holds it: what main last answered, and the acts on it. One act at a time; a key pressed
 *  while one is under way does nothing. */
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Input, OperationName, Output, ReadingSession } from '../../main/contract/index.ts'
import { useApi, useProblemText, useRefresh } from '../api/index.ts'
import type { Seance } from './context.ts'
import { playAccepted, playRefused } from './sounds.ts'
import type { sessionStrings } from './strings.ts'

const bannerMs = 3000
type Move = Extract<OperationName, 'sessions.next' | 'sessions.previous' | 'sessions.skip' | 'sessions.pause' | 'sessions.resume' | 'sessions.undo' | 'sessions.start'>

export interface SeanceState {
  readonly session: ReadingSession | null
  readonly banner: string | null
  readonly problem: string | null
  readonly busy: boolean
  /** Goes up each time a case is given, also the same one again. */
  readonly given: number
}

export interface SeanceControls extends SeanceState {
  readonly seance: Seance
  run<N extends Move>(name: N, input: Input<N>): void
}

export function useSeanceControls(initial: ReadingSession | null, words: (typeof sessionStrings)['fr']): SeanceControls {
  const { call } = useApi()
  const refresh = useRefresh()
  const sentence = useProblemText()
  const [session, setSession] = useState(initial)
  const [banner, setBanner] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [given, setGiven] = useState(0)
  const [busy, setBusy] = useState(false)
  const underWay = useRef(false)
  const answered = useRef<ReadingSession | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const say = useCallback((words: string) => {
    setBanner(words)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => { setBanner(null) }, bannerMs)
  }, [])
  const refuse = useCallback((error: unknown) => {
    playRefused()
    setProblem(sentence(error))
  }, [sentence])

  const run = useCallback(<N extends Move>(name: N, input: Input<N>, said?: string) => {
    if (underWay.current) return
    underWay.current = true
    setBusy(true)
    setProblem(null)
    // What was said of an opinion is not true of it any more once it is taken back.
    clearTimeout(timer.current)
    setBanner(null)
    const asked = call(name, input) as Promise<Output<'sessions.next'>>
    asked.then((answer) => { setSession(answer.session); setGiven((count) => count + 1); if (said !== undefined) say(said); refresh('sessions.offer', 'sessions.opinions', 'worklist.query') }, refuse).finally(() => {
      underWay.current = false
      setBusy(false)
    })
  }, [call, refresh, refuse, say])

  const seance = useMemo<Seance>(() => ({
    async conclude(byVersion, avis, unseen, displayed) {
      if (session === null) throw new Error('no session to conclude in')
      setProblem(null)
      const answer = await call('sessions.conclude', { sessionId: session.id, ...byVersion, avis, unseen, displayed: [...displayed] })
      answered.current = answer.session
      return answer.reading
    },
    settle(patient, how) {
      const next = answered.current
      if (next === null || session === null) return
      answered.current = null
      playAccepted()
      say(words[how](patient, `${session.position}/${session.total}`))
      setSession(next)
      refresh('sessions.offer', 'sessions.opinions')
    },
    refuse,
    incomplete: () => {
      playRefused()
      setProblem(words.incomplete)
    },
    passOn: (said) => { if (session !== null) run('sessions.skip', { sessionId: session.id, from: session.position }, said) },
    next: () => { if (session !== null) run('sessions.next', { sessionId: session.id, from: session.position }) },
  }), [call, refresh, refuse, run, say, session, words])

  return { session, banner, problem, busy, given, seance, run }
}
