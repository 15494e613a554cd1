/** Letters for the woman and her physician: the structure's wording, a preview, and the printed letter, kept sealed. */
import { createHash } from 'node:crypto'
import { ExpectedError, letterTemplate, type Account, type Avis, type CallContext, type LetterPreview, type LetterRecipient, type LetterResult, type LetterTemplate, type ParsedInput, type Settings } from '../contract/index.ts'
import { defaultTemplates, fillLetter, letterDue, paragraphsOf, unknownPlaceholder, type LetterValues } from '../domain/letters/index.ts'
import { daysBetween } from '../domain/indicators/index.ts'
import { acrWords, actionRappelWords, anomaliesOf, cotes, coteWords, examenProposeWords, ficheOf, incidenceWords, quadrantWords, typeAnomalieWords } from '../domain/sheet/index.ts'
import { settleOlder } from './arrears.ts'
import { dayOf, type FollowedExam } from './exams.ts'
import type { PrintedLetter } from '../reporting/index.ts'
import type { StructurePorts } from './ports.ts'
import { resultOf } from './standing.ts'

type Kind = { readonly result: LetterResult; readonly recipient: LetterRecipient }

export function templates(store: StructurePorts['store']): LetterTemplate[] {
  const last = store.prepare<[string, string], { subject: string; body: string; entered_at: string }>('SELECT subject, body, entered_at FROM letter_templates WHERE result = ? AND recipient = ? ORDER BY seq DESC LIMIT 1')
  return defaultTemplates.map((wording) => {
    const own = last.get(wording.result, wording.recipient)
    return letterTemplate.parse(own === undefined ? { ...wording, changedAt: null } : { ...wording, subject: own.subject, body: own.body, changedAt: own.entered_at })
  })
}

export function saveTemplate(ports: StructurePorts, wording: ParsedInput<'structure.saveLetterTemplate'>, by: string, context: CallContext): LetterTemplate {
  const unknown = unknownPlaceholder(`${wording.subject}\n${wording.body}`)
  if (unknown !== null) throw new ExpectedError('letter/unknown-placeholder', { params: { name: unknown } })
  const changedAt = ports.now().toISOString()
  context.act(`${wording.result}.${wording.recipient}`, () => {
    ports.store.prepare('INSERT INTO letter_templates (result, recipient, subject, body, entered_by, entered_at) VALUES (?, ?, ?, ?, ?, ?)').run(wording.result, wording.recipient, wording.subject, wording.body, by, changedAt)
  }, 'letter template')
  return { ...wording, changedAt }
}

/** The letter as it would leave today. */
export function preview(ports: StructurePorts, exam: FollowedExam, { result, recipient }: Kind): LetterPreview {
  const kind: Kind = { result, recipient }
  const { row, recorded } = exam
  const today = dayOf(ports.now().toISOString())
  if (resultOf(row.standing, waitOf(row, recorded, today)) !== result) throw new ExpectedError('letter/not-due', { subject: row.studyInstanceUID })
  const values = valuesOf(exam, ports.site(), today)
  const wording = templates(ports.store).find((one) => one.result === result && one.recipient === recipient)
  if (wording === undefined) throw new ExpectedError('letter/not-due', { subject: row.studyInstanceUID })
  const told = row.letters.find((one) => one.result === result && one.recipient === 'PHYSICIAN')
  const concluded = recorded.place?.concludedAt ?? recorded.second?.signed_at ?? null
  return {
    ...kind, subject: fillLetter(wording.subject, values), paragraphs: paragraphsOf(wording.body, values), dated: today, structure: values.structure,
    addressee: [recipient === 'WOMAN' ? values.patiente : values.medecin, addressOf(exam, recipient)].filter((line) => line !== '').join('\n'),
    ...letterDue({ ...kind, examOn: row.examOn, concludedOn: result === 'LATE' || concluded === null ? today : dayOf(concluded), physicianToldOn: told === undefined ? null : dayOf(told.issuedAt) }),
  }
}

export async function issue(ports: StructurePorts, exam: FollowedExam, kind: Kind, account: Account, context: CallContext): Promise<void> {
  const letter = preview(ports, exam, kind)
  const at = ports.now()
  const printed: PrintedLetter = {
    structure: ports.site(), addressee: letter.addressee, dated: letter.dated, subject: letter.subject, paragraphs: letter.paragraphs,
    warning: exam.row.demo ? 'Examen de démonstration : image calculée, aucun patient.' : '',
  }
  const pdf = await ports.printLetter(printed, at)
  const sealed = await ports.sealing.sealBytes(pdf)
  const sha256 = createHash('sha256').update(pdf).digest('hex')
  if (context.signal.aborted) throw new ExpectedError('request/aborted')
  const id = ports.newId()
  const images = ports.images(exam.row.studyInstanceUID).map(({ sopInstanceUID }) => sopInstanceUID)
  // The last letter that was due: everybody knows.
  const complete = exam.row.lettersDue.every(({ recipient }) => recipient === kind.recipient)
  context.act(exam.row.studyInstanceUID, () => {
    if (kind.result !== 'LATE') settleOlder(ports, exam)
    ports.store.prepare('INSERT INTO letters (id, study_uid, result, recipient, pdf_sealed, pdf_sha256, issued_by, issued_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
      .run(id, exam.row.studyInstanceUID, kind.result, kind.recipient, sealed, sha256, account.id, at.toISOString())
    if (kind.result !== 'LATE') ports.course.told(exam.row.studyInstanceUID, account, { type: 'LETTER', ...kind, complete, images })
  }, `letter ${id} ${kind.recipient} sha256=${sha256}`)
}

export async function letterPdf(ports: StructurePorts, id: string): Promise<Uint8Array<ArrayBuffer>> {
  const row = ports.store.prepare<[string], { pdf_sealed: string; pdf_sha256: string }>('SELECT pdf_sealed, pdf_sha256 FROM letters WHERE id = ?').get(id)
  if (row === undefined) throw new ExpectedError('request/not-found')
  const pdf = await ports.sealing.openBytes(row.pdf_sealed)
  if (createHash('sha256').update(pdf).digest('hex') !== row.pdf_sha256) throw new ExpectedError('reading/seal-broken', { subject: id })
  return new Uint8Array(pdf)
}

const waitOf = ({ days }: FollowedExam['row'], { place }: FollowedExam['recorded'], today: string) => (place?.roundSince == null ? days : daysBetween(dayOf(place.roundSince), today))
const frenchDay = (iso: string | null) => (iso === null ? '' : iso.split('-').toReversed().join('.'))

/** `FAMILY^Given` → `FAMILY Given` (PN, PS3.5 6.2.1). */
function name(value: string): string {
  const [family = '', given = '', middle = ''] = (value.split('=')[0] ?? '').split('^')
  return [family.toLocaleUpperCase('fr'), given, middle].map((part) => part.trim()).filter((part) => part !== '').join(' ')
}

function valuesOf({ row, recorded, opinions }: FollowedExam, site: Settings['site'], today: string): LetterValues {
  const final = opinions.is === 'open' ? opinions.opinions.final : null
  const first = opinions.is === 'broken' || opinions.is === 'unopened' ? null : opinions.firstAvis
  const named = first === null ? [] : ficheOf(first).identification.medecins.map(({ nom }) => nom.trim()).filter((nom) => nom !== '')
  return {
    patiente: name(row.patientName), dateNaissance: frenchDay(row.patientBirthDate), numeroDossier: row.accessionNumber, dateExamen: frenchDay(row.examOn), site: row.site,
    // Whom the structure knows, else whom the woman named on the sheet, else who sent her.
    medecin: entryOf({ row, recorded })?.medecins[0]?.nom ?? named[0] ?? name(recorded.study.referring_physician), structure: site.name, dateLettre: frenchDay(today), jours: row.days === null ? '' : String(row.days),
    categorie: final === null ? '' : cotes.flatMap((cote) => { const acr = final.acr[cote]; return acr === null ? [] : [`${coteWords[cote].fr} : ACR ${acr}. ${acrWords[acr].fr}`] }).join(' '),
    localisation: final === null ? '' : cotes.flatMap((cote) => anomaliesOf(final, cote).map((one) => placeOf(one))).join(' ; '),
    examensProposes: final === null ? '' : final.examensProposes.map((one) => examenProposeWords[one].fr.toLocaleLowerCase('fr')).join(', '),
    clichesARefaire: (final?.rappelTechnique?.cliches ?? []).map(({ cote, incidence, action }) => `${incidenceWords[incidence].fr.toLocaleLowerCase('fr')} du ${coteWords[cote].fr.toLocaleLowerCase('fr')} (${actionRappelWords[action].fr.toLocaleLowerCase('fr')})`).join(', '),
    consigne: final?.rappelTechnique?.consigne ?? '',
  }
}

/** What the structure's file says, where it speaks of the same woman. */
const entryOf = ({ row, recorded }: Pick<FollowedExam, 'row' | 'recorded'>) => (row.identityDiffers.length > 0 ? null : recorded.entry)

function addressOf(exam: FollowedExam, recipient: LetterRecipient): string {
  const entry = entryOf(exam)
  return (recipient === 'WOMAN' ? entry?.adresse : entry?.medecins[0]?.adresse) ?? ''
}

function placeOf({ cote, type, quadrant, tailleMm }: Avis['anomalies'][number]): string {
  const parts = [typeAnomalieWords[type].fr, coteWords[cote].fr.toLocaleLowerCase('fr'), ...(quadrant === null ? [] : [quadrantWords[quadrant].fr.toLocaleLowerCase('fr')]), ...(tailleMm === null ? [] : [`${String(tailleMm).replace('.', ',')}\u00A0mm`])]
  return parts.join(', ')
}
