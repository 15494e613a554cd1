/** The DIMSE client against a real Orthanc: the same port, the same answers as over DICOMweb, bytes as they are stored. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anyQuery, collect, mammogramFiles, mammogramsMissing, putInto, sha256 } from '../../../test/fixtures/archived-objects.ts'
import { datasetOf, makeObject, peersPresent, skipTitle, sopClass, startOrthanc, type OrthancPeer } from '../../../test/peers/index.ts'
import { createDicomWebClient, type PacsClient } from '../index.ts'
import { createDimseClient, type Address } from './index.ts'

const present = peersPresent()
const signal = new AbortController().signal

describe.skipIf(present.orthanc !== null)(`an Orthanc behind the PACS port by DIMSE${skipTitle(present.orthanc)}`, () => {
  let orthanc: OrthancPeer, pacs: PacsClient, web: PacsClient, address: Address
  const add: ReturnType<typeof putInto> = (options) => putInto(orthanc)(options)
  beforeAll(async () => {
    orthanc = await startOrthanc()
    address = { host: '127.0.0.1', port: orthanc.dicomPort, calledAE: orthanc.aet, callingAE: 'WORKSTATION', tls: null, connectMs: 5000, idleMs: 20_000 }
    pacs = createDimseClient(address)
    web = createDicomWebClient({ url: orthanc.dicomWebUrl, user: orthanc.user, password: orthanc.password, certificateAuthority: '' })
  })
  afterAll(async () => {
    pacs.close()
    web.close()
    await orthanc.stop()
  })

  it('A1 answers to the right titles, and says which one is wrong', async () => {
    await pacs.echo(signal)
    await expect(createDimseClient({ ...address, calledAE: 'AUTRE' }).echo(signal)).rejects.toMatchObject({ code: 'pacs/called-ae' })
    await expect(createDimseClient({ ...address, callingAE: 'AUTRE' }).echo(signal)).rejects.toMatchObject({ code: 'pacs/calling-ae' })
  })

  it('tells studies, instances and priors as DICOMweb does, accents included', async () => {
    const image = await add({ patientName: 'LÉGER^Zoé', patientID: 'P-1', studyDate: '20240102', accessionNumber: 'ACC1', description: 'Dépistage' })
    await add({ studyInstanceUID: image.studyInstanceUID, patientName: 'LÉGER^Zoé', patientID: 'P-1', studyDate: '20240102', accessionNumber: 'ACC1', description: 'Dépistage', modality: 'SR', sopClassUID: sopClass.basicTextSr })
    await add({ patientName: 'LÉGER^Zoé', patientID: 'P-1', studyDate: '20220102' })
    for (const query of [{ patientID: 'P-1' }, { patientName: 'leger zoe' }, { accessionNumber: 'ACC1' }, { studyDateFrom: '2024-01-02', studyDateTo: '2024-01-02' }, { patientID: 'P-1', modality: 'CT' }]) {
      const [one, other] = [await pacs.findStudies({ ...anyQuery, ...query }, 10, signal), await web.findStudies({ ...anyQuery, ...query }, 10, signal)]
      expect(one.studies.toSorted((a, b) => (a.studyInstanceUID < b.studyInstanceUID ? -1 : 1))).toEqual(other.studies.toSorted((a, b) => (a.studyInstanceUID < b.studyInstanceUID ? -1 : 1)))
    }
    const byUid = (rows: { sopInstanceUID: string }[]) => rows.toSorted((a, b) => (a.sopInstanceUID < b.sopInstanceUID ? -1 : 1))
    expect(byUid(await pacs.findInstances(image.studyInstanceUID, signal))).toEqual(byUid(await web.findInstances(image.studyInstanceUID, signal)))
    expect([await pacs.countInstances(image.studyInstanceUID, signal), await web.countInstances(image.studyInstanceUID, signal)]).toEqual([2, 2])
    const of = { studyInstanceUID: image.studyInstanceUID, patientID: 'P-1', issuerOfPatientID: '', patientBirthDate: '1960-01-01', studyDate: '2024-01-02', studyTime: '101500' }
    expect((await pacs.findPriors(of, signal)).map(({ studyDate }) => studyDate)).toEqual(['2022-01-02'])
  })

  it('says when there are more than asked for, and cancels the rest', async () => {
    for (let n = 0; n < 12; n += 1) await add({ patientID: `MANY-${n}`, accessionNumber: 'MANY' })
    const some = await pacs.findStudies({ ...anyQuery, accessionNumber: 'MANY' }, 5, signal)
    expect([some.studies.length, some.truncated]).toEqual([5, true])
    expect((await pacs.findStudies({ ...anyQuery, accessionNumber: 'MANY' }, 50, signal)).studies).toHaveLength(12)
  })

  it('stores, finds again and gives back the data set byte for byte', async () => {
    const object = makeObject({ patientName: 'ŒUVRARD^Chloé' })
    await expect(pacs.store(object, object.bytes, signal)).resolves.toBe('stored')
    expect(await orthanc.file(object.sopInstanceUID).then((bytes) => bytes === null ? null : sha256(datasetOf(bytes)))).toBe(sha256(datasetOf(object.bytes)))
    const at = await pacs.locate(object, signal)
    expect(at?.seriesInstanceUID).toBe(object.seriesInstanceUID)
    if (at === null) return
    expect(sha256(datasetOf(await collect(pacs.fetchBack(at, signal))))).toBe(sha256(datasetOf(object.bytes)))
    expect(await pacs.locate({ ...object, sopInstanceUID: '1.2.3.4' }, signal)).toBeNull()
    await expect(collect(pacs.retrieveInstance({ ...at, sopInstanceUID: '1.2.3.4' }, signal))).rejects.toMatchObject({ code: 'pacs/dimse-status' })
  })

  it.skipIf(mammogramsMissing !== null)(`A2 pulls real mammograms in the transfer syntax they are stored in${skipTitle(mammogramsMissing)}`, async () => {
    const files = mammogramFiles().map((file) => readFileSync(file))
    for (const file of files) await orthanc.post('/instances', new Uint8Array(file))
    const digests: string[] = []
    for (const { studyInstanceUID } of (await pacs.findStudies({ ...anyQuery, patientID: 'MGPROTO-0001' }, 10, signal)).studies)
      for (const one of await pacs.findInstances(studyInstanceUID, signal)) digests.push(sha256(datasetOf(await collect(pacs.retrieveInstance({ studyInstanceUID, ...one }, signal)))))
    expect(digests.toSorted()).toEqual(files.map((file) => sha256(datasetOf(file))).toSorted())
  })

  it('frees the socket when it is cancelled in the middle', async () => {
    const object = makeObject({ patientID: 'BIG' })
    await orthanc.post('/instances', object.bytes)
    const cancel = new AbortController()
    const reading = (async () => { for await (const bytes of pacs.retrieveInstance(object, cancel.signal)) { if (bytes.length > 0) cancel.abort() } })()
    await expect(reading).rejects.toMatchObject({ code: 'request/aborted' })
    expect((await collect(pacs.retrieveInstance(object, signal))).length).toBeGreaterThan(100)
  })
})
