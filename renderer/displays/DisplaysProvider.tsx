/** Reports the screens of this window to main whenever they may have changed (start, focus, move, zoom, registry), and
 *  holds what main answered. Opens the patterns and the daily check over everything else; the check comes by itself
 *  when a reader of mammograms begins the day on a display that lacks nothing but it. */
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { DisplayId, DisplayState, OverrideReason, ReportedScreen } from '../../main/contract/index.ts'
import { useApi, useServerEvent } from '../api/index.ts'
import { useCommand } from '../app/commands/index.ts'
import { useAccount } from '../app/session.ts'
import { DisplaysContext, type Displays } from './displays-context.ts'
import { PatternScreen } from './PatternScreen.tsx'
import { keepChoice, readChoices, reportOf, screensOfWindow } from './screens.ts'
import { SessionCheck } from './SessionCheck.tsx'

const settleMs = 250

export function DisplaysProvider({ children }: { children: ReactNode }) {
  const { call } = useApi()
  const { roles } = useAccount()
  const [state, setState] = useState<DisplayState | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [screens, setScreens] = useState<Displays['screens']>([])
  const [over, setOver] = useState<'check' | 'patterns' | null>(null)
  const [offered, setOffered] = useState(false)
  const greyPath = useRef<ReportedScreen['greyPath']>('DITHERED')
  const turn = useRef(0)

  const refresh = useCallback(async () => {
    const mine = (turn.current += 1)
    try {
      const places = await screensOfWindow(window)
      const choices = readChoices(localStorage)
      const answer = await call('displays.report', { screens: places.map((place) => reportOf(place, choices, greyPath.current)) })
      if (mine !== turn.current) return
      setScreens(places.map((place) => ({ ...place, greyPath: greyPath.current })))
      setState(answer)
      setError(null)
    } catch (failure) {
      if (mine === turn.current) setError(failure)
    }
  }, [call])

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = () => {
      clearTimeout(timer)
      timer = setTimeout(() => { if (document.hasFocus()) void refresh() }, settleMs)
    }
    const { screen }: { screen: unknown } = window
    const own = screen instanceof EventTarget ? screen : null
    void refresh()
    window.addEventListener('resize', soon)
    window.addEventListener('focus', soon)
    // A window dragged to another monitor changes its screen without a resize.
    own?.addEventListener('change', soon)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('resize', soon)
      window.removeEventListener('focus', soon)
      own?.removeEventListener('change', soon)
    }
  }, [refresh])
  // The session reads on the screen of the window that has the focus: another one behind it must not answer for it.
  useServerEvent((event) => { if ((event.type === 'displays.changed' || event.type === 'reopened') && document.hasFocus()) void refresh() })

  const reads = roles.includes('L1') || roles.includes('L2')
  const due = state?.screens.find(({ checkDue }) => checkDue)
  const lacksOnlyCheck = state !== null && due !== undefined && state.screens.every(({ reasons }) => reasons.every(({ code }) => code === 'check-missing'))
  if (!offered && reads && lacksOnlyCheck) {
    setOffered(true)
    setOver('check')
  }

  const displays = useMemo<Displays>(() => ({
    state, screens, error, refresh,
    async choose(screen: number, display: DisplayId) {
      const place = screens[screen]
      if (place !== undefined) keepChoice(localStorage, place, display)
      await refresh()
    },
    async override(reason: OverrideReason) { setState(await call('displays.override', { reason })) },
    setGreyPath(path) {
      if (greyPath.current === path) return
      greyPath.current = path
      void refresh()
    },
    startCheck: () => { setOver('check') },
    showPatterns: () => { setOver('patterns') },
  }), [state, screens, error, refresh, call])

  const isKnown = state?.screens.some(({ display }) => display !== null) === true
  useCommand('app.displayCheck', displays.startCheck, { enabled: isKnown })
  useCommand('app.patterns', displays.showPatterns)

  const close = useCallback(() => { setOver(null) }, [])
  const checked = due ?? state?.screens.find(({ display }) => display !== null)
  return (
    <DisplaysContext value={displays}>
      {children}
      {over === 'patterns' ? <PatternScreen display={state?.screens[0]?.display ?? null} pixelPitchMm={state?.screens[0]?.pixelPitchMm ?? null} onClose={close} /> : null}
      {over === 'check' && checked?.display != null ? <SessionCheck key={checked.display.id} display={checked.display} onChecked={setState} onClose={close} /> : null}
    </DisplaysContext>
  )
}
