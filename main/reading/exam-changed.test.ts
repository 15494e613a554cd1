/** Images that arrive, or a first sheet that is corrected, while an exam is read: the case goes back to the queue, what was
 *  typed is kept and its reader warned; once it is final the coordinator is told. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Avis } from '../contract/index.ts'
import { begin, refused, sign, version, write } from '../../test/fixtures/reading-acts.ts'
import { openReadingConsole, placeStudy, stateOf, type ReadingConsole, type Seat } from '../../test/fixtures/reading-console.ts'
import { negativeAvis, positiveAvis, screeningStudy } from '../../test/fixtures/signed-readings.ts'

const studyInstanceUID = screeningStudy.studyInstanceUID
const typed: Avis = { ...positiveAvis, rappelTechnique: null, commentaire: 'Déjà tapé.' }

let open: ReadingConsole
let one: Seat
let two: Seat
let three: Seat
let desk: Seat

beforeEach(async () => {
  open = await openReadingConsole()
  desk = await open.seat('Coordinatrice', 'COORDINATOR')
  one = await open.seat('Lecteur Un', 'L1')
  two = await open.seat('Lectrice Deux', 'L2')
  three = await open.seat('Lecteur Trois', 'L2')
  placeStudy(open, screeningStudy)
  await sign(one, await write(one, negativeAvis))
})
afterEach(() => open.close())

const changed = (what: 'IMAGES' | 'FICHE' = 'IMAGES') => open.store.transaction(() => two.reading.examChanged(studyInstanceUID, what))
const state = () => open.store.prepare<[], { state: string }>('SELECT state FROM dossier_standings').get()?.state
const events = () => open.store.prepare<[], { type: string }>(`SELECT event ->> 'type' AS type FROM dossier_events ORDER BY seq`).all().map(({ type }) => type)

describe('an exam that changes while it is read', () => {
  it('S:nouvelleImage E_DOSSIER_MODIFIE: it is free again, the draft is kept and its reader warned once', async () => {
    const draft = await write(two, typed)
    changed()
    changed()
    expect([state(), events().filter((type) => type === 'nouvelleImage').length]).toEqual(['EN_FILE', 1])
    expect(open.events.filter(({ type }) => type === 'reading.changed').length).toBeGreaterThan(0)
    expect(await refused(two.call('programme.heartbeat', { studyInstanceUID }))).toBe('dossier/changed')
    // What is typed meanwhile is still saved; an opinion is not taken.
    const more = await two.call('reading.saveDraft', { ...version(draft), avis: { ...typed, commentaire: 'Et encore.' }, text: draft.text })
    expect(await refused(two.call('reading.freeze', version(more)))).toBe('dossier/changed')
    const back = await begin(two)
    expect([back.phase, back.returned, back.avis.commentaire, state()]).toEqual(['LECTURE_AVEUGLE', 'IMAGES', 'Et encore.', 'LECTURE_AVEUGLE'])
    expect((await two.call('reading.freeze', version(back))).returned).toBeNull()
    expect(open.audit.verify().valid).toBe(true)
  })

  it('S:nouvelleImage a frozen opinion becomes a draft again, its envelope stays undone in the trail', async () => {
    const frozen = await two.call('reading.freeze', version(await write(two, typed)))
    changed()
    expect([state(), await refused(two.call('reading.reveal', version(frozen))), stateOf(open, two.account, studyInstanceUID)]).not.toContain('accepted')
    const back = await begin(two)
    expect([back.phase, back.returned, back.avis, back.frozenAt, back.blindAvis]).toEqual(['LECTURE_AVEUGLE', 'IMAGES', typed, null, null])
    expect(open.store.prepare('SELECT count(*) AS n FROM undone_opinions').get()).toEqual({ n: 1 })
    const again = await two.call('reading.freeze', version(back))
    expect([again.phase, again.blindAvis]).toEqual(['AVIS_FIGE', typed])
  })

  it('S:nouvelleImage who has seen the first conclusion, or has it lying open, does not read the exam blind again', async () => {
    const frozen = await two.call('reading.freeze', version(await write(two, typed)))
    await desk.call('exchange.release', { readingId: frozen.id })
    changed()
    expect([state(), await refused(begin(two)), (await begin(three)).phase]).toEqual(['EN_FILE', 'dossier/already-read', 'LECTURE_AVEUGLE'])
  })

  it('S:nouvelleImage E_FINALISE: a final exam stays final, and the coordinator is told', async () => {
    await sign(two, await two.call('reading.freeze', version(await write(two, { ...negativeAvis, fiche: null }))))
    changed()
    changed()
    expect(state()).toBe('DEFINITIF')
    const told = await desk.call('programme.dossier', { studyInstanceUID }) as { dossier: { lateChanges: { what: string }[] } }
    expect(told.dossier.lateChanges.map(({ what }) => what)).toEqual(['IMAGES'])
    expect((await two.call('programme.dossier', { studyInstanceUID }) as typeof told).dossier.lateChanges).toEqual([])
    expect(open.store.prepare('SELECT count(*) AS n FROM audit_events WHERE object = ? AND detail = ?').get(studyInstanceUID, 'nouvelleImage dossier/finalised')).toEqual({ n: 1 })
  })

  it('an exam that nobody has begun stays where it is', () => {
    changed()
    expect([state(), events()]).toEqual(['EN_FILE', ['dossierRecu', 'controleOk']])
  })
})
