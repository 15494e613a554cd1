/** The sheet of one opinion, top to bottom as one reads: categories, density, anomalies on the scheme, technical
 *  recall, proposed exams, comment. Shows and asks; the rules' findings stand beside the field they concern. */
import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ImageDescriptor, Reading } from '../../main/contract/index.ts'
import { useBilingual, useLanguage, useText } from '../i18n/index.ts'
import { Button, focusOnceDrawn, TextField } from '../ui/index.ts'
import { AcrField } from './AcrField.tsx'
import { AnomalyList } from './AnomalyList.tsx'
import { AnomalyTypes } from './AnomalyTypes.tsx'
import { DensityField } from './DensityField.tsx'
import { ExamsField } from './ExamsField.tsx'
import { CourseLine, ExaminationField, FicheCommands, ficheStrings, HistoryBlock, TechniqueBlock, WorkupBlock } from './fiche/index.ts'
import { FindingLines } from './FindingLines.tsx'
import { KeyHint } from './KeyHint.tsx'
import { imageNames } from './image-names.ts'
import { LooseMarks } from './LooseMarks.tsx'
import { RecallField } from './RecallField.tsx'
import { SchemeField } from './SchemeField.tsx'
import { Section } from './Section.tsx'
import { type SheetField, fieldOf, notOffered } from './sheet-scope.ts'
import type { SheetEditor } from './use-sheet-editor.ts'
import type { ViewerPort } from './viewer-port.ts'

export interface SheetFormProps {
  editor: SheetEditor
  images: readonly ImageDescriptor[]
  viewer: ViewerPort | null
  findings: Reading['findings']
  /** The reader has tried to conclude. */
  strict: boolean
  recallOpen: boolean
}

export function SheetForm({ editor, images, viewer, findings, strict, recallOpen }: SheetFormProps) {
  const t = useText('screening')
  const inLanguage = useBilingual()
  const names = useMemo(() => imageNames(images, inLanguage), [images, inLanguage])
  const at = (field: SheetField) => findings.filter((finding) => fieldOf(finding) === field)
  const { avis, readOnly } = editor
  const words = ficheStrings[useLanguage()]
  const [opened, setOpened] = useState<'BDI' | 'TECHNIQUE' | 'INTERROGATOIRE' | null>(null)
  const fold = (field: 'BDI' | 'TECHNIQUE' | 'INTERROGATOIRE') => ({ open: opened === field, onOpen: (open: boolean) => { setOpened(open ? field : null) } })
  const openWorkup = () => {
    setOpened('BDI')
    focusOnceDrawn(() => document.querySelector<HTMLElement>('[data-field="BDI"] .ui-segment'))
  }

  return (
    <div className="reading-sheet">
      <FindingLines findings={at('VIEWS')} strict={strict} />
      <Section title={t('acr.title')} field="ACR" findings={editor.refused ? [...notOffered(), ...at('ACR')] : at('ACR')} strict={strict} end={readOnly ? null : <KeyHint ids={['screening.acr0', 'screening.acr5']} also={['screening.rightBreast', 'screening.leftBreast']} />}>
        <AcrField editor={editor} missing={strict} />
      </Section>
      <Section title={t('density.title')} field="DENSITE" findings={at('DENSITE')} strict={strict} end={readOnly ? null : <KeyHint ids={['screening.density1', 'screening.density4']} />}>
        <DensityField editor={editor} missing={strict} />
      </Section>
      <FicheCommands editor={editor} onWorkup={openWorkup} />
      {editor.kind === 'SECOND' ? null : (
        <Section title={words.examination} field="ECS" findings={at('ECS')} strict={strict} end={readOnly ? null : <KeyHint ids={['screening.examinationNormal']} />}>
          <ExaminationField editor={editor} />
        </Section>
      )}
      <Section title={t('anomaly.title')} field="ANOMALIES" findings={at('ANOMALIES')} strict={strict}
        end={readOnly ? null : <Button variant="quiet" icon={<Plus size={14} aria-hidden />} onClick={() => { editor.startAdding(editor.active) }}>{t('anomaly.add')}</Button>}>
        {editor.adding === null ? null : <AnomalyTypes editor={editor} adding={editor.adding} />}
        <AnomalyList editor={editor} viewer={viewer} images={images} names={names} />
        <LooseMarks editor={editor} viewer={viewer} images={images} names={names} />
        <SchemeField editor={editor} images={images} viewer={viewer} />
      </Section>
      <Section title={t('recall.title')} field="RAPPEL" findings={at('RAPPEL')} strict={strict}>
        <RecallField editor={editor} open={recallOpen} />
      </Section>
      <Section title={t('exams.title')} field="EXAMENS" findings={at('EXAMENS')} strict={strict} end={readOnly || avis.anomalies.length === 0 ? null : <KeyHint ids={['screening.usualExams']} />}>
        <ExamsField editor={editor} />
      </Section>
      {editor.kind === 'SECOND' ? null : (
        <>
          <WorkupBlock editor={editor} findings={at('BDI')} strict={strict} {...fold('BDI')} />
          <CourseLine editor={editor} findings={at('CAT')} strict={strict} />
          <TechniqueBlock editor={editor} findings={at('TECHNIQUE')} echoFindings={at('ECHO')} strict={strict} {...fold('TECHNIQUE')} />
          <HistoryBlock editor={editor} {...fold('INTERROGATOIRE')} />
        </>
      )}
      <Section title={t('comment.title')} field="COMMENTAIRE" findings={at('COMMENTAIRE')} strict={strict}>
        <TextField label={t('comment.label')} value={avis.commentaire} lines={3} maxLength={4000} readOnly={readOnly} onChange={(commentaire) => { editor.change({ ...avis, commentaire }) }} />
      </Section>
    </div>
  )
}
