/** After the signature: what was signed, its report, where each part of it has got to, and the next exam. */
import { ArrowRight, FileText, ShieldCheck, Siren } from 'lucide-react'
import { useState } from 'react'
import type { OpenedStudy, Reading } from '../../main/contract/index.ts'
import { useCommand, useShortcut } from '../app/commands/index.ts'
import { formatPatientName, useFormat, useText } from '../i18n/index.ts'
import { PrintSheetButton, ReportDialog, StudyReports } from '../reporting/index.ts'
import { Button, Notice, Status } from '../ui/index.ts'
import { ActButton } from './ActButton.tsx'
import { AmendReport } from './amendment/index.ts'
import { AskCorrection, CorrectionNotice, SignedVersions } from './correction/index.ts'
import { nothingInHand } from './image-marks.ts'
import { opinionWords } from './opinion-words.ts'
import { PanelFrame } from './PanelFrame.tsx'
import type { ReadingSession } from './reading-session.ts'
import { Section } from './Section.tsx'
import { useImageMarks } from './use-image-marks.ts'
import { useReadingSnapshot } from './use-reading-session.ts'
import type { ViewerPort } from './viewer-port.ts'

export function SignedPanel({ session, study, viewer, onClose, onNext, onCorrect }: {
  session: ReadingSession
  study: OpenedStudy
  viewer: ViewerPort | null
  onClose: () => void
  onNext: (() => void) | null
  /** A correction was agreed to, and is wanted now. */
  onCorrect: () => void
}) {
  const t = useText('screening')
  const format = useFormat()
  const { reading } = useReadingSnapshot(session)
  const [shown, setShown] = useState(false)
  useImageMarks({ viewer, avis: reading.avis, inHand: nothingInHand, theirs: reading.revealed, keeper: null })
  const keys = { report: useShortcut('screening.report'), enter: useShortcut('screening.confirm') }
  const patient = formatPatientName(study.study.patientName) || t('unnamed')
  useCommand('screening.report', () => { setShown(true) })
  useCommand('screening.confirm', () => { onNext?.() }, { enabled: onNext !== null })

  return (
    <PanelFrame reading={reading} onClose={onClose}
      footer={
        <>
          <Button size="large" icon={<FileText size={14} aria-hidden />} {...(keys.report === undefined ? {} : { shortcut: keys.report })} onClick={() => { setShown(true) }}>{t('signed.report')}</Button>
          {reading.kind === 'PLAIN' || reading.signedAt === null ? null : <PrintSheetButton readingId={reading.id} signedAt={reading.signedAt} />}
          {onNext === null ? null : <ActButton act={t('signed.next')} patient={t('signed.nextText')} icon={<ArrowRight size={16} aria-hidden />} shortcut={keys.enter} onClick={onNext} />}
        </>
      }>
      <div className="reading-signed">
        <p className="reading-signed-head"><ShieldCheck size={20} aria-hidden /><span><strong>{t('signed.title')}</strong><span>{t('signed.at', { at: format.instant(reading.signedAt), code: reading.readerCode })}</span></span></p>
        <SignedWords reading={reading} patient={patient} />
        {reading.urgency?.urgent === true ? <Status tone="warn" icon={Siren}>{t('urgency.signed')}</Status> : null}
        <CorrectionNotice session={session} reading={reading} onWrite={onCorrect} />
        {reading.kind === 'PLAIN' ? <AmendReport session={session} reading={reading} patient={patient} /> : <SignedVersions reading={reading} />}
        {reading.changeReason === '' || reading.blindAvis === null || reading.versions.length > 1 ? null : <Notice tone="neutral" title={t('compare.changed', { blind: opinionWords(reading.blindAvis, t) })}>{t('compare.reason', { reason: reading.changeReason })}</Notice>}
        {reading.kind === 'SECOND' && reading.policy === 'INDEPENDANT' ? <Notice tone="neutral">{t('signed.independent')}</Notice> : null}
        <Section title={t('signed.deliveries')}><StudyReports studyInstanceUID={reading.studyInstanceUID} own={reading.reportId} /></Section>
        {mayAsk(reading) ? <AskCorrection session={session} reading={reading} patient={patient} /> : null}
      </div>
      <ReportDialog open={shown} reading={reading} study={study.study} onClose={() => { setShown(false) }} />
    </PanelFrame>
  )
}

const mayAsk = ({ kind, correction }: Reading): boolean => kind !== 'PLAIN' && (correction === null || correction.state === 'REFUSED')

function SignedWords({ reading, patient }: { reading: Reading; patient: string }) {
  const t = useText('screening')
  if (reading.kind === 'PLAIN') {
    return <div className="reading-plain-summary"><h3>{t('plain.conclusion')}</h3><p className="reading-words">{reading.text.conclusion}</p></div>
  }
  return <p className="reading-signed-words"><strong>{patient}</strong>{t('colon')}{opinionWords(reading.avis, t)}</p>
}
