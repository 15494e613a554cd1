/** An ordinary report (CT, radiograph): indication, technique, results, conclusion; saved as it is typed, then signed. */
import { PenLine } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import type { Avis, ImageDescriptor, OpenedStudy, Reading } from '../../main/contract/index.ts'
import { examineText, examineTraces } from '../../main/domain/sheet/index.ts'
import { useCommand, useShortcut } from '../app/commands/index.ts'
import { formatPatientName, useBilingual, useText } from '../i18n/index.ts'
import { TextField } from '../ui/index.ts'
import { ActButton } from './ActButton.tsx'
import { FindingLines } from './FindingLines.tsx'
import { imageNames } from './image-names.ts'
import { MarkList } from './MarkList.tsx'
import { PanelFrame } from './PanelFrame.tsx'
import type { ReadingSession } from './reading-session.ts'
import { SaveIndicator } from './SaveIndicator.tsx'
import { SaveTrouble } from './SaveTrouble.tsx'
import { SignDialog } from './SignDialog.tsx'
import { Urgency, UrgentNotice } from './Urgency.tsx'
import { usePlainMarks } from './use-plain-marks.ts'
import { useReadingSnapshot } from './use-reading-session.ts'
import type { ViewerPort } from './viewer-port.ts'

type Part = keyof Reading['text']
const parts: readonly { part: Part; lines: number; maxLength: number }[] = [
  { part: 'indication', lines: 2, maxLength: 4000 },
  { part: 'technique', lines: 2, maxLength: 4000 },
  { part: 'resultats', lines: 12, maxLength: 20000 },
  { part: 'conclusion', lines: 4, maxLength: 4000 },
]

export function PlainPanel({ session, study, images, viewer, onClose }: { session: ReadingSession; study: OpenedStudy; images: readonly ImageDescriptor[]; viewer: ViewerPort | null; onClose: () => void }) {
  const t = useText('screening')
  const enter = useShortcut('screening.confirm')
  const { reading, draft, saveState, acting } = useReadingSnapshot(session)
  const [strict, setStrict] = useState(false)
  const [signing, setSigning] = useState(false)
  const findings = [...examineText(draft.text), ...examineTraces(draft.avis, images)]
  const onMarks = useCallback((change: (avis: Avis) => Avis) => { session.edit((content) => ({ ...content, avis: change(content.avis) })) }, [session])
  const marks = usePlainMarks({ viewer, images, avis: draft.avis, onChange: onMarks })
  const inLanguage = useBilingual()
  const names = useMemo(() => imageNames(images, inLanguage), [images, inLanguage])
  const patient = formatPatientName(study.study.patientName) || t('unnamed')

  const ask = () => {
    setStrict(true)
    if (!findings.some((finding) => finding.blocking)) setSigning(true)
  }
  useCommand('screening.confirm', ask, { enabled: acting === null })

  return (
    <PanelFrame reading={reading} onClose={onClose} save={<SaveIndicator state={saveState} />}
      footer={<><Urgency session={session} reading={reading} /><ActButton act={t('sign.plain')} patient={patient} opinion={study.study.description} icon={<PenLine size={16} aria-hidden />} shortcut={enter} busy={acting !== null} ready={!findings.some((finding) => finding.blocking)} onClick={ask} /></>}>
      <SaveTrouble session={session} state={saveState} />
      <div className="reading-plain">
        {parts.map(({ part, lines, maxLength }) => (
          <div key={part} data-part={part}>
            <TextField label={t(`plain.${part}`)} value={draft.text[part]} lines={lines} maxLength={maxLength}
              onChange={(value) => { session.edit((content) => ({ ...content, text: { ...content.text, [part]: value } })) }} />
          </div>
        ))}
        {draft.avis.traces.length === 0 ? null : (
          <div className="reading-image-marks">
            <span className="ui-field-label">{t('anomaly.marks')}</span>
            <MarkList avis={draft.avis} ids={draft.avis.traces.map(({ id }) => id)} chosen={marks.mark} images={images} names={names} viewer={viewer} onChoose={marks.choose} onRemove={marks.remove} />
          </div>
        )}
        {strict ? <FindingLines findings={findings} strict /> : null}
      </div>
      <SignDialog open={signing} title={t('sign.titlePlain', { patient })} consequence={t('sign.consequence')} onClose={() => { setSigning(false) }}
        onSign={(passphrase) => session.sign(passphrase, [])}>
        <div className="reading-plain-summary">
          <h3>{t('plain.conclusion')}</h3>
          <p className="reading-words">{draft.text.conclusion}</p>
        </div>
        {reading.urgency?.urgent === true ? <UrgentNotice urgency={reading.urgency} /> : null}
      </SignDialog>
    </PanelFrame>
  )
}
