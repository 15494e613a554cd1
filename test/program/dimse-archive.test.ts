/** A whole console against an archive that speaks DIMSE alone: a signed reading leaves by C-STORE and is confirmed by the
 *  commitment that the archive sends to the listener of the console. An urgent report that reaches its archive and not its RIS
 *  raises the alarm, until it is confirmed or handed over otherwise. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { avisVide, ficheVide, keptSettings, newSource, type Avis } from '../../main/contract/index.ts'
import { manualClock } from '../fixtures/manual-clock.ts'
import { freePort, makeObject, peersPresent, skipTitle, sopClass, startHl7Receiver, startOrthanc, until, type OrthancPeer } from '../peers/index.ts'
import { openInProcess, passphrase, type InProcess } from './in-process.ts'
import { mammographyDisplay, reported } from './mammography-display.ts'
import { importSmallExams } from './small-exams.ts'

const present = peersPresent()
const negative: Avis = { ...avisVide, acr: { D: 1, G: 1 }, densite: 2, fiche: { ...ficheVide, ecs: { statut: 'NORMAL_OU_BENIN', anomalies: [] } } }

describe.skipIf(present.orthanc !== null)(`a console and an archive without DICOMweb${skipTitle(present.orthanc)}`, () => {
  let orthanc: OrthancPeer, console: InProcess
  const clock = manualClock(Date.now())
  beforeAll(async () => {
    const port = await freePort()
    orthanc = await startOrthanc({ configuration: { DicomModalities: { ws: { AET: 'LECTURE', Host: '127.0.0.1', Port: port, AllowEcho: true, AllowFind: true, AllowGet: true, AllowMove: true, AllowStore: true, AllowStorageCommitment: true } } } })
    console = await openInProcess({ clock, people: [['Lecteur Un', 'L1'], ['Radiologue', 'RADIOLOGIST']] })
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

  it.skipIf(present.hl7 !== null)(`an urgent report, once there is room on the disk to sign it, that its RIS has not confirmed after five minutes raises an alarm, which goes once it is confirmed or handed over otherwise${skipTitle(present.hl7)}`, async () => {
    const { must, request } = console
    const port = await freePort()
    await must('session.lock', {})
    await must('session.unlock', { accountId: console.people.get('admin'), passphrase })
    const kept = keptSettings(await must('settings.get', {}))
    // Nobody listens there yet.
    await must('settings.set', { ...kept, ris: { ...kept.ris, host: '127.0.0.1', port } })
    await must('session.lock', {})
    await must('session.unlock', { accountId: console.people.get('Radiologue'), passphrase })
    const { importId } = await must('import.open', {})
    const exams = ['URGENT^Un', 'URGENT^Deux'].map((patientName, n) => makeObject({ modality: 'CT', sopClassUID: sopClass.computedTomography, patientName, patientID: `URG-${n}`, accessionNumber: `URG${n}` }))
    for (const [n, exam] of exams.entries()) expect((await request('PUT', `/import/${importId}/${n}.dcm`, new Uint8Array(exam.bytes))).bytes.toString()).toContain('"stored"')
    await must('import.close', { importId })
    /** Not one page more: nothing is half signed, and nothing of it is to be sent. */
    const refusedWhileFull = async (signature: { readonly readingId: string }) => {
      const store = console.identity.active()?.store
      const pages = store?.prepare<[], { page_count: number }>('PRAGMA page_count').get()?.page_count ?? 0
      store?.prepare(`PRAGMA max_page_count = ${pages}`).get()
      expect((await request('POST', '/api/reading.sign', JSON.stringify(signature))).bytes.toString()).toContain('"store/full"')
      store?.prepare('PRAGMA max_page_count = 1073741823').get()
      expect([store?.prepare('SELECT 1 FROM reports WHERE reading_id = ?').get(signature.readingId), store?.prepare('SELECT count(*) AS n FROM outbox WHERE study_instance_uid = ?').get(exams[0]?.studyInstanceUID)]).toEqual([undefined, { n: 0 }])
    }
    const sign = async (studyInstanceUID: string) => {
      const { id, version, avis } = await must('reading.open', { studyInstanceUID })
      const saved = await must('reading.saveDraft', { readingId: id, expectedVersion: version, avis, text: { indication: 'Chute.', technique: 'Scanner.', resultats: 'Hématome.', conclusion: 'Hématome sous-dural.' } })
      expect((await must('reading.markUrgent', { readingId: id, urgent: true })).urgency).toEqual({ urgent: true, ordered: null })
      const signature = { readingId: id, expectedVersion: saved.version, passphrase }
      if (studyInstanceUID === exams[0]?.studyInstanceUID) await refusedWhileFull(signature)
      return (await must('reading.sign', signature)).reportId ?? ''
    }
    const [later, otherwise] = [await sign(exams[0]?.studyInstanceUID ?? ''), await sign(exams[1]?.studyInstanceUID ?? '')]
    const rows = async () => (await must('delivery.page', { filter: { states: [], destinations: [], kinds: [], urgentOnly: true, from: null, until: null, text: '' }, offset: 0, limit: 100 })).rows
    const found = async (text: string) => (await must('delivery.page', { filter: { states: [], destinations: [], kinds: [], urgentOnly: false, from: null, until: null, text }, offset: 0, limit: 100 })).rows.map(({ reportId }) => reportId)
    const message = async (reportId: string) => (await rows()).find((row) => row.reportId === reportId && row.kind === 'ORU')
    const alarms = async () => (await must('delivery.alarms', {})).alarms.map(({ reportId, urgent, open, exam }) => [reportId, urgent, open, exam?.patientName])
    const health = () => must('health.get', {})
    const reading = async (studyInstanceUID: string) => (await must('worklist.query', { filter: { text: '', modalities: ['CT'], sites: [], localities: [], readings: [], studyDateFrom: null, studyDateTo: null }, sort: { key: 'studyDate', direction: 'descending' }, offset: 0, limit: 10 })).rows.find((row) => row.studyInstanceUID === studyInstanceUID)?.reading
    await until(async () => (await rows()).length >= 6 && (await rows()).every(({ destination, state }) => destination === 'RIS' || state === 'confirmed'), 'the archive to hold both reports', 40_000)
    // The one asks for the pause of the other: it is tried once nobody knows that the RIS is away.
    await until(async () => {
      clock.advance(5_000)
      return (await message(later))?.state === 'retry_wait' && (await message(otherwise))?.state === 'retry_wait'
    }, 'both messages to find nobody', 40_000)
    expect([await alarms(), (await health()).urgentAlarms]).toEqual([[], 0])
    expect([new Set(await found('deux urgent')), await found('personne')]).toEqual([new Set([otherwise]), []])
    expect((await message(otherwise))?.exam).toMatchObject({ patientName: 'URGENT^Deux', accessionNumber: 'URG1' })

    console.events.length = 0
    clock.advance(5 * 60_000)
    await until(async () => (await health()).urgentAlarms === 2, 'the alarm of each')
    expect((await alarms()).toSorted()).toEqual([[later, true, 1, 'URGENT^Un'], [otherwise, true, 1, 'URGENT^Deux']].toSorted())
    expect(console.events).toContainEqual({ type: 'delivery.changed' })

    await until(async () => (await message(otherwise))?.state === 'retry_wait', 'the attempt under way to end')
    await must('delivery.handle', { outboxId: (await message(otherwise))?.id, reason: 'Lu au téléphone, relu' })
    expect(await alarms()).toEqual([[later, true, 1, 'URGENT^Un']])
    expect(await Promise.all(exams.map(({ studyInstanceUID }) => reading(studyInstanceUID)))).toEqual(['signed', 'handled'])

    const ris = await startHl7Receiver({ port })
    try {
      await until(async () => {
        clock.advance(60_000)
        return (await alarms()).length === 0
      }, 'the alarm to go with the confirmation', 40_000)
      // The report of the test before, which nobody called urgent, had no RIS to go to until now: it may have left as well.
      const received = new Map((await ris.received(1)).map(({ controlId, segments }) => [controlId, segments]))
      expect(received.get((await message(later))?.dedupeKey ?? '')?.slice(0, 6)).toEqual(['MSH', 'PID', 'PV1', 'ORC', 'OBR', 'TQ1'])
      expect([...received.keys()]).not.toContain((await message(otherwise))?.dedupeKey)
    } finally {
      await ris.stop()
    }
    expect([(await health()).urgentAlarms, await reading(exams[0]?.studyInstanceUID ?? '')]).toEqual([0, 'sent'])
    await must('session.lock', {})
    await must('session.unlock', { accountId: console.people.get('admin'), passphrase })
    const trail = (await must('audit.list', { before: null, limit: 500 })).rows.map(({ detail }) => detail)
    expect(trail.filter((detail) => detail === 'urgent report not confirmed after 5 min')).toHaveLength(2)
    expect(trail.join()).not.toContain('Martin')
    expect(console.faults).toEqual([])
  })
})
