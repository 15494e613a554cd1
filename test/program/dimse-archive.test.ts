/** A whole console against an archive that speaks DIMSE alone: a signed reading leaves by C-STORE and is confirmed by the
 *  commitment that the archive sends to the listener of the console. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { avisVide, ficheVide, keptSettings, newSource, type Avis } from '../../main/contract/index.ts'
import { freePort, peersPresent, skipTitle, startOrthanc, until, type OrthancPeer } from '../peers/index.ts'
import { openInProcess, passphrase, type InProcess } from './in-process.ts'
import { mammographyDisplay, reported } from './mammography-display.ts'
import { importSmallExams } from './small-exams.ts'

const present = peersPresent()
const negative: Avis = { ...avisVide, acr: { D: 1, G: 1 }, densite: 2, fiche: { ...ficheVide, ecs: { statut: 'NORMAL_OU_BENIN', anomalies: [] } } }

describe.skipIf(present.orthanc !== null)(`a console and an archive without DICOMweb${skipTitle(present.orthanc)}`, () => {
  let orthanc: OrthancPeer, console: InProcess
  beforeAll(async () => {
    const port = await freePort()
    orthanc = await startOrthanc({ configuration: { DicomModalities: { ws: { AET: 'LECTURE', Host: '127.0.0.1', Port: port, AllowEcho: true, AllowFind: true, AllowGet: true, AllowMove: true, AllowStore: true, AllowStorageCommitment: true } } } })
    console = await openInProcess({ people: [['Lecteur Un', 'L1']] })
    const kept = keptSettings(await console.must('settings.get', {}))
    const source = newSource('archive', 'Archive')
    await console.must('settings.set', {
      ...kept, idleMinutes: 120, displayRule: { ...kept.displayRule, dailyCheck: false },
      sources: [{ ...source, archive: true, dimse: { ...source.dimse, host: '127.0.0.1', port: orthanc.dicomPort, calledAE: orthanc.aet } }],
      dicomIdentity: { ...kept.dicomIdentity, aeTitle: 'LECTURE', listen: { ...kept.dicomIdentity.listen, host: '127.0.0.1', port } },
    })
    await console.must('displays.save', { id: null, entry: mammographyDisplay() })
  })
  afterAll(async () => {
    await console.close()
    await orthanc.stop()
  })

  it('A7 confirms a signed reading by the commitment that comes to the listener', async () => {
    const { must } = console
    const [studyInstanceUID = ''] = await importSmallExams(console, [{ key: 'archive DIMSE', patientName: 'ESSAI^Archive', patientID: 'DIMSE-1', birthDate: '19650412', sex: 'F', date: '20250310' }])
    await must('session.lock', {})
    await must('session.unlock', { accountId: console.people.get('Lecteur Un'), passphrase })
    await must('displays.report', { screens: [reported()] })
    const { id, version, text } = await must('reading.open', { studyInstanceUID })
    const saved = await must('reading.saveDraft', { readingId: id, expectedVersion: version, avis: negative, text })
    await must('reading.sign', { readingId: id, expectedVersion: saved.version, passphrase })
    const toPacs = async () => (await must('delivery.list', {})).rows.filter(({ destination }) => destination === 'PACS')
    await until(async () => (await toPacs()).every(({ state }) => state === 'confirmed'), 'the confirmation of what was sent', 40_000)
    const rows = await toPacs()
    expect(rows.length).toBeGreaterThanOrEqual(2)
    // The archive holds each, and said so: Orthanc keeps its commitments as jobs.
    expect(await orthanc.instances()).toEqual(expect.arrayContaining(rows.map(({ dedupeKey }) => dedupeKey)))
    const jobs = await orthanc.get('/jobs?expand') as { Type: string }[]
    expect(jobs.filter(({ Type }) => Type === 'StorageCommitmentScp').length).toBeGreaterThanOrEqual(rows.length)
    expect(console.faults).toEqual([])
  })
})
