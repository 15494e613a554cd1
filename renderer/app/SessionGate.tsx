/** Follows the phase of the session and mounts what it allows. On a lock, from here or from the main process, the
 *  screen is blanked first and every answer is forgotten; only then is the new phase asked for. */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionStatus } from '../../main/contract/index.ts'
import { problemCode, useApi, useEventState, useServerEvent } from '../api/index.ts'
import { languageOf, useText } from '../i18n/index.ts'
import { Unlock, Welcome } from '../identity/index.ts'
import { Waiting } from '../ui/index.ts'
import { SessionContext, type Session } from './session.ts'
import { Shell } from './Shell.tsx'
import { StoreFailed, Unreachable } from './Stopped.tsx'

const retryMs = 2000
/** How long a lock waits for drafts under way. */
const savingMs = 1500
/** A lock renews the token; the new one comes by the event stream and may be a moment behind the first refusal. */
const refusals = { waitMs: 400, most: 6 } as const

export function SessionGate({ onRefused }: { onRefused: () => void }) {
  const { call, settle } = useApi()
  const queries = useQueryClient()
  const { i18n } = useTranslation()
  const [status, setStatus] = useState<SessionStatus | null>(null)
  const [unreachable, setUnreachable] = useState(false)
  const [asked, setAsked] = useState(0)
  const refused = useRef(0)
  const known = useRef(false)
  const events = useEventState()

  const apply = useCallback((next: SessionStatus) => {
    setUnreachable(false)
    setStatus(next)
    // The account's language; before there is one the workstation's, unless the reader chose another meanwhile.
    const language = next.account?.language ?? (known.current ? languageOf(i18n) : next.language)
    known.current = true
    void i18n.changeLanguage(language)
    document.documentElement.lang = language
  }, [i18n])
  const onAnswer = useEffectEvent(apply)

  /** Blank first, forget, then ask. */
  const forget = useCallback(() => {
    setStatus(null)
    void queries.cancelQueries()
    queries.clear()
    setAsked((count) => count + 1)
  }, [queries])

  useEffect(() => {
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const askAgain = (ms: number) => { timer = setTimeout(() => { setAsked((count) => count + 1) }, ms) }
    call('session.status', {}, { signal: abort.signal }).then(
      (next) => {
        refused.current = 0
        onAnswer(next)
      },
      (error: unknown) => {
        if (abort.signal.aborted) return
        if (problemCode(error) !== 'request/unauthenticated') {
          setUnreachable(true)
          askAgain(retryMs)
        } else if (refused.current < refusals.most) {
          refused.current += 1
          askAgain(refusals.waitMs)
        } else onRefused()
      },
    )
    return () => {
      abort.abort()
      clearTimeout(timer)
    }
  }, [call, asked, onRefused])

  useServerEvent((event) => {
    if (event.type === 'session.locked') forget()
    if (event.type === 'reopened') setAsked((count) => count + 1)
  })
  useEffect(() => { if (events === 'refused') onRefused() }, [events, onRefused])
  // An answer that says "locked" is as good as the event.
  useEffect(() => {
    const onSettled = (error: unknown) => {
      const code = problemCode(error)
      if (code === 'session/locked' || code === 'request/unauthenticated') forget()
    }
    const stopQueries = queries.getQueryCache().subscribe((change) => { if (change.type === 'updated' && change.action.type === 'error') onSettled(change.action.error) })
    const stopActs = queries.getMutationCache().subscribe((change) => { if (change.type === 'updated' && change.action.type === 'error') onSettled(change.action.error) })
    return () => {
      stopQueries()
      stopActs()
    }
  }, [queries, forget])

  const lock = useCallback(() => {
    setStatus(null)
    const lockOnceSaved = async () => {
      // What the panels save as they leave must reach the store before it closes.
      await new Promise((resolve) => { setTimeout(resolve, 0) })
      await settle(savingMs)
      await call('session.lock', {})
    }
    lockOnceSaved().then(forget, forget)
  }, [call, settle, forget])

  const session = useMemo<Session | null>(() => (status === null ? null : { status, apply, lock }), [status, apply, lock])

  if (session === null) return unreachable ? <Unreachable /> : <Blank />
  return <SessionContext value={session}><Phase status={session.status} /></SessionContext>
}

function Phase({ status }: { status: SessionStatus }) {
  switch (status.phase) {
    case 'welcome': return <Welcome />
    case 'locked': return <Unlock />
    case 'failed': return <StoreFailed failure={status.failure ?? { fr: '', en: '' }} />
    case 'unlocked': return status.account === null ? <Unlock /> : <Shell key={status.account.id} />
  }
}

function Blank() {
  const t = useText('app')
  return <main className="app-still"><Waiting block delayMs={600}>{t('starting')}</Waiting></main>
}
