/** A coordinators' console and two reader consoles, three processes of the real program over one real Orthanc: a masked
 *  round and an independent one with its arbitration, the network cut in the middle of every step, one console killed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { avisVide, ficheVide, type Avis, type StudyInstanceUID } from '../../main/contract/index.ts'
import { encodePart10 } from '../../main/dicom/index.ts'
import { mammographyExam } from '../fixtures/mammography/index.ts'
import { peersPresent, skipTitle, startFaultProxy, startOrthanc, type FaultProxy, type OrthancPeer } from '../peers/index.ts'
import { admit, begin, cutDuring, find, freeze, join, lettersArrived, look, of, passphrase, retrieve, rowOf, sign, startConsole, walk, wordsIn, write, type Console } from './consoles.ts'

const { orthanc: noOrthanc } = peersPresent()
const masked = mammographyExam('normal')
const independent = mammographyExam('srt')
const words = ['SENTINELLE-OPALE', 'SENTINELLE-JASPE', 'SENTINELLE-ONYX', 'SENTINELLE-AGATE', 'SENTINELLE-GRENAT']
const negative = (commentaire: string): Avis => ({ ...avisVide, acr: { D: 1, G: 1 }, densite: 2, commentaire })
const firstAvis: Avis = { ...negative('SENTINELLE-OPALE'), fiche: { ...ficheVide, ecs: { statut: 'NORMAL_OU_BENIN', anomalies: [] } } }
const positive = (commentaire: string): Avis => ({
  ...negative(commentaire), acr: { D: 1, G: 0 }, examensProposes: ['ECHOGRAPHIE'],
  anomalies: [{ id: 'a7b1c2d3-0000-4000-8000-00000000f1a9', cote: 'G', type: 'MASSE', quadrant: 'QSE', schemaFace: { x: 0.61, y: 0.27 }, schemaProfil: { x: 0.44, y: 0.33 }, reperes: [], tailleMm: 8, precision: '' }],
})

/** One more image of the masked exam. */
function lateFilm(): Uint8Array<ArrayBuffer> {
  const [image] = masked.images
  if (image === undefined) throw new Error('an exam without images')
  return encodePart10({ ...image.dataset, SOPInstanceUID: `${image.sopInstanceUID}.1` })
}

describe.skipIf(noOrthanc !== null)(`rounds of reading over one Orthanc${skipTitle(noOrthanc)}`, () => {
  let orthanc: OrthancPeer
  let relay: FaultProxy
  let centre: Console
  let one: Console
  let two: Console
  const stops: (() => Promise<unknown>)[] = []

  beforeAll(async () => {
    orthanc = await startOrthanc()
    stops.push(() => orthanc.stop())
    relay = await startFaultProxy(orthanc.httpPort)
    stops.push(() => relay.stop())
    for (const { part10 } of [...masked.images, ...independent.images]) await orthanc.post('/instances', part10)
    const pacs = { url: `http://127.0.0.1:${relay.port}/dicom-web`, user: orthanc.user, password: orthanc.password }
    const started = async (name: string, ...roles: Parameters<typeof startConsole>[2][]) => {
      const console = await startConsole(name, pacs, ...roles)
      stops.push(() => console.stop())
      return console
    }
    ;[centre, one, two] = await Promise.all([started('Coordination', 'COORDINATOR'), started('Lectrice Une', 'L1', 'L2'), started('Lecteur Deux', 'L2')])
    await admit(centre, one, one.first)
    await admit(centre, two, two.first)
    await join(centre, one)
    await join(centre, two)
  })
  afterAll(async () => {
    for (const stop of stops.toReversed()) await stop()
  })

  const known = async (study: StudyInstanceUID) => (await centre.client.call('programme.dossier', { studyInstanceUID: study }).catch(() => ({ dossier: null }))).dossier
  const stands = (study: StudyInstanceUID, state: string) => async () => { await look(centre); return (await known(study))?.state === state }
  const assign = (study: StudyInstanceUID, as: 'SECOND' | 'INDEPENDENT' | 'ARBITER', ...readers: Console['first'][]) => async () => {
    const { leftAside } = await centre.client.call('programme.assign', { studyInstanceUIDs: [study], readers: readers.map(({ id }) => id), as, dueOn: null })
    expect(leftAside).toEqual([])
  }

  it('V3 runs L1, sealed, L2, reveal and final, cut in the middle of every step, one console killed', async () => {
    const study = masked.studyInstanceUID as StudyInstanceUID
    await find(one, 'EX-NORMAL')
    await retrieve(one, study)
    const draft = await write(one, study, firstAvis)
    await cutDuring(relay, one, () => sign(one, draft), 'the centre to know of the first reading', stands(study, 'EN_FILE'))
    await cutDuring(relay, centre, assign(study, 'SECOND', two.first), 'the exam to be to read', async () => { await look(two); return (await rowOf(two, study))?.reading === 'to-read' })
    await two.client.until('the images of the exam that was given', async () => (await rowOf(two, study))?.locality === 'local')
    const typed = await write(two, study, positive('SENTINELLE-JASPE'))
    expect(typed.contexte).not.toBeNull()

    // A film that comes late sends the exam back under its reader, who goes on with what was typed.
    await orthanc.post('/instances', lateFilm())
    await two.client.call('retrieve.start', { studyInstanceUID: study, withPriors: false })
    await two.client.until('the late film', async () => (await begin(two, study)).returned === 'IMAGES', 30_000)
    const opinion = await begin(two, study)
    expect(opinion.avis).toEqual(typed.avis)

    // Frozen while nothing gets through, and killed before the letter has left.
    relay.setFault(() => ({ kind: 'status', status: 503 }))
    const frozen = await freeze(two, opinion)
    await two.killAndStart()
    relay.setFault(() => ({ kind: 'none' }))
    await two.sit(two.first)
    const waiting = async () => { await look(centre); return (await centre.client.call('exchange.waiting', {})).rows.some(({ readingId }) => readingId === frozen.id) }
    await two.client.until('the frozen opinion at the centre', waiting, 60_000)
    expect(await wordsIn(orthanc, words)).toEqual([])

    // V3: whatever is asked on the second reader's console, neither the first opinion nor who gave it is there.
    const blind = await walk(two, study)
    for (const word of ['SENTINELLE-OPALE', one.first.id, 'Lectrice Une']) expect(blind).not.toContain(word)
    await expect(two.client.call('reading.reveal', of(frozen))).rejects.toThrow(/reading\/awaits-release/)
    const released = async () => { await look(two); return two.client.call('reading.reveal', of(frozen)).then(({ revealed }) => revealed?.avis.commentaire === 'SENTINELLE-OPALE', () => false) }
    await cutDuring(relay, centre, () => centre.client.call('exchange.release', { readingId: frozen.id }), 'the reveal', released)
    expect(await wordsIn(orthanc, words)).toEqual([])
    const revealed = await two.client.call('reading.open', { studyInstanceUID: study })
    expect(await walk(two, study)).toContain('SENTINELLE-OPALE')
    await cutDuring(relay, two, () => sign(two, revealed), 'the end of the exam at the centre', stands(study, 'DEFINITIF'))
    expect(await known(study)).toMatchObject({ issue: 'POSITIF_L2', versions: [{ round: 1, version: 1 }] })

    // Nothing is masked any more: the first reader's documents leave.
    await one.client.until('the first report in the archive', async () => { await look(one); return (await wordsIn(orthanc, ['SENTINELLE-OPALE'])).length === 1 }, 90_000)

    // The second reader corrects what he signed: asked for there, agreed to at the centre, signed there.
    await two.client.call('reading.askCorrection', { readingId: revealed.id, reason: 'SENTINELLE-TOPAZE' })
    const asked = async () => { await look(centre); return (await centre.client.call('reading.corrections', {})).rows }
    await centre.client.until('the request at the centre', async () => (await asked()).length === 1, 60_000)
    const [request] = await asked()
    expect([request?.readerCode, request?.reason]).toEqual([revealed.readerCode, 'SENTINELLE-TOPAZE'])
    const agreed = async () => { await look(two); return (await two.client.call('reading.open', { studyInstanceUID: study })).correction?.state === 'AGREED' }
    await centre.client.call('reading.answerCorrection', { id: request?.id, agreed: true } as Parameters<typeof centre.client.call<'reading.answerCorrection'>>[1])
    await two.client.until('the agreement on the console that asked', agreed, 60_000)
    expect(await wordsIn(orthanc, ['SENTINELLE-TOPAZE'])).toEqual([])
    const correct = () => two.client.call('reading.correct', { readingId: revealed.id, avis: negative('SENTINELLE-JASPE'), rectifies: true, passphrase })
    await cutDuring(relay, two, correct, 'the corrected reading at the centre', async () => { await look(centre); return (await known(study))?.versions.length === 2 })
    expect(await known(study)).toMatchObject({ state: 'DEFINITIF', issue: 'CONCORDANT_NEG' })
    for (const { client } of [centre, one, two]) expect((await client.call('exchange.letters', {})).rows.filter(({ state }) => state !== 'TAKEN')).toEqual([])
  }, 300_000)

  it('S:arbitrer V9 runs an independent round with its arbitration, cut in the middle of every step', async () => {
    const study = independent.studyInstanceUID as StudyInstanceUID
    await centre.configure('INDEPENDANT')
    const arbiter = await two.add('Arbitre', 'L2')
    await admit(centre, two, arbiter)
    await join(centre, two)
    await two.sit(two.first)
    await find(centre, 'EX-SRT')
    const given = async (at: Console) => { await look(at); const row = await rowOf(at, study); return row?.reading === 'to-read' && row.locality === 'local' }
    await cutDuring(relay, centre, assign(study, 'INDEPENDENT', one.first, two.first), 'the exam at both readers', async () => (await given(one)) && (await given(two)))

    const read = async (at: Console, avis: Avis) => freeze(at, await write(at, study, avis))
    const frozen = await read(one, negative('SENTINELLE-ONYX'))
    await cutDuring(relay, one, () => sign(one, frozen), 'the first of both at the centre', async () => { await look(centre); return (await centre.client.call('programme.dossier', { studyInstanceUID: study })).dossier?.versions.length === 1 })
    const other = await read(two, positive('SENTINELLE-AGATE'))
    // V9: neither reader's console tells that there is another reading.
    for (const { client } of [one, two]) expect((await client.call('programme.dossier', { studyInstanceUID: study })).dossier?.versions.length).toBeLessThanOrEqual(1)
    await cutDuring(relay, two, () => sign(two, other), 'the comparison', stands(study, 'ARBITRAGE'))
    await centre.killAndStart()
    await centre.sit(centre.first)
    expect(await wordsIn(orthanc, ['SENTINELLE-ONYX', 'SENTINELLE-AGATE'])).toEqual([])

    await lettersArrived(two)
    await two.sit(arbiter)
    await cutDuring(relay, centre, assign(study, 'ARBITER', arbiter), 'both opinions at the arbiter', async () => { await look(two); return (await rowOf(two, study))?.reading === 'to-read' })
    const arbitration = await write(two, study, positive('SENTINELLE-GRENAT'))
    expect([arbitration.kind, arbitration.opposed?.map(({ avis }) => avis.commentaire).toSorted()]).toEqual(['ARBITRATION', ['SENTINELLE-AGATE', 'SENTINELLE-ONYX']])
    await cutDuring(relay, two, () => sign(two, arbitration), 'the conclusion', stands(study, 'CONCLU'))
    expect((await known(study))?.issue).toBe('POSITIF_L2')
    for (const { client } of [centre, one, two]) expect((await client.call('exchange.letters', {})).rows.filter(({ state }) => state === 'REFUSED')).toEqual([])
  }, 300_000)
})
