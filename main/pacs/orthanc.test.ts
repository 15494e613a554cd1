/** The DICOMweb client against a real Orthanc: what is found, fetched byte for byte, stored and proved stored. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anyQuery, collect, mammogramFiles, mammogramsMissing, putInto, sha256 } from '../../test/fixtures/archived-objects.ts'
import { datasetOf, makeCertificates, makeObject, peersPresent, skipTitle, sopClass, startOrthanc, storescu, testUid, type OrthancPeer } from '../../test/peers/index.ts'
import { createDicomWebClient, type PacsClient, type StudyQuery } from './index.ts'

const present = peersPresent()
const signal = new AbortController().signal

describe.skipIf(present.orthanc !== null)(`an Orthanc behind the PACS port${skipTitle(present.orthanc)}`, () => {
  let orthanc: OrthancPeer, pacs: PacsClient
  const add: ReturnType<typeof putInto> = (options) => putInto(orthanc)(options)
  beforeAll(async () => {
    orthanc = await startOrthanc()
    pacs = createDicomWebClient({ url: orthanc.dicomWebUrl, user: orthanc.user, password: orthanc.password, certificateAuthority: '' })
  })
  afterAll(async () => {
    pacs.close()
    await orthanc.stop()
  })

  it('answers to the right password and refuses a wrong one', async () => {
    await pacs.echo(signal)
    const wrong = createDicomWebClient({ url: orthanc.dicomWebUrl, user: orthanc.user, password: 'wrong', certificateAuthority: '' })
    await expect(wrong.echo(signal)).rejects.toMatchObject({ code: 'pacs/refused' })
    await expect(wrong.store(makeObject(), makeObject().bytes, signal)).rejects.toMatchObject({ code: 'pacs/refused' })
  })

  it('tells a study with its attributes, and nothing of the report in it', async () => {
    const image = await add({ patientName: 'LÉGER^Zoé', patientID: 'P-1', studyDate: '20240102', accessionNumber: 'ACC1', description: 'Dépistage' })
    await add({ studyInstanceUID: image.studyInstanceUID, patientName: 'LÉGER^Zoé', patientID: 'P-1', studyDate: '20240102', accessionNumber: 'ACC1', description: 'Dépistage', modality: 'SR', sopClassUID: sopClass.basicTextSr })
    const { studies } = await pacs.findStudies({ ...anyQuery, patientID: 'P-1' }, 10, signal)
    expect(studies).toEqual([{
      studyInstanceUID: image.studyInstanceUID, patientName: 'LÉGER^Zoé', patientID: 'P-1', issuerOfPatientID: '', patientBirthDate: '1960-01-01', patientSex: 'F',
      studyDate: '2024-01-02', studyTime: '101500', accessionNumber: 'ACC1', studyID: '', description: 'Dépistage', institutionName: '', referringPhysicianName: '',
      modalities: ['MG'], imageCount: null,
    }])
    const instances = await pacs.findInstances(image.studyInstanceUID, signal)
    expect(instances.map((instance) => [instance.modality, instance.sopClassUID]).toSorted()).toEqual([['MG', sopClass.mammography], ['SR', sopClass.basicTextSr]])
  })

  it.each(['léger', 'Leger', 'LÉGER ZOÉ', 'leger zoe', 'LEG'])('finds an accented name typed as %s', async (patientName) => {
    expect((await pacs.findStudies({ ...anyQuery, patientName }, 10, signal)).studies.map((study) => study.patientName)).toEqual(['LÉGER^Zoé'])
  })

  it('filters by accession number, days and modality', async () => {
    const found = async (query: Partial<StudyQuery>) =>
      (await pacs.findStudies({ ...anyQuery, patientID: 'P-1', ...query }, 10, signal)).studies.length
    expect(await found({ accessionNumber: 'ACC1' })).toBe(1)
    expect(await found({ accessionNumber: 'ACC2' })).toBe(0)
    expect(await found({ studyDateFrom: '2024-01-02', studyDateTo: '2024-01-02' })).toBe(1)
    expect(await found({ studyDateFrom: '2024-01-03' })).toBe(0)
    expect(await found({ studyDateTo: '2024-01-01' })).toBe(0)
    expect(await found({ modality: 'MG' })).toBe(1)
    expect(await found({ modality: 'CT' })).toBe(0)
  })

  it('says when there are more than asked for, and pages through many', async () => {
    for (let n = 0; n < 40; n += 1) await add({ patientID: `MANY-${n}`, accessionNumber: 'MANY' })
    const some = await pacs.findStudies({ ...anyQuery, accessionNumber: 'MANY' }, 30, signal)
    expect([some.studies.length, some.truncated]).toEqual([30, true])
    const all = await pacs.findStudies({ ...anyQuery, accessionNumber: 'MANY' }, 100, signal)
    expect([all.studies.length, all.truncated]).toEqual([40, false])
  })

  it('finds the priors: same patient, images, earlier, newest first', async () => {
    const patient = { patientName: 'MARTIN^Anne', patientID: 'P-2' }
    const old = await add({ ...patient, studyDate: '20200101' })
    const recent = await add({ ...patient, studyDate: '20220101' })
    const scan = await add({ ...patient, studyDate: '20230101', modality: 'CT' })
    await add({ ...patient, studyDate: '20230201', modality: 'SR', sopClassUID: sopClass.basicTextSr })
    await add({ ...patient, studyDate: '20250101' })
    await add({ ...patient, studyDate: '20210101', patientBirthDate: '19991231' })
    await add({ ...patient, patientID: 'P-20', studyDate: '20210101' })
    const current = await add({ ...patient, studyDate: '20240101' })
    const priors = await pacs.findPriors({
      studyInstanceUID: current.studyInstanceUID, patientID: 'P-2', issuerOfPatientID: '', patientBirthDate: '1960-01-01', studyDate: '2024-01-01', studyTime: '101500',
    }, signal)
    expect(priors.map((study) => study.studyInstanceUID)).toEqual([scan.studyInstanceUID, recent.studyInstanceUID, old.studyInstanceUID])
  })

  it('stores an object, names where it lies, and gives back the same bytes', async () => {
    const report = makeObject({ modality: 'DOC', sopClassUID: sopClass.encapsulatedPdf })
    expect(await pacs.locate(report, signal)).toBeNull()
    expect(await pacs.store(report, report.bytes, signal)).toBe('stored')
    expect(await pacs.store(report, report.bytes, signal)).toBe('stored')
    const at = await pacs.locate(report, signal)
    expect(at).toEqual({ studyInstanceUID: report.studyInstanceUID, seriesInstanceUID: report.seriesInstanceUID, sopInstanceUID: report.sopInstanceUID })
    if (at === null) return
    expect(sha256(datasetOf(await collect(pacs.fetchBack(at, signal))))).toBe(sha256(datasetOf(report.bytes)))
  })

  it('keeps the old content under a known UID while it says stored: only fetching back tells', async () => {
    const first = makeObject({ accessionNumber: 'ONE' })
    const other = makeObject({ ...first, accessionNumber: 'TWO' })
    await pacs.store(first, first.bytes, signal)
    expect(await pacs.store(other, other.bytes, signal)).toBe('stored')
    const back = sha256(datasetOf(await collect(pacs.fetchBack(first, signal))))
    expect(back).toBe(sha256(datasetOf(first.bytes)))
    expect(back).not.toBe(sha256(datasetOf(other.bytes)))
  })

  it('refuses an object of another study, and what is no object', async () => {
    const object = makeObject()
    await expect(pacs.store({ studyInstanceUID: testUid(), sopInstanceUID: object.sopInstanceUID }, object.bytes, signal)).rejects.toMatchObject({ code: 'pacs/answer', params: { status: 409, failureReason: '0x0110' } })
    await expect(pacs.store(object, Buffer.from('not DICOM'), signal)).rejects.toMatchObject({ code: 'pacs/answer', params: { status: 400 } })
  })

  it('says that an absent object is absent', async () => {
    const at = { studyInstanceUID: testUid(), seriesInstanceUID: testUid(), sopInstanceUID: testUid() }
    await expect(collect(pacs.retrieveInstance(at, signal))).rejects.toMatchObject({ code: 'pacs/answer', params: { status: 404 } })
  })

  it.skipIf(present.dcmtk !== null || mammogramsMissing !== null)(`gives the mammograms byte for byte${skipTitle(present.dcmtk, mammogramsMissing)}`, async () => {
    const files = mammogramFiles()
    await storescu(files, orthanc)
    const expected = files.map((file) => sha256(datasetOf(readFileSync(file)))).toSorted()
    const { studies } = await pacs.findStudies({ ...anyQuery, patientID: 'MGPROTO-0001' }, 10, signal)
    const digests: string[] = []
    for (const { studyInstanceUID } of studies) {
      for (const instance of await pacs.findInstances(studyInstanceUID, signal)) {
        const bytes = await collect(pacs.retrieveInstance({ studyInstanceUID, ...instance }, signal))
        expect(sha256(bytes)).toBe(sha256(await orthanc.file(instance.sopInstanceUID) ?? Buffer.alloc(0)))
        digests.push(sha256(datasetOf(bytes)))
      }
    }
    expect(digests.toSorted()).toEqual(expected)
  })

  it.skipIf(present.openssl !== null)(`is reached over TLS with the authority of the settings${skipTitle(present.openssl)}`, async () => {
    const certificates = await makeCertificates()
    const secure = await startOrthanc({ tls: certificates.server })
    try {
      const options = { url: secure.dicomWebUrl, user: secure.user, password: secure.password }
      const over = createDicomWebClient({ ...options, certificateAuthority: certificates.authority })
      const object = makeObject()
      await over.store(object, object.bytes, signal)
      expect(sha256(await collect(over.retrieveInstance(object, signal)))).toBe(sha256(object.bytes))
      await expect(createDicomWebClient({ ...options, certificateAuthority: '' }).echo(signal)).rejects.toMatchObject({ code: 'pacs/certificate' })
      over.close()
    } finally {
      await secure.stop()
      await certificates.remove()
    }
  })
})
