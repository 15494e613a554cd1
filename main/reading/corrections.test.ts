/** Corrections of signed opinions: asked, agreed to, signed as a new version beside the others; and what follows of them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ficheVide, type Avis, type DossierView, type Reading } from '../contract/index.ts'
import { refused, sign, version, write } from '../../test/fixtures/reading-acts.ts'
import { openReadingConsole, passphrase, placeStudy, type ReadingConsole, type Seat } from '../../test/fixtures/reading-console.ts'
import { examined, negativeAvis, positiveAvis, screeningStudy } from '../../test/fixtures/signed-readings.ts'

const studyInstanceUID = screeningStudy.studyInstanceUID
const negative: Avis = { ...negativeAvis, fiche: null }
const positive: Avis = { ...positiveAvis, rappelTechnique: null, anomalies: positiveAvis.anomalies.slice(0, 1) }
const reason = 'SENTINELLE-AGATE masse vue à la relecture'

let open: ReadingConsole
let desk: Seat
let one: Seat
let two: Seat

beforeEach(async () => {
  open = await openReadingConsole()
  desk = await open.seat('Coordinatrice', 'COORDINATOR')
  one = await open.seat('Lecteur Un', 'L1')
  two = await open.seat('Lectrice Deux', 'L2')
  placeStudy(open, screeningStudy)
  await sign(one, await write(one, negativeAvis))
})
afterEach(() => open.close())

const signSecond = async () => sign(two, await two.call('reading.freeze', version(await write(two, negative))))
const ask = (seat: Seat, { id }: Reading) => seat.call('reading.askCorrection', { readingId: id, reason })
async function agree(agreed = true) {
  const { rows } = await desk.call('reading.corrections', {})
  await desk.call('reading.answerCorrection', { id: rows[0]?.id, agreed })
  return rows
}
const correct = (seat: Seat, { id }: Reading, avis: Avis, more: object = {}) => seat.call('reading.correct', { readingId: id, avis, rectifies: false, passphrase, ...more })
const mine = async (seat: Seat) => (await seat.call('reading.agreedCorrections', {})).studies.map((row) => row.studyInstanceUID)
const exam = async () => ((await desk.call('programme.dossier', { studyInstanceUID })) as { dossier: DossierView }).dossier

describe('a final opinion that is corrected', () => {
  it('S:corriger is a new signed version beside the others, by its reader, with a coordinator’s agreement', async () => {
    const signed = await signSecond()
    expect(await refused(correct(two, signed, positive))).toBe('dossier/coordinator-needed')
    expect(await refused(two.call('reading.askCorrection', { readingId: signed.id, reason: ' ' }))).toBe('dossier/reason-required')
    expect((await ask(two, signed)).correction?.state).toBe('ASKED')
    expect(JSON.stringify(open.store.prepare('SELECT * FROM corrections').all())).not.toContain('AGATE')
    expect(await agree()).toMatchObject([{ readingId: signed.id, kind: 'SECOND', readerCode: signed.readerCode, reason }])
    expect([await mine(one), await mine(two)]).toEqual([[], [studyInstanceUID]])
    expect((await two.call('reading.saveCorrection', { readingId: signed.id, avis: positive })).correction).toMatchObject({ state: 'AGREED', avis: positive })
    expect(await refused(correct(two, signed, { ...positive, anomalies: [] }))).toBe('reading/invalid-opinion')
    expect(await refused(correct(two, signed, positive, { passphrase: 'une autre phrase' }))).toBe('session/wrong-passphrase')
    const corrected = await correct(two, signed, positive)
    expect([corrected.avis, corrected.blindAvis, corrected.changeReason, corrected.correction, await mine(two)]).toEqual([positive, negative, reason, null, []])
    expect(corrected.versions.map(({ avis }) => avis)).toEqual([negative, positive])
    expect(signed.versions).toEqual([{ signedAt: signed.signedAt, avis: negative }])
    expect(corrected.versions[0]).toEqual(signed.versions[0])
    expect(await exam()).toMatchObject({ state: 'DEFINITIF', issue: 'POSITIF_L2', versions: [{ version: 1, corrected: false }, { version: 2, corrected: true }] })
    expect(open.store.prepare('SELECT moment FROM sealed_opinions WHERE reading_id = ? ORDER BY rowid').all(signed.id)).toEqual([{ moment: 'FROZEN' }, { moment: 'SIGNED' }, { moment: 'CORRECTED' }])
    // Figures stay on the blind opinion, letters follow the standing one.
    const counted = await Promise.all((['FROZEN', 'SIGNED', 'FINAL'] as const).map((moment) => desk.reading.countedOpinion(desk.account, signed.id, moment)))
    expect(counted.map(({ acr }) => acr.G)).toEqual([2, 2, 0])
    expect(open.audit.doneTo(signed.id).at(-1)?.detail).toMatch(/^reading.correct: correct sha256=[0-9a-f]{64}$/)
    expect(open.audit.verify().valid).toBe(true)
  })

  it('is sent in the place of a report that has not left', async () => {
    const signed = await signSecond()
    await ask(two, signed)
    await agree()
    const corrected = await correct(two, signed, positive)
    expect(open.withdrawn).toEqual([signed.reportId])
    expect((await two.call('reports.ofStudy', { studyInstanceUID })).reports.map(({ id }) => id)).toContain(corrected.reportId)
    expect((await two.reporting.reportPdf(two.account, signed.reportId ?? '')).length).toBeGreaterThan(1000)
    expect(open.store.prepare('SELECT replaces FROM reports WHERE id = ?').get(corrected.reportId)).toEqual({ replaces: signed.reportId })
  })

  it('E_EXPORTE: once the report has left, a corrigendum that the reader signs as one', async () => {
    const signed = await signSecond()
    open.states = 'confirmed'
    expect(signed.left).toBe(false)
    expect((await ask(two, signed)).left).toBe(true)
    await agree()
    expect(await refused(correct(two, signed, positive))).toBe('dossier/exported')
    open.structuredReport = 'TID_4200'
    await correct(two, signed, positive, { rectifies: true })
    expect(open.withdrawn).toEqual([])
    // Coded as the console now chooses, and it names its predecessor by the class that that one was written as.
    const object = Buffer.from(await two.unlocked.sealing.openBytes(open.drafts.findLast(({ kind }) => kind === 'SR')?.sealedPayload ?? '')).toString('latin1')
    expect(['.88.22', '.88.33'].map((sopClass) => object.split(sopClass).length - 1)).toEqual([2, 1])
  })

  it('E_EXPORTE: is a corrigendum too where the structure told the result by other ways, and says so before it is signed', async () => {
    const signed = await signSecond()
    open.store.prepare(`UPDATE dossier_standings SET state = 'RESULTAT_ENVOYE' WHERE study_uid = ?`).run(studyInstanceUID)
    await ask(two, signed)
    await agree()
    expect((await two.call('reading.open', { studyInstanceUID })).left).toBe(true)
    expect(await refused(correct(two, signed, positive))).toBe('dossier/exported')
  })

  it('is not agreed to twice, not by a refusal, and asked for again after one', async () => {
    const signed = await signSecond()
    await ask(two, signed)
    expect(await refused(ask(two, signed))).toBe('dossier/invalid-state')
    await agree(false)
    expect(await refused(correct(two, signed, positive))).toBe('dossier/coordinator-needed')
    expect((await ask(two, signed)).correction?.state).toBe('ASKED')
    expect(await refused(one.call('reading.askCorrection', { readingId: signed.id, reason }))).toBe('request/not-found')
  })
})

describe('a first sheet that is corrected', () => {
  const first = async () => one.call('reading.open', { studyInstanceUID })

  it('S:modifL1 E_DOSSIER_MODIFIE: sends a case that is read back to the queue, its reader sees the corrected sheet', async () => {
    const draft = await write(two, negative)
    const signed = await first()
    await ask(one, signed)
    await agree()
    await correct(one, signed, { ...negativeAvis, densite: 1, fiche: { ...ficheVide, ...examined, interrogatoire: { ...ficheVide.interrogatoire, traumatisme: ['G'] } } })
    expect(await refused(two.call('reading.freeze', version(draft)))).toBe('dossier/changed')
    const back = await two.call('reading.open', { studyInstanceUID })
    expect([back.returned, back.avis, back.contexte?.interrogatoire.traumatisme]).toEqual(['FICHE', negative, ['G']])
    const frozen = await two.call('reading.freeze', version(await two.call('reading.saveDraft', { ...version(back), avis: positive, text: back.text })))
    await desk.call('exchange.release', { readingId: frozen.id })
    expect((await two.call('reading.reveal', version(frozen))).revealed?.avis.densite).toBe(1)
  })

  it('S:annulerDossier one that no longer goes to a second reader leaves the programme, by the coordinator who agreed', async () => {
    const signed = await first()
    await ask(one, signed)
    await agree()
    const bdi = { ...ficheVide.bdi, realise: 'OUI' as const, motif: 'RADIOLOGIQUE' as const, examens: ['AGRANDI_FACE' as const, 'AGRANDI_PROFIL' as const, 'ECHOGRAPHIE' as const], documentsJoints: true }
    await correct(one, signed, { ...positiveAvis, acr: { D: 1, G: 4 }, rappelTechnique: null, examensProposes: [], fiche: { ...ficheVide, ...examined, bdi, acrAvantBilan: { D: 1, G: 0 } } })
    expect(await exam()).toMatchObject({ state: 'ANNULE' })
    expect(await refused(two.call('reading.open', { studyInstanceUID }))).toBe('reading/not-your-turn')
  })

  it('S:modifL1 E_FINALISE: of a final exam is said to the coordinator', async () => {
    await signSecond()
    const signed = await first()
    await ask(one, signed)
    await agree()
    await correct(one, signed, { ...negativeAvis, densite: 1 })
    expect(await exam()).toMatchObject({ state: 'DEFINITIF', lateChanges: [{ what: 'FICHE' }] })
  })
})
