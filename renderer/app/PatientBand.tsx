/** Who is being read, in the bar of every reading window. The colour changes with the patient, at once and everywhere:
 *  it is computed from the patient's identifiers, so that every window shows the same one. */
import type { CSSProperties } from 'react'
import type { WorklistRow } from '../../main/contract/index.ts'
import { ageInYears, formatPatientName, useFormat, useText } from '../i18n/index.ts'

/** Hues far from those that mean something (sides, alert, blind): only the change of colour speaks. */
const bands = ['#3f7f8c', '#5d7a4a', '#8a6a3b', '#7a5570', '#4f6c9a', '#8a5a4a'] as const

export function bandColour(patient: { patientID: string; patientName: string }): string {
  let hash = 0
  for (const character of `${patient.patientID}\\${patient.patientName}`) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return bands[hash % bands.length] ?? bands[0]
}

export function PatientBand({ study }: { study: WorklistRow }) {
  const t = useText('app')
  const common = useText('common')
  const worklist = useText('worklist')
  const format = useFormat()
  const age = ageInYears(study.patientBirthDate, study.studyDate)
  const sex = study.patientSex === 'F' || study.patientSex === 'M' || study.patientSex === 'O' ? common(`sex.${study.patientSex}`) : ''
  const facts = [
    [sex, age === null ? '' : common('years', { count: age })].filter((part) => part !== '').join(' '),
    format.day(study.patientBirthDate),
    study.studyDate === null ? '' : common('examOf', { date: format.day(study.studyDate) }),
    study.site,
  ].filter((fact) => fact !== '')
  return (
    <div className="app-patient" role="group" aria-label={t('reading.patient')} style={{ '--band': bandColour(study) } as CSSProperties}>
      <strong className="app-patient-name">{formatPatientName(study.patientName) || worklist('unnamed')}</strong>
      {facts.map((fact, index) => <span key={index} className="app-patient-fact">{fact}</span>)}
      <span className="app-patient-fact">{study.priorCount === 0 ? t('reading.noPrior') : t('reading.priors', { count: study.priorCount })}</span>
      {study.demo ? <span className="app-demo">{t('reading.demo')}</span> : null}
    </div>
  )
}
