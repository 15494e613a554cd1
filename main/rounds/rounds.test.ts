/** Rounds of reading between a coordinators' console and reader consoles, each with its own vault and database; what goes
 *  between them are really sealed letters. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Avis, type Output } from '../contract/index.ts'
import { begin, freeze, refused, sign, version, write, type Desk } from '../../test/fixtures/reading-acts.ts'
import { stateOf, type ReadingConsole, type Seat } from '../../test/fixtures/reading-console.ts'
import { openRounds, type Rounds } from '../../test/fixtures/round-consoles.ts'
import { negativeAvis, positiveAvis, screeningStudy } from '../../test/fixtures/signed-readings.ts'

const studyInstanceUID = screeningStudy.studyInstanceUID
const firstAvis: Avis = { ...negativeAvis, commentaire: 'SENTINELLE-OPALE' }
const secondAvis: Avis = { ...positiveAvis, rappelTechnique: null, commentaire: 'SENTINELLE-JASPE' }

let rounds: Rounds
let one: Desk
let two: Desk
let desk: Seat

beforeEach(async () => {
  rounds = await openRounds()
  one = await rounds.reader('Lecteur Un', 'L1')
  two = await rounds.reader('Lectrice Deux', 'L2')
  desk = await rounds.centre.again(rounds.desk)
})
afterEach(() => {
  rounds.close()
})

const signFirst = async (avis = firstAvis) => { await sign(one.seat, await write(one.seat, avis)); await mail(desk) }
const mail = (...at: readonly (Seat | Desk)[]) => rounds.mail.take(...at)
const assign = (...readers: Seat[]): Promise<Output<'programme.assign'>> =>
  desk.call('programme.assign', { studyInstanceUIDs: [studyInstanceUID], readers: readers.map(({ account }) => account.id), as: 'SECOND', dueOn: null })
const dossier = async () => (await desk.call('programme.dossier', { studyInstanceUID })).dossier
const kept = (open: ReadingConsole) => ['readings', 'sealed_opinions', 'promised_opinions', 'released_opinions', 'sheet_contexts', 'assignments', 'dossier_events', 'audit_events'].map((name) => JSON.stringify(open.store.prepare(`SELECT * FROM ${name}`).all())).join('\n')
const codes = () => rounds.mail.refused.map(({ code }) => code)

describe('a masked round over three consoles', () => {
  it('goes from the first signature to the end, and each console knows what it may', async () => {
    await signFirst()
    expect((await dossier())?.state).toBe('EN_FILE')
    expect(await refused(begin(two.seat))).toBe('reading/not-your-turn')
    expect((await assign(two.seat)).assigned).toEqual([studyInstanceUID])
    await mail(two.seat)
    expect(stateOf(two.open, two.seat.account, studyInstanceUID)).toBe('to-read')
    const frozen = await freeze(two.seat, secondAvis)
    expect(frozen).toMatchObject({ kind: 'SECOND', phase: 'AVIS_FIGE', revealed: null })
    expect(frozen.contexte).not.toBeNull()
    expect(await refused(two.seat.call('reading.reveal', version(frozen)))).toBe('reading/awaits-release')
    await mail(desk)
    const waiting = (await desk.call('exchange.waiting', {})).rows
    expect(waiting).toMatchObject([{ studyInstanceUID, readingId: frozen.id }])
    await desk.call('exchange.release', { readingId: frozen.id })
    await mail(two.seat)
    const revealed = await two.seat.call('reading.reveal', version(frozen))
    expect(revealed.revealed?.avis.commentaire).toBe('SENTINELLE-OPALE')
    await sign(two.seat, revealed)
    expect(one.open.letGo).toEqual([])
    await mail(desk, one.seat, two.seat)
    expect(await dossier()).toMatchObject({ state: 'DEFINITIF', issue: 'POSITIF_L2', versions: [{ round: 1, version: 1 }] })
    expect(one.open.letGo).toEqual([studyInstanceUID])
    // The printed sheet has both, each opened and verified on this console.
    const { premier, signed } = await two.seat.reading.signedSheet(two.seat.account, frozen.id)
    expect([premier?.avis.commentaire, signed.avis.commentaire]).toEqual(['SENTINELLE-OPALE', 'SENTINELLE-JASPE'])
    expect(codes()).toEqual([])
    for (const { audit } of [rounds.centre, one.open, two.open]) expect(audit.verify().valid).toBe(true)
    expect((await desk.reading.countedOpinion(desk.account, frozen.id, 'FROZEN')).commentaire).toBe('SENTINELLE-JASPE')
  })

  it('S:annulerDossier what is held of an exam that the centre withdraws leaves its reader’s console', async () => {
    await signFirst()
    await desk.call('programme.cancel', { studyInstanceUID, reason: 'hors programme' })
    expect(one.open.letGo).toEqual([])
    await mail(desk, one.seat)
    expect((await dossier())?.state).toBe('ANNULE')
    expect(one.open.letGo).toEqual([studyInstanceUID])
    await mail(desk, one.seat)
    expect(one.open.letGo).toEqual([studyInstanceUID])
    expect(codes()).toEqual([])
  })

  it('S:confirmer a negative that needs no confrontation is signed at once and waits for nobody', async () => {
    await signFirst()
    await assign(two.seat)
    await mail(two.seat)
    await sign(two.seat, await freeze(two.seat, negativeAvis))
    await mail(desk)
    expect(await dossier()).toMatchObject({ state: 'DEFINITIF', issue: 'CONCORDANT_NEG' })
  })

  it('V3 a reader’s console holds nothing of the first opinion before its release, and neither does what lies in the PACS', async () => {
    await signFirst()
    await assign(two.seat)
    await mail(two.seat)
    const frozen = await freeze(two.seat, secondAvis)
    const first = rounds.centre.store.prepare<[], { id: string; account_id: string }>(`SELECT id, account_id FROM readings WHERE kind = 'FIRST'`).get()
    const envelope = rounds.centre.store.prepare<[], { envelope: string }>(`SELECT envelope FROM sealed_opinions WHERE moment = 'SIGNED'`).get()?.envelope ?? ''
    expect(first?.account_id).toBe(one.seat.account.id)
    const here = kept(two.open)
    for (const word of ['SENTINELLE-OPALE', envelope, one.seat.account.id, one.seat.account.displayName]) expect(here).not.toContain(word)
    expect(two.open.store.prepare('SELECT count(*) AS n FROM sealed_opinions WHERE reading_id = ?').get(first?.id)).toEqual({ n: 0 })
    await mail(desk)
    await desk.call('exchange.release', { readingId: frozen.id })
    expect(JSON.stringify(rounds.mail.posted)).not.toMatch(/SENTINELLE|MAMMATEST|IPP-0042917|FROZEN|RELEASED|ASSIGNED/)
  })

  it('FR_DOCS the second reader has the first sheet before him at once, elsewhere as at the centre', async () => {
    rounds.centre.policy = 'FR_DOCS'
    const here = await rounds.centre.seat('Lectrice du centre', 'L2')
    await signFirst()
    expect((await begin(here)).revealed?.avis.commentaire).toBe('SENTINELLE-OPALE')
    await desk.call('programme.release', { studyInstanceUID, reason: 'lue ailleurs' })
    await assign(two.seat)
    await mail(two.seat)
    const opened = await begin(two.seat)
    expect([opened.phase, opened.revealed?.avis.commentaire]).toEqual(['LECTURE', 'SENTINELLE-OPALE'])
    await sign(two.seat, await write(two.seat, secondAvis))
    await mail(desk)
    expect([await dossier(), codes()]).toMatchObject([{ state: 'DEFINITIF', issue: 'POSITIF_L2' }, []])
  })

  it('gives the exam to nobody who was not asked, on a console of the centre', async () => {
    const other = await two.open.seat('Lecteur Trois', 'L2')
    await signFirst()
    await assign(two.seat)
    await mail(two.seat)
    expect([stateOf(two.open, other.account, studyInstanceUID), await refused(begin(other))]).toEqual(['none', 'dossier/assigned'])
    await desk.call('programme.unassign', { studyInstanceUIDs: [studyInstanceUID], reason: 'congé' })
    await mail(two.seat)
    expect([stateOf(two.open, two.seat.account, studyInstanceUID), await refused(begin(two.seat)), await refused(begin(other))]).toEqual(['none', 'dossier/unassigned', 'dossier/unassigned'])
    expect((await other.call('sessions.offer', {})).waiting).toBe(0)
  })
})
