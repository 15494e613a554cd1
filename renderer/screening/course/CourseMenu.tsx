/** What a reader may do with an exam beside concluding it: put it aside, ask for priors, ask for another opinion. A menu
 *  in the head of the panel, and a key for each. */
import { Ellipsis, Hourglass, History, Users } from 'lucide-react'
import { useState } from 'react'
import type { Reading } from '../../../main/contract/index.ts'
import { useApi, useRefresh } from '../../api/index.ts'
import { useCommand, useShortcut } from '../../app/commands/index.ts'
import { useLanguage } from '../../i18n/index.ts'
import { useSeance } from '../../session/context.ts'
import { Menu, useToast } from '../../ui/index.ts'
import type { ReadingSession } from '../reading-session.ts'
import { ConsensusDialog } from './ConsensusDialog.tsx'
import './course.css'
import { detoursOf } from './may-detour.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import { courseStrings, type Detour } from './strings.ts'

const icons = { defer: Hourglass, priors: History, consensus: Users } as const

export function CourseMenu({ session, reading, patient, onLeave }: { session: ReadingSession; reading: Reading; patient: string; onLeave: () => void }) {
  const words = courseStrings[useLanguage()]
  const { call } = useApi()
  const refresh = useRefresh()
  const toast = useToast()
  const seance = useSeance()
  const [asking, setAsking] = useState<Detour | null>(null)
  const keys = { defer: useShortcut('screening.defer'), priors: useShortcut('screening.requestPriors'), consensus: useShortcut('screening.askConsensus') }
  const may = detoursOf(reading)
  useCommand('screening.defer', () => { setAsking('defer') }, { enabled: may.includes('defer') })
  useCommand('screening.requestPriors', () => { setAsking('priors') }, { enabled: may.includes('priors') })
  useCommand('screening.askConsensus', () => { setAsking('consensus') }, { enabled: may.includes('consensus') })
  if (may.length === 0) return null

  const { studyInstanceUID } = reading
  const leave = async (detour: 'defer' | 'priors', reason: string) => {
    await session.flush()
    await call(detour === 'defer' ? 'programme.defer' : 'programme.requestPriors', { studyInstanceUID, reason })
    setAsking(null)
    const said = words.detours[detour].done(patient)
    if (seance === null) {
      toast({ tone: 'ok', title: said, description: reason })
      onLeave()
    } else seance.passOn(said)
  }
  const together = async (invited: Parameters<typeof call<'programme.askConsensus'>>[1]['invited'], reason: string) => {
    await session.flush()
    await call('programme.askConsensus', { studyInstanceUID, invited, reason })
    setAsking(null)
    refresh('programme.dossier')
  }
  return (
    <>
      <Menu align="end" trigger={<button type="button" className="ui-button" data-variant="quiet" data-icon-only="" aria-label={words.menu} title={words.menu}><Ellipsis size={16} aria-hidden /></button>}
        entries={may.map((detour) => {
          const Icon = icons[detour]
          const key = keys[detour]
          return { kind: 'item', label: words.detours[detour].entry, icon: <Icon size={14} aria-hidden />, onSelect: () => { setAsking(detour) }, ...(key === undefined ? {} : { end: key }) }
        })} />
      {asking === 'consensus' ? <ConsensusDialog patient={patient} blind={reading.revealed === null} onAsk={together} onClose={() => { setAsking(null) }} /> : null}
      {asking === 'defer' || asking === 'priors' ? (
        <ReasonDialog {...words.detours[asking]} title={words.detours[asking].title(patient)} onAct={(reason) => leave(asking, reason)} onClose={() => { setAsking(null) }} />
      ) : null}
    </>
  )
}
