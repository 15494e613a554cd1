/** A study of many kinds of objects, pulled in every way: nothing is missing and every data set is, byte for byte, the one
 *  that the archive holds. */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collect, sha256 } from '../../test/fixtures/archived-objects.ts'
import { datasetOf, freePort, makeObject, peersPresent, skipTitle, sopClass, startDcmqrscp, startOrthanc, testUid, type DcmqrscpPeer, type OrthancPeer } from '../../test/peers/index.ts'
import { ExpectedError } from '../contract/index.ts'
import { part10Parts } from '../dicom/index.ts'
import { startAcceptor, type Acceptor } from './dimse/acceptor.ts'
import { openAssociation } from './dimse/association.ts'
import type { Address } from './dimse/connect.ts'
import { createExpectedObjects } from './dimse/expected-objects.ts'
import { createDimseClient } from './dimse/index.ts'
import { moveObject } from './dimse/move-object.ts'
import { offer, studyRootMove } from './dimse/services.ts'
import { createDicomWebClient, type DicomWebClient, type InstanceAddress, type PacsClient } from './index.ts'

const run = promisify(execFile)
const present = peersPresent()
const signal = new AbortController().signal
const digests = (files: Iterable<Uint8Array>) => [...files].map((file) => `${part10Parts(file).transferSyntaxUID} ${sha256(datasetOf(file))}`).toSorted()
const reports = join(import.meta.dirname, '../../../shared/data/objects')
const noData = existsSync(reports) ? null : '../shared/data is absent'

/** One object of each kind, as an old archive holds them: Latin-1, private elements, compressed by DCMTK where said. */
async function mixedStudy(folder: string): Promise<{ studyInstanceUID: string; files: string[] }> {
  const studyInstanceUID = testUid()
  const image = { rows: 64, columns: 64, frames: 1, fill: (bytes: Buffer) => { for (let at = 0; at < bytes.length; at += 1) bytes[at] = (at * 7 + (at >> 6)) % 256 } }
  const kinds: readonly (readonly [modality: string, sopClassUID: string, compress?: readonly string[]])[] = [
    ['CT', sopClass.computedTomography], ['CT', sopClass.computedTomography, ['dcmcjpls']], ['CT', sopClass.computedTomography, ['dcmcjpeg', '+e1']], ['CT', sopClass.computedTomography, ['dcmconv', '+ti']],
    ['PR', sopClass.greyscalePresentationState], ['KO', sopClass.keyObjectSelection], ['SR', sopClass.basicTextSr], ['SR', sopClass.comprehensive3dSr],
    ['ECG', sopClass.twelveLeadEcg], ['EEG', sopClass.routineScalpEeg], ['SEG', sopClass.segmentation], ['RTSTRUCT', sopClass.rtStructureSet],
    ['DOC', sopClass.encapsulatedPdf], ['DOC', sopClass.encapsulatedCda],
  ]
  const files: string[] = []
  for (const [index, [modality, sopClassUID, compress]] of kinds.entries()) {
    const object = makeObject({
      studyInstanceUID, modality, sopClassUID, patientID: 'A2', patientName: 'LÉGER^Zoé', description: 'Tête injectée', characterSet: 'ISO_IR 100', privateElements: true,
      ...(modality === 'CT' ? { pixels: image } : {}),
    })
    const plain = join(folder, `${index}-plain.dcm`), file = join(folder, `${index}.dcm`)
    writeFileSync(compress === undefined ? file : plain, object.bytes)
    if (compress !== undefined) await run(compress[0] ?? '', [...compress.slice(1), plain, file])
    files.push(file)
  }
  return { studyInstanceUID, files }
}

const missing = [present.orthanc, present.dcmtk]
describe.skipIf(missing.some((reason) => reason !== null))(`A2 CT, GSPS, KOS, SR, JPEG-LS, JPEG lossless, waveforms, SEG, RT and documents in one study${skipTitle(...missing)}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'binocle-pull-'))
  const expected = createExpectedObjects()
  let study: Awaited<ReturnType<typeof mixedStudy>>, orthanc: OrthancPeer, other: DcmqrscpPeer, acceptor: Acceptor
  let web: DicomWebClient, theirs: string[]
  const dimse = (port: number, calledAE: string): Address => ({ host: '127.0.0.1', port, calledAE, callingAE: 'WORKSTATION', tls: null, connectMs: 5000, idleMs: 20_000 })
  const classOf = (file: string) => part10Parts(readFileSync(file)).sopClassUID
  const syntaxOf = (file: string) => part10Parts(readFileSync(file)).transferSyntaxUID
  /** By our own C-STORE: DCMTK's sender knows not all of these classes. */
  async function fill(archive: DcmqrscpPeer, files: readonly string[]): Promise<void> {
    const sender = createDimseClient(dimse(archive.dicomPort, archive.aet))
    for (const bytes of files.map((file) => readFileSync(file))) await sender.store({ studyInstanceUID: study.studyInstanceUID, sopInstanceUID: part10Parts(bytes).sopInstanceUID }, bytes, signal)
    sender.close()
  }
  beforeAll(async () => {
    study = await mixedStudy(folder)
    const port = await freePort()
    orthanc = await startOrthanc({ configuration: { DicomModalities: { ws: { AET: 'WORKSTATION', Host: '127.0.0.1', Port: port, AllowEcho: true, AllowFind: true, AllowGet: true, AllowMove: true, AllowStore: true } } } })
    other = await startDcmqrscp(study.files.map(classOf), port)
    acceptor = await startAcceptor({ host: '127.0.0.1', port, calledAE: 'WORKSTATION', tls: null, idleMs: 20_000, maximumAssociations: 4 }, {
      allows: () => true, committed: () => Promise.resolve(),
      async store(object) { if (!await expected.deliver(object)) throw new ExpectedError('request/not-found') },
    })
    for (const file of study.files) await orthanc.post('/instances', readFileSync(file))
    await fill(other, study.files)
    web = createDicomWebClient({ url: orthanc.dicomWebUrl, user: orthanc.user, password: orthanc.password, certificateAuthority: '' })
    theirs = digests(study.files.map((file) => readFileSync(file)))
  })
  afterAll(async () => {
    web.close()
    await acceptor.close()
    await other.stop()
    await orthanc.stop()
    rmSync(folder, { recursive: true })
  })

  const address = (one: { seriesInstanceUID: string; sopInstanceUID: string }): InstanceAddress => ({ studyInstanceUID: study.studyInstanceUID, seriesInstanceUID: one.seriesInstanceUID, sopInstanceUID: one.sopInstanceUID })
  async function pulled(pacs: PacsClient, retrieve: (at: InstanceAddress) => AsyncIterable<Uint8Array>): Promise<string[]> {
    const files: Buffer[] = []
    for (const one of await pacs.findInstances(study.studyInstanceUID, signal)) files.push(await collect(retrieve(address(one))))
    return digests(files)
  }
  async function moved(to: Address): Promise<string[]> {
    const pacs = createDimseClient(to)
    const association = await openAssociation(to, { contexts: offer(studyRootMove) }, signal)
    let messageId = 0
    try {
      return await pulled(pacs, (at) => moveObject(association, messageId += 1, at, 'WORKSTATION', expected, 0))
    } finally {
      await association.release()
      pacs.close()
    }
  }

  it('is what both archives hold, in Latin-1, with its private elements, as many as they say', async () => {
    const held = await Promise.all((await web.findInstances(study.studyInstanceUID, signal)).map(async ({ sopInstanceUID }) => await orthanc.file(sopInstanceUID) ?? new Uint8Array()))
    expect(digests(held)).toEqual(theirs)
    expect(digests(await other.files())).toEqual(theirs)
    for (const file of held) expect([Buffer.from(file).includes('ISO_IR 100'), Buffer.from(file).includes(Buffer.from('privé', 'latin1'))]).toEqual([true, true])
    const [row] = await (await fetch(`${orthanc.dicomWebUrl}/studies?StudyInstanceUID=${study.studyInstanceUID}&includefield=00201208`, { headers: { authorization: `Basic ${btoa(`${orthanc.user}:${orthanc.password}`)}` } })).json() as { '00201208': { Value: number[] } }[]
    expect(row?.['00201208'].Value).toEqual([theirs.length])
  })

  it('comes by WADO-RS, object by object and as a whole', async () => {
    expect(await pulled(web, (at) => web.retrieveInstance(at, signal))).toEqual(theirs)
    const files: Buffer[] = []
    for await (const { bytes } of web.retrieveObjects({ studyInstanceUID: study.studyInstanceUID }, '*', signal)) files.push(await collect(bytes))
    expect(digests(files)).toEqual(theirs)
  })

  it('comes from an Orthanc by C-GET and by C-MOVE', async () => {
    const pacs = createDimseClient(dimse(orthanc.dicomPort, orthanc.aet))
    expect(await pulled(pacs, (at) => pacs.retrieveInstance(at, signal))).toEqual(theirs)
    pacs.close()
    expect(await moved(dimse(orthanc.dicomPort, orthanc.aet))).toEqual(theirs)
  })

  it('comes from a dcmqrscp by C-GET, although it says no class and looks at the first context alone; Implicit VR it rewrites as that one says', async () => {
    const pacs = createDimseClient(dimse(other.dicomPort, other.aet))
    const rewritten = await Promise.all(study.files.map(async (file) => {
      if (syntaxOf(file) !== '1.2.840.10008.1.2') return readFileSync(file)
      await run('dcmconv', ['+te', file, `${file}.explicit`])
      return readFileSync(`${file}.explicit`)
    }))
    expect(await pulled(pacs, (at) => pacs.retrieveInstance(at, signal))).toEqual(digests(rewritten))
    pacs.close()
  })

  it('comes from dcmqrscps by C-MOVE, from each in the one transfer syntax that it sends', async () => {
    const found: string[] = []
    for (const syntax of new Set(study.files.map(syntaxOf))) {
      const files = study.files.filter((file) => syntaxOf(file) === syntax)
      const one = await startDcmqrscp(files.map(classOf), acceptor.port, [syntax])
      await fill(one, files)
      found.push(...await moved(dimse(one.dicomPort, one.aet)))
      await one.stop()
    }
    expect(found.toSorted()).toEqual(theirs)
  })

  it('gives a series, frames in a chosen transfer syntax, metadata, bulk data and a picture', async () => {
    const [ct] = (await web.findInstances(study.studyInstanceUID, signal)).filter(({ modality }) => modality === 'CT')
    if (ct === undefined) throw new Error('no CT')
    const at = address(ct)
    let objects = 0
    for await (const part of web.retrieveObjects({ studyInstanceUID: at.studyInstanceUID, seriesInstanceUID: at.seriesInstanceUID }, '*', signal)) objects += Math.sign((await collect(part.bytes)).length)
    expect(objects).toBe(1)
    const frames: [string, string][] = []
    for (const syntax of ['1.2.840.10008.1.2.1', '1.2.840.10008.1.2.4.80']) {
      for await (const part of web.retrieveFrames(at, [1], syntax, signal)) frames.push([part.type.type, (await collect(part.bytes)).subarray(0, 2).toString('hex')])
    }
    expect(frames).toEqual([['application/octet-stream', '0007'], ['image/jls', 'ffd8']])
    await expect(collect((async function* () { for await (const part of web.retrieveFrames(at, [7], '1.2.840.10008.1.2.1', signal)) yield* part.bytes })())).rejects.toMatchObject({ code: 'pacs/answer', params: { status: 404 } })
    const [metadata] = await web.retrieveMetadata(at, signal)
    expect(metadata?.['00080018']?.Value).toEqual([at.sopInstanceUID])
    const uri = metadata?.['7FE00010']?.BulkDataURI ?? ''
    expect((await collect(web.retrieveBulkData(at.studyInstanceUID, uri, signal))).length).toBeGreaterThan(0)
    expect(Buffer.from(await web.retrieveRendered(at, { type: 'image/png', viewport: { width: 32, height: 32 } }, signal)).subarray(1, 4).toString()).toBe('PNG')
  })

  it.skipIf(noData !== null)(`comes whole where the reports are real ones${skipTitle(noData)}`, async () => {
    const files = readdirSync(reports).filter((name) => name.endsWith('.dcm')).map((name) => join(reports, name)).filter((file) => readFileSync(file).toString('latin1', 128, 132) === 'DICM')
    for (const file of files) await orthanc.post('/instances', readFileSync(file)).catch(() => undefined)
    let compared = 0
    for (const studyInstanceUID of await orthanc.get('/studies?expand').then((rows) => (rows as { MainDicomTags: { StudyInstanceUID: string } }[]).map((row) => row.MainDicomTags.StudyInstanceUID))) for (const one of await web.findInstances(studyInstanceUID, signal)) {
      const at = { studyInstanceUID, seriesInstanceUID: one.seriesInstanceUID, sopInstanceUID: one.sopInstanceUID }
      const held = sha256(datasetOf(await orthanc.file(one.sopInstanceUID) ?? new Uint8Array()))
      expect(sha256(datasetOf(await collect(web.retrieveInstance(at, signal))))).toBe(held)
      compared += 1
    }
    expect(compared).toBeGreaterThan(theirs.length)
  })
})
