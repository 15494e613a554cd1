/** Who is being read, in the bar of every reading window. The colour changes with the patient, at once. */
import type { CSSProperties } from 'react'
import type { DoubtfulPrior, WorklistRow } from '../../main/contract/index.ts'
import { ageInYears, formatPatientName, useFormat, useText } from '../i18n/index.ts'
import { ConflictMark, DoubtfulPriors, IdentityFacts, ReconciledMark } from '../patient/index.ts'
import { bandColour } from './patient-colour.ts'

export function PatientBand({ study, doubtfulPriors = [] }: { study: WorklistRow; doubtfulPriors?: readonly DoubtfulPrior[] }) {
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
      <ReconciledMark study={study} />
      <ConflictMark study={study} />
      {facts.map((fact, index) => <span key={index} className="app-patient-fact">{fact}</span>)}
      <span className="app-patient-fact">{study.priorCount === 0 ? t('reading.noPrior') : t('reading.priors', { count: study.priorCount })}</span>
      <DoubtfulPriors study={study} priors={doubtfulPriors} />
      <IdentityFacts identity={study.identity} />
      {study.demo ? <span className="app-demo">{t('reading.demo')}</span> : null}
    </div>
  )
}
