/** A first sheet of another console that names another woman than the images: the coordinator compares both and says
 *  whether it is one exam. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ExamDetail } from '../../contract/index.ts'
import { refused, sign, write, type Desk } from '../../../test/fixtures/reading-acts.ts'
import type { Seat } from '../../../test/fixtures/reading-console.ts'
import { openRounds, type Rounds } from '../../../test/fixtures/round-consoles.ts'
import { negativeAvis, screeningStudy } from '../../../test/fixtures/signed-readings.ts'
import { deskOf } from '../../../test/fixtures/structure-desk.ts'

const studyInstanceUID = screeningStudy.studyInstanceUID
const reason = 'SENTINELLE-OPALE IPP fusionné au centre'
let rounds: Rounds
let desk: Seat
let one: Desk
let two: Desk

beforeEach(async () => {
  rounds = await openRounds()
  one = await rounds.reader('Lecteur Un', 'L1', 'L2')
  two = await rounds.reader('Lectrice Deux', 'L2')
  desk = await rounds.centre.again(rounds.desk)
  one.open.studies.set(studyInstanceUID, { ...screeningStudy, patientID: 'IPP-ANCIEN', locality: 'local' })
  await sign(one, await write(one, negativeAvis))
  await rounds.mail.take(desk)
})
afterEach(() => { rounds.close() })

const detail = (): Promise<ExamDetail> => deskOf(rounds.centre, desk).call('structure.exam', { studyInstanceUID })
const verify = (more: { notedAt?: string; reason?: string; by?: Seat } = {}) => detail().then(({ sheetIdentity }) => (more.by ?? desk).call('programme.verifyIdentity', { studyInstanceUID, reason: more.reason ?? reason, notedAt: more.notedAt ?? sheetIdentity?.notedAt }))
const again = async () => { const [letter] = rounds.mail.posted; return letter === undefined ? 'none' : rounds.mail.takeOne(desk, letter) }
const assign = async (reader: Seat) => (await desk.call('programme.assign', { studyInstanceUIDs: [studyInstanceUID], readers: [reader.account.id], as: 'SECOND', dueOn: null })).leftAside.map(({ code }) => code)

it('S:controleOk E_IDENTITE both identities lie before the coordinator, whose act lets the refused sheet in and the exam go on', async () => {
  expect(await detail()).toMatchObject({ standing: 'INCOMPLET', patientID: screeningStudy.patientID, sheetIdentity: { patientID: 'IPP-ANCIEN', accessionNumber: screeningStudy.accessionNumber }, acts: [{ act: 'IDENTITY', reasonNeeded: true }, { act: 'WITHDRAW' }] })
  expect(await refused(verify({ reason: ' ' }))).toBe('dossier/reason-required')
  expect(await refused(verify({ notedAt: '2025-01-01T00:00:00.000Z' }))).toBe('dossier/changed')
  await verify()
  expect(rounds.centre.lookedAgain).toEqual([studyInstanceUID])
  // Until the sheet itself is in, nobody is given the exam, and there is nothing left to compare.
  expect([await assign(two.seat), (await detail()).acts.map(({ act }) => act), (await detail()).sheetIdentity]).toEqual([['dossier/sheet-invalid'], ['WITHDRAW'], null])
  expect(await again()).toBe('TAKEN')
  expect(await detail()).toMatchObject({ standing: 'ATTENTE_L2', firstReader: expect.stringMatching(/^L1-/) })
  expect([await assign(one.seat), await assign(two.seat)]).toEqual([['reading/same-reader'], []])
  const trail = rounds.centre.audit.list({ before: null, limit: 500 }).rows
  expect(trail.filter(({ detail: said }) => said.includes('programme.verifyIdentity'))).toMatchObject([{ actor: desk.account.id, object: studyInstanceUID }])
  expect(JSON.stringify(trail)).not.toMatch(/OPALE|IPP-ANCIEN/)
})

it('E_IDENTITE what was verified holds for these two identities alone, and is a coordinator’s act', async () => {
  await verify()
  // Meanwhile the images were corrected to another woman still: compared anew.
  rounds.centre.studies.set(studyInstanceUID, { ...screeningStudy, patientID: 'IPP-TIERS', locality: 'local' })
  expect(await again()).toBe('dossier/identity-differs')
  expect((await detail()).acts.map(({ act }) => act)).toEqual(['IDENTITY', 'WITHDRAW'])
  expect(await refused(verify({ by: two.seat, notedAt: '2025-03-12T09:00:00.000Z' }))).not.toBe('accepted')
  await verify()
  expect(await again()).toBe('TAKEN')
})
