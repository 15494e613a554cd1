/** The content of a signed report on screen, in the French words of the template that the PDF is made from: what was
 *  signed can be read where a PDF cannot be embedded. The PDF itself is what left. */
import type { ReactNode } from 'react'
import type { Avis, Reading, WorklistRow } from '../../main/contract/index.ts'
import {
  acrWords, actionRappelWords, anomalieLabels, coteWords, cotes, densiteWords, examenProposeWords, incidenceWords, motifRappelWords, quadrantWords, typeAnomalieWords,
} from '../../main/domain/sheet/index.ts'
import template from '../../resources/report-templates/compte-rendu.fr.json'
import { createFormat, formatPatientName, useText } from '../i18n/index.ts'
import { BreastDrawing, schemeMarks } from '../scheme/index.ts'
import { ScrollRegion } from '../ui/index.ts'
import { conclusionLines } from './conclusion-lines.ts'

const french = createFormat('fr')
const { headings, identity } = template

export function ReportSheet({ reading, study }: { reading: Reading; study: WorklistRow }) {
  const t = useText('reporting')
  const sex = study.patientSex === 'F' || study.patientSex === 'M' ? study.patientSex : ''
  return (
    <ScrollRegion className="report-page" label={t('content')}>
      <article className="report-sheet" lang="fr">
        {study.demo ? <p className="report-demo">{template.demo}</p> : null}
        <header className="report-head">
          <h3 className="report-title">{template.titles[reading.kind]}</h3>
          {template.subtitles[reading.kind] === '' ? null : <p>{template.subtitles[reading.kind]}</p>}
        </header>
        <div className="report-identity">
          <Facts title={identity.patient.heading[sex]} facts={[
            [identity.patient.name, formatPatientName(study.patientName)],
            [identity.patient.birthDate[sex], french.day(study.patientBirthDate)],
            [identity.patient.id, study.patientID],
          ]} />
          <Facts title={identity.exam.heading} facts={[
            [identity.exam.date, french.day(study.studyDate)],
            [identity.exam.description, study.description],
            [identity.exam.site, study.site],
            [identity.exam.accession, study.accessionNumber],
          ]} />
        </div>
        {reading.withdrawnAt === null ? null : <p className="report-demo">{template.withdrawn}</p>}
        {reading.addenda.map(({ at, text }) => <Block key={at} title={headings.addendum} emphasis><p className="report-words">{template.addedAt.replace('{when}', french.instant(at)).replace('{text}', text)}</p></Block>)}
        {reading.kind === 'PLAIN' ? <PlainBody text={reading.text} /> : <MammogramBody reading={reading} />}
        <footer className="report-signature">
          <p>{template.signature.when.replace('{when}', french.instant(reading.signedAt))} · {t('code', { code: reading.readerCode })}</p>
          {reading.reportId === null ? null : <p>{template.reportNumber.replace('{id}', reading.reportId)}</p>}
        </footer>
      </article>
      <p className="report-authority">{t('authority')}</p>
    </ScrollRegion>
  )
}

function Facts({ title, facts }: { title: string; facts: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h4>{title}</h4>
      <dl>{facts.filter(([, value]) => value !== '').map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
    </section>
  )
}

function Block({ title, emphasis = false, children }: { title: string; emphasis?: boolean; children: ReactNode }) {
  return <section className="report-block" data-emphasis={emphasis || undefined}><h4>{title}</h4>{children}</section>
}

function PlainBody({ text }: { text: Reading['text'] }) {
  const parts = [
    [headings.indication, text.indication], [headings.plainTechnique, text.technique], [headings.results, text.resultats], [headings.conclusion, text.conclusion],
  ] as const
  return parts.filter(([, value]) => value.trim() !== '').map(([title, value]) => <Block key={title} title={title} emphasis={title === headings.conclusion}><p className="report-words">{value.trim()}</p></Block>)
}

function MammogramBody({ reading }: { reading: Reading }) {
  const { avis } = reading
  return (
    <>
      {avis.densite === null ? null : <Block title={headings.density}><p>{densiteWords[avis.densite].fr}</p></Block>}
      <Block title={headings.result}>
        <ul className="report-breasts">
          {cotes.map((cote) => {
            const acr = avis.acr[cote]
            return <li key={cote} data-side={cote}><span>{coteWords[cote].fr}</span><strong>{acr === null ? template.result.none : template.result.acr.replace('{acr}', String(acr))}</strong><span>{acr === null ? template.result.notImaged : acrWords[acr].fr}</span></li>
          })}
        </ul>
      </Block>
      {avis.anomalies.length === 0 ? null : <Anomalies avis={avis} />}
      {avis.rappelTechnique === null ? null : (
        <Block title={headings.recall}>
          <ul>{avis.rappelTechnique.cliches.map((cliche) => <li key={`${cliche.cote} ${cliche.incidence}`}>{coteWords[cliche.cote].fr}, {incidenceWords[cliche.incidence].fr.toLocaleLowerCase('fr')}{'\u00a0: '}{motifRappelWords[cliche.motif].fr.toLocaleLowerCase('fr')}, {actionRappelWords[cliche.action].fr.toLocaleLowerCase('fr')}.</li>)}</ul>
          {avis.rappelTechnique.consigne.trim() === '' ? null : <p className="report-words">{template.recallInstruction.replace('{text}', avis.rappelTechnique.consigne.trim())}</p>}
        </Block>
      )}
      {avis.examensProposes.length === 0 ? null : <Block title={headings.proposed}><p>{avis.examensProposes.map((examen) => examenProposeWords[examen].fr).join(', ')}.</p></Block>}
      {avis.commentaire.trim() === '' ? null : <Block title={headings.comment}><p className="report-words">{avis.commentaire.trim()}</p></Block>}
      <Block title={headings.conclusion} emphasis>{conclusionLines(reading).map((line) => <p key={line}>{line}</p>)}</Block>
    </>
  )
}

function Anomalies({ avis }: { avis: Avis }) {
  const labels = anomalieLabels(avis.anomalies)
  const columns = template.findingColumns
  return (
    <>
      <Block title={headings.scheme}>
        <div className="report-scheme">
          {([['D', 'PROFIL'], ['D', 'FACE'], ['G', 'FACE'], ['G', 'PROFIL']] as const).map(([cote, view]) => <BreastDrawing key={`${cote} ${view}`} cote={cote} view={view} marks={schemeMarks(avis, cote, view)} />)}
        </div>
      </Block>
      <Block title={headings.findings}>
        <table className="report-table">
          <thead><tr><th scope="col">{columns.label}</th><th scope="col">{columns.type}</th><th scope="col">{columns.place}</th><th scope="col">{columns.size}</th><th scope="col">{columns.precision}</th></tr></thead>
          <tbody>
            {cotes.flatMap((cote) => avis.anomalies.filter((anomalie) => anomalie.cote === cote)).map((anomalie) => (
              <tr key={anomalie.id}>
                <td><span className="reading-mark-name" data-side={anomalie.cote}>{labels.get(anomalie.id)}</span></td>
                <td>{typeAnomalieWords[anomalie.type].fr}</td>
                <td>{anomalie.quadrant === null ? '' : quadrantWords[anomalie.quadrant].fr}</td>
                <td>{anomalie.tailleMm === null ? '' : french.quantity(anomalie.tailleMm, 'mm', Number.isInteger(anomalie.tailleMm) ? 0 : 1)}</td>
                <td className="report-words">{anomalie.precision}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Block>
    </>
  )
}
