/** SR-BLIND: before the second reader's freeze, no answer to that account — any operation, any byte route, any listing,
 *  the event stream — tells what the first reader concluded, or that report objects exist. */
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operations, type OperationName } from '../../main/contract/index.ts'
import { createPart10Reader } from '../../main/dicom/index.ts'
import { cadReportFixture, fixtureUid } from '../fixtures/index.ts'
import { peersPresent, skipTitle, startHl7Receiver, startOrthanc, type Hl7Peer, type OrthancPeer } from '../peers/index.ts'
import { allDelivered, currentStudy, finishSecond, findAndRetrieve, listAll, mammogramFolder, mammogramMissing, newProfile, priorStudy, row, secondReader, sendMammogram, sentinels, setUpConsole, signFirst, stopAll, unlock, writeSecond } from '../program/scenario.ts'
import { ProblemAnswer, startProgram, type Client, type Program } from '../program/start-program.ts'

const { orthanc: noOrthanc, hl7: noHl7 } = peersPresent()
const missing = [noOrthanc, noHl7, mammogramMissing]

describe.skipIf(missing.some((reason) => reason !== null))(`blindness at the HTTP layer${skipTitle(...missing)}`, () => {
  let orthanc: OrthancPeer | null = null
  let ris: Hl7Peer | null = null
  let program: Program | null = null
  let client: Client
  let firstReportId = ''
  let firstReadingId = ''
  let firstOutbox: string[] = []
  let eventsBefore = 0

  beforeAll(async () => {
    orthanc = await startOrthanc()
    ris = await startHl7Receiver()
    await sendMammogram(orthanc)
    await orthanc.post('/instances', cadResults())
    program = await startProgram({ profile: await newProfile() })
    client = await program.connect()
    const accounts = await setUpConsole(client, { pacs: { url: orthanc.dicomWebUrl, user: orthanc.user, password: orthanc.password }, ris: { host: ris.host, port: ris.port } })
    await findAndRetrieve(client)
    const signed = await signFirst(client)
    firstReportId = signed.reportId ?? ''
    firstReadingId = signed.id
    await allDelivered(client)
    firstOutbox = (await client.call('delivery.list', {})).rows.map((one) => one.id)
    await client.call('session.lock', {})
    await unlock(client, accounts.second, secondReader.passphrase)
    eventsBefore = client.events.length
  })
  afterAll(() => stopAll(program, orthanc, ris), 60_000)

  it('walks the whole operations table without finding the first opinion', async () => {
    const draft = await writeSecond(client)
    const answers: { text: string; given: string }[] = []
    for (const name of Object.keys(operations) as OperationName[]) {
      if (destructive.has(name)) continue
      for (const input of inputsFor(name, draft.id, draft.version)) {
        const { text } = await client.raw(name, input)
        answers.push({ text: `${name} ${text}`, given: JSON.stringify(input) })
      }
    }
    for (const { text, given } of answers) expectBlind(text, given)
    expect(answers.length).toBeGreaterThanOrEqual(Object.keys(operations).length - destructive.size)
  })

  it('gives neither the first reader’s report nor its delivery', async () => {
    expect(firstReportId).not.toBe('')
    const pdf = await client.fetch(`/reports/${firstReportId}/pdf`)
    expect(pdf.status).toBe(404)
    expect((await client.call('reports.ofStudy', { studyInstanceUID: currentStudy })).reports).toEqual([])
    expect((await client.call('delivery.list', {})).rows).toEqual([])
    await expect(client.call('delivery.retry', { outboxId: firstOutbox[0] as never })).rejects.toThrow(/request\/not-found/)
  })

  it('refuses what exists and what does not in the same words', async () => {
    const nothing = '00000000-0000-4000-8000-000000000000'
    const same = async (name: string, real: string, input: (id: string) => unknown) => {
      const [one, other] = [await client.raw(name, input(real)), await client.raw(name, input(nothing))]
      expect(one.text.replaceAll(real, nothing)).toBe(other.text)
    }
    await same('delivery.retry', firstOutbox[0] ?? '', (outboxId) => ({ outboxId }))
    await same('reading.reveal', firstReadingId, (readingId) => ({ readingId, expectedVersion: 1 }))
    const pdf = async (id: string) => (await client.fetch(`/reports/${id}/pdf`)).text()
    expect((await pdf(firstReportId)).replaceAll(firstReportId, nothing)).toBe(await pdf(nothing))
  })

  it('counts images only, and shows no state of the first reading in the list', async () => {
    const listed = await row(client, currentStudy)
    expect(listed).toMatchObject({ imageCount: 4, modalities: ['MG'] })
    expect(['to-read', 'reading']).toContain(listed.reading)
    await client.call('pacs.search', { patientID: 'MGPROTO-0001', patientName: '', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' })
    expect(await row(client, currentStudy)).toMatchObject({ imageCount: 4, modalities: ['MG'] })
    for (const one of await listAll(client)) expectBlind(JSON.stringify(one))
  })

  it('retrieves neither report nor marks again from the PACS, where they lie in the open', async () => {
    const held = (await orthanc?.instances()) ?? []
    // Eight images, the four objects of the first opinion, and the results of computer-aided detection.
    expect(held.length).toBe(8 + 4 + 1)
    await client.call('study.evict', { studyInstanceUID: priorStudy })
    await client.call('retrieve.start', { studyInstanceUID: priorStudy, withPriors: false })
    await client.until('the prior to be local again', async () => (await row(client, priorStudy)).locality === 'local')
    const opened = await client.call('study.open', { studyInstanceUID: currentStudy })
    expect(opened.current.images.map((image) => image.modality)).toEqual(['MG', 'MG', 'MG', 'MG'])
  })

  it('M33 refuses what a machine found, whatever is asked, as long as the reading is blind', async () => {
    const asked = client.call('study.cad', { studyInstanceUID: currentStudy })
    await expect(asked).rejects.toThrow(/cad\/blind/)
    const { text } = await client.raw('study.cad', { studyInstanceUID: currentStudy })
    expect(text).not.toMatch(/Calcification|findings|algorithms/)
  })

  it('refuses an early reveal and records it', async () => {
    const opened = await client.call('reading.open', { studyInstanceUID: currentStudy })
    const attempt = client.call('reading.reveal', { readingId: opened.id, expectedVersion: opened.version })
    await expect(attempt).rejects.toBeInstanceOf(ProblemAnswer)
    await expect(attempt).rejects.toThrow(/reading\/premature-reveal/)
  })

  it('leaks nothing through events', () => {
    for (const event of client.events.slice(eventsBefore)) {
      expectBlind(JSON.stringify(event))
      expect(event.type).not.toBe('delivery.changed')
    }
  })

  it('shows the first opinion once the own one is frozen and revealed', async () => {
    const opened = await client.call('reading.open', { studyInstanceUID: currentStudy })
    const signed = await finishSecond(client, opened)
    expect(signed.revealed?.avis.commentaire).toContain(sentinels[0])
    expect(signed.blindAvis?.acr).toEqual({ D: 1, G: 1 })
    // No longer blind: the results that came with the images are there now.
    expect((await client.call('study.cad', { studyInstanceUID: currentStudy })).reports).toMatchObject([{ state: 'succeeded-with-findings', findings: [{ calcifications: 6 }] }])
  })

  /** As the modality's CAD sends them, on the first image of the exam. */
  function cadResults(): Uint8Array {
    const [image = ''] = readdirSync(`${mammogramFolder}/current`).map((file) => `${mammogramFolder}/current/${file}`)
    const reader = createPart10Reader()
    reader.push(readFileSync(image))
    const { identity, study } = reader.end()
    return cadReportFixture({
      study: {
        StudyInstanceUID: identity.studyInstanceUID, SeriesInstanceUID: identity.seriesInstanceUID, PatientID: study.patientID, PatientName: study.patientName,
        PatientBirthDate: study.patientBirthDate?.replaceAll('-', '') ?? '', PatientSex: study.patientSex, StudyDate: study.studyDate?.replaceAll('-', '') ?? '', StudyTime: study.studyTime,
      },
      sopInstanceUID: fixtureUid('blind cad'), images: [identity], findings: [{ kind: 'calcification-cluster', intent: 'required', image: 0, center: [100, 100], calcifications: 6 }],
    }).part10
  }

  /** Acts that end the walk or the session itself; each is tested on its own above. */
  const destructive: ReadonlySet<OperationName> = new Set(['session.lock', 'session.setUp', 'session.unlock', 'reading.freeze', 'reading.sign', 'study.evict', 'retrieve.start', 'pacs.search'])

  /** A refusal may name the identifier that it was asked about (`given`), and nothing else. */
  function expectBlind(text: string, given = ''): void {
    for (const sentinel of [...sentinels, firstReportId, firstReadingId, ...firstOutbox]) {
      if (!given.includes(sentinel)) expect(text).not.toContain(sentinel)
    }
  }

  function inputsFor(name: OperationName, readingId: string, version: number): unknown[] {
    const filter = { text: '', modalities: [], sites: [], localities: [], readings: [], studyDateFrom: null, studyDateTo: null }
    const deliveries = { states: [], destinations: [], kinds: [], urgentOnly: false, from: null, until: null, text: '' }
    const study = { studyInstanceUID: currentStudy }
    const own = { readingId, expectedVersion: version }
    const others = { readingId: firstReadingId, expectedVersion: 1 }
    const avis = { acr: { D: null, G: null }, densite: null, anomalies: [], rappelTechnique: null, examensProposes: [], commentaire: '' }
    const text = { indication: '', technique: '', resultats: '', conclusion: '' }
    const known: Partial<Record<OperationName, unknown[]>> = {
      'worklist.query': [
        { filter, sort: { key: 'state', direction: 'ascending' }, offset: 0, limit: 100 },
        { filter: { ...filter, text: 'SENTINELLE' }, sort: { key: 'studyDate', direction: 'descending' }, offset: 0, limit: 100 },
        { filter: { ...filter, modalities: ['SR'] }, sort: { key: 'studyDate', direction: 'descending' }, offset: 0, limit: 100 },
        { filter: { ...filter, readings: ['signed', 'sent'] }, sort: { key: 'studyDate', direction: 'descending' }, offset: 0, limit: 100 },
      ],
      'study.open': [study], 'study.cad': [study], 'reading.open': [study], 'reports.ofStudy': [study], 'retrieve.cancel': [study], 'retrieve.pause': [study, { studyInstanceUID: null }], 'retrieve.resume': [study, { studyInstanceUID: null }],
      'reading.reveal': [own, others], 'reading.change': [{ ...own, avis, reason: 'essai' }, { ...others, avis, reason: 'essai' }],
      'reading.saveDraft': [{ ...others, avis, text }],
      'reading.disputeSide': [{ readingId: others.readingId, sopInstanceUID: '1.2.3', disputed: true }],
      'reading.markUrgent': [{ readingId: others.readingId, urgent: true }],
      'delivery.retry': firstOutbox.map((outboxId) => ({ outboxId })), 'delivery.detail': firstOutbox.map((outboxId) => ({ outboxId })), 'delivery.handle': firstOutbox.map((outboxId) => ({ outboxId, reason: 'essai d’aveugle' })),
      'delivery.page': [deliveries, { ...deliveries, text: firstOutbox[0] ?? '' }].map((asked) => ({ filter: asked, offset: 0, limit: 500 })), 'delivery.answerAlarm': [{ reportId: firstReportId, how: 'essai d’aveugle' }],
      'audit.list': [{ before: null, limit: 500 }], 'import.close': [{ importId: '00000000-0000-4000-8000-000000000000' }],
      'session.setLanguage': [{ language: 'fr' }],
    }
    return known[name] ?? [{}]
  }
})
