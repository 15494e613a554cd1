/** The part of the first reader's sheet that a blind second reader sees, and the rest that he does not. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { avis as avisSchema, ExpectedError, ficheVide, type Avis } from '../contract/index.ts'
import { version, write } from '../../test/fixtures/reading-acts.ts'
import { openReadingConsole, passphrase, placeStudy, type ReadingConsole, type Seat } from '../../test/fixtures/reading-console.ts'
import { negativeAvis, positiveAvis, screeningStudy } from '../../test/fixtures/signed-readings.ts'

const { studyInstanceUID } = screeningStudy
const firstAvis: Avis = {
  ...negativeAvis, densite: 2, commentaire: 'SENTINELLE-QUARTZ',
  fiche: {
    ...ficheVide,
    identification: { ...ficheVide.identification, numeroDossier: 'DO-4417', mammobile: true },
    interrogatoire: { ...ficheVide.interrogatoire, prothese: ['D'], ths: 'OUI' },
    ecs: { statut: 'NORMAL_OU_BENIN', anomalies: [] },
    technique: { ...ficheVide.technique, materiel: 'DR', anterioritesComparees: true },
    bdi: { ...ficheVide.bdi, realise: 'OUI', motif: 'RADIOLOGIQUE', examens: ['ECHOGRAPHIE'], raison: 'SENTINELLE-BDI' },
    acrAvantBilan: { D: 0, G: null },
  },
}
let open: ReadingConsole
let one: Seat
let two: Seat
const signFirst = async () => one.call('reading.sign', { ...version(await write(one, firstAvis)), passphrase })

beforeEach(async () => {
  open = await openReadingConsole()
  one = await open.seat('Lecteur Un', 'L1')
  two = await open.seat('Lectrice Deux', 'L2')
  placeStudy(open, screeningStudy)
})
afterEach(() => open.close())

describe('V2 the context of a blind reading', () => {
  it('holds identification, interrogatoire, examination and technique as they were signed, and of the workup only that there is one', async () => {
    await signFirst()
    const { contexte, revealed } = await two.call('reading.open', { studyInstanceUID })
    const { identification, interrogatoire, ecs, technique } = firstAvis.fiche ?? ficheVide
    expect([contexte, revealed]).toEqual([{ identification, interrogatoire, ecs, technique, bdiJoint: true }, null])
  })

  it('lets nothing of density, categories, workup and comment into the answer nor into the clear on disk', async () => {
    await signFirst()
    const answered = await two.call('reading.open', { studyInstanceUID })
    for (const masked of ['SENTINELLE', 'ECHOGRAPHIE', 'acrAvantBilan', 'RADIOLOGIQUE', 'echoSystematique']) {
      expect(JSON.stringify({ ...answered, avis: null })).not.toContain(masked)
      expect(JSON.stringify(open.store.prepare('SELECT * FROM sheet_contexts').all())).not.toContain(masked)
    }
  })

  it('is nothing between independent readers, nor for the first reader himself', async () => {
    const signed = await signFirst()
    expect(signed.contexte).toBeNull()
    open.policy = 'INDEPENDANT'
    expect(await two.call('reading.open', { studyInstanceUID })).toMatchObject({ kind: 'SECOND', contexte: null })
  })
})

describe('the sheet for print', () => {
  it('is made for who signed the reading, with the first part only where it is shown, and for nobody else', async () => {
    const signed = await signFirst()
    const pdf = await one.reporting.sheetPdf(await one.reading.signedSheet(one.account, signed.id))
    expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-')
    await expect(two.reading.signedSheet(two.account, signed.id)).rejects.toMatchObject({ code: 'request/not-found' })
    const draft = await two.call('reading.open', { studyInstanceUID })
    await expect(two.reading.signedSheet(two.account, draft.id)).rejects.toMatchObject({ code: 'request/not-found' })
  })
})

describe('R13 across the reveal', () => {
  it('forbids ACR 4 while blind, and allows it against the workup that the reveal shows', async () => {
    await signFirst()
    const four: Avis = { ...positiveAvis, acr: { D: 1, G: 4 }, rappelTechnique: null }
    const draft = await write(two, four)
    const refused = await two.call('reading.freeze', version(draft)).then(() => null, (error: unknown) => error)
    expect(refused).toBeInstanceOf(ExpectedError)
    expect(refused).toMatchObject({ code: 'reading/invalid-opinion', params: { rules: 'R13a' } })
    const frozen = await two.call('reading.freeze', version(await write(two, { ...negativeAvis, fiche: null })))
    const revealed = await two.call('reading.reveal', version(frozen))
    const changed = await two.call('reading.change', { ...version(revealed), avis: four, reason: 'Image revue avec le bilan.' })
    expect(changed.findings.map(({ rule }) => rule)).toEqual(['R9a', 'R13d'])
  })
})

describe('the sheet of a first reading', () => {
  it('begins empty, so that nothing clinical is said by the program', async () => {
    expect((await one.call('reading.open', { studyInstanceUID })).avis.fiche).toEqual(ficheVide)
  })

  it('is absent from what was sealed before, which still opens', () => {
    const { fiche: _, ...before } = negativeAvis
    expect(avisSchema.parse(before).fiche).toBeNull()
  })
})
