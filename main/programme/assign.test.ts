/** Exams that a coordinator gives to readers of the same console: offered to nobody else, in the list, in sessions and
 *  when opened; and given to nobody who may not read them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Output } from '../contract/index.ts'
import { begin, refused, sign, version, write } from '../../test/fixtures/reading-acts.ts'
import { openReadingConsole, placeStudy, stateOf, type ReadingConsole, type Seat } from '../../test/fixtures/reading-console.ts'
import { negativeAvis, screeningStudy } from '../../test/fixtures/signed-readings.ts'

const studyInstanceUID = screeningStudy.studyInstanceUID
const other = { ...screeningStudy, studyInstanceUID: '1.2.826.0.1.3680043.10.2', accessionNumber: 'DO-2025-0418', images: screeningStudy.images.map((image) => ({ ...image, sopInstanceUID: `${image.sopInstanceUID}.9` as typeof image.sopInstanceUID })) }

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

const signFirst = async () => sign(one, await write(one, negativeAvis))
const assign = (readers: Seat[], more: object = {}): Promise<Output<'programme.assign'>> =>
  desk.call('programme.assign', { studyInstanceUIDs: [studyInstanceUID], readers: readers.map(({ account }) => account.id), as: 'SECOND', dueOn: null, ...more })
const states = () => [one, two, three].map(({ account }) => stateOf(open, account, studyInstanceUID))
const offered = async (seat: Seat) => (await seat.call('sessions.offer', {})).waiting
const codes = ({ leftAside }: Output<'programme.assign'>) => leftAside.map(({ code }) => code)

describe('an exam that is given to a reader', () => {
  it('is offered to nobody else: in the list, in a session, when opened', async () => {
    await signFirst()
    expect([states(), await offered(two), await offered(three)]).toEqual([['signed', 'to-read', 'to-read'], 1, 1])
    expect((await assign([two], { dueOn: '2025-03-20' })).assigned).toEqual([studyInstanceUID])
    expect([states(), await offered(two), await offered(three)]).toEqual([['signed', 'to-read', 'none'], 1, 0])
    expect([await refused(begin(three)), await refused(begin(two))]).toEqual(['dossier/assigned', 'accepted'])
    expect(open.audit.doneTo(studyInstanceUID).at(-1)).toMatchObject({ actor: desk.account.id, event: 'patient-record', detail: `programme.assign: assign L2 ${two.account.id}` })
    expect((await desk.call('programme.assignments', {})).rows).toMatchObject([{ studyInstanceUID, round: 1, post: 'L2', reader: two.account.id, dueOn: '2025-03-20' }])
  })

  it('is read to its end by that reader', async () => {
    await signFirst()
    await assign([two])
    const frozen = await two.call('reading.freeze', version(await write(two, negativeAvis)))
    expect((await sign(two, frozen)).phase).toBe('DEFINITIF')
    expect((await two.call('programme.dossier', { studyInstanceUID })).dossier?.state).toBe('DEFINITIF')
    expect(codes(await assign([three]))).toEqual(['dossier/finalised'])
  })

  it('goes to another one when it is given again, and the first keeps the draft without the exam', async () => {
    await signFirst()
    await assign([two])
    await write(two, negativeAvis)
    expect(codes(await assign([three]))).toEqual(['dossier/taken'])
    open.clock = new Date(open.clock.getTime() + 21 * 60_000)
    expect((await assign([three])).assigned).toHaveLength(1)
    expect([await refused(begin(two)), await refused(begin(three))]).toEqual(['dossier/assigned', 'accepted'])
    expect(states()[1]).toBe('reading')
  })

  it('is free for all again once it is taken back, also from the hands of who reads it', async () => {
    await signFirst()
    await assign([two])
    const draft = await write(two, negativeAvis)
    expect((await desk.call('programme.unassign', { studyInstanceUIDs: [studyInstanceUID], reason: 'absente' })).withdrawn).toEqual([studyInstanceUID])
    expect(await refused(two.call('reading.freeze', version(draft)))).toBe('dossier/changed')
    expect([await refused(begin(three)), states()[2]]).toEqual(['accepted', 'reading'])
    expect((await desk.call('programme.unassign', { studyInstanceUIDs: [studyInstanceUID], reason: 'absente' })).leftAside).toMatchObject([{ code: 'request/not-found' }])
  })
})

describe('who is given an exam', () => {
  it('is never who read it first, and nobody without the right', async () => {
    await signFirst()
    const l1 = await open.seat('Lecteur Quatre', 'L1')
    expect([codes(await assign([one])), codes(await assign([l1]))]).toEqual([['reading/same-reader'], ['dossier/not-entitled']])
    expect(await refused(assign([desk]))).toBe('request/not-found')
    expect(await refused(assign([two, three]))).toBe('dossier/two-readers')
    expect((await desk.call('programme.assignments', {})).rows).toEqual([])
  })

  it('gets of several exams those that can be given, and the others are said why', async () => {
    placeStudy(open, other)
    await signFirst()
    const given = await assign([two], { studyInstanceUIDs: [other.studyInstanceUID, studyInstanceUID, '1.2.3'] })
    expect(given.assigned).toEqual([studyInstanceUID])
    expect(given.leftAside).toMatchObject([{ studyInstanceUID: other.studyInstanceUID, code: 'dossier/invalid-state' }, { studyInstanceUID: '1.2.3', code: 'request/not-found' }])
  })

  it('is decided by nobody who reads for the programme', async () => {
    const both = await open.seat('Lectrice et coordinatrice', 'L2', 'COORDINATOR')
    expect(await refused(both.call('programme.assign', { studyInstanceUIDs: [studyInstanceUID], readers: [two.account.id], as: 'SECOND', dueOn: null }))).toBe('structure/reader')
    expect(await refused(both.call('programme.assignments', {}))).toBe('structure/reader')
  })

  it('V9 of two independent readings is told nothing of the other, and nobody else learns that there are any', async () => {
    open.policy = 'INDEPENDANT'
    const l1 = await open.seat('Lecteur Quatre', 'L1')
    expect([await refused(assign([two], { as: 'INDEPENDENT' })), await refused(assign([two, l1], { as: 'INDEPENDENT' }))]).toEqual(['dossier/two-readers', 'dossier/two-readers'])
    expect((await assign([one, two], { as: 'INDEPENDENT' })).assigned).toHaveLength(1)
    expect((await desk.call('programme.assignments', {})).rows.map(({ post, reader }) => [post, reader])).toEqual([['A', one.account.id], ['B', two.account.id]])
    expect([await refused(begin(three)), states()]).toEqual(['reading/not-your-turn', ['to-read', 'to-read', 'none']])
    expect([(await begin(two)).kind, (await begin(one)).kind]).toEqual(['SECOND', 'SECOND'])
    expect((await two.call('programme.dossier', { studyInstanceUID })).dossier).toMatchObject({ state: 'LECTURE_AVEUGLE', versions: [] })
  })
})

it('an assignment is withdrawn, never changed or removed', async () => {
  await signFirst()
  await assign([two])
  expect(() => open.store.prepare(`UPDATE assignments SET account_id = 'x'`).run()).toThrow(/never changed/)
  expect(() => open.store.prepare('DELETE FROM assignments').run()).toThrow(/kept/)
})
