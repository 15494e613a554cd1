/** An ordinary report after its signature: added to, replaced, taken back; A6 for what follows it to PACS and RIS. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dciodvfyErrors, hasTool, runTool } from '../../test/fixtures/index.ts'
import { refused, sign, version } from '../../test/fixtures/reading-acts.ts'
import { openReadingConsole, passphrase, placeStudy, type ReadingConsole, type Seat } from '../../test/fixtures/reading-console.ts'
import { negativeAvis, screeningStudy, signedPlain } from '../../test/fixtures/signed-readings.ts'
import type { Reading } from '../contract/index.ts'
import type { OutboxDraft } from '../reporting/index.ts'

const study = { ...signedPlain.study, studyInstanceUID: '1.2.826.9', images: screeningStudy.images }
let open: ReadingConsole, reader: Seat, folder: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'binocle-amended-'))
  open = await openReadingConsole()
  reader = await open.seat('Dr Anne Lecteur', 'RADIOLOGIST', 'L1', 'ADMIN')
  placeStudy(open, study)
  await reader.call('professionals.set', { accountId: reader.account.id, rpps: '81001234566', familyName: 'LECTEUR', givenName: 'Anne', specialty: 'G15_10/SM44' })
  open.reportPayload = { ...open.reportPayload, default: { payload: 'CDA', patientOid: '1.2.250.1.999', accessionOid: '1.2.250.1.998', archiveCda: true }, sector: 'AMBULATOIRE', level: 3 }
})
afterEach(() => {
  open.close()
  rmSync(folder, { recursive: true })
})

async function signed(): Promise<Reading> {
  const opened = await reader.call('reading.open', { studyInstanceUID: study.studyInstanceUID })
  return sign(reader, await reader.call('reading.saveDraft', { ...version(opened), avis: opened.avis, text: signedPlain.text }))
}
const add = (reading: Reading, addendum = 'Relu avec le scanner de 2019 : lésion stable.') => reader.call('reading.addAddendum', { readingId: reading.id, addendum, passphrase })
const bytesOf = async (draft: OutboxDraft | undefined) => reader.unlocked.sealing.openBytes(draft?.sealedPayload ?? '')
const sentOf = async (reportId: string | null) => new TextDecoder().decode(await bytesOf(open.drafts.findLast((draft) => draft.kind === 'ORU' && draft.reportId === reportId)))
const field = (text: string, segment: string, at: number) => text.split('\r').find((line) => line.startsWith(segment))?.split('|')[at] ?? ''
const documentIn = (text: string) => Buffer.from(field(text, 'OBX', 5).split('^').at(-1) ?? '', 'base64').toString('utf8')
const statuses = (text: string) => [field(text, 'ORC', 1), field(text, 'OBX', 11), field(text, 'OBR', 25)]
const identity = (document: string) => ({ id: / UTF|<templateId[^>]*\/><id root="([^"]+)"/.exec(document)?.[1], set: /<setId root="([^"]+)"/.exec(document)?.[1], version: /<versionNumber value="(\d+)"/.exec(document)?.[1], replaces: /<parentDocument><id root="([^"]+)"/.exec(document)?.[1] })

describe('an addendum', () => {
  it('A6 is a new version beside the signed text: new objects that name the one before, and a message that corrects', async () => {
    const first = await signed()
    open.states = 'confirmed'
    const after = await add(first)
    expect(after).toMatchObject({ text: signedPlain.text, addenda: [{ text: 'Relu avec le scanner de 2019 : lésion stable.' }], withdrawnAt: null })
    expect(after.versions).toHaveLength(2)
    const before = identity(documentIn(await sentOf(first.reportId))), sent = await sentOf(after.reportId)
    expect(statuses(sent)).toEqual(['RO', 'C', 'C'])
    expect(identity(documentIn(sent))).toMatchObject({ set: before.set, version: '2', replaces: before.id })
    expect(documentIn(sent)).toMatch(/55107-7.*Relu avec le scanner de 2019/)
    const srs = open.drafts.filter(({ kind }) => kind === 'SR')
    expect(new Set(srs.map(({ dedupeKey }) => dedupeKey)).size).toBe(2)
    const file = join(folder, 'sr.dcm')
    writeFileSync(file, await bytesOf(srs[1]))
    if (hasTool('dsrdump')) expect(runTool('dsrdump', file).output).toMatch(/Predecessor Docs.*1/)
    expect(Buffer.from(await bytesOf(srs[1])).includes(srs[0]?.dedupeKey ?? '?')).toBe(true)
  })

  it('to what never left makes the first version be sent no more, and corrects nothing out there', async () => {
    const first = await signed()
    const after = await add(first)
    expect(open.withdrawn).toEqual([first.reportId])
    const sent = await sentOf(after.reportId)
    expect(statuses(sent)).toEqual(['NW', 'F', 'F'])
    expect(identity(documentIn(sent))).toMatchObject({ version: '1', replaces: undefined })
  })

  it('is as urgent as the report that it follows: by the order, unless the reader said otherwise before signing', async () => {
    open.urgencies.set(study.studyInstanceUID, 'STAT')
    const opened = await reader.call('reading.open', { studyInstanceUID: study.studyInstanceUID })
    expect(opened.urgency).toEqual({ urgent: true, ordered: 'STAT' })
    expect((await reader.call('reading.markUrgent', { readingId: opened.id, urgent: false })).urgency).toEqual({ urgent: false, ordered: 'STAT' })
    const kept = (await (await open.again(reader)).call('reading.markUrgent', { readingId: opened.id, urgent: true })).urgency
    expect(kept).toEqual({ urgent: true, ordered: 'STAT' })
    const first = await signed()
    expect(await refused(reader.call('reading.markUrgent', { readingId: opened.id, urgent: false }))).toBe('reading/invalid-transition')
    // What becomes of the order after the signature changes nothing.
    open.urgencies.clear()
    open.states = 'confirmed'
    const after = await add(first)
    expect(after.urgency).toEqual({ urgent: true, ordered: null })
    expect(open.drafts.map(({ kind, urgent }) => [kind, urgent])).toEqual(['PDF', 'SR', 'CDA', 'ORU', 'PDF', 'SR', 'CDA', 'ORU'].map((kind) => [kind, true]))
    expect([field(await sentOf(first.reportId), 'OBR', 5), field(await sentOf(after.reportId), 'OBR', 5)]).toEqual(['S', 'A'])
    expect(open.audit.list({ before: null, limit: 100 }).rows.filter(({ detail }) => detail.includes('markUrgent')).map(({ detail }) => detail)).toEqual(['reading.markUrgent: urgent', 'reading.markUrgent: not urgent'])
  })

  it('keeps those before it, and is signed by nobody else', async () => {
    await add(await add(await signed(), 'Un.'), 'Deux.')
    const again = await open.again(reader)
    expect((await again.call('reading.open', { studyInstanceUID: study.studyInstanceUID })).addenda.map(({ text }) => text)).toEqual(['Un.', 'Deux.'])
    const colleague = await open.seat('Confrère', 'RADIOLOGIST')
    const reading = await again.call('reading.open', { studyInstanceUID: study.studyInstanceUID })
    expect(await refused(colleague.call('reading.addAddendum', { readingId: reading.id, addendum: 'Trois.', passphrase }))).toBe('request/not-found')
    expect(await refused(reader.call('reading.addAddendum', { readingId: reading.id, addendum: 'Trois.', passphrase: 'une autre phrase de passe' }))).toBe('session/wrong-passphrase')
  })
})

describe('a replacement', () => {
  it('says another text and why, under the same set, and obeys the rules of a report', async () => {
    const first = await signed()
    open.states = 'confirmed'
    const replacement = { ...signedPlain.text, conclusion: 'Appendice normal.' }
    expect(await refused(reader.call('reading.replaceReport', { readingId: first.id, replacement, reason: ' ', passphrase }))).toBe('dossier/reason-required')
    expect(await refused(reader.call('reading.replaceReport', { readingId: first.id, replacement: { ...replacement, conclusion: '' }, reason: 'Erreur', passphrase }))).toBe('reading/invalid-opinion')
    const after = await reader.call('reading.replaceReport', { readingId: first.id, replacement, reason: 'Erreur de dictée', passphrase })
    const sent = await sentOf(after.reportId)
    expect([...statuses(sent), identity(documentIn(sent)).version]).toEqual(['RO', 'C', 'C', '2'])
    expect(documentIn(sent)).toContain('Appendice normal.')
    expect(after.text.conclusion).toBe('Appendice normal.')
  })
})

describe('a withdrawal', () => {
  it('cancels the document that was sent, has its objects rejected in the archive, and keeps it in sight', async () => {
    const first = await signed()
    open.states = 'confirmed'
    const before = open.drafts.length
    expect(await refused(reader.call('reading.withdrawReport', { readingId: first.id, reason: '', passphrase }))).toBe('dossier/reason-required')
    const after = await reader.call('reading.withdrawReport', { readingId: first.id, reason: 'Signé pour une autre patiente', passphrase })
    expect(after.withdrawnAt).not.toBeNull()
    expect(open.drafts.slice(before).map(({ kind, destination }) => `${kind} ${destination}`)).toEqual(['KOS PACS', 'ORU RIS'])
    const original = new TextDecoder().decode(await bytesOf(open.drafts.slice(0, before).find(({ kind }) => kind === 'ORU')))
    const sent = await sentOf(first.reportId)
    expect(statuses(sent)).toEqual(['CA', 'D', 'X'])
    expect(field(sent, 'MSH', 9)).not.toBe(field(original, 'MSH', 9))
    expect(documentIn(sent)).toBe(documentIn(original))
    const note = join(folder, 'note.dcm')
    writeFileSync(note, await bytesOf(open.drafts.at(before)))
    if (hasTool('dciodvfy')) expect(dciodvfyErrors(note)).toEqual([])
    for (const draft of open.drafts.slice(0, before).filter(({ kind }) => kind === 'PDF' || kind === 'SR' || kind === 'CDA')) expect(Buffer.from(await bytesOf(open.drafts.at(before))).includes(draft.dedupeKey)).toBe(true)
    expect((await reader.call('reports.ofStudy', { studyInstanceUID: study.studyInstanceUID })).reports).toMatchObject([{ id: first.reportId, version: 1, withdrawnAt: after.withdrawnAt }])
    expect(open.store.prepare<[], { detail: string }>('SELECT detail FROM audit_events').all().map(({ detail }) => detail).join('\n')).toContain(`withdraw report=${first.reportId} cancelled`)
    expect(await refused(add(after))).toBe('reading/invalid-transition')
    const anew = await reader.call('reading.replaceReport', { readingId: first.id, replacement: signedPlain.text, reason: 'Bonne patiente', passphrase })
    expect([anew.withdrawnAt, statuses(await sentOf(anew.reportId))]).toEqual([null, ['NW', 'F', 'F']])
  })

  it('of a report that never left sends nothing at all', async () => {
    const first = await signed()
    const before = open.drafts.length
    await reader.call('reading.withdrawReport', { readingId: first.id, reason: 'Signé pour un autre', passphrase })
    expect([open.drafts.length, open.withdrawn]).toEqual([before, [first.reportId]])
  })

  it('is not of a reading of the programme', async () => {
    placeStudy(open, screeningStudy)
    open.reportPayload = { ...open.reportPayload, default: { ...open.reportPayload.default, payload: 'PDF' } }
    const opened = await reader.call('reading.open', { studyInstanceUID: screeningStudy.studyInstanceUID })
    const first = await sign(reader, await reader.call('reading.saveDraft', { ...version(opened), avis: negativeAvis, text: opened.text }))
    expect(await refused(reader.call('reading.withdrawReport', { readingId: first.id, reason: 'Erreur', passphrase }))).toBe('reading/invalid-transition')
  })
})
