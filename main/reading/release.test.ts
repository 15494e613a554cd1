/** The second reading where a coordinator keeps the centre's key. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ExpectedError, ficheVide, type Avis } from '../contract/index.ts'
import { sign, version, write } from '../../test/fixtures/reading-acts.ts'
import { openReadingConsole, placeStudy, type ReadingConsole, type Seat } from '../../test/fixtures/reading-console.ts'
import { examined, negativeAvis, positiveAvis, screeningStudy, signedPlain } from '../../test/fixtures/signed-readings.ts'

const studyInstanceUID = screeningStudy.studyInstanceUID
const firstAvis: Avis = { ...negativeAvis, commentaire: 'SENTINELLE-QUARTZ' }
const positive: Avis = { ...positiveAvis, rappelTechnique: null, anomalies: positiveAvis.anomalies.slice(0, 1) }

let open: ReadingConsole
let coordinator: Seat
let one: Seat
let two: Seat

beforeEach(async () => {
  open = await openReadingConsole()
  coordinator = await open.seat('Coordination', 'COORDINATOR')
  one = await open.seat('Lecteur Un', 'L1')
  two = await open.seat('Lectrice Deux', 'L2')
  placeStudy(open, screeningStudy)
})
afterEach(() => open.close())

const freeze = async (avis: Avis = positive) => two.call('reading.freeze', version(await write(two, avis)))
const codeOf = (work: Promise<unknown>) => work.then(() => 'nothing was refused', (error: unknown) => (error instanceof ExpectedError ? error.code : String(error)))
const waiting = async () => (await coordinator.call('exchange.waiting', {})).rows

describe('the reveal', () => {
  it('V3 S:reveler waits in AVIS_FIGE until a coordinator releases, then opens for that reader with the digest of the signature', async () => {
    const first = await sign(one, await write(one, firstAvis))
    const frozen = await freeze()
    expect(await codeOf(two.call('reading.reveal', version(frozen)))).toBe('reading/awaits-release')
    const again = await two.call('reading.open', { studyInstanceUID })
    expect([again.phase, again.version, again.revealed]).toEqual(['AVIS_FIGE', frozen.version, null])

    expect(await waiting()).toEqual([{ kind: 'SECOND', readingId: frozen.id, studyInstanceUID, readerCode: frozen.readerCode, frozenAt: frozen.frozenAt }])
    expect((await coordinator.call('exchange.release', { readingId: frozen.id })).rows).toEqual([])
    const revealed = await two.call('reading.reveal', version(again))
    expect(revealed.revealed?.avis).toEqual(firstAvis)
    const trail = [...open.audit.doneTo(first.id), ...open.audit.doneTo(frozen.id)].map(({ detail }) => detail)
    expect(trail.filter((detail) => detail.includes(`sha256=${revealed.revealed?.envelopeDigest ?? ''}`)).map((detail) => detail.split(':')[0])).toEqual(['reading.sign', 'exchange.release', 'reading.reveal'])
    expect((await two.reporting.reportPdf(two.account, first.reportId ?? '')).length).toBeGreaterThan(1000)
  })

  it('is not released before the freeze, whoever asks, and of nothing that is no second reading', async () => {
    const first = await sign(one, await write(one, firstAvis))
    const draft = await write(two, positive)
    expect(await waiting()).toEqual([])
    expect(await codeOf(coordinator.call('exchange.release', { readingId: draft.id }))).toBe('reading/premature-reveal')
    expect(await codeOf(coordinator.call('exchange.release', { readingId: first.id }))).toBe('request/not-found')
    expect(await codeOf(two.call('reading.reveal', version(draft)))).toBe('reading/premature-reveal')
    expect(open.store.prepare('SELECT * FROM released_opinions').all()).toEqual([])
  })

  it('S:annuler is refused once the first opinion was released: what lies open is seen', async () => {
    await sign(one, await write(one, firstAvis))
    const frozen = await freeze()
    await coordinator.call('exchange.release', { readingId: frozen.id })
    expect(await codeOf(two.call('reading.undo', version(frozen)))).toBe('reading/already-revealed')
  })

  it('refuses an envelope that was exchanged, and keeps the state', async () => {
    await sign(one, await write(one, firstAvis))
    const frozen = await freeze()
    open.store.transaction(() => {
      open.store.prepare('DROP TRIGGER sealed_opinions_no_update').run()
      open.store.prepare(`UPDATE sealed_opinions SET envelope = replace(envelope, 'a', 'b') WHERE moment = 'SIGNED'`).run()
    })
    expect(await codeOf(coordinator.call('exchange.release', { readingId: frozen.id }))).toBe('reading/seal-broken')
    expect((await two.call('reading.open', { studyInstanceUID })).phase).toBe('AVIS_FIGE')
    expect(await waiting()).toHaveLength(1)
  })
})

describe('what needs no reveal', () => {
  it('S:finaliser concludes a negative of both breasts with nobody of the coordination there', async () => {
    await sign(one, await write(one, firstAvis))
    const signed = await sign(two, await freeze(negativeAvis))
    expect([signed.phase, signed.revealed]).toEqual(['DEFINITIF', null])
    expect(await codeOf(two.reporting.reportPdf(two.account, open.drafts[0]?.reportId ?? ''))).toBe('reading/awaits-release')
    expect((await one.reporting.reportPdf(one.account, signed.reportId ?? '')).length).toBeGreaterThan(1000)
  })

  it('V3 shows the first opinion at once under FR_DOCS, sealed for the second readers by its author', async () => {
    open.policy = 'FR_DOCS'
    await sign(one, await write(one, firstAvis))
    expect((await two.call('reading.open', { studyInstanceUID })).revealed?.avis).toEqual(firstAvis)
  })

  it('an ordinary report opens for the other radiologists', async () => {
    const author = await open.seat('Radiologue', 'RADIOLOGIST')
    const other = await open.seat('Autre radiologue', 'RADIOLOGIST')
    placeStudy(open, { ...signedPlain.study, studyInstanceUID: '1.2.826.9' })
    const opened = await author.call('reading.open', { studyInstanceUID: '1.2.826.9' })
    const signed = await sign(author, await author.call('reading.saveDraft', { ...version(opened), avis: opened.avis, text: signedPlain.text }))
    expect((await other.reporting.reportPdf(other.account, signed.reportId ?? '')).length).toBeGreaterThan(1000)
  })
})

describe('what leaves', () => {
  it('V4 the documents of a first opinion wait for the reveal; the message to the information system does not', async () => {
    await sign(one, await write(one, firstAvis))
    const held = () => Object.fromEntries(open.drafts.map(({ kind, held: is }) => [kind, is]))
    expect(held()).toEqual({ PDF: true, SR: true, ORU: false })
    const frozen = await freeze()
    expect(open.letGo).toEqual([])
    await coordinator.call('exchange.release', { readingId: frozen.id })
    await two.call('reading.reveal', version(frozen))
    expect(open.letGo).toEqual([studyInstanceUID])
  })

  it('a first opinion that goes to no second reader is held back from nobody', async () => {
    await sign(one, await write(one, { ...positive, fiche: { ...ficheVide, ...examined, bdi: { ...ficheVide.bdi, realise: 'DIFFERE', raison: 'Rendez-vous donné.' } } }))
    expect(open.drafts.some(({ held }) => held)).toBe(false)
  })
})
