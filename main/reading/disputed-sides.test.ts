import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Avis, Reading } from '../contract/index.ts'
import { version } from '../../test/fixtures/reading-acts.ts'
import { openReadingConsole, passphrase, placeStudy, type ReadingConsole, type Seat } from '../../test/fixtures/reading-console.ts'
import { negativeAvis, screeningStudy } from '../../test/fixtures/signed-readings.ts'

const { studyInstanceUID } = screeningStudy
const image = screeningStudy.images[0]?.sopInstanceUID
if (image === undefined) throw new Error('no image')
const recall: Avis = { ...negativeAvis, rappelTechnique: { cliches: [{ cote: 'D', incidence: 'FACE', motif: 'AUTRE', action: 'RETRANSMETTRE' }], consigne: 'Côté à vérifier : repère plombé G.' } }

describe('a disputed side', () => {
  let open: ReadingConsole
  let one: Seat
  let two: Seat
  beforeEach(async () => {
    open = await openReadingConsole()
    one = await open.seat('Lecteur Un', 'L1')
    two = await open.seat('Lectrice Deux', 'L2')
    placeStudy(open, screeningStudy)
  })
  afterEach(() => open.close())

    const write = async (avis: Avis): Promise<Reading> => {
    const opened = await one.call('reading.open', { studyInstanceUID })
    return one.call('reading.saveDraft', { ...version(opened), avis, text: opened.text })
  }
  const dispute = (reading: Reading, disputed: boolean) => one.call('reading.disputeSide', { readingId: reading.id, sopInstanceUID: image, disputed })
  const details = () => open.store.prepare<[], { detail: string }>(`SELECT detail FROM audit_events WHERE detail LIKE '%dispute%' ORDER BY seq`).all().map(({ detail }) => detail)

  it('is recorded and audited, leaves the draft as it is, and blocks the signature until it is withdrawn', async () => {
    const draft = await write(negativeAvis)
    const disputed = await dispute(draft, true)
    expect(disputed).toMatchObject({ disputedSides: [image], version: draft.version, avis: draft.avis })
    expect(disputed.findings).toContainEqual(expect.objectContaining({ rule: 'R21', blocking: true }))
    await expect(one.call('reading.sign', { ...version(draft), passphrase })).rejects.toMatchObject({ code: 'reading/invalid-opinion', params: { rules: 'R21' } })
    expect((await one.call('reading.open', { studyInstanceUID })).disputedSides).toEqual([image])
    expect((await dispute(draft, false)).disputedSides).toEqual([])
    expect(details()).toEqual(['reading.disputeSide: dispute-side', 'reading.disputeSide: withdraw-dispute'])
    expect(await one.call('reading.sign', { ...version(draft), passphrase })).toMatchObject({ phase: 'DEFINITIF' })
  })

  it('is resolved by a technical recall of that view, whichever side it names', async () => {
    const draft = await write(recall)
    const disputed = await dispute(draft, true)
    expect(disputed.findings.map(({ rule }) => rule)).not.toContain('R21')
    const signed = await one.call('reading.sign', { ...version(draft), passphrase })
    expect(signed).toMatchObject({ phase: 'DEFINITIF', disputedSides: [image] })
    await expect(dispute(signed, false)).rejects.toMatchObject({ code: 'reading/invalid-transition' })
  })

  it('says nothing to the other reader, and is only of an image of the exam', async () => {
    const draft = await write(negativeAvis)
    await dispute(draft, true)
    await dispute(draft, false)
    await one.call('reading.sign', { ...version(draft), passphrase })
    expect((await two.call('reading.open', { studyInstanceUID })).disputedSides).toEqual([])
    await expect(two.call('reading.disputeSide', { readingId: draft.id, sopInstanceUID: image, disputed: true })).rejects.toMatchObject({ code: 'request/not-found' })
    const own = await two.call('reading.open', { studyInstanceUID })
    await expect(two.call('reading.disputeSide', { readingId: own.id, sopInstanceUID: '1.2.3' as never, disputed: true })).rejects.toMatchObject({ code: 'request/not-found' })
  })
})
