/** A technical recall that a reader of another console signs: asked for and reminded of at the centre, the films come, and the
 *  exam is read again on another console. Nobody of the second round learns what was said in the first. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Avis } from '../contract/index.ts'
import { begin, type Desk, freeze, refused, sign, version, write } from '../../test/fixtures/reading-acts.ts'
import { stateOf, type ReadingConsole, type Seat } from '../../test/fixtures/reading-console.ts'
import { openRounds, type Rounds } from '../../test/fixtures/round-consoles.ts'
import { negativeAvis, positiveAvis, screeningStudy } from '../../test/fixtures/signed-readings.ts'
import { deskOf, type Desk as StructureDesk } from '../../test/fixtures/structure-desk.ts'

const studyInstanceUID = screeningStudy.studyInstanceUID
const firstAvis: Avis = { ...negativeAvis, commentaire: 'SENTINELLE-OPALE' }
const recallAvis: Avis = { ...negativeAvis, fiche: null, commentaire: 'SENTINELLE-JASPE', rappelTechnique: { cliches: [{ cote: 'D', incidence: 'OBLIQUE', motif: 'FLOU', action: 'REFAIRE' }], consigne: 'SENTINELLE-ONYX' } }
const foundAvis: Avis = { ...positiveAvis, rappelTechnique: null, commentaire: 'SENTINELLE-AGATE' }
const redone = '1.2.826.0.1.3680043.10.93.3.2'

let rounds: Rounds
let one: Desk
let two: Desk
let three: Desk
let centre: Desk
let desk: StructureDesk

beforeEach(async () => {
  rounds = await openRounds()
  one = await rounds.reader('Lecteur Un', 'L1')
  two = await rounds.reader('Lectrice Deux', 'L2')
  three = await rounds.reader('Lecteur Trois', 'L2')
  centre = { open: rounds.centre, seat: await rounds.centre.again(rounds.desk) }
  desk = deskOf(centre.open, centre.seat)
})
afterEach(() => { rounds.close() })

const mail = (...at: readonly (Seat | Desk)[]) => rounds.mail.take(...at)
const assign = async (as: string, ...readers: Seat[]) => (await centre.seat.call('programme.assign', { studyInstanceUIDs: [studyInstanceUID], readers: readers.map(({ account }) => account.id), as, dueOn: null })).leftAside.map(({ code }) => code)
const exam = () => desk.call('structure.exam', { studyInstanceUID })
const codes = () => rounds.mail.refused.map(({ code }) => code)
const kept = ({ store }: ReadingConsole) => ['readings', 'sealed_opinions', 'released_opinions', 'assignments', 'dossier_events', 'audit_events'].map((name) => JSON.stringify(store.prepare(`SELECT * FROM ${name}`).all())).join('\n')

/** The whole first round, to a technical recall. */
async function recalled(): Promise<void> {
  await sign(one.seat, await write(one.seat, firstAvis))
  await mail(centre)
  await recallSigned()
}
async function recallSigned(): Promise<void> {
  await assign('SECOND', two.seat)
  await mail(two)
  const frozen = await freeze(two.seat, recallAvis)
  await mail(centre)
  await centre.seat.call('exchange.release', { readingId: frozen.id })
  await mail(two)
  await sign(two.seat, await two.seat.call('reading.reveal', version(frozen)))
  await mail(centre, one, two)
}

/** Asked for, reminded of after a month, and there. */
async function filmsCome(): Promise<void> {
  await desk.call('structure.issueLetter', { studyInstanceUID, result: 'TECHNICAL_RECALL', recipient: 'PHYSICIAN' })
  centre.open.clock = new Date('2025-04-12T09:00:00Z')
  expect((await desk.call('structure.followRecall', { studyInstanceUID, kind: 'REMINDER', redone: [], reference: '' })).recall).toMatchObject({ events: [{ kind: 'REMINDER' }], reminderDueOn: '2025-05-12' })
  for (const { open } of [centre, one, two, three]) {
    const study = open.studies.get(studyInstanceUID)
    const [image] = study?.images ?? []
    if (study === undefined || image === undefined) throw new Error('no exam')
    open.studies.set(studyInstanceUID, { ...study, images: [...study.images, { ...image, sopInstanceUID: redone as typeof image.sopInstanceUID }] })
    open.clock = centre.open.clock
  }
  centre.open.store.transaction(() => { centre.seat.reading.examChanged(studyInstanceUID, 'IMAGES') })
  await desk.call('structure.followRecall', { studyInstanceUID, kind: 'RECEIVED', redone: [redone], reference: '' })
}

describe('S:demanderRefait S:remettreEnFile a second round on another console than the first', () => {
  it('is given to another reader, masked again, with role and round, and the trail of both is kept', async () => {
    await recalled()
    await filmsCome()
    expect([await exam(), await assign('SECOND', two.seat)]).toMatchObject([{ standing: 'ATTENTE_L2', round: 2, earlier: [{ round: 1, final: { decision: 'RAPPEL_TECHNIQUE' } }] }, ['dossier/already-read']])
    expect(await assign('SECOND', three.seat)).toEqual([])
    await mail(three, two)
    expect(three.open.store.prepare('SELECT round, state FROM dossier_standings').get()).toEqual({ round: 2, state: 'EN_FILE' })
    const opened = await begin(three.seat)
    expect([opened.kind, opened.phase, opened.revealed]).toEqual(['SECOND', 'LECTURE_AVEUGLE', null])
    const frozen = await freeze(three.seat, foundAvis)
    // V8: neither the first reader's conclusion nor anything of the first round.
    for (const word of ['OPALE', 'JASPE', 'ONYX', two.seat.account.id, one.seat.account.id]) expect(kept(three.open)).not.toContain(word)
    await mail(centre)
    await centre.seat.call('exchange.release', { readingId: frozen.id })
    await mail(three)
    const revealed = await three.seat.call('reading.reveal', version(frozen))
    expect(revealed.revealed?.avis.commentaire).toBe('SENTINELLE-OPALE')
    expect(JSON.stringify(revealed)).not.toMatch(/JASPE|ONYX/)
    await sign(three.seat, revealed)
    await mail(centre, one, two, three)
    expect(await exam()).toMatchObject({ standing: 'POSITIF_L2', round: 2, opinions: { final: { decision: 'POSITIF' } }, earlier: [{ round: 1 }] })
    expect((await centre.seat.call('programme.dossier', { studyInstanceUID })).dossier?.versions.map(({ round }) => round)).toEqual([1, 2])
    expect(codes()).toEqual([])
    for (const { open } of [centre, one, two, three]) expect(open.audit.verify().valid).toBe(true)
  })

  it('to another reader of the console of the first round, who sees nothing of it', async () => {
    await recalled()
    await filmsCome()
    const colleague = await rounds.join(two.open, 'Lectrice Quatre', 'L2')
    const before = rounds.mail.posted.length
    expect(await assign('SECOND', colleague)).toEqual([])
    const assigned = rounds.mail.posted[before]
    if (assigned === undefined) throw new Error('no letter')
    await rounds.mail.take(colleague)
    expect(await rounds.mail.takeOne(colleague, assigned)).toBe('TAKEN')
    expect([stateOf(two.open, colleague.account, studyInstanceUID), stateOf(two.open, two.seat.account, studyInstanceUID)]).toEqual(['to-read', 'signed'])
    const opened = await begin(colleague)
    expect([opened.kind, opened.phase, opened.revealed]).toEqual(['SECOND', 'LECTURE_AVEUGLE', null])
    expect(JSON.stringify(opened)).not.toMatch(/OPALE|JASPE|ONYX/)
    const frozen = await freeze(colleague, { ...negativeAvis, fiche: null })
    expect(await refused(colleague.call('reading.reveal', version(frozen)))).toBe('reading/awaits-release')
    await sign(colleague, frozen)
    await mail(centre)
    expect(await exam()).toMatchObject({ round: 2, standing: 'CONCORDANT_NEGATIF' })
    // What the first round's reader signed still stands before her.
    expect((await begin(two.seat)).avis.commentaire).toBe('SENTINELLE-JASPE')
    expect([two.open.store.prepare(`SELECT round FROM readings WHERE kind = 'SECOND' AND signed_at IS NOT NULL ORDER BY round`).all(), codes()]).toEqual([[{ round: 1 }, { round: 2 }], []])
  })

  it('letters of the first round that come after those of the second change nothing', async () => {
    await sign(one.seat, await write(one.seat, firstAvis))
    await mail(centre)
    await assign('SECOND', three.seat)
    await centre.seat.call('programme.unassign', { studyInstanceUIDs: [studyInstanceUID], reason: 'congé' })
    const late = rounds.mail.posted.slice(-2)
    await recallSigned()
    await filmsCome()
    await assign('SECOND', three.seat)
    const [given] = rounds.mail.posted.slice(-1)
    if (given === undefined) throw new Error('no letter')
    for (const letter of [given, ...late, given]) expect(await rounds.mail.takeOne(three.seat, letter)).toBe('TAKEN')
    expect(three.open.store.prepare('SELECT round, state FROM dossier_standings').get()).toEqual({ round: 2, state: 'EN_FILE' })
    await sign(three.seat, await freeze(three.seat, { ...negativeAvis, fiche: null }))
    await mail(centre)
    expect([(await exam()).standing, codes()]).toEqual(['CONCORDANT_NEGATIF', []])
  })
})
