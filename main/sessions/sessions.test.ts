import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ExpectedError, type Avis, type ReadingSession } from '../contract/index.ts'
import { openReadingConsole, passphrase, placeStudy, type ReadingConsole, type Seat } from '../../test/fixtures/reading-console.ts'
import { negativeAvis, positiveAvis, screeningStudy } from '../../test/fixtures/signed-readings.ts'

const normal: Avis = { ...negativeAvis, acr: { D: 1, G: 1 }, densite: 2, commentaire: '' }
const uid = (number: number) => `1.2.826.0.1.99.${number}`

let open: ReadingConsole
let one: Seat
let two: Seat

beforeEach(async () => {
  open = await openReadingConsole()
  open.printsReports = false
  open.stepMs = 1
  one = await open.seat('Lecteur Un', 'L1')
  two = await open.seat('Lectrice Deux', 'L2')
})
afterEach(() => open.close())

async function problem(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    if (error instanceof ExpectedError) return error.code
    throw error
  }
  throw new Error('nothing was refused')
}

/** Exams whose first reading is signed; the higher the number, the older the exam. */
async function place(numbers: readonly number[], change: { institutionName?: string; by?: Seat; avis?: Avis } = {}): Promise<void> {
  const { by = one, avis = negativeAvis, institutionName = 'Centre A' } = change
  for (const number of numbers) {
    placeStudy(open, { ...screeningStudy, studyInstanceUID: uid(number), institutionName, studyDate: new Date(Date.UTC(2025, 2, 11 - number)).toISOString().slice(0, 10) })
    const opened = await by.call('reading.open', { studyInstanceUID: uid(number) })
    const saved = await by.call('reading.saveDraft', { readingId: opened.id, expectedVersion: opened.version, avis, text: opened.text })
    await by.call('reading.sign', { readingId: saved.id, expectedVersion: saved.version, passphrase })
  }
}

const start = async (seat: Seat = two, size: 25 | 50 | 100 = 25, site: string | null = null) => (await seat.call('sessions.start', { size, site })).session
const studyOf = (session: ReadingSession) => session.current?.study.studyInstanceUID ?? null
const wait = (ms: number) => { open.clock = new Date(open.clock.getTime() + ms) }
const at = (session: ReadingSession) => ({ sessionId: session.id, from: session.position })

async function openCase(session: ReadingSession, seat: Seat = two) {
  const reading = await seat.call('reading.open', { studyInstanceUID: studyOf(session) })
  await seat.call('sessions.displayed', at(session))
  return { sessionId: session.id, readingId: reading.id, expectedVersion: reading.version, avis: normal, unseen: 0 }
}

async function concludeCase(session: ReadingSession, seat: Seat = two, avis: Avis = normal) {
  const asked = await openCase(session, seat)
  wait(2000)
  return await seat.call('sessions.conclude', { ...asked, avis })
}

describe('a session', () => {
  it('asks for the exams that it comes to next and that are not here, oldest first, each once, and none while it rests', async () => {
    await place([1, 2, 3, 4, 5, 6])
    const move = (numbers: readonly number[], locality: string) => { for (const number of numbers) open.store.prepare('UPDATE studies SET locality = ? WHERE study_uid = ?').run(locality, uid(number)) }
    move([5, 4], 'remote')
    move([2], 'partial')
    move([1], 'retrieving')
    let session = await start()
    expect(studyOf(session)).toBe(uid(6))
    expect(open.brought).toEqual([uid(5), uid(4), uid(2)])
    await two.call('sessions.pause', { sessionId: session.id })
    move([5], 'local')
    await two.call('sessions.resume', { sessionId: session.id })
    expect(open.brought).toEqual([uid(5), uid(4), uid(2), uid(1)])
    session = (await two.call('sessions.skip', at(session))).session
    expect([studyOf(session), open.brought.length]).toEqual([uid(5), 4])
    await two.call('sessions.end', { sessionId: session.id })
    expect(open.brought).toHaveLength(4)
  })

  it('gives the oldest exam first, one at a time, and leaves out what the reader may not read', async () => {
    const both = await open.seat('Lectrice des deux', 'L1', 'L2')
    await place([1, 3, 2])
    await place([9], { by: both })
    placeStudy(open, { ...screeningStudy, studyInstanceUID: uid(8) }, 'remote')
    const offer = await both.call('sessions.offer', {})
    expect(offer).toMatchObject({ waiting: 3, elsewhere: 0, due: { calm: 3, soon: 0 }, sites: [{ site: 'Centre A', waiting: 3 }], live: null, unsigned: [] })
    const session = await start(both)
    expect(session).toMatchObject({ position: 1, total: 3, ahead: uid(2), concluded: 0, perHour: null })
    expect(studyOf(session)).toBe(uid(3))
    expect(open.store.prepare('SELECT count(*) AS n FROM session_cases').get()).toEqual({ n: 1 })
  })

  it('S:differer S:demanderAnteriorites S:demanderConsensus gives no exam that waits for something else, and has it again when it comes back', async () => {
    const three = await open.seat('Lecteur Trois', 'L2')
    await place([1, 2, 3, 4])
    const waits = { 4: ['programme.defer', { reason: 'MLO inversées' }], 3: ['programme.requestPriors', { reason: 'asymétrie' }], 2: ['programme.askConsensus', { reason: 'image difficile', invited: three.account.id }] } as const
    const begun = await start()
    let session = begun
    for (const number of [4, 3, 2] as const) {
      expect(studyOf(session)).toBe(uid(number))
      await two.call('reading.open', { studyInstanceUID: uid(number) })
      const [name, input] = waits[number]
      await two.call(name, { studyInstanceUID: uid(number), ...input })
      session = (await two.call('sessions.skip', at(session))).session
    }
    expect([studyOf(session), session.total]).toEqual([uid(1), 4])
    await two.call('sessions.end', { sessionId: begun.id })
    expect((await two.call('sessions.offer', {})).waiting).toBe(1)
    expect((await three.call('sessions.offer', {})).waiting).toBe(1)
    await two.call('programme.withdrawConsensus', { studyInstanceUID: uid(2) })
    open.priors = 1
    two.programme.sweep()
    expect((await two.call('sessions.offer', {})).waiting).toBe(3)
    // Held again by its reader, out of any session; the other two wait for whoever comes first.
    expect((await three.call('sessions.offer', {})).waiting).toBe(2)
    wait(20 * 60_000)
    expect((await three.call('sessions.offer', {})).waiting).toBe(3)
  })

  it('is of one site where asked, and says how near the limit its exams are', async () => {
    await place([1, 8], { institutionName: 'Centre A' })
    await place([12, 20], { institutionName: 'Centre B' })
    expect((await two.call('sessions.offer', {})).due).toEqual({ late: 1, urgent: 1, soon: 1, calm: 1, unknown: 0 })
    const session = await start(two, 25, 'Centre A')
    expect([studyOf(session), session.total]).toEqual([uid(8), 2])
  })

  it('is one at a time, of its reader alone, and does not start where nothing waits', async () => {
    expect(await problem(start())).toBe('sessions/nothing-waits')
    await place([1])
    const session = await start()
    expect(await problem(start())).toBe('sessions/live')
    const three = await open.seat('Lecteur Trois', 'L2')
    expect(await problem(three.call('sessions.end', { sessionId: session.id }))).toBe('request/not-found')
    expect(two.sessions.concealedFrom(three.account)).toEqual([session.id])
  })

  it('holds up no more than the exam on screen when its reader leaves', async () => {
    await place([1, 2, 3])
    await start()
    const three = await open.seat('Lecteur Trois', 'L2')
    expect((await three.call('sessions.offer', {})).waiting).toBe(2)
    wait(20 * 60_000)
    expect((await three.call('sessions.offer', {})).waiting).toBe(3)
  })

  it('does not give an exam that another second reader has concluded and not signed', async () => {
    await place([1, 2])
    await concludeCase(await start())
    const three = await open.seat('Lecteur Trois', 'L2')
    wait(21 * 60_000)
    expect(studyOf(await start(three))).toBe(uid(1))
  })
})

describe('an opinion of a session', () => {
  it('S:emettreAvis is taken from the guard time after the full display on, and the next case comes with the answer', async () => {
    await place([1, 2])
    const asked = await openCase(await start())
    expect(await problem(two.call('sessions.conclude', asked))).toBe('reading/too-early')
    wait(1900)
    expect(await problem(two.call('sessions.conclude', asked))).toBe('reading/too-early')
    wait(100)
    expect(await problem(two.call('sessions.conclude', { ...asked, unseen: 1 }))).toBe('reading/images-unseen')
    const { reading, session } = await two.call('sessions.conclude', asked)
    expect(reading).toMatchObject({ phase: 'AVIS_FIGE', blindAvis: normal, revealed: null })
    expect(session).toMatchObject({ position: 2, concluded: 1, undoable: { readingId: reading.id, position: 1 } })
    expect(studyOf(session)).toBe(uid(1))
  })

  it('two quick N keys record one opinion', async () => {
    await place([1, 2])
    const asked = await openCase(await start())
    wait(2000)
    const answers = await Promise.allSettled([two.call('sessions.conclude', asked), two.call('sessions.conclude', asked)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    // A third stroke falls on the next case: not displayed yet, it takes nothing.
    const { session } = await two.call('sessions.current', {})
    const next = await two.call('reading.open', { studyInstanceUID: studyOf(session ?? (null as never)) })
    expect(await problem(two.call('sessions.conclude', { ...asked, readingId: next.id, expectedVersion: next.version }))).toBe('reading/too-early')
    expect(open.store.prepare(`SELECT count(*) AS n FROM sealed_opinions WHERE moment = 'FROZEN'`).get()).toEqual({ n: 1 })
    expect(open.audit.list({ before: null, limit: 500 }).rows.filter(({ detail }) => detail.startsWith('sessions.conclude'))).toHaveLength(1)
  })

  it('that needs a reveal keeps the case on screen until it was confronted', async () => {
    await place([1, 2])
    const { reading, session } = await concludeCase(await start(), two, positiveAvis)
    expect([session.position, session.current?.concluded]).toEqual([1, true])
    expect((await two.call('sessions.opinions', { sessionId: session.id })).opinions).toMatchObject([{ standing: 'to-reveal', undoable: true }])
    const revealed = await two.call('reading.reveal', { readingId: reading.id, expectedVersion: reading.version })
    expect(revealed.revealed?.avis).toEqual(negativeAvis)
    const after = (await two.call('sessions.next', at(session))).session
    expect([after.position, after.undoable]).toEqual([2, null])
    expect((await two.call('sessions.opinions', { sessionId: session.id })).opinions[0]).toMatchObject({ standing: 'to-sign', undoable: false })
  })

  it('S:annuler comes back to its case, blind, and is given again', async () => {
    await place([1, 2, 3])
    const first = await concludeCase(await start())
    const undone = (await two.call('sessions.undo', { sessionId: first.session.id, readingId: first.reading.id, expectedVersion: first.reading.version })).session
    expect([studyOf(undone), undone.position, undone.concluded, undone.current?.displayedAt]).toEqual([uid(3), 1, 0, null])
    const again = await concludeCase(undone, two, { ...normal, densite: 3 })
    expect([again.reading.blindAvis?.densite, studyOf(again.session), again.session.position]).toEqual([3, uid(2), 2])
  })

  it('of the policy that shows the first sheet at once stands as a draft until it is signed', async () => {
    open.policy = 'FR_DOCS'
    await place([1, 2])
    const { reading, session } = await concludeCase(await start())
    expect([reading.phase, reading.avis, session.position]).toEqual(['LECTURE', normal, 2])
    expect(await problem(concludeCase(session, two, { ...normal, acr: { D: null, G: 1 } }))).toBe('reading/invalid-opinion')
    const { outcomes } = await two.call('sessions.finalise', { sessionId: session.id, passphrase })
    expect(outcomes.map(({ signed, problem: why }) => [signed, why?.code])).toEqual([[true, undefined], [false, 'sessions/case-open']])
  })
})

describe('moving through a session', () => {
  it('goes on only from a case that is closed, back to those before, and once for a key pressed twice', async () => {
    await place([1, 2, 3])
    const begun = await start()
    expect(await problem(two.call('sessions.next', at(begun)))).toBe('sessions/case-open')
    const { session } = await concludeCase(begun)
    const back = (await two.call('sessions.previous', at(session))).session
    expect([studyOf(back), back.position, back.current?.concluded]).toEqual([uid(3), 1, true])
    expect(await problem(two.call('sessions.skip', at(back)))).toBe('sessions/case-closed')
    const on = (await two.call('sessions.next', at(back))).session
    expect(await problem(two.call('sessions.next', at(back)))).toBe('sessions/moved')
    expect([studyOf(on), on.position]).toEqual([uid(2), 2])
  })

  it('passes an exam over, which then waits for a later session', async () => {
    await place([1, 2])
    const skipped = (await two.call('sessions.skip', at(await start()))).session
    expect([studyOf(skipped), skipped.skipped]).toEqual([uid(1), 1])
    const { session } = await concludeCase(skipped)
    expect([session.current, session.position]).toEqual([null, 3])
    await two.call('sessions.end', { sessionId: session.id })
    expect(studyOf(await start())).toBe(uid(2))
  })

  it('rests without counting the time, and takes nothing meanwhile', async () => {
    await place([1, 2])
    const asked = await openCase(await start())
    const paused = (await two.call('sessions.pause', { sessionId: asked.sessionId })).session
    expect(await problem(two.call('sessions.conclude', asked))).toBe('sessions/paused')
    wait(3_600_000)
    const resumed = (await two.call('sessions.resume', { sessionId: asked.sessionId })).session
    expect(resumed.activeMs).toBe(paused.activeMs)
  })
})

describe('the end of a session', () => {
  it('signs every opinion with one passphrase, goes on after one that cannot be, and signs the rest when asked again', async () => {
    await place([1, 2, 3, 4])
    let { session } = await concludeCase(await start())
    session = (await two.call('sessions.skip', at(session))).session
    const positive = await concludeCase(session, two, positiveAvis)
    session = (await two.call('sessions.next', at(positive.session))).session
    session = (await concludeCase(session)).session
    expect(await problem(two.call('sessions.finalise', { sessionId: session.id, passphrase: 'ce n’est pas elle' }))).toBe('session/wrong-passphrase')
    const finalise = async () => (await two.call('sessions.finalise', { sessionId: session.id, passphrase })).outcomes.map(({ position, signed, problem: why }) => [position, signed, why?.code])
    expect(await finalise()).toEqual([[1, true, undefined], [2, false, 'sessions/case-open'], [3, false, 'sessions/reveal-first'], [4, true, undefined]])
    // The same again changes nothing.
    expect((await finalise())[0]).toEqual([1, true, undefined])
    await two.call('sessions.end', { sessionId: session.id })
    expect((await two.call('sessions.offer', {})).unsigned).toMatchObject([{ sessionId: session.id, count: 1 }])
    await two.call('reading.reveal', { readingId: positive.reading.id, expectedVersion: positive.reading.version })
    expect((await finalise())[2]).toEqual([3, true, undefined])
    const signed = open.audit.list({ before: null, limit: 500 }).rows.filter(({ detail, actor }) => actor === two.account.id && detail.includes(': sign '))
    expect(signed).toHaveLength(3)
    expect(open.audit.verify().valid).toBe(true)
  })

  it('one that another reader signed meanwhile is said, and holds back none of the others', async () => {
    await place([1, 2])
    let { session } = await concludeCase(await start())
    session = (await concludeCase(session)).session
    open.store.prepare(`INSERT INTO readings (id, study_instance_uid, account_id, kind, policy, phase, version, reader_code, started_at, signed_at, report_id)
      VALUES ('x', ?, 'elsewhere', 'SECOND', 'FR_DOCS_MASQUE', 'DEFINITIF', 3, 'L2-X', '', '', 'r')`).run(uid(2))
    const { outcomes } = await two.call('sessions.finalise', { sessionId: session.id, passphrase })
    expect(outcomes.map(({ signed, problem: why }) => [signed, why?.code])).toEqual([[false, 'reading/not-your-turn'], [true, undefined]])
  })
})

describe('a session of a hundred exams', () => {
  it('goes to its end, is found again at the same case after a restart, and is signed once', async () => {
    await place(Array.from({ length: 100 }, (_, index) => index + 1))
    let session = await start(two, 100)
    const read: (string | null)[] = []
    for (let position = 1; position <= 100; position += 1) {
      expect([session.position, session.total]).toEqual([position, 100])
      read.push(studyOf(session))
      if (position === 50) {
        await two.call('sessions.view', { ...at(session), view: { step: 'mlo-1-1' } })
        // Nothing is held in memory: another seat of the same account is what a restart is.
        const again = await open.again(two)
        const found = (await again.call('sessions.current', {})).session
        expect(found).toEqual((await two.call('sessions.current', {})).session)
        expect([found?.position, found?.current?.view, found?.concluded]).toEqual([50, { step: 'mlo-1-1' }, 49])
        two = again
      }
      wait(40_000)
      session = (await concludeCase(session)).session
    }
    expect(read).toEqual(Array.from({ length: 100 }, (_, index) => uid(100 - index)))
    expect(session).toMatchObject({ position: 101, current: null, ahead: null, concluded: 100, pauseProposed: 'cases' })
    const { outcomes } = await two.call('sessions.finalise', { sessionId: session.id, passphrase })
    expect(outcomes.filter(({ signed }) => signed)).toHaveLength(100)
    expect(open.audit.list({ before: null, limit: 500 }).rows.filter(({ actor, detail }) => actor === two.account.id && detail.includes(': sign '))).toHaveLength(100)
  })
})
