/** An agreed correction: the sheet as it was signed, to be written anew by its rules and signed as the next version. What is
 *  written is kept from the first stroke; the signed version stays and stands until then. */
import { FilePenLine, FileText, PenLine } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import type { ImageDescriptor, OpenedStudy } from '../../../main/contract/index.ts'
import { problemCode, useApi } from '../../api/index.ts'
import { useCommand, useShortcut } from '../../app/commands/index.ts'
import { formatPatientName, useFormat, useLanguage, useText } from '../../i18n/index.ts'
import { Button, Notice } from '../../ui/index.ts'
import { ActButton } from '../ActButton.tsx'
import { ContextBlock } from '../fiche/index.ts'
import { Alerts, FindingCount } from '../FindingCount.tsx'
import { LeaveOpenPart } from '../LeaveOpenPart.tsx'
import { NormalButtons } from '../NormalButtons.tsx'
import { opinionWords } from '../opinion-words.ts'
import { OpinionSummary } from '../OpinionSummary.tsx'
import { PanelFrame } from '../PanelFrame.tsx'
import type { ReadingSession } from '../reading-session.ts'
import { SaveIndicator } from '../SaveIndicator.tsx'
import { toFirstPoint, toRecall } from '../sheet-focus.ts'
import { SheetForm } from '../SheetForm.tsx'
import { findingsOf, imagedCotes, type ScreeningKind } from '../sheet-scope.ts'
import { SignDialog } from '../SignDialog.tsx'
import { useImageMarks } from '../use-image-marks.ts'
import { useReadingSnapshot } from '../use-reading-session.ts'
import { useSheetEditor } from '../use-sheet-editor.ts'
import type { ViewerPort } from '../viewer-port.ts'
import './correction.css'
import { correctionStrings } from './strings.ts'
import { UnsavedCorrection } from './UnsavedCorrection.tsx'
import { useCorrectionWriting } from './use-correction-writing.ts'

export function CorrectingPanel({ session, study, images, viewer, onClose, onAside }: { session: ReadingSession; study: OpenedStudy; images: readonly ImageDescriptor[]; viewer: ViewerPort | null; onClose: () => void; onAside: () => void }) {
  const t = useText('screening')
  const format = useFormat()
  const words = correctionStrings[useLanguage()]
  const { call } = useApi()
  const { reading } = useReadingSnapshot(session)
  const { writing, written: { avis, saveState } } = useCorrectionWriting(session)
  const [strict, setStrict] = useState(false)
  const [signing, setSigning] = useState(false)
  const [recallOpen, setRecallOpen] = useState(false)
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  const root = useRef<HTMLDivElement>(null)
  const keys = { enter: useShortcut('screening.confirm'), aside: useShortcut('screening.askCorrection') }

  const kind: ScreeningKind = reading.kind === 'FIRST' ? 'FIRST' : 'SECOND'
  const bdiL1 = reading.revealed?.avis.fiche?.bdi.realise === 'OUI'
  const imaged = useMemo(() => imagedCotes(images), [images])
  const editor = useSheetEditor({ avis, kind, bdiL1, readOnly: false, imaged, images, onChange: writing.edit })
  const findings = useMemo(
    () => findingsOf(avis, kind, images, study.study.studyDate, today, reading.disputedSides, bdiL1, reading.ownRecallShare),
    [avis, bdiL1, images, kind, reading.disputedSides, reading.ownRecallShare, study.study.studyDate, today],
  )
  useImageMarks({ viewer, avis, inHand: editor, theirs: reading.opposed ?? reading.revealed, keeper: editor.keeper })

  const patient = formatPatientName(study.study.patientName) || t('unnamed')
  const name = t(`named.${reading.kind}`)
  const opinion = opinionWords(avis, t)
  const version = reading.versions.length + 1
  const isSame = useMemo(() => JSON.stringify(avis) === JSON.stringify(reading.avis), [avis, reading.avis])
  const blocked = findings.some(({ blocking }) => blocking)
  const ask = () => {
    setStrict(true)
    if (blocked) toFirstPoint(root)
    else if (!isSame) setSigning(true)
  }
  useCommand('screening.confirm', ask)
  useCommand('screening.askCorrection', onAside)

  const sign = async (passphrase: string) => {
    await writing.flush()
    try {
      const corrected = await call('reading.correct', { readingId: reading.id, avis, rectifies: reading.left, passphrase })
      writing.done()
      session.replace(corrected)
    } catch (error) {
      // It left meanwhile: the reader is told, and signs a corrigendum.
      if (problemCode(error) === 'dossier/exported') session.replace(await call('reading.open', { studyInstanceUID: reading.studyInstanceUID }))
      throw error
    }
  }

  return (
    <div className="reading-root" ref={root} data-correcting="">
      <LeaveOpenPart editor={editor} />
      <PanelFrame reading={reading} onClose={onClose} save={<SaveIndicator state={saveState} />}
        footer={<>
          <NormalButtons editor={editor} onRecall={() => { setRecallOpen(true); toRecall(root) }} onNormal={null} />
          <FindingCount findings={findings} strict={strict} />
          {strict && isSame ? <p className="correction-same" role="status">{words.unchanged}</p> : null}
          <Button size="large" icon={<FileText size={14} aria-hidden />} {...(keys.aside === undefined ? {} : { shortcut: keys.aside })} onClick={onAside}>{words.seeSigned}</Button>
          <ActButton act={words.sign} patient={patient} opinion={opinion} icon={<PenLine size={16} aria-hidden />} shortcut={keys.enter} ready={!blocked && !isSame} onClick={ask} />
        </>}>
        <section className="correction-head" aria-label={words.writing(version)}>
          <p className="correction-version"><FilePenLine size={16} aria-hidden /><strong>{words.writing(version)}</strong></p>
          <p>{words.writingText(opinionWords(reading.avis, t), format.instant(reading.versions.at(-1)?.signedAt ?? reading.signedAt))}</p>
          {reading.left ? <Notice tone="warn">{words.leaves}</Notice> : <p className="ui-muted">{words.stays}</p>}
        </section>
        <UnsavedCorrection writing={writing} state={saveState} />
        {reading.contexte === null ? null : <ContextBlock contexte={reading.contexte} />}
        <SheetForm editor={editor} images={images} viewer={viewer} findings={findings} strict={strict} recallOpen={recallOpen} />
      </PanelFrame>
      <SignDialog open={signing} title={reading.left ? words.corrigendumTitle(name, patient, opinion) : words.signTitle(name, patient, opinion)}
        consequence={[reading.left ? words.consequenceLeft : words.consequence, ...(reading.kind === 'FIRST' ? [words.consequenceFirst] : [])].join(' ')} onClose={() => { setSigning(false) }} onSign={sign}>
        <OpinionSummary avis={avis} />
        <Alerts findings={findings.filter(({ blocking }) => !blocking)} />
      </SignDialog>
    </div>
  )
}
