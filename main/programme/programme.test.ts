/** The programme's room over real database, vault and audit trail: what readers and coordinators do to an exam, and what
 *  the acts of the reading room make of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ExpectedError, type Avis, type DossierView, type OperationName, type Reading } from '../contract/index.ts'
import { defaultParameters, stateOf as dossierState } from '../domain/dossier/index.ts'
import { begin, freeze, sign, version, write } from '../../test/fixtures/reading-acts.ts'
import { openReadingConsole, placeStudy, stateOf, type ReadingConsole, type Seat } from '../../test/fixtures/reading-console.ts'
import { negativeAvis, positiveAvis, screeningStudy } from '../../test/fixtures/signed-readings.ts'
import { loadDossier } from './event-list.ts'

const studyInstanceUID = screeningStudy.studyInstanceUID
const recall: Avis = { ...negativeAvis, acr: { D: 0, G: 1 }, rappelTechnique: { cliches: [{ cote: 'D', incidence: 'FACE', motif: 'FLOU', action: 'REFAIRE' }], consigne: 'Refaire la face droite.' } }
const minute = 60_000
const day = 86_400_000

let open: ReadingConsole
let one: Seat
let two: Seat
let three: Seat
let desk: Seat

beforeEach(async () => {
  open = await openReadingConsole()
  one = await open.seat('Lecteur Un', 'L1', 'L2')
  two = await open.seat('Lectrice Deux', 'L2')
  three = await open.seat('Lecteur Trois', 'L2')
  desk = await open.seat('Coordinatrice', 'COORDINATOR')
  placeStudy(open, screeningStudy)
})
afterEach(() => open.close())

const later = (ms: number) => { open.clock = new Date(open.clock.getTime() + ms) }
const signFirst = async () => sign(one, await write(one, negativeAvis))
const signSecond = async (avis: Avis, seat: Seat = two) => sign(seat, await seat.call('reading.reveal', version(await freeze(seat, avis))))
const act = async (seat: Seat, name: Extract<OperationName, `programme.${string}`>, input: object = {}) => (await seat.call(name, { studyInstanceUID, ...input }) as { dossier: DossierView }).dossier
const state = () => { const dossier = loadDossier(open.store, studyInstanceUID, defaultParameters); return dossier === null ? null : dossierState(dossier) }
const events = () => open.store.prepare<[], { event: string }>('SELECT event FROM dossier_events ORDER BY seq').all().map(({ event }) => (JSON.parse(event) as { type: string }).type)

async function refused(promise: Promise<unknown>): Promise<string> {
  return promise.then(() => 'accepted', (error: unknown) => { if (error instanceof ExpectedError) return error.code; throw error })
}

describe('an exam in the programme', () => {
  it('S:dossierRecu is received with the first signature, and goes its way by the acts of its second reader', async () => {
    expect(state()).toBeNull()
    await signFirst()
    expect(state()).toBe('EN_FILE')
    await signSecond(negativeAvis)
    expect(events().filter((name) => name !== 'battre')).toEqual(['dossierRecu', 'controleOk', 'prendre', 'ouvrir', 'emettreAvis', 'reveler', 'confirmer', 'finaliser'])
    expect(await act(desk, 'programme.dossier')).toMatchObject({ state: 'DEFINITIF', issue: 'CONCORDANT_NEG', round: 1, versions: [{ round: 1, version: 1, corrected: false }] })
    expect(open.audit.verify().valid).toBe(true)
  })

  it('writes the event and the audit row together, or neither', async () => {
    await signFirst()
    await begin(two)
    const [before, rows] = [events().length, open.audit.list({ before: null, limit: 1 }).total]
    open.store.prepare(`CREATE TRIGGER full BEFORE INSERT ON audit_events BEGIN SELECT RAISE(ABORT, 'no'); END`).run()
    await expect(act(two, 'programme.defer', { reason: 'MLO inversées' })).rejects.toThrow()
    expect([events().length, open.audit.list({ before: null, limit: 1 }).total]).toEqual([before, rows])
  })

  it('keeps its events for ever', async () => {
    await signFirst()
    expect(() => open.store.prepare(`UPDATE dossier_events SET actor = 'x'`).run()).toThrow(/append-only/)
    expect(() => open.store.prepare('DELETE FROM dossier_events').run()).toThrow(/append-only/)
  })

  it('says nothing of a conclusion before it is final', async () => {
    open.policy = 'INDEPENDANT'
    await sign(one, await freeze(one, { ...negativeAvis, fiche: null }))
    const frozen = await freeze(two, positiveAvis)
    expect(JSON.stringify(open.store.prepare('SELECT * FROM dossier_events').all())).not.toMatch(/POSITIF|CONCORDANT|CTI|true,"negative|"negativeWithoutWorkup":true/)
    await sign(two, frozen)
    expect((await act(two, 'programme.dossier')).state).toBe('DEFINITIF')
    expect((await act(two, 'programme.dossier')).versions).toHaveLength(1)
    expect((await act(one, 'programme.dossier')).issue).toBeNull()
  })
})

describe('lease', () => {
  it('S:prendre E_DEJA_PRIS: one reader at a time, and the first reader never', async () => {
    await signFirst()
    await begin(two)
    expect([await refused(begin(three)), await refused(begin(two))]).toEqual(['dossier/taken', 'accepted'])
  })

  it('S:battre heartbeats hold the exam as long as they come, and leave one row', async () => {
    await signFirst()
    const draft = await write(two, negativeAvis)
    for (let beats = 0; beats < 12; beats += 1) {
      later(15 * minute)
      expect((await two.call('programme.heartbeat', { studyInstanceUID })).leaseUntil).not.toBeNull()
    }
    two.programme.sweep()
    expect(await refused(begin(three))).toBe('dossier/taken')
    expect((await two.call('reading.freeze', version(draft))).phase).toBe('AVIS_FIGE')
    expect(events().filter((name) => name === 'battre').length).toBeLessThanOrEqual(2)
    expect((await two.call('programme.heartbeat', { studyInstanceUID })).leaseUntil).toBeNull()
  })

  it('S:expirationBail the exam is free after twenty minutes, the draft is kept and its reader may come back', async () => {
    await signFirst()
    const draft = await write(two, positiveAvis)
    later(20 * minute)
    expect(await refused(two.call('programme.heartbeat', { studyInstanceUID }))).toBe('dossier/lease-expired')
    two.programme.sweep()
    expect([state(), events().at(-1)]).toEqual(['EN_FILE', 'expirationBail'])
    expect(open.audit.doneTo(studyInstanceUID).at(-1)).toMatchObject({ actor: 'programme', detail: 'expirationBail' })
    expect((await begin(two)).avis).toEqual(draft.avis)
    expect(state()).toBe('LECTURE_AVEUGLE')
  })

  it('FR_DOCS an opinion that waited for its signature longer than the lease is signed, unless another has the exam', async () => {
    open.policy = 'FR_DOCS'
    await signFirst()
    const draft = await write(two, negativeAvis)
    later(90 * minute)
    await begin(three)
    expect(await refused(sign(two, draft))).toBe('dossier/taken')
    later(90 * minute)
    expect((await sign(two, draft)).phase).toBe('DEFINITIF')
    expect(state()).toBe('DEFINITIF')
  })
})

describe('what interrupts a reading', () => {
  it('S:differer leaves the queue of every reader until the coordinator brings the exam back', async () => {
    await signFirst()
    await begin(two)
    expect(await refused(act(two, 'programme.defer', { reason: '  ' }))).toBe('dossier/reason-required')
    expect((await act(two, 'programme.defer', { reason: 'MLO inversées' })).reason).toBe('')
    expect([state(), stateOf(open, three.account, studyInstanceUID), await refused(begin(three))]).toEqual(['DIFFERE', 'none', 'dossier/invalid-state'])
    expect(await act(desk, 'programme.dossier')).toMatchObject({ state: 'DIFFERE', reason: 'MLO inversées' })
    expect(await act(desk, 'programme.resume')).toMatchObject({ state: 'EN_FILE' })
    expect(stateOf(open, three.account, studyInstanceUID)).toBe('to-read')
  })

  it('S:demanderAnteriorites comes back by itself when priors arrive, by their answer, or after five days', async () => {
    await signFirst()
    const ask = async () => { await begin(two); await act(two, 'programme.requestPriors', { reason: 'asymétrie' }); expect(state()).toBe('ATTENTE_ANTERIORITES') }
    await ask()
    two.programme.sweep()
    expect(state()).toBe('ATTENTE_ANTERIORITES')
    open.priors = 1
    two.programme.sweep()
    expect(state()).toBe('EN_FILE')
    await ask()
    expect((await act(desk, 'programme.answerPriors', { answer: 'INTROUVABLES' })).state).toBe('EN_FILE')
    await ask()
    later(5 * day)
    two.programme.sweep()
    expect([state(), events().at(-1)]).toEqual(['EN_FILE', 'delaiAnteriorites'])
  })

  it('S:demanderConsensus another second reader is asked, and the exam waits for both', async () => {
    await signFirst()
    const draft = await write(two, negativeAvis)
    for (const invited of [one, two, desk]) expect(await refused(act(two, 'programme.askConsensus', { invited: invited.account.id, reason: 'image difficile' }))).toBe('dossier/consensus-reader')
    await act(two, 'programme.askConsensus', { invited: three.account.id, reason: 'image difficile' })
    expect(await refused(two.call('reading.freeze', version(draft)))).toBe('dossier/invalid-state')
    expect((await act(three, 'programme.dossier')).consulted).toBe(true)
    await act(three, 'programme.joinConsensus')
    await act(three, 'programme.endConsensus')
    expect((await two.call('reading.freeze', version(draft))).phase).toBe('AVIS_FIGE')
  })

  it('S:ouvrirConsensus S:rendreConsensus V7 who is asked finds the exam, learns why only once it is looked at together, and is asked no more once it is given back', async () => {
    await signFirst()
    await begin(two)
    expect((await two.call('programme.colleagues', {})).readers.map(({ displayName }) => displayName)).toEqual(['Lecteur Trois', 'Lecteur Un'])
    const asked = async (seat: Seat) => (await seat.call('programme.consultations', {})).consultations
    expect(await asked(three)).toEqual([])
    await act(two, 'programme.askConsensus', { invited: three.account.id, reason: 'masse à droite ?' })
    expect(await asked(three)).toMatchObject([{ study: { studyInstanceUID }, joined: false, reason: '' }])
    expect([await asked(two), await asked(one)]).toEqual([[], []])
    await act(three, 'programme.joinConsensus')
    expect(await asked(three)).toMatchObject([{ joined: true, reason: 'masse à droite ?' }])
    await act(three, 'programme.endConsensus')
    expect(await asked(three)).toEqual([])
    expect(JSON.stringify(open.audit.list({ before: null, limit: 100 }).rows)).not.toContain('masse')
  })

  it('S:liberer the coordinator frees an exam whose reader does not come back', async () => {
    await signFirst()
    await freeze(two, negativeAvis)
    expect((await act(desk, 'programme.release', { reason: 'lectrice absente' })).state).toBe('EN_FILE')
    expect((await signSecond(negativeAvis, three)).phase).toBe('DEFINITIF')
    expect((await act(desk, 'programme.dossier')).issue).toBe('CONCORDANT_NEG')
  })
})

describe('at the end', () => {
  it('S:annulerDossier withdraws an exam with its reason, and none that is final', async () => {
    await signFirst()
    expect(await refused(act(desk, 'programme.cancel', { reason: '' }))).toBe('dossier/reason-required')
    await signSecond(negativeAvis)
    expect(await refused(act(desk, 'programme.cancel', { reason: 'doublon' }))).toBe('dossier/finalised')
    expect(await refused(act(desk, 'programme.close', { reason: 'rien à envoyer' }))).toBe('dossier/invalid-state')
  })

  it('S:annulerDossier what was held back of an exam leaves in the act that ends it, and not before', async () => {
    await signFirst()
    await freeze(two, positiveAvis)
    expect(open.letGo).toEqual([])
    await act(desk, 'programme.release', { reason: 'lectrice absente' })
    expect(open.letGo).toEqual([])
    await act(desk, 'programme.cancel', { reason: 'hors dépistage' })
    expect(open.letGo).toEqual([studyInstanceUID])
    open.letGo.length = 0
    const other = { ...screeningStudy, studyInstanceUID: '1.2.826.0.1.99.8' }
    placeStudy(open, other)
    const firstOfOther = await one.call('reading.open', { studyInstanceUID: other.studyInstanceUID })
    const saved = await one.call('reading.saveDraft', { ...version(firstOfOther), avis: negativeAvis, text: firstOfOther.text })
    await sign(one, saved)
    open.store.prepare(`CREATE TRIGGER full BEFORE INSERT ON audit_events BEGIN SELECT RAISE(ABORT, 'no'); END`).run()
    await expect(desk.call('programme.cancel', { studyInstanceUID: other.studyInstanceUID, reason: 'doublon' })).rejects.toThrow()
    expect(loadDossier(open.store, other.studyInstanceUID, defaultParameters)?.own).toBeNull()
  })
})

describe('what a reader is told of the own readings', () => {
  it('R14 the share of technical recalls warns once it is known of a hundred readings, of that reader alone', async () => {
    const append = open.store.prepare('INSERT INTO dossier_events (study_uid, seq, at, actor, event, parameters) VALUES (?, 1, 0, ?, ?, ?)')
    const counted = (from: number, to: number, recalls: number, by = two) => {
      for (let n = from; n < to; n += 1) append.run(`2.25.${by.account.id.length}${n}`, JSON.stringify({ id: by.account.id }), JSON.stringify({ type: 'finaliser', issue: n - from < recalls ? 'CTI' : 'CONCORDANT_NEG' }), '{}')
    }
    await signFirst()
    counted(0, 99, 2)
    counted(200, 400, 200, three)
    const alerts = ({ findings }: Reading) => findings.filter(({ rule }) => rule === 'R14a').length
    const agreed: Avis = { ...recall, rappelTechnique: { cliches: [], consigne: '', ...recall.rappelTechnique, consensus: true } }
    const few = await write(two, agreed)
    expect([few.ownRecallShare, alerts(few)]).toEqual([null, 0])
    await sign(two, await two.call('reading.reveal', version(await two.call('reading.freeze', version(few)))))
    const other = { ...screeningStudy, studyInstanceUID: '1.2.826.0.1.99.9' }
    placeStudy(open, other)
    const firstOfOther = await one.call('reading.open', { studyInstanceUID: other.studyInstanceUID })
    await sign(one, await one.call('reading.saveDraft', { ...version(firstOfOther), avis: negativeAvis, text: firstOfOther.text }))
    const opened = await two.call('reading.open', { studyInstanceUID: other.studyInstanceUID })
    const many = await two.call('reading.saveDraft', { ...version(opened), avis: agreed, text: opened.text })
    expect([many.ownRecallShare, alerts(many)]).toEqual([0.03, 1])
  })
})
