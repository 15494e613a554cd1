/** What a report says, before it is drawn or encoded: PDF, structured report and HL7 message are made from this one
 *  value. French, from the template and the words of the sheet. The second reader appears by code only. */
import type { ReconciledPatient, SignedReading } from '../domain/second-reading/index.ts'
import { fill, frenchDay, frenchInstant, frenchTime, personName } from './french-text.ts'
import { mammogramBlocks } from './mammogram-blocks.ts'
import type { Block, Field, ReportContent, ReportSetting, Topic } from './report-model.ts'
import { template } from './report-template.ts'

export function reportContent(signed: SignedReading, setting: ReportSetting): ReportContent {
  const { study, kind } = signed
  const sex = study.patientSex === 'F' || study.patientSex === 'M' ? study.patientSex : ''
  const name = personName(study.patientName) || template.identity.missing
  const born = study.patientBirthDate === null ? template.identity.missing : frenchDay(study.patientBirthDate)
  const date = study.studyDate === null ? template.identity.missing : frenchDay(study.studyDate)
  const { patient, exam } = template.identity
  return {
    title: template.titles[kind],
    subtitle: [kind === 'PLAIN' ? plainSubtitle(study.modalities) : template.subtitles[kind], ...versionOf(signed)].join(' — '),
    warning: study.demo ? template.demo : '',
    structure: { name: setting.site.name || template.structure.unnamed, finess: setting.site.finess === '' ? '' : `${template.structure.finess} ${setting.site.finess}` },
    patient: {
      heading: patient.heading[sex],
      fields: fields([
        [patient.name, name], [patient.birthDate[sex], born], [patient.sex, sexWord(study.patientSex)],
        [patient.id, study.patientID], [patient.issuer, study.issuerOfPatientID],
      ]),
    },
    exam: {
      heading: exam.heading,
      fields: fields([
        [exam.date, [date, frenchTime(study.studyTime)].filter((part) => part !== '').join(' à ')], [exam.description, study.description], [exam.site, study.institutionName],
        [exam.accession, study.accessionNumber], [exam.referrer, personName(study.referringPhysicianName)],
      ]),
    },
    blocks: [...correction(signed, setting), ...reconciliation(signed, setting), ...(kind === 'PLAIN' ? plainBlocks(signed) : mammogramBlocks({ ...signed, kind }, setting))],
    signature: {
      heading: template.signature.heading,
      lines: [
        fill(template.signature[kind], { name: signed.reader.displayName, code: signed.reader.code }),
        fill(template.signature.when, { when: frenchInstant(signed.signedAt, setting.timeZone) }),
      ],
      digest: { label: template.signature.digest, value: signed.opinionDigest },
    },
    notes: notes(signed, setting),
    running: fill(template.running, { name, born: `${patient.birthDate[sex].toLocaleLowerCase('fr')} ${born}`, date }),
    footer: [fill(template.footer, { version: setting.version }), fill(template.reportNumber, { id: signed.reportId })],
  }
}

function versionOf({ corrects, addenda }: SignedReading): string[] {
  // After a report that was taken back, this one is the first of its own.
  if (corrects === null || corrects.withdrawn) return []
  if (corrects.manner === 'ADDENDUM') return [fill(template.addendum, { n: addenda.length })]
  return [fill(corrects.left ? template.corrigendum : template.newVersion, { n: corrects.number })]
}

/** Said first: what this report takes the place of, and why; or what was added to it. */
function correction({ corrects, changeReason, addenda }: SignedReading, { timeZone }: ReportSetting): Block[] {
  const added = addenda.map(({ at, text }) => fill(template.addedAt, { when: frenchInstant(at, timeZone), text }))
  if (corrects?.manner === 'ADDENDUM') return [{ type: 'text', topic: 'comment', heading: template.headings.addendum, emphasis: true, paragraphs: [fill(template.supplements, { when: frenchInstant(corrects.signedAt, timeZone), id: corrects.reportId }), ...added.flatMap((text) => text.split(/\n+/))] }]
  if (corrects === null || corrects.withdrawn) return []
  return [{ type: 'text', topic: 'comment', heading: template.headings.correction, emphasis: true, paragraphs: [fill(template.replaces, { when: frenchInstant(corrects.signedAt, timeZone), id: corrects.reportId }), fill(template.correctionReason, { reason: changeReason })] }]
}

/** That the images came under another identity, and which: for who files the report, and for who reads it. */
function reconciliation({ study: { reconciled } }: SignedReading, setting: ReportSetting): Block[] {
  const paragraphs = reconciledLines(reconciled ?? null, setting)
  return paragraphs.length === 0 ? [] : [{ type: 'text', topic: 'technique', heading: template.headings.reconciled, emphasis: false, paragraphs }]
}

/** Empty unless somebody here gave the exam to its patient. */
export function reconciledLines(reconciled: ReconciledPatient | null, { timeZone }: Pick<ReportSetting, 'timeZone'>): string[] {
  if (reconciled === null) return []
  const { patientName, patientID, issuerOfPatientID, patientBirthDate, at } = reconciled
  const words = template.reconciled
  const said = [
    personName(patientName) === '' ? words.noName : fill(words.name, { name: personName(patientName) }), ...(patientID === '' ? [] : [fill(words.id, { id: patientID })]),
    ...(issuerOfPatientID === '' ? [] : [fill(words.issuer, { issuer: issuerOfPatientID })]), ...(patientBirthDate === null ? [] : [fill(words.born, { day: frenchDay(patientBirthDate) })]),
  ]
  return [fill(words.medium, { said: said.join(', ') }), fill(words.given, { when: frenchInstant(at, timeZone) })]
}

function fields(pairs: readonly (readonly [string, string])[]): Field[] {
  return pairs.filter(([, value]) => value.trim() !== '').map(([label, value]) => ({ label, value }))
}

function sexWord(value: string): string {
  return value === 'F' || value === 'M' || value === 'O' ? template.identity.sexes[value] : ''
}

function plainSubtitle(modalities: readonly string[]): string {
  const words: Readonly<Record<string, string>> = template.plainSubtitles
  return modalities.map((modality) => words[modality] ?? '').find((word) => word !== '') ?? ''
}

function plainBlocks({ text }: SignedReading): Block[] {
  const block = (topic: Topic, heading: string, value: string, emphasis = false): Block[] =>
    value.trim() === '' ? [] : [{ type: 'text', topic, heading, paragraphs: value.trim().split(/\n+/), emphasis }]
  return [
    ...block('indication', template.headings.indication, text.indication),
    ...block('technique', template.headings.plainTechnique, text.technique),
    ...block('findings', template.headings.results, text.resultats),
    ...block('conclusion', template.headings.conclusion, text.conclusion, true),
  ]
}

function notes({ kind, policy }: SignedReading, { site }: ReportSetting): string[] {
  if (kind === 'PLAIN') return []
  if (kind === 'FIRST') return [template.policies[policy]]
  return [
    template.policies[policy],
    site.derogation === '' ? template.noDerogation : fill(template.derogation, { reference: site.derogation }),
    template.signature.anonymous,
  ]
}
