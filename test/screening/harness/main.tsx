/** Shows the reading panel beside a stand-in for the images, over readings in memory. `#scene` chooses the state,
 *  `#scene,en` the language. The test steers through `window.bench`. */
import { StrictMode, useEffect, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import type { Repere, ServerEvent, SessionStatus } from '../../../main/contract/index.ts'
import { ApiProvider, ConnectionError, ProblemError, type Api } from '../../../renderer/api/index.ts'
import { createQueryClient } from '../../../renderer/api/ApiProvider.tsx'
import { CommandProvider } from '../../../renderer/app/commands/index.ts'
import { SessionContext, type Session } from '../../../renderer/app/session.ts'
import { createI18n } from '../../../renderer/i18n/index.ts'
import { ReadingPanel, type ImageMark, type MarkKeeper, type ViewerPort } from '../../../renderer/screening/index.ts'
import { UiProvider } from '../../../renderer/ui/index.ts'
import { PASSPHRASE, ProblemAnswer, createFakeReadings, type FakeReadings } from './fake-readings.ts'
import { scenes, type SceneName } from './scenes.ts'
import { ctStudy, images, openedStudy } from './study.ts'
import './harness.css'

const [scene = 'first', language = 'fr'] = location.hash.slice(1).split(',')
const listeners = new Set<(event: ServerEvent) => void>()
const start = scenes[scene as SceneName]()
const fake = createFakeReadings(start, () => { for (const listener of listeners) listener({ type: 'reading.changed', studyInstanceUID: start.reading.studyInstanceUID }) })
const status: SessionStatus = { phase: 'unlocked', failure: null, accounts: [], account: start.account, language: 'fr', version: '0.1.0', idleMinutes: 10, host: 'browser' }
const session: Session = { status, apply: () => undefined, lock: () => undefined }

const api: Api = {
  call: async (name, input) => {
    try {
      return await fake.answer(name, input) as never
    } catch (error) {
      if (error instanceof ProblemAnswer) throw new ProblemError(error.problem)
      throw new ConnectionError('unreachable', { cause: error })
    }
  },
  bytes: () => Promise.resolve(new Response(new Blob(['%PDF-1.7\n%%EOF\n']))),
  put: () => Promise.reject(new Error('no imports here')),
  settle: () => Promise.resolve(),
  events: {
    start: () => undefined, stop: () => undefined, state: () => 'open', subscribeState: () => () => undefined,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
  },
  connection: { start: () => Promise.resolve('connected'), headers: () => ({}), replaceToken: () => undefined },
}

export interface Bench extends FakeReadings {
  readonly passphrase: string
  emit(event: ServerEvent): void
  /** Leaves the reading, or comes back to it. */
  show(shown: boolean): void
  readonly nexts: { count: number }
}
declare global {
  interface Window { bench: Bench; keeper: MarkKeeper | null }
}

const nexts = { count: 0 }
const countNext = () => { nexts.count += 1 }
window.bench = {
  ...fake, passphrase: PASSPHRASE, nexts,
  show: (shown) => { window.dispatchEvent(new Event(shown ? 'bench-return' : 'bench-leave')) },
  emit: (event) => { for (const listener of listeners) listener(event) },
}

function Stage() {
  const [pick, setPick] = useState<{ label: string; settle: (repere: Repere | null) => void } | null>(null)
  const [marks, setMarks] = useState<readonly ImageMark[]>([])
  const [shown, setShown] = useState(true)
  // Images count as seen once the sheet has asked for them.
  const [unseen, setUnseen] = useState(scene === 'second-unseen' ? images.slice(2).map(({ sopInstanceUID }) => sopInstanceUID) : [])
  const viewer = useMemo<ViewerPort>(() => ({
    pickPoint: ({ label, signal }) => new Promise((resolve) => {
      const settle = (repere: Repere | null) => {
        setPick(null)
        resolve(repere)
      }
      signal.addEventListener('abort', () => { settle(null) }, { once: true })
      setPick({ label, settle })
    }),
    coverage: () => new Map(),
    showMarks: setMarks,
    keepMarks: (keeper) => { window.keeper = keeper },
    goTo: ({ sopInstanceUID }) => { setUnseen((before) => before.filter((uid) => uid !== sopInstanceUID)) },
    breastReach: () => null,
  activeImage: () => null, showDisputed: () => undefined,
  }), [])
  useEffect(() => {
    const show = (event: Event) => { setShown(event.type === 'bench-return') }
    window.addEventListener('bench-leave', show)
    window.addEventListener('bench-return', show)
    return () => {
      window.removeEventListener('bench-leave', show)
      window.removeEventListener('bench-return', show)
    }
  }, [])
  const study = scene === 'plain' ? ctStudy : openedStudy
  const shownImages = scene === 'first-left-only' ? images.filter((image) => image.imageLaterality === 'L') : images
  return (
    <main className="bench">
      <h1 className="ui-visually-hidden">Binocle</h1>
      <div className="bench-images" data-picking={pick?.label}>
        {images.map((image) => (
          <button key={image.sopInstanceUID} type="button" className="bench-image" data-image={image.sopInstanceUID}
            onClick={(event) => { pick?.settle({ sopInstanceUID: image.sopInstanceUID, frame: 1, column: event.nativeEvent.offsetX, row: event.nativeEvent.offsetY }) }}>
            {image.imageLaterality === 'R' ? 'D' : 'G'} {image.viewPosition}
            <span>{marks.filter((mark) => mark.sopInstanceUID === image.sopInstanceUID).map((mark) => `${mark.label}${mark.chosen ? '*' : ''}`).join(' ')}</span>
          </button>
        ))}
      </div>
      {shown ? <ReadingPanel study={study} images={shownImages} unseen={unseen} viewer={viewer} onClose={() => { setShown(false) }} onNext={countNext} /> : null}
    </main>
  )
}

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root element')
document.documentElement.lang = language
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={createI18n(language === 'en' ? 'en' : 'fr')}>
      <UiProvider>
        <ApiProvider api={api} queries={createQueryClient()}>
          <SessionContext value={session}><CommandProvider><Stage /></CommandProvider></SessionContext>
        </ApiProvider>
      </UiProvider>
    </I18nextProvider>
  </StrictMode>,
)
