/** Independent double reading over consoles: two readers who learn nothing of one another, the comparison at the centre, and
 *  an arbiter elsewhere who has both opinions before him. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Avis, type Reading } from '../contract/index.ts'
import { begin, type Desk, refused, version } from '../../test/fixtures/reading-acts.ts'
import { passphrase, type ReadingConsole, type Seat } from '../../test/fixtures/reading-console.ts'
import { openRounds, type Rounds } from '../../test/fixtures/round-consoles.ts'
import { negativeAvis, positiveAvis, screeningStudy } from '../../test/fixtures/signed-readings.ts'

const studyInstanceUID = screeningStudy.studyInstanceUID
const one: Avis = { ...negativeAvis, fiche: null, commentaire: 'SENTINELLE-ONYX' }
const other: Avis = { ...positiveAvis, rappelTechnique: null, commentaire: 'SENTINELLE-AGATE' }

let rounds: Rounds
let a: Desk
let b: Desk
let desk: Seat

beforeEach(async () => {
  rounds = await openRounds()
  a = await rounds.reader('Lectrice A', 'L1', 'L2')
  b = await rounds.reader('Lecteur B', 'L2')
  desk = await rounds.centre.again(rounds.desk)
  rounds.centre.policy = 'INDEPENDANT'
})
afterEach(() => { rounds.close() })

async function read(seat: Seat, avis: Avis): Promise<Reading> {
  const opened = await begin(seat)
  const draft = await seat.call('reading.saveDraft', { ...version(opened), avis, text: opened.text })
  const frozen = opened.kind === 'ARBITRATION' ? draft : await seat.call('reading.freeze', version(draft))
  return seat.call('reading.sign', { ...version(frozen), passphrase })
}
const mail = (...at: readonly (Seat | Desk)[]) => rounds.mail.take(...at)
const assign = async (as: string, ...readers: Seat[]) => (await desk.call('programme.assign', { studyInstanceUIDs: [studyInstanceUID], readers: readers.map(({ account }) => account.id), as, dueOn: null })).leftAside.map(({ code }) => code)
const dossier = async () => (await desk.call('programme.dossier', { studyInstanceUID })).dossier
const kept = ({ store }: ReadingConsole) => ['readings', 'sealed_opinions', 'promised_opinions', 'released_opinions', 'assignments', 'dossier_events', 'audit_events'].map((name) => JSON.stringify(store.prepare(`SELECT * FROM ${name}`).all())).join('\n')

describe('independent readings over consoles', () => {
  it('S:comparer V9 that agree conclude at the centre, and neither console ever holds anything of the other', async () => {
    expect(await assign('INDEPENDENT', a.seat, b.seat)).toEqual([])
    await mail(a.seat, b.seat)
    expect([(await begin(a.seat)).kind, (await begin(b.seat)).kind]).toEqual(['SECOND', 'SECOND'])
    await read(a.seat, one)
    await mail(desk)
    expect((await dossier())?.issue).toBeNull()
    await read(b.seat, { ...one, commentaire: 'SENTINELLE-AGATE' })
    await mail(desk, a.seat, b.seat)
    expect(await dossier()).toMatchObject({ state: 'CONCLU', issue: 'CONCORDANT_NEG' })
    expect([a.open.letGo, b.open.letGo]).toEqual([[studyInstanceUID], [studyInstanceUID]])
    expect(kept(a.open)).not.toContain(b.seat.account.id)
    expect(kept(b.open)).not.toContain(a.seat.account.id)
    expect(rounds.mail.refused).toEqual([])
  })

  it('S:arbitrer that do not agree go to an arbiter elsewhere, who has both and is never one of the two', async () => {
    await assign('INDEPENDENT', a.seat, b.seat)
    await mail(a.seat, b.seat)
    await read(a.seat, one)
    await read(b.seat, other)
    expect(await assign('ARBITER', a.seat)).toEqual(['dossier/invalid-state'])
    await mail(desk)
    expect((await dossier())?.state).toBe('ARBITRAGE')
    expect(await assign('ARBITER', b.seat)).toEqual(['dossier/arbiter-has-read'])

    const c = await rounds.reader('Arbitre', 'L2')
    expect(await assign('ARBITER', c.seat)).toEqual([])
    await mail(c.seat)
    const opened = await begin(c.seat)
    expect(opened.kind).toBe('ARBITRATION')
    expect(opened.opposed?.map(({ avis }) => avis.commentaire).toSorted()).toEqual(['SENTINELLE-AGATE', 'SENTINELLE-ONYX'])
    expect(JSON.stringify(opened)).not.toContain(a.seat.account.displayName)
    await read(c.seat, { ...other, commentaire: 'SENTINELLE-GRENAT' })
    await mail(desk, a.seat, b.seat, c.seat)
    expect(await dossier()).toMatchObject({ state: 'CONCLU', issue: 'POSITIF_L2' })
    expect(rounds.mail.refused).toEqual([])
    for (const words of [kept(a.open), kept(b.open)]) expect(words).not.toMatch(/GRENAT|ARBITRATION/)
  })

  it('S:arbitrer by a reader of the same console as one of the two', async () => {
    await assign('INDEPENDENT', a.seat, b.seat)
    await mail(a.seat, b.seat)
    await read(a.seat, one)
    await read(b.seat, other)
    await mail(desk)
    const arbiter = await rounds.join(b.open, 'Arbitre', 'L2')
    expect(await refused(begin(arbiter))).toMatch(/not-your-turn|unassigned/)
    expect(await assign('ARBITER', arbiter)).toEqual([])
    await mail(arbiter)
    expect((await begin(arbiter)).opposed).toHaveLength(2)
    await read(arbiter, { ...one, commentaire: 'SENTINELLE-GRENAT' })
    await mail(desk)
    expect(await dossier()).toMatchObject({ state: 'CONCLU', issue: 'CONCORDANT_NEG' })
  })
})
