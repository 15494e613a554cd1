/** Earlier mammograms that a reader of another console waits for: seen and answered at the centre, and the wait ends on both
 *  consoles, whichever has them first. And whom a joined console can call for another opinion. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Avis } from '../contract/index.ts'
import { begin, type Desk, freeze, refused, sign, write } from '../../test/fixtures/reading-acts.ts'
import { stateOf, type Seat } from '../../test/fixtures/reading-console.ts'
import { openRounds, type Posted, type Rounds } from '../../test/fixtures/round-consoles.ts'
import { negativeAvis, screeningStudy } from '../../test/fixtures/signed-readings.ts'

const studyInstanceUID = screeningStudy.studyInstanceUID
const secondAvis: Avis = { ...negativeAvis, fiche: null, commentaire: 'SENTINELLE-JASPE' }
const reason = 'Mammographies de 2022 faites ailleurs'

let rounds: Rounds
let one: Desk
let two: Desk
let centre: Desk

beforeEach(async () => {
  rounds = await openRounds()
  one = await rounds.reader('Lecteur Un', 'L1')
  two = await rounds.reader('Lectrice Deux', 'L2')
  centre = { open: rounds.centre, seat: await rounds.centre.again(rounds.desk) }
  await sign(one, await write(one, negativeAvis))
  await mail(centre)
  await centre.seat.call('programme.assign', { studyInstanceUIDs: [studyInstanceUID], readers: [two.seat.account.id], as: 'SECOND', dueOn: null })
  await mail(two)
})
afterEach(() => { rounds.close() })

const mail = (...at: readonly (Seat | Desk)[]) => rounds.mail.take(...at)
const dossier = async () => (await centre.seat.call('programme.dossier', { studyInstanceUID })).dossier
const standing = ({ open }: Desk) => open.store.prepare<[], { state: string }>('SELECT state FROM dossier_standings').get()?.state
const codes = () => rounds.mail.refused.map(({ code }) => code)
const last = (): Posted => rounds.mail.posted.at(-1) ?? (() => { throw new Error('nothing was posted') })()
const ask = async () => { await write(two, secondAvis); await two.seat.call('programme.requestPriors', { studyInstanceUID, reason }) }

describe('S:demanderAnteriorites a reader of another console waits for priors', () => {
  it('S:anterioritesRecues seen with its reason at the centre, answered there, and read on with what was typed', async () => {
    await ask()
    await mail(centre)
    expect(await dossier()).toMatchObject({ state: 'ATTENTE_ANTERIORITES', reason })
    await centre.seat.call('programme.answerPriors', { studyInstanceUID, answer: 'INTROUVABLES' })
    await mail(centre, two)
    expect([standing(two), stateOf(two.open, two.seat.account, studyInstanceUID)]).toEqual(['EN_FILE', 'reading'])
    expect((await begin(two)).avis).toEqual(secondAvis)
    await sign(two, await freeze(two, secondAvis))
    await mail(centre)
    expect([(await dossier())?.issue, codes()]).toEqual(['CONCORDANT_NEG', []])
    for (const { open } of [centre, two]) expect(open.audit.verify().valid).toBe(true)
  })

  it('S:anterioritesRecues priors that arrive at the centre send the exam back by themselves', async () => {
    await ask()
    await mail(centre)
    centre.open.priors = 1
    centre.seat.programme.sweep()
    expect((await dossier())?.state).toBe('EN_FILE')
    await mail(centre, two)
    expect([standing(two), codes()]).toEqual(['EN_FILE', []])
  })

  it('S:anterioritesRecues priors that arrive on the reader’s console end the wait at the centre, which does not answer that', async () => {
    await ask()
    await mail(centre)
    two.open.priors = 1
    two.seat.programme.sweep()
    await mail(two, centre)
    expect([(await dossier())?.state, standing(two)]).toEqual(['EN_FILE', 'EN_FILE'])
    const posted = rounds.mail.posted.length
    await mail(two, centre)
    expect([rounds.mail.posted.length, codes()]).toEqual([posted, []])
  })

  it('S:delaiAnteriorites that do not come in time: the reader goes on, and the centre follows what he does', async () => {
    await ask()
    await mail(centre)
    two.open.clock = new Date(two.open.clock.getTime() + 6 * 86_400_000)
    two.seat.programme.sweep()
    expect(standing(two)).toBe('EN_FILE')
    await sign(two, await freeze(two, secondAvis))
    await mail(centre)
    expect([(await dossier())?.issue, codes()]).toEqual(['CONCORDANT_NEG', []])
  })

  it('a request that comes late or twice asks for nothing that is over', async () => {
    await ask()
    const request = last()
    two.open.priors = 1
    two.seat.programme.sweep()
    await two.seat.rounds.sweep()
    const came = last()
    expect(came).not.toBe(request)
    await freeze(two, secondAvis)
    const frozen = last()
    for (const letter of [came, frozen, request, request, came]) expect(await rounds.mail.takeOne(centre.seat, letter)).toBe('TAKEN')
    expect([(await dossier())?.state, codes()]).toEqual(['AVIS_FIGE', []])
  })

  it('of an exam that is no longer his is refused at the centre', async () => {
    await write(two, secondAvis)
    await centre.seat.call('programme.unassign', { studyInstanceUIDs: [studyInstanceUID], reason: 'congé' })
    await two.seat.call('programme.requestPriors', { studyInstanceUID, reason })
    await mail(centre)
    expect(codes()).toEqual(['rounds/not-assigned'])
  })
})

describe('S:demanderConsensus E_CONSENSUS_LECTEUR on a joined console', () => {
  it('a colleague of another console is not called, and the sentence says what to do', async () => {
    const three = await rounds.reader('Lecteur Trois', 'L2')
    await begin(two)
    expect((await two.seat.call('programme.colleagues', {})).readers).toEqual([])
    expect(await refused(two.seat.call('programme.askConsensus', { studyInstanceUID, invited: three.seat.account.id, reason: 'Image difficile' }))).toBe('rounds/consensus-elsewhere')
    // Nothing dangles: the exam is still hers.
    expect([(await begin(two)).phase, standing(two)]).toEqual(['LECTURE_AVEUGLE', 'LECTURE_AVEUGLE'])
  })

  it('one of the same console is', async () => {
    const colleague = await rounds.join(two.open, 'Lectrice Quatre', 'L2')
    await begin(two)
    expect((await two.seat.call('programme.colleagues', {})).readers.map(({ displayName }) => displayName)).toEqual(['Lectrice Quatre'])
    await two.seat.call('programme.askConsensus', { studyInstanceUID, invited: colleague.account.id, reason: 'Image difficile' })
    await colleague.call('programme.joinConsensus', { studyInstanceUID })
    await colleague.call('programme.endConsensus', { studyInstanceUID })
    await sign(two, await freeze(two, secondAvis))
    await mail(centre)
    expect([(await dossier())?.issue, codes()]).toEqual(['CONCORDANT_NEG', []])
  })
})
