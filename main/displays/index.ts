/** The room of the displays: the registry, the daily check, and how fit the display of this session is (Q5).
 *  It lives as long as a session: what the focused window last reported of its screens, and an override on a training
 *  console, end with it. Nothing reported yet means unfit: a reading never begins on a screen that nobody looked at. */
import { ExpectedError, type Account, type CallContext, type Display, type DisplayState, type HandlersOf, type OverrideReason, type ReportedScreen, type ServerEvent } from '../contract/index.ts'
import { checkDue, fitness, matchDisplay, usablePixelPitch, type DisplayStanding } from '../domain/display-quality/index.ts'
import type { StoredSettings } from '../settings/index.ts'
import type { Store } from '../store/index.ts'
import { eventsOf, registeredDisplay, registeredDisplays, withdrawDisplay, writeCheck, writeDisplay } from './display-rows.ts'
import { localDay } from './local-day.ts'

export { localDay }

export interface DisplaysPorts {
  readonly store: Store
  readonly settings: () => Pick<StoredSettings, 'displayRule' | 'training'>
  readonly emit: (event: ServerEvent) => void
  readonly now: () => Date
  readonly newId: () => string
}

type DisplaysOperation = 'displays.list' | 'displays.save' | 'displays.withdraw' | 'displays.history' | 'displays.report' | 'displays.check' | 'displays.override'

export interface DisplaysRoom {
  readonly handlers: HandlersOf<DisplaysOperation>
  /** What the reading room asks before it opens or concludes anything. */
  standing(): DisplayStanding
}

export function createDisplays({ store, settings, emit, now, newId }: DisplaysPorts): DisplaysRoom {
  let screens: readonly ReportedScreen[] = []
  let asked: OverrideReason | null = null
  const today = () => localDay(now())
  // An override ends at once when the console stops being one for training.
  const override = () => (settings().training ? asked : null)

  function state(): DisplayState {
    const displays = registeredDisplays(store)
    const rule = settings().displayRule
    const seen = screens.map((screen) => {
      const { display, candidates } = matchDisplay(screen, displays)
      return {
        display, candidates, reasons: fitness(display, screen, rule, today(), displays).reasons,
        pixelPitchMm: usablePixelPitch(screen, display), checkDue: display !== null && checkDue(display.lastCheck, rule, today()),
      }
    })
    return { fit: seen.length > 0 && seen.every(({ reasons }) => reasons.length === 0), screens: seen, training: settings().training, override: override() }
  }

  return {
    standing() {
      const { fit, screens: seen } = state()
      const unseen = seen.length > 0 ? [] : [notReported]
      return { fit, override: override(), reasons: [...unseen, ...seen.flatMap(({ reasons }) => reasons)], displays: seen.flatMap(({ display }) => (display === null ? [] : [display])) }
    },
    handlers: {
      'displays.list': () => ({ displays: registeredDisplays(store) }),
      'displays.save': ({ id, entry }, context) => {
        if (entry.calibratedOn !== null && entry.calibratedOn > today()) throw new ExpectedError('display/future-calibration')
        if (id !== null) registeredDisplay(store, id)
        const saved = id ?? newId()
        context.act(saved, () => writeDisplay(store, { id: saved, entry, by: reader(context).id, at: now().toISOString() }), id === null ? 'display entered' : 'display corrected')
        emit({ type: 'displays.changed' })
        return registeredDisplay(store, saved)
      },
      'displays.withdraw': ({ displayId }, context) => {
        registeredDisplay(store, displayId)
        context.act(displayId, () => withdrawDisplay(store, displayId, now().toISOString()), 'display withdrawn')
        emit({ type: 'displays.changed' })
        return {}
      },
      'displays.history': ({ displayId, limit }) => {
        registeredDisplay(store, displayId)
        return { events: eventsOf(store, displayId, limit) }
      },
      'displays.report': (input) => {
        ({ screens } = input)
        return state()
      },
      'displays.check': (input, context) => {
        const display: Display = registeredDisplay(store, input.displayId)
        const verdict = input.failed.length === 0 ? 'passed' : `failed ${[...new Set(input.failed)].join(' ')}`
        context.act(display.id, () => writeCheck(store, input, { by: reader(context).id, at: now().toISOString(), day: today() }), `display check ${input.pattern} ${verdict}`)
        emit({ type: 'displays.changed' })
        return state()
      },
      'displays.override': ({ reason }, context) => {
        if (!settings().training) throw new ExpectedError('display/not-training')
        context.act('session', () => undefined, `display override ${reason}`)
        asked = reason
        emit({ type: 'displays.changed' })
        return state()
      },
    },
  }
}

const notReported: DisplayStanding['reasons'][number] = {
  code: 'unknown-display',
  fr: 'Aucun écran n’a encore été reconnu : affichez la fenêtre de lecture, puis réessayez.',
  en: 'No screen has been recognised yet: show the reading window, then try again.',
}

function reader(context: CallContext): Account {
  if (context.account === null) throw new ExpectedError('session/locked')
  return context.account
}
