/** Q5 in the reading room: what an unfit display refuses, what a training console allows, and what is written of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ExpectedError, type Reading } from '../contract/index.ts'
import { sign, version } from '../../test/fixtures/reading-acts.ts'
import { fitDisplay, openReadingConsole, placeStudy, stateOf, type ReadingConsole, type Seat } from '../../test/fixtures/reading-console.ts'
import { negativeAvis, screeningStudy, signedPlain } from '../../test/fixtures/signed-readings.ts'
import type { DisplayStanding } from '../domain/display-quality/index.ts'

const { studyInstanceUID } = screeningStudy
const unfit: DisplayStanding = { fit: false, override: null, displays: fitDisplay.displays, reasons: [{ code: 'megapixels', fr: '2,07 mégapixels.', en: '2.07 megapixels.' }] }
const overridden: DisplayStanding = { ...unfit, override: 'TEACHING' }

let open: ReadingConsole
let one: Seat
let two: Seat
beforeEach(async () => {
  open = await openReadingConsole()
  one = await open.seat('Lecteur Un', 'L1', 'RADIOLOGIST')
  two = await open.seat('Lectrice Deux', 'L2')
  placeStudy(open, screeningStudy)
})
afterEach(() => open.close())

async function write(seat: Seat, uid: string = studyInstanceUID): Promise<Reading> {
  const opened = await seat.call('reading.open', { studyInstanceUID: uid })
  return seat.call('reading.saveDraft', { ...version(opened), avis: { ...negativeAvis, commentaire: 'Brouillon.' }, text: opened.text })
}
const refusal = async (work: Promise<unknown>): Promise<ExpectedError> => work.then(() => { throw new Error('nothing was refused') }, (error: unknown) => {
  if (error instanceof ExpectedError) return error
  throw error
})
const last = () => open.audit.list({ before: null, limit: 1 }).rows[0]?.detail

describe('a programme reading on an unfit display', () => {
  it('Q5 is not opened, and the refusal says why in both languages', async () => {
    open.display = unfit
    const { code, params } = await refusal(one.call('reading.open', { studyInstanceUID }))
    expect([code, params]).toEqual(['display/unfit', { raisons: '2,07 mégapixels.', reasons: '2.07 megapixels.' }])
    expect(stateOf(open, one.account, studyInstanceUID)).toBe('to-read')
  })

  it('Q5 is not signed, frozen or changed when the display became unfit meanwhile; what was typed is saved', async () => {
    const draft = await write(one)
    open.display = unfit
    expect((await refusal(sign(one, draft))).code).toBe('display/unfit')
    const saved = await one.call('reading.saveDraft', { ...version(draft), avis: { ...negativeAvis, commentaire: 'Gardé.' }, text: draft.text })
    open.display = fitDisplay
    await sign(one, saved)

    const blind = await write(two)
    open.display = unfit
    expect((await refusal(two.call('reading.freeze', version(blind)))).code).toBe('display/unfit')
    open.display = fitDisplay
    const revealed = await two.call('reading.reveal', version(await two.call('reading.freeze', version(blind))))
    open.display = unfit
    expect((await refusal(two.call('reading.change', { ...version(revealed), avis: negativeAvis, reason: 'revu' }))).code).toBe('display/unfit')
    expect((await refusal(sign(two, revealed))).code).toBe('display/unfit')
    open.display = fitDisplay
    expect((await sign(two, revealed)).phase).toBe('DEFINITIF')
    open.display = unfit
    expect((await two.call('reading.open', { studyInstanceUID })).phase).toBe('DEFINITIF')
  })

  it('Q5 leaves ordinary reports and demonstration studies to their readers', async () => {
    open.display = unfit
    const demo = { ...screeningStudy, studyInstanceUID: '2.25.901', demo: true, images: screeningStudy.images.map((image) => ({ ...image })) }
    placeStudy(open, demo)
    expect((await sign(one, await write(one, demo.studyInstanceUID))).phase).toBe('DEFINITIF')
    expect(last()).toContain('display=unfit (megapixels)')
    const ct = { ...signedPlain.study, studyInstanceUID: '2.25.902' }
    placeStudy(open, ct)
    expect((await one.call('reading.open', { studyInstanceUID: ct.studyInstanceUID })).kind).toBe('PLAIN')
  })

  it('Q5 writes the display and its last check with every act of a reading', async () => {
    const words = 'display=fit d15b1a00-0000-4000-8000-000000000001 checked=2025-03-12'
    const opened = await one.call('reading.open', { studyInstanceUID })
    expect(last()).toBe(`reading.open: begin FIRST study=${studyInstanceUID} ${words}`)
    await one.call('reading.open', { studyInstanceUID })
    expect(last()).toBe(`reading.open: open LECTURE ${words}`)
    const draft = await one.call('reading.saveDraft', { ...version(opened), avis: negativeAvis, text: opened.text })
    await sign(one, draft)
    expect(last()).toMatch(new RegExp(`^reading.sign: sign sha256=[0-9a-f]{64} ${words}$`))
    const blind = await write(two)
    const frozen = await two.call('reading.freeze', version(blind))
    expect(last()).toMatch(new RegExp(`^reading.freeze: freeze sha256=[0-9a-f]{64} ${words}$`))
    await two.call('reading.reveal', version(frozen))
    expect(last()).toMatch(new RegExp(`^reading.reveal: reveal sha256=[0-9a-f]{64} key=console ${words}$`))
  })
})

describe('a training console', () => {
  it('Q5 opens and drafts a training reading, and concludes it neither there nor on a fit display', async () => {
    open.display = overridden
    const training = await write(one)
    expect(training.training).toBe(true)
    expect(last()).toContain('display=override TEACHING (megapixels)')
    expect((await refusal(sign(one, training))).code).toBe('display/training')
    open.display = fitDisplay
    expect((await refusal(sign(one, training))).code).toBe('display/training')
    expect(open.drafts).toEqual([])
  })

  it('Q5 begins a new, empty reading on a fit display: nothing written in training becomes a result', async () => {
    open.display = overridden
    const training = await write(one)
    open.display = fitDisplay
    const fresh = await one.call('reading.open', { studyInstanceUID })
    expect(fresh).toMatchObject({ training: false, phase: 'LECTURE', avis: { commentaire: '', acr: { D: null, G: null } } })
    expect(fresh.id).not.toBe(training.id)
    expect(last()).toContain(`training ${training.id} set aside`)
    const draft = await one.call('reading.saveDraft', { ...version(fresh), avis: negativeAvis, text: fresh.text })
    expect((await sign(one, draft)).phase).toBe('DEFINITIF')
    expect(open.drafts.length).toBeGreaterThan(0)
  })

  it('Q5 masks the first opinion from a second reader in training, who can neither freeze nor reveal', async () => {
    await sign(one, await write(one))
    open.display = overridden
    const training = await write(two)
    expect(training).toMatchObject({ training: true, phase: 'LECTURE_AVEUGLE', revealed: null })
    expect((await refusal(two.call('reading.freeze', version(training)))).code).toBe('display/training')
    expect((await refusal(two.call('reading.reveal', version(training)))).code).toBe('reading/premature-reveal')
  })

  it('Q5 does not open under the override a reading begun on a fit display', async () => {
    await write(one)
    open.display = overridden
    expect((await refusal(one.call('reading.open', { studyInstanceUID }))).code).toBe('display/unfit')
  })

  it('Q5 a training draft does not keep another reader from the study', async () => {
    open.display = overridden
    await write(one)
    const other = await open.seat('Lecteur Trois', 'L1')
    open.display = fitDisplay
    expect((await sign(other, await write(other))).phase).toBe('DEFINITIF')
  })
})
