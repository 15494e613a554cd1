/** A reading as its own account may see it. Sealed parts are opened here; the other reader's conclusion only where
 *  the policy lets this account see it, otherwise it is not even read. */
import { avis as avisSchema, avisVide, ExpectedError, reading as readingSchema, type Avis, type Reading } from '../contract/index.ts'
import { visibility } from '../domain/second-reading/index.ts'
import { emptyText, examineAvis, examineText, examineTraces, ficheOf, type SheetContext, type SheetFinding } from '../domain/sheet/index.ts'
import { mustConfront } from './confront.ts'
import { disputedSidesOf } from './disputed-rows.ts'
import type { ReadingPorts } from './ports.ts'
import { signedReading, signedSeconds, type ReadingRow } from './reading-rows.ts'
import { lastCorrection } from './correction-rows.ts'
import { toldHasLeft } from './has-left.ts'
import { finalMoment, openOpinion } from './sealed-opinions.ts'
import { contextFor } from './sheet-contexts.ts'
import { urgencyOf } from './urgency.ts'
import { versionsOf } from './versions.ts'

/** What the present opinion of a reading is, draft or sealed. */
export interface Content {
  readonly avis: Avis
  readonly blindAvis: Avis | null
  readonly text: Reading['text']
  readonly changeReason: string
  /** Of an ordinary report: what was added after its signature. */
  readonly addenda: Reading['addenda']
}

export async function contentOf(ports: ReadingPorts, row: ReadingRow): Promise<Content> {
  const blindAvis = row.frozen_at === null ? null : (await openOpinion(ports, row, 'FROZEN', 'own')).avis
  if (row.signed_at !== null) {
    const { avis, text, changeReason, addenda = [] } = await openOpinion(ports, row, finalMoment(ports.store, row.id), 'own')
    return { avis, blindAvis, text, changeReason, addenda }
  }
  return {
    avis: row.avis === null ? blindAvis ?? avisVide : avisSchema.parse(JSON.parse(row.avis)),
    blindAvis,
    text: row.text === null ? emptyText : readingSchema.shape.text.parse(JSON.parse(row.text)),
    changeReason: row.change_reason,
    addenda: [],
  }
}

export async function presentReading(ports: ReadingPorts, row: ReadingRow): Promise<Reading> {
  const content = await contentOf(ports, row)
  return readingSchema.parse({
    id: row.id, studyInstanceUID: row.study_instance_uid, kind: row.kind, policy: row.policy, phase: row.phase, version: row.version,
    ...content,
    urgency: urgencyOf(ports, row),
    revealed: await revealedTo(ports, row),
    opposed: await opposedTo(ports, row),
    withdrawnAt: row.report_id === null ? null : ports.withdrawnAt(row.report_id),
    returned: row.returned, ...correctionOf(ports, row), versions: await versionsOf(ports, row, content.avis),
    contexte: contextFor(ports.store, row),
    findings: row.signed_at === null ? await findingsOf(ports, row, content) : [],
    confrontFirst: mustConfront(ports, row, content), ownRecallShare: row.kind === 'SECOND' ? ports.recallShare(row.account_id) : null,
    disputedSides: disputedSidesOf(ports.store, row.id),
    readerCode: row.reader_code, accountId: row.account_id,
    startedAt: row.started_at, frozenAt: row.frozen_at, signedAt: row.signed_at, reportId: row.report_id, training: row.training === 1,
  })
}

function correctionOf(ports: ReadingPorts, row: ReadingRow): Pick<Reading, 'correction' | 'left'> {
  const last = row.signed_at === null ? null : lastCorrection(ports.store, row.id)
  return {
    correction: last === null || last.state === 'SIGNED' ? null : { state: last.state, askedAt: last.asked_at, avis: last.avis === null ? null : avisSchema.parse(JSON.parse(last.avis)) },
    left: toldHasLeft(ports, row, last?.state === 'AGREED'),
  }
}

export async function findingsOf(ports: ReadingPorts, row: ReadingRow, content: Pick<Content, 'avis' | 'text'>): Promise<SheetFinding[]> {
  const study = ports.study(row.study_instance_uid)
  if (row.kind === 'PLAIN') return [...examineText(content.text), ...examineTraces(content.avis, study?.images ?? [])]
  return examineAvis(content.avis, {
    kind: row.kind === 'FIRST' ? 'FIRST' : 'SECOND', images: study?.images ?? [], studyDate: study?.studyDate ?? null, today: ports.now().toISOString().slice(0, 10),
    disputed: disputedSidesOf(ports.store, row.id), ...recalls(ports, row), ...(await knownOfFirst(ports, row)),
  })
}

function recalls(ports: ReadingPorts, row: ReadingRow): Pick<SheetContext, 'tauxCti'> {
  const share = row.kind === 'SECOND' ? ports.recallShare(row.account_id) : null
  return share === null ? {} : { tauxCti: share }
}

/** What a second opinion is held against of the first: who gave it, and once it is shown, whether it had a workup. */
async function knownOfFirst(ports: ReadingPorts, row: ReadingRow): Promise<Pick<SheetContext, 'reader' | 'firstReader' | 'bdiL1'>> {
  if (row.kind !== 'SECOND' || row.policy === 'INDEPENDANT') return {}
  const revealed = await revealedTo(ports, row)
  return {
    reader: row.account_id, firstReader: signedReading(ports.store, row.study_instance_uid, 'FIRST')?.account_id ?? null,
    ...(revealed === null ? {} : { bdiL1: ficheOf(revealed.avis).bdi.realise === 'OUI' }),
  }
}

/** The signed first opinion, if the second reader's phase shows it. */
async function revealedTo(ports: ReadingPorts, row: ReadingRow): Promise<Reading['revealed']> {
  if (row.kind !== 'SECOND' || !visibility(row.policy, row.phase, 'SECOND').has('FIRST_OPINION')) return null
  const first = signedReading(ports.store, row.study_instance_uid, 'FIRST')
  if (first?.signed_at == null) return null
  return shown(ports, first)
}

/** The two opinions that an arbiter decides between, by code; null until both can be opened. Their order tells nothing. */
export async function opposedTo(ports: ReadingPorts, row: ReadingRow): Promise<Reading['opposed']> {
  if (row.kind !== 'ARBITRATION') return null
  const both = await Promise.all(signedSeconds(ports.store, row.study_instance_uid).map((one) => shown(ports, one)))
  const opened = both.filter((one) => one !== null)
  return opened.length < both.length ? null : opened.toSorted((one, other) => one.readerCode.localeCompare(other.readerCode))
}

/** Another reader's signed opinion; null while it waits for its release. */
async function shown(ports: ReadingPorts, row: ReadingRow): Promise<Reading['revealed']> {
  const opened = await openOpinion(ports, row, finalMoment(ports.store, row.id), 'other').catch((error: unknown) => {
    if (error instanceof ExpectedError && error.code === 'reading/awaits-release') return null
    throw error
  })
  return opened === null || row.signed_at === null ? null : { avis: opened.avis, signedAt: row.signed_at, readerCode: row.reader_code, envelopeDigest: opened.digest }
}
