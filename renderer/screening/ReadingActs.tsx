/** The foot of the panel: what still blocks, and the act of the phase, naming patient and conclusion.
 *  First: sign. Second: freeze, reveal, confirm or change, sign. Enter runs the primary one. */
import { ArrowRight, Eye, Info, Lock, PenLine, Pencil } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Avis, Reading } from '../../main/contract/index.ts'
import { type Act, possibleActs } from '../../main/domain/second-reading/index.ts'
import { decisionOf } from '../../main/domain/sheet/index.ts'
import { useProblemText } from '../api/index.ts'
import { useCommand, useShortcut } from '../app/commands/index.ts'
import { useLanguage, useText } from '../i18n/index.ts'
import { useSeance } from '../session/context.ts'
import { sessionStrings } from '../session/strings.ts'
import { Button, ConfirmDialog, Notice } from '../ui/index.ts'
import { ActButton } from './ActButton.tsx'
import { Alerts, FindingCount } from './FindingCount.tsx'
import { opinionWords } from './opinion-words.ts'
import { OpinionSummary } from './OpinionSummary.tsx'
import type { ReadingSession, Revision } from './reading-session.ts'
import { ShownWhole } from './ShownWhole.tsx'
import { displayedShares } from './shown-whole.ts'
import { SignDialog } from './SignDialog.tsx'
import type { ViewerPort } from './viewer-port.ts'

export interface ReadingActsProps {
  session: ReadingSession
  reading: Reading
  avis: Avis
  acting: Act | null
  revision: Revision | null
  patient: string
  findings: Reading['findings']
  strict: boolean
  /** Images are still to be seen before this reading may be closed. */
  mustSee: boolean
  holds: () => boolean
  /** In a session: freezes and goes on; null outside. */
  conclude: (() => void) | null
  viewer: ViewerPort | null
}

interface PrimaryAct {
  readonly act: string
  readonly icon: ReactNode
  readonly run: () => void
}

export function ReadingActs({ session, reading, avis, acting, revision, patient, findings, strict, mustSee, holds, conclude, viewer }: ReadingActsProps) {
  const t = useText('screening')
  const sentence = useProblemText()
  const enter = useShortcut('screening.confirm')
  const [asking, setAsking] = useState<'freeze' | 'sign' | null>(null)
  const [error, setError] = useState<unknown>(null)
  const seance = useSeance()
  const words = sessionStrings[useLanguage()]
  const acts = possibleActs(reading)
  const writing = acts.includes('saveDraft') || revision !== null
  const name = t(`named.${reading.kind}`)

  const run = (work: () => Promise<void>) => {
    setError(null)
    work().catch(setError)
  }
  const ask = (act: 'freeze' | 'sign') => { if (holds()) setAsking(act) }
  const saveChange = () => {
    if (!holds()) return
    run(() => session.change())
  }

  const primary = ((): PrimaryAct | null => {
    if (revision !== null) return { act: t('change.save'), icon: <Pencil size={16} aria-hidden />, run: saveChange }
    if (conclude !== null && acts.includes('saveDraft')) return { act: t('freeze.button'), icon: <Lock size={16} aria-hidden />, run: () => { ask('freeze') } }
    if (seance !== null && reading.phase === 'REVELATION') return { act: words.confirmNext, icon: <ArrowRight size={16} aria-hidden />, run: seance.next }
    if (acts.includes('freeze')) return { act: t('freeze.button'), icon: <Lock size={16} aria-hidden />, run: () => { ask('freeze') } }
    if (acts.includes('reveal')) return { act: t('reveal.button'), icon: <Eye size={16} aria-hidden />, run: () => { run(() => session.reveal()) } }
    if (acts.includes('sign')) return { act: reading.phase === 'REVELATION' && reading.changeReason === '' ? t('sign.confirm') : t('sign.act', { reading: name }), icon: <PenLine size={16} aria-hidden />, run: () => { ask('sign') } }
    return null
  })()
  useCommand('screening.confirm', () => { primary?.run() }, { enabled: primary !== null && acting === null && !reading.training })
  // Begun on an unfit display: main would refuse every act (Q5).
  if (reading.training) return <Notice tone="warn" title={t('training.title')}>{t('training.text')}</Notice>
  if (primary === null) return null

  const alerts = findings.filter((finding) => !finding.blocking)
  return (
    <>
      {error === null ? null : <Notice tone="alert" title={t('actFailed')}>{sentence(error)}</Notice>}
      {writing ? <FindingCount findings={findings} strict={strict} /> : null}
      {revision !== null ? <Button size="large" onClick={() => { session.revise(null) }}>{t('change.abandon')}</Button> : null}
      {revision === null && acts.includes('change') ? (
        <Button size="large" icon={<Pencil size={14} aria-hidden />} onClick={() => { session.revise({ avis: reading.avis, reason: reading.changeReason }) }}>{t('change.button')}</Button>
      ) : null}
      {reading.confrontFirst ? <p className="reading-confront"><Info size={14} aria-hidden />{t('sign.confrontFirst')}</p> : null}
      {acts.includes('reveal') && acts.includes('sign') && decisionOf(avis) === 'NEGATIF' && !reading.confrontFirst ? <Button size="large" icon={<PenLine size={14} aria-hidden />} onClick={() => { ask('sign') }}>{t('sign.unseen')}</Button> : null}
      <ActButton act={primary.act} patient={patient} opinion={acts.includes('reveal') ? '' : opinionWords(avis, t)} icon={primary.icon} shortcut={enter} busy={acting !== null}
        ready={!mustSee && !findings.some((finding) => finding.blocking) && (revision === null || revision.reason.trim() !== '')} onClick={primary.run} />
      <ConfirmDialog open={asking === 'freeze'} title={t('freeze.title', { patient })} confirmLabel={t('freeze.button')} enterConfirms busy={acting !== null}
        onCancel={() => { setAsking(null) }} onConfirm={() => { setAsking(null); if (conclude !== null) conclude(); else run(() => session.freeze(displayedShares(viewer))) }}>
        <p>{t('freeze.text')}</p>
        <OpinionSummary avis={avis} />
        <ShownWhole viewer={viewer} />
        <Alerts findings={alerts} />
      </ConfirmDialog>
      <SignDialog open={asking === 'sign'} title={t('sign.title', { reading: name, patient, opinion: opinionWords(avis, t) })} consequence={reading.kind === 'SECOND' && reading.policy === 'INDEPENDANT' ? t('sign.consequenceIndependent') : t('sign.consequence')}
        onClose={() => { setAsking(null) }}
        onSign={(passphrase) => session.sign(passphrase, displayedShares(viewer))}>
        <OpinionSummary avis={avis} />
        <ShownWhole viewer={viewer} />
        <Alerts findings={alerts} />
      </SignDialog>
    </>
  )
}
