/** Corrections of signed readings between consoles: asked for where they were signed, answered at the centre, signed again, and
 *  kept there as the version that stands. Late, twice, out of order, not agreed to. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ficheVide, type Avis, type Reading } from '../contract/index.ts'
import { begin, type Desk, freeze, refused, sign, version, write } from '../../test/fixtures/reading-acts.ts'
import { passphrase, type ReadingConsole, type Seat } from '../../test/fixtures/reading-console.ts'
import { openRounds, type Posted, type Rounds } from '../../test/fixtures/round-consoles.ts'
import { negativeAvis, positiveAvis, screeningStudy } from '../../test/fixtures/signed-readings.ts'
import { deskOf, type Desk as StructureDesk } from '../../test/fixtures/structure-desk.ts'

const studyInstanceUID = screeningStudy.studyInstanceUID
const firstAvis: Avis = { ...negativeAvis, commentaire: 'SENTINELLE-OPALE' }
const secondAvis: Avis = { ...negativeAvis, fiche: null, commentaire: 'SENTINELLE-JASPE' }
const foundAvis: Avis = { ...positiveAvis, rappelTechnique: null, commentaire: 'SENTINELLE-AGATE' }

let rounds: Rounds
let one: Desk
let two: Desk
let centre: Desk
let desk: StructureDesk

beforeEach(async () => {
  rounds = await openRounds()
  one = await rounds.reader('Lecteur Un', 'L1')
  two = await rounds.reader('Lectrice Deux', 'L2')
  centre = { open: rounds.centre, seat: await rounds.centre.again(rounds.desk) }
  desk = deskOf(centre.open, centre.seat)
})
afterEach(() => { rounds.close() })

const mail = (...at: readonly (Seat | Desk)[]) => rounds.mail.take(...at)
const assign = async (as: string, ...readers: Desk[]) => (await centre.seat.call('programme.assign', { studyInstanceUIDs: [studyInstanceUID], readers: readers.map(({ seat }) => seat.account.id), as, dueOn: null })).leftAside.map(({ code }) => code)
const given = async () => { await sign(one, await write(one, firstAvis)); await mail(centre); await assign('SECOND', two); await mail(two) }
const read = async () => { await given(); const signed = await sign(two, await freeze(two, secondAvis)); await mail(centre, one, two); return signed }
const dossier = async () => (await centre.seat.call('programme.dossier', { studyInstanceUID })).dossier
const codes = () => rounds.mail.refused.map(({ code }) => code)
const last = (): Posted => rounds.mail.posted.at(-1) ?? (() => { throw new Error('nothing was posted') })()
const ask = ({ seat }: Desk, { id }: Reading) => seat.call('reading.askCorrection', { readingId: id, reason: 'SENTINELLE-ONYX vue au quadrant supéro-externe' })
const asked = async () => (await centre.seat.call('reading.corrections', {})).rows
const answer = async (agreed: boolean) => { const [row] = await asked(); return refused(centre.seat.call('reading.answerCorrection', { id: row?.id, agreed })) }
const correct = ({ seat }: Desk, { id }: Reading, avis: Avis, rectifies = false) => seat.call('reading.correct', { readingId: id, avis, rectifies, passphrase })
/** Asked for and agreed to. */
const agreed = async (at: Desk, reading: Reading) => { await ask(at, reading); await mail(centre); expect(await answer(true)).toBe('accepted'); await mail(at) }
const kept = ({ store }: ReadingConsole) => ['readings', 'sealed_opinions', 'corrections', 'dossier_events', 'audit_events'].map((name) => JSON.stringify(store.prepare(`SELECT * FROM ${name}`).all())).join('\n')

describe('S:corriger a second reading of another console', () => {
  it('is asked for there, agreed to at the centre, and its new version stands at both', async () => {
    const signed = await read()
    expect((await dossier())?.issue).toBe('CONCORDANT_NEG')
    expect(await refused(correct(two, signed, foundAvis))).toBe('dossier/coordinator-needed')
    await ask(two, signed)
    expect((await begin(two)).correction?.state).toBe('ASKED')
    await mail(centre)
    expect(await asked()).toMatchObject([{ readingId: signed.id, kind: 'SECOND', readerCode: signed.readerCode, reason: 'SENTINELLE-ONYX vue au quadrant supéro-externe' }])
    expect(await answer(true)).toBe('accepted')
    expect(await asked()).toEqual([])
    await mail(two)
    expect([(await begin(two)).correction?.state, (await two.seat.call('reading.agreedCorrections', {})).studies.length]).toEqual(['AGREED', 1])
    await correct(two, signed, foundAvis)
    await mail(centre, one, two)
    expect(await dossier()).toMatchObject({ state: 'DEFINITIF', issue: 'POSITIF_L2', versions: [{ version: 1 }, { version: 2 }] })
    expect(await desk.call('structure.exam', { studyInstanceUID })).toMatchObject({ standing: 'POSITIF_L2', opinions: { final: { decision: 'POSITIF' } } })
    // Figures stay on the blind opinion.
    expect([(await centre.seat.reading.countedOpinion(centre.seat.account, signed.id, 'FROZEN')).commentaire, (await centre.seat.reading.countedOpinion(centre.seat.account, signed.id, 'FINAL')).commentaire]).toEqual(['SENTINELLE-JASPE', 'SENTINELLE-AGATE'])
    expect(codes()).toEqual([])
    expect(JSON.stringify(rounds.mail.posted)).not.toMatch(/SENTINELLE|CORRECT/)
    for (const words of [kept(centre.open), kept(one.open)]) expect(words).not.toMatch(/SENTINELLE/)
    for (const { open } of [centre, one, two]) expect(open.audit.verify().valid).toBe(true)
  })

  it('is a corrigendum once the structure has told the result, which its reader knows before signing', async () => {
    const signed = await read()
    await desk.call('structure.issueLetter', { studyInstanceUID, result: 'NEGATIVE', recipient: 'WOMAN' })
    await agreed(two, signed)
    expect((await begin(two)).left).toBe(true)
    expect(await refused(correct(two, signed, foundAvis))).toBe('dossier/exported')
    await correct(two, signed, foundAvis, true)
    await mail(centre)
    expect([await dossier(), codes()]).toMatchObject([{ state: 'DEFINITIF', issue: 'POSITIF_L2' }, []])
  })

  it('counts even where the result was told between the agreement and the signature', async () => {
    const signed = await read()
    await agreed(two, signed)
    await desk.call('structure.issueLetter', { studyInstanceUID, result: 'NEGATIVE', recipient: 'WOMAN' })
    await correct(two, signed, foundAvis)
    await mail(centre)
    expect([await dossier(), codes()]).toMatchObject([{ issue: 'POSITIF_L2' }, []])
  })

  it('is refused there, and may be asked for again', async () => {
    const signed = await read()
    await ask(two, signed)
    await mail(centre)
    expect(await answer(false)).toBe('accepted')
    await mail(two)
    expect([(await begin(two)).correction?.state, await refused(correct(two, signed, foundAvis))]).toEqual(['REFUSED', 'dossier/coordinator-needed'])
    await agreed(two, signed)
    await correct(two, signed, foundAvis)
    await mail(centre)
    expect([(await dossier())?.issue, codes()]).toEqual(['POSITIF_L2', []])
  })

  it('waits for what comes before it, changes nothing the second time, and counts for nothing without agreement', async () => {
    await given()
    const signed = await sign(two, await freeze(two, secondAvis))
    await ask(two, signed)
    const request = last()
    expect(await rounds.mail.takeOne(centre.seat, request)).toBe('LATER')
    await mail(centre)
    const { payload } = await centre.seat.unlocked.letters.open(request.sealed) as { payload: { message: { correctionId: string } } }
    const forged = await two.seat.unlocked.sealing.seal({ any: 'thing' })
    const box = two.open.letterbox(two.seat.unlocked)
    const early = await box.seal('CENTRE', studyInstanceUID, { version: 1, type: 'CORRECTED', readingId: signed.id, correctionId: payload.message.correctionId, reportId: signed.id, rectifies: false, signed: { at: '2025-03-12T10:00:00.000Z', ...forged } })
    two.open.store.transaction(() => { box.post(early) })
    expect(await rounds.mail.takeOne(centre.seat, last())).toBe('rounds/not-agreed')
    expect(kept(centre.open)).not.toContain(forged.digest)
    expect(await answer(true)).toBe('accepted')
    const agreement = last()
    expect([await rounds.mail.takeOne(two.seat, agreement), await rounds.mail.takeOne(two.seat, agreement)]).toEqual(['TAKEN', 'TAKEN'])
    await correct(two, signed, foundAvis)
    const corrected = last()
    await ask(two, signed)
    const second = last()
    expect(await rounds.mail.takeOne(centre.seat, second)).toBe('LATER')
    for (const letter of [corrected, corrected, second, second, request]) expect(await rounds.mail.takeOne(centre.seat, letter)).toBe('TAKEN')
    expect([(await dossier())?.versions.length, (await asked()).length]).toEqual([2, 1])
    // The reader's console was killed before the answer came, and is asked again.
    const again = await two.open.again(two.seat)
    expect(await answer(true)).toBe('accepted')
    expect(await rounds.mail.takeOne(again, last())).toBe('TAKEN')
    expect((await again.call('reading.open', { studyInstanceUID })).correction?.state).toBe('AGREED')
  })
})

describe('S:corriger S:modifL1 a first sheet of another console', () => {
  it('sends the case back to a reader on a third console, who then confirms against the corrected sheet', async () => {
    await given()
    const frozen = await freeze(two, foundAvis)
    await mail(centre)
    const first = await begin(one)
    await agreed(one, first)
    await correct(one, first, { ...firstAvis, acr: { D: 2, G: 1 }, commentaire: 'SENTINELLE-GRENAT' })
    await mail(centre)
    expect([(await dossier())?.state, (await centre.seat.call('exchange.waiting', {})).rows]).toEqual(['EN_FILE', []])
    await mail(two, centre)
    const back = await begin(two)
    expect([back.id, back.returned, back.avis.commentaire, back.phase]).toEqual([frozen.id, 'FICHE', 'SENTINELLE-AGATE', 'LECTURE_AVEUGLE'])
    expect(kept(two.open)).not.toMatch(/GRENAT|OPALE/)
    const again = await two.seat.call('reading.freeze', version(back))
    await mail(centre)
    await centre.seat.call('exchange.release', { readingId: again.id })
    await mail(two)
    const revealed = await two.seat.call('reading.reveal', version(again))
    expect(revealed.revealed?.avis).toMatchObject({ acr: { D: 2, G: 1 }, commentaire: 'SENTINELLE-GRENAT' })
    await sign(two, revealed)
    await mail(centre, one)
    expect([(await dossier())?.issue, codes()]).toEqual(['POSITIF_L2', []])
    expect(two.open.audit.verify().valid).toBe(true)
  })

  it('that does not go to a second reader takes the exam back from the console where it was to be read', async () => {
    await given()
    const draft = await write(two, secondAvis)
    const first = await begin(one)
    await agreed(one, first)
    const bdi = { ...ficheVide.bdi, realise: 'OUI' as const, motif: 'RADIOLOGIQUE' as const, examens: ['AGRANDI_FACE' as const, 'AGRANDI_PROFIL' as const, 'ECHOGRAPHIE' as const], documentsJoints: true }
    await correct(one, first, { ...positiveAvis, acr: { D: 1, G: 4 }, rappelTechnique: null, examensProposes: [], fiche: { ...(negativeAvis.fiche ?? ficheVide), bdi, acrAvantBilan: { D: 1, G: 0 } } })
    await mail(centre, two, one)
    expect([(await dossier())?.state, await refused(begin(two)), codes()]).toEqual(['ANNULE', 'dossier/unassigned', []])
    expect(two.open.store.prepare('SELECT avis FROM readings WHERE id = ?').get(draft.id)).toMatchObject({ avis: expect.stringContaining('JASPE') as string })
  })
})

describe('S:corriger one of two independent readings of other consoles', () => {
  let three: Desk
  beforeEach(async () => {
    centre.open.policy = 'INDEPENDANT'
    three = await rounds.reader('Lecteur Trois', 'L2')
    await assign('INDEPENDENT', two, three)
    await mail(two, three)
  })

  it('corrects the result of two that agreed, not before they were compared', async () => {
    const a = await sign(two, await freeze(two, secondAvis))
    await ask(two, a)
    await mail(centre)
    expect(await answer(true)).toBe('dossier/invalid-state')
    await sign(three, await freeze(three, { ...secondAvis, commentaire: '' }))
    await mail(centre, two, three)
    expect([(await dossier())?.issue, await answer(true)]).toEqual(['CONCORDANT_NEG', 'accepted'])
    await mail(two)
    await correct(two, a, foundAvis)
    await mail(centre, two, three)
    expect([await dossier(), codes()]).toMatchObject([{ state: 'CONCLU', issue: 'POSITIF_L2' }, []])
    expect(kept(three.open)).not.toContain(two.seat.account.id)
  })

  it('of two that an arbiter decided between, neither is corrected any more', async () => {
    const a = await sign(two, await freeze(two, secondAvis))
    await sign(three, await freeze(three, foundAvis))
    await mail(centre)
    const arbiter = await rounds.join(one.open, 'Arbitre', 'L2')
    expect((await centre.seat.call('programme.assign', { studyInstanceUIDs: [studyInstanceUID], readers: [arbiter.account.id], as: 'ARBITER', dueOn: null })).leftAside).toEqual([])
    await rounds.mail.take(arbiter)
    const opened = await arbiter.call('reading.open', { studyInstanceUID })
    const draft = await arbiter.call('reading.saveDraft', { ...version(opened), avis: foundAvis, text: opened.text })
    await arbiter.call('reading.sign', { ...version(draft), passphrase })
    await ask(two, a)
    await mail(centre)
    expect([(await dossier())?.state, await answer(true), await answer(false)]).toEqual(['CONCLU', 'dossier/arbitrated', 'accepted'])
    await mail(two)
    expect([(await begin(two)).correction?.state, codes()]).toEqual(['REFUSED', []])
  })
})
