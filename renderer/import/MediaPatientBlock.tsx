/** One patient of a medium: whose name it bears, how that stands to the patients known here, and the exams to choose from. */
import { CircleCheck, CircleHelp, UserPlus, UserX, type LucideIcon } from 'lucide-react'
import type { MediaPatient, MediaStudy, StudyInstanceUID } from '../../main/contract/index.ts'
import { formatPatientName, useFormat, useLanguage, useText } from '../i18n/index.ts'
import { patientStrings } from '../patient/index.ts'
import { Checkbox } from '../ui/index.ts'

const icons: Record<MediaPatient['standing'], LucideIcon> = { new: UserPlus, known: CircleCheck, similar: CircleHelp, conflict: UserX, anonymous: CircleHelp }
const tones: Record<MediaPatient['standing'], string> = { new: 'plain', known: 'ok', similar: 'warn', conflict: 'alert', anonymous: 'warn' }

interface Props { readonly patient: MediaPatient; readonly chosen: ReadonlySet<StudyInstanceUID>; readonly onChoose: (study: StudyInstanceUID, chosen: boolean) => void }

export function MediaPatientBlock({ patient, chosen, onChoose }: Props) {
  const t = useText('importing')
  const common = useText('common')
  const format = useFormat()
  const words = patientStrings[useLanguage()]
  const Icon = icons[patient.standing]
  const sex = patient.patientSex === 'F' || patient.patientSex === 'M' || patient.patientSex === 'O' ? common(`sex.${patient.patientSex}`) : ''
  const name = formatPatientName(patient.patientName) || words.unnamed
  return (
    <section className="im-patient" aria-label={name}>
      <h3 className="im-patient-head">
        <span className="im-patient-name">{name}</span>
        <span className="ui-muted">{[format.day(patient.patientBirthDate), sex, patient.patientID].filter((part) => part !== '').join(' · ')}</span>
        <span className="pt-mark" data-tone={tones[patient.standing]}><Icon size={14} aria-hidden />{t(`media.standing.${patient.standing}`)}{patient.reasons.length === 0 ? '' : ` (${patient.reasons.map((reason) => words.reasons[reason]).join(', ')})`}</span>
      </h3>
      {patient.studies.map((study) => <StudyLine key={study.studyInstanceUID} study={study} isChosen={chosen.has(study.studyInstanceUID)} onChoose={(isChosen) => { onChoose(study.studyInstanceUID, isChosen) }} />)}
    </section>
  )
}

function StudyLine({ study, isChosen, onChoose }: { study: MediaStudy; isChosen: boolean; onChoose: (isChosen: boolean) => void }) {
  const t = useText('importing')
  const format = useFormat()
  const modalities = [...new Set(study.series.map(({ modality }) => modality))].filter((modality) => modality !== '').join(' + ')
  const facts = [
    t('media.objects', { count: study.objects }), study.here === 0 ? '' : study.here >= study.objects ? t('media.allHere') : t('media.here', { count: study.here }),
  ].filter((fact) => fact !== '')
  return (
    <div className="im-study">
      <Checkbox
        label={[format.day(study.studyDate), modalities, study.description, study.accessionNumber].filter((part) => part !== '').join(' · ') || t('media.undescribed')}
        hint={<>{facts.join(' · ')}{study.unlisted === 0 ? null : <span className="im-missing"> · {t('media.unlistedOf', { count: study.unlisted })}</span>}{study.missing === 0 ? null : <span className="im-missing"> · {t('media.missingOf', { count: study.missing })}</span>}</>}
        checked={isChosen} disabled={study.objects === 0} onChange={onChoose}
      />
      <details className="im-series">
        <summary>{t('media.series', { count: study.series.length })}</summary>
        <ul>{study.series.map((series) => <li key={series.seriesInstanceUID}>{[series.number === null ? '' : String(series.number), series.modality, series.description, t('media.objects', { count: series.objects })].filter((part) => part !== '').join(' · ')}</li>)}</ul>
      </details>
    </div>
  )
}
