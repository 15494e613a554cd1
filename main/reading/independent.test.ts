/** Two independent readings over real vault, database and audit trail: neither reader learns of the other, both are compared
 *  where they can be opened, and a third reader decides where they disagree. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Avis, type DossierView, type Reading } from '../contract/index.ts'
import { refused, sign, version, write } from '../../test/fixtures/reading-acts.ts'
import { openReadingConsole, placeStudy, stateOf, type ReadingConsole, type Seat } from '../../test/fixtures/reading-console.ts'
import { negativeAvis, positiveAvis, screeningStudy } from '../../test/fixtures/signed-readings.ts'

const studyInstanceUID = screeningStudy.studyInstanceUID
const positive: Avis = { ...positiveAvis, rappelTechnique: null, anomalies: positiveAvis.anomalies.slice(0, 1) }
const negative: Avis = { ...negativeAvis, fiche: null }

let open: ReadingConsole
let a: Seat
let b: Seat
let c: Seat

async function begin(...coordinators: string[]): Promise<Seat | undefined> {
  open = await openReadingConsole()
  const seats = await Promise.all(coordinators.map((name) => open.seat(name, 'COORDINATOR')))
  a = await open.seat('Lectrice Alpha', 'L2')
  b = await open.seat('Lecteur Bravo', 'L2')
  c = await open.seat('Lectrice Charlie', 'L2')
  open.policy = 'INDEPENDANT'
  placeStudy(open, screeningStudy)
  return seats[0]
}
afterEach(() => open.close())

const read = async (seat: Seat, avis: Avis) => sign(seat, await seat.call('reading.freeze', version(await write(seat, avis))))
const state = () => open.store.prepare<[], { state: string; issue: string | null }>('SELECT state, issue FROM dossier_standings').get()
/** Reports whose message leaves: what is not held, and of what was held the result. */
const messages = () => open.drafts.filter(({ kind, held, reportId }) => kind === 'ORU' && (!held || open.results.includes(reportId))).map(({ reportId }) => reportId)

/** Everything that a reader is told of the exam. */
async function told(seat: Seat) {
  return {
    listed: stateOf(open, seat.account, studyInstanceUID), waits: seat.reading.awaitsSecond(seat.account, studyInstanceUID), blind: seat.reading.staysBlind(seat.account, studyInstanceUID),
    exam: ((await seat.call('programme.dossier', { studyInstanceUID })) as { dossier: DossierView | null }).dossier ?? 'none',
    reports: (await seat.call('reports.ofStudy', { studyInstanceUID })).reports,
  }
}

describe('two independent readings on a console that keeps the centre’s key itself', () => {
  beforeEach(async () => { await begin() })

  it('V9 nothing that the second of them is told differs, whatever the first has done', async () => {
    const empty = await told(b)
    expect(empty).toMatchObject({ listed: 'to-read', waits: true, blind: true, exam: 'none', reports: [] })
    const draft = await write(a, positive)
    expect(await told(b)).toEqual(empty)
    const frozen = await a.call('reading.freeze', version(draft))
    expect(await told(b)).toEqual(empty)
    await sign(a, frozen)
    expect(await told(b)).toEqual(empty)
    expect(b.reading.concealedFrom(b.account)).toContain(studyInstanceUID)
    const opened = await b.call('reading.open', { studyInstanceUID })
    expect(opened).toMatchObject({ kind: 'SECOND', phase: 'LECTURE_AVEUGLE', revealed: null, opposed: null, contexte: null })
  })

  it('V9 a reader who puts the exam aside hides nothing from the other', async () => {
    await write(a, positive)
    await a.call('programme.defer', { studyInstanceUID, reason: 'MLO inversées' })
    expect([stateOf(open, b.account, studyInstanceUID), (await b.call('reading.open', { studyInstanceUID })).phase]).toEqual(['to-read', 'LECTURE_AVEUGLE'])
  })

  it('S:prendre both places by second readers alone; a third finds the exam taken, a first reader has no turn', async () => {
    const first = await open.seat('Première', 'L1')
    expect([stateOf(open, first.account, studyInstanceUID), await refused(first.call('reading.open', { studyInstanceUID }))]).toEqual(['none', 'reading/not-your-turn'])
    await write(a, positive)
    await write(b, negative)
    expect(await refused(c.call('reading.open', { studyInstanceUID }))).toBe('dossier/taken')
  })

  it('S:comparer two that agree conclude at once: one result leaves, the documents of both go to the archive', async () => {
    const signedA = await read(a, negative)
    expect([state(), open.letGo, open.drafts.every(({ held }) => held)]).toEqual([{ state: 'EN_FILE', issue: null }, [], true])
    const signedB = await read(b, { ...negative, acr: { D: 2, G: 1 } })
    expect(state()).toEqual({ state: 'CONCLU', issue: 'CONCORDANT_NEG' })
    expect([open.letGo, messages()]).toEqual([[studyInstanceUID], [signedA.reportId]])
    expect(open.audit.doneTo(studyInstanceUID).at(-1)).toMatchObject({ actor: 'programme', detail: 'comparer' })
    expect([stateOf(open, c.account, studyInstanceUID), await refused(c.call('reading.open', { studyInstanceUID }))]).toEqual(['none', 'reading/not-your-turn'])
    // Its readers go on knowing their own alone, and not how it fares on its way.
    for (const [seat, own] of [[a, signedA], [b, signedB]] as const) {
      expect(await told(seat)).toMatchObject({ listed: 'signed', exam: { state: 'DEFINITIF', issue: null, versions: [{ version: 1 }] }, reports: [{ id: own.reportId, deliveries: [] }] })
      expect(seat.reading.maySeeDeliveries(seat.account, own.reportId ?? '')).toBe(false)
    }
    expect(open.audit.verify().valid).toBe(true)
  })

  it('S:arbitrer two that disagree wait for a third reader, who sees both by code and decides on the sheet', async () => {
    const [signedA, signedB] = [await read(a, negative), await read(b, positive)]
    expect([state(), open.letGo, stateOf(open, c.account, studyInstanceUID)]).toEqual([{ state: 'ARBITRAGE', issue: null }, [], 'to-read'])
    const opened = await c.call('reading.open', { studyInstanceUID })
    expect(opened).toMatchObject({ kind: 'ARBITRATION', phase: 'LECTURE', policy: 'INDEPENDANT', revealed: null })
    expect(opened.opposed?.map(({ readerCode, avis }) => [readerCode, avis.acr.G]).toSorted()).toEqual([[signedA.readerCode, 2], [signedB.readerCode, 0]].toSorted())
    expect(JSON.stringify(opened)).not.toMatch(/Alpha|Bravo/)
    expect(JSON.stringify(opened)).not.toContain(a.account.id)
    // Empty, it breaks the rules of the sheet like any other.
    expect(await refused(sign(c, opened))).toBe('reading/invalid-opinion')
    const decided = await sign(c, await c.call('reading.saveDraft', { ...version(opened), avis: positive, text: opened.text }))
    expect(state()).toEqual({ state: 'CONCLU', issue: 'POSITIF_L2' })
    expect([open.letGo, messages()]).toEqual([[studyInstanceUID], [decided.reportId]])
    expect(decided.readerCode).toMatch(/^AR-/)
    expect(open.audit.verify().valid).toBe(true)
  })

  it('E_ARBITRE_DEJA_LECTEUR: neither of the two arbitrates, and of two arbiters who both began the one who holds the exam decides', async () => {
    await read(a, negative)
    await read(b, positive)
    expect([stateOf(open, a.account, studyInstanceUID), (await a.call('reading.open', { studyInstanceUID })).kind]).toEqual(['signed', 'SECOND'])
    const d = await open.seat('Lecteur Delta', 'L2')
    const other = await write(d, negative)
    open.clock = new Date(open.clock.getTime() + 21 * 60_000)
    const one = await write(c, positive)
    expect(await refused(sign(d, other))).toBe('dossier/lease-expired')
    await sign(c, one)
    expect(await refused(sign(d, other))).not.toBe('accepted')
    expect(open.store.prepare(`SELECT count(*) AS n FROM readings WHERE kind = 'ARBITRATION' AND signed_at IS NOT NULL`).get()).toEqual({ n: 1 })
    expect(state()).toEqual({ state: 'CONCLU', issue: 'POSITIF_L2' })
  })
})

describe('two independent readings where a coordinator keeps the centre’s key', () => {
  it('S:comparer waits for the coordinator’s session, and the arbiter for both releases', async () => {
    const desk = await begin('Coordination')
    if (desk === undefined) throw new Error('no coordinator')
    await read(a, negative)
    await read(b, positive)
    expect(state()).toEqual({ state: 'DEFINITIF', issue: null })
    expect(await refused(c.call('reading.open', { studyInstanceUID }))).toBe('reading/not-your-turn')
    await desk.reading.compareIndependent()
    expect(state()).toEqual({ state: 'ARBITRAGE', issue: null })
    const opened = await write(c, positive)
    expect([opened.kind, opened.opposed]).toEqual(['ARBITRATION', null])
    expect(await refused(sign(c, opened))).toBe('reading/awaits-release')
    expect((await desk.call('exchange.waiting', {})).rows).toEqual([{ kind: 'ARBITRATION', readingId: opened.id, studyInstanceUID, readerCode: opened.readerCode, frozenAt: opened.startedAt }])
    expect((await desk.call('exchange.release', { readingId: opened.id })).rows).toEqual([])
    const shown = await c.call('reading.open', { studyInstanceUID })
    expect(shown.opposed?.map(({ avis }) => avis.acr.G).toSorted()).toEqual([0, 2])
    await sign(c, shown)
    expect(state()).toEqual({ state: 'CONCLU', issue: 'POSITIF_L2' })
    expect(open.letGo).toEqual([studyInstanceUID])
  })

  it('V9 S:corriger that the own report has left is told with the coordinator’s agreement to a correction, and not before', async () => {
    const desk = await begin('Coordination')
    const signed = await read(a, negative)
    await read(b, negative)
    await desk?.reading.compareIndependent()
    open.states = 'confirmed'
    const asked = await a.call('reading.askCorrection', { readingId: signed.id, reason: 'Densité à revoir' })
    expect([signed.left, asked.left]).toEqual([false, false])
    const rows = await desk?.call('reading.corrections', {})
    await desk?.call('reading.answerCorrection', { id: rows?.rows[0]?.id, agreed: true })
    expect((await a.call('reading.open', { studyInstanceUID })).left).toBe(true)
  })

  it('V9 E_COORDINATEUR a reader whose exam an arbiter decided is answered as any other: nothing that is told differs', async () => {
    const desk = await begin('Coordination')
    /** What a reader is told of a request for a correction. */
    const request = async (seat: Seat, { id }: Reading) => {
      const { correction, left, phase } = await seat.call('reading.askCorrection', { readingId: id, reason: 'Densité à revoir' })
      return { correction: correction?.state, left, phase, again: await refused(seat.call('reading.askCorrection', { readingId: id, reason: 'encore' })), write: await refused(seat.call('reading.saveCorrection', { readingId: id, avis: negative })) }
    }
    const signed = await read(a, negative)
    const other = await read(b, positive)
    await desk?.reading.compareIndependent()
    expect(state()).toMatchObject({ state: 'ARBITRAGE' })
    const before = await request(a, signed)
    const opened = await c.call('reading.open', { studyInstanceUID })
    await desk?.call('exchange.release', { readingId: opened.id })
    await sign(c, await write(c, positive))
    // The same once the arbiter has decided, for the other reader.
    expect(await request(b, other)).toEqual(before)
    expect(before).toEqual({ correction: 'ASKED', left: false, phase: 'DEFINITIF', again: 'dossier/invalid-state', write: 'dossier/coordinator-needed' })
    const rows = (await desk?.call('reading.corrections', {}))?.rows ?? []
    for (const { id } of rows) expect(await refused(desk?.call('reading.answerCorrection', { id, agreed: true }) ?? Promise.resolve())).toBe('dossier/arbitrated')
    expect((await desk?.call('reading.answerCorrection', { id: rows[0]?.id, agreed: false }))?.rows).toHaveLength(rows.length - 1)
  })

  it('S:prendre S:expirationBail E_DEJA_PRIS E_BAIL_EXPIRE one arbiter at a time; who did not come back finds the exam taken, and what was typed', async () => {
    const desk = await begin('Coordination')
    const d = await open.seat('Lecteur Delta', 'L2')
    await read(a, negative)
    await read(b, positive)
    await desk?.reading.compareIndependent()
    const mine = await c.call('reading.open', { studyInstanceUID })
    const written = await c.call('reading.saveDraft', { ...version(mine), avis: positive, text: mine.text })
    expect((await c.call('programme.dossier', { studyInstanceUID })).dossier?.mine).toMatchObject({ state: 'ARBITRAGE' })
    expect(await refused(d.call('reading.open', { studyInstanceUID }))).toBe('dossier/taken')
    await desk?.call('exchange.release', { readingId: mine.id })
    open.clock = new Date(open.clock.getTime() + 15 * 60_000)
    expect((await c.call('programme.heartbeat', { studyInstanceUID })).leaseUntil).not.toBeNull()
    open.clock = new Date(open.clock.getTime() + 15 * 60_000)
    expect(await refused(d.call('reading.open', { studyInstanceUID }))).toBe('dossier/taken')
    open.clock = new Date(open.clock.getTime() + 6 * 60_000)
    // Too late: said, and nothing is concluded by it.
    expect([await refused(c.call('programme.heartbeat', { studyInstanceUID })), await refused(sign(c, written)), state()?.state]).toEqual(['dossier/lease-expired', 'dossier/lease-expired', 'ARBITRAGE'])
    const other = await d.call('reading.open', { studyInstanceUID })
    expect([other.kind, await refused(c.call('reading.open', { studyInstanceUID })), await refused(sign(c, written))]).toEqual(['ARBITRATION', 'dossier/taken', 'dossier/lease-expired'])
    // The second one goes away in turn: the first finds the own entry again, and decides.
    open.clock = new Date(open.clock.getTime() + 21 * 60_000)
    const again = await c.call('reading.open', { studyInstanceUID })
    expect([again.id, again.avis]).toEqual([mine.id, positive])
    await sign(c, again)
    expect(state()).toEqual({ state: 'CONCLU', issue: 'POSITIF_L2' })
  })

  it('an altered envelope is not compared: the exam stays where it is', async () => {
    const desk = await begin('Coordination')
    const signed = await read(a, negative)
    await read(b, negative)
    open.store.prepare('DROP TRIGGER sealed_opinions_no_update').run()
    open.store.prepare(`UPDATE sealed_opinions SET envelope = replace(envelope, 'A', 'B') WHERE reading_id = ? AND moment = 'SIGNED'`).run(signed.id)
    await desk?.reading.compareIndependent()
    expect([state(), open.letGo]).toEqual([{ state: 'DEFINITIF', issue: null }, []])
  })
})
