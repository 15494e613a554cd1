/** A10: orders through the real rooms of the program, sent by an independent HL7 library and answered to an independent
 *  receiver: request, repetition, cancellation, complement, answer, identity. */
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { connect as connectTls, type ConnectionOptions } from 'node:tls'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keptSettings, type Input, type Output } from '../../main/contract/index.ts'
import { identityMessage, orderedPatient, requestMessage } from '../fixtures/order-messages.ts'
import {
  freePort, makeCertificates, makeObject, peersPresent, scheduledDump, sendHl7, skipTitle, sopClass, startHl7Receiver, startOrthanc, startTlsRelay, startWorklist, testUid, until, wlmscpfsMissing, type Certificate, type Hl7Peer, type ObjectOptions,
} from '../peers/index.ts'
import { openInProcess, passphrase, type InProcess } from '../program/in-process.ts'
import { archiveAt } from '../program/scenario.ts'

const present = peersPresent(), { hl7: missing } = present
const fallBacks = [present.orthanc, present.dcmtk, wlmscpfsMissing]

describe.skipIf(missing !== null)(`orders from a RIS${skipTitle(missing)}`, () => {
  let app: InProcess, ris: Hl7Peer, port = 0
  const configured = { address: '127.0.0.1', tls: 'NONE' as const, certificate: '', key: null, authority: '', callers: ['127.0.0.1'], senders: [{ application: 'RIS', facility: '' }], keepDays: 90, worklist: { host: '', port: 104, calledAE: '', minutes: 5 }, archiveDays: 0, archiveMinutes: 10 }
  const configure = (change: Partial<Input<'orders.configure'>>) => app.must('orders.configure', { ...configured, port, ...change })
  const list = (filter: 'OPEN' | 'WITHOUT_IMAGES' | 'ALL' = 'ALL', text = '') => app.must('orders.list', { filter, text, offset: 0, limit: 100 })
  const rows = async () => (await app.must('worklist.query', { filter: { text: '', modalities: [], sites: [], localities: [], readings: [], studyDateFrom: null, studyDateTo: null }, sort: { key: 'studyDate', direction: 'descending' }, offset: 0, limit: 100 })).rows
  const send = (...messages: string[]) => sendHl7(port, messages)
  const codes = async (...messages: string[]) => (await send(...messages)).map(({ code }) => code)
  const byPlacer = async (placer: string) => (await list()).orders.filter(({ placerNumber }) => placerNumber === placer)
  const sit = (person: string) => app.must('session.unlock', { accountId: app.people.get(person), passphrase })

  async function importExam(options: ObjectOptions): Promise<string> {
    const object = makeObject({ patientID: orderedPatient.id, patientName: 'LEFEVRE^ANAIS', patientBirthDate: orderedPatient.birthDate, ...options })
    const { importId } = await app.must('import.open', {})
    const put = await app.request('PUT', `/import/${importId}/a.dcm`, new Uint8Array(object.bytes))
    expect(put.bytes.toString()).toContain('"stored"')
    await app.must('import.close', { importId })
    return object.studyInstanceUID
  }

  const listens = () => until(async () => (await app.must('orders.listening', {})).state === 'LISTENING', 'the listener')

  beforeAll(async () => {
    ris = await startHl7Receiver()
    port = await freePort()
    app = await openInProcess({ people: [['reader', 'RADIOLOGIST'], ['second', 'L2']] })
    const settings = await app.must('settings.get', {})
    await app.must('settings.set', { ...keptSettings(settings), ris: { ...settings.ris, host: ris.host, port: ris.port }, site: { ...settings.site, name: 'Téléradiologie d’essai', finess: '140000999' } })
    await app.must('professionals.set', { accountId: app.people.get('reader'), rpps: '81001234566', familyName: 'LECTEUR', givenName: 'Anne', specialty: 'G15_10/SM44' })
    await configure({})
    await listens()
    await sit('reader')
    await listens()
  })
  afterAll(async () => {
    await app.close()
    await ris.stop()
  })

  it('A10 NW becomes an item of the list with all that the reader needs; the same message again says AA and adds nothing', async () => {
    const request = requestMessage({ controlId: 'A1', placer: 'OPN1', priority: 'S', justification: 'Chute sous anticoagulant', purpose: 'Hématome ?', history: [['Fibrillation auriculaire', true]] })
    expect(await codes(request, request, request.replace('|20250312100000+0100|', '|20250312100500+0100|'))).toEqual(['AA', 'AA', 'AA'])
    const found = await byPlacer('OPN1')
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({
      source: 'HL7', state: 'requested', urgency: 'stat', callBack: '+33231000000', requester: 'DURAND Paul', structure: 'CH de Lisieux', justification: 'Chute sous anticoagulant', purpose: 'Hématome ?',
      history: [{ text: 'Fibrillation auriculaire', major: true }], modalityName: 'Tomodensitométrie', regions: ['Tête'], answerable: true, studies: [], masked: false,
      patient: { name: 'LEFÈVRE^Anaïs', birthDate: '1961-02-03', id: '4711', ins: { value: '261025030199822', qualified: true } },
    })
    expect((await list('WITHOUT_IMAGES', 'lefevre anais')).orders.map(({ placerNumber }) => placerNumber)).toContain('OPN1')
    expect(await app.must('orders.listening', {})).toMatchObject({ taken: 1 })
  })

  it('A10 CA marks it, and stays right when it overtakes its request', async () => {
    expect(await codes(requestMessage({ control: 'CA', controlId: 'B1', placer: 'OPN1', sentAt: '20250312110000+0100', reason: 'Patiente sortie' }))).toEqual(['AA'])
    expect((await byPlacer('OPN1'))[0]).toMatchObject({ state: 'cancelled', cancelReason: 'Patiente sortie', justification: 'Chute sous anticoagulant', answerable: false })
    expect((await list('OPEN')).orders.map(({ placerNumber }) => placerNumber)).not.toContain('OPN1')
    expect(await codes(requestMessage({ control: 'CA', controlId: 'B2', placer: 'OPN2', sentAt: '20250312110000+0100' }), requestMessage({ controlId: 'B3', placer: 'OPN2', justification: 'Arrivée après' }))).toEqual(['AA', 'AA'])
    expect((await byPlacer('OPN2'))[0]).toMatchObject({ state: 'cancelled', justification: 'Arrivée après' })
  })

  it('A10 OMI SR joins the exam that is here, by Study Instance UID and by accession number, and the exam that comes later', async () => {
    const scan = { modality: 'CT', sopClassUID: sopClass.computedTomography }
    const here = await importExam({ accessionNumber: 'ACC-1', description: 'ici', ...scan })
    expect(await codes(requestMessage({ controlId: 'C1', placer: 'OPN3', priority: 'A' }), requestMessage({ control: 'SR', controlId: 'C2', placer: 'OPN3', accession: 'ACC-1', studyInstanceUID: here, sentAt: '20250312120000+0100' }))).toEqual(['AA', 'AA'])
    expect((await rows()).find(({ studyInstanceUID }) => studyInstanceUID === here)).toMatchObject({ order: { urgency: 'urgent', state: 'performed', conflict: false } })
    expect((await app.must('orders.ofStudy', { studyInstanceUID: here })).orders).toMatchObject([{ placerNumber: 'OPN3', performed: { retention: '730 jours' } }])
    expect(await codes(requestMessage({ controlId: 'C3', placer: 'OPN4', priority: 'C' }), requestMessage({ control: 'SR', controlId: 'C4', placer: 'OPN4', accession: 'ACC-2', sentAt: '20250312120000+0100' }))).toEqual(['AA', 'AA'])
    expect((await list('WITHOUT_IMAGES')).orders.map(({ placerNumber }) => placerNumber)).toContain('OPN4')
    const come = await importExam({ accessionNumber: 'ACC-2', ...scan })
    expect((await byPlacer('OPN4'))[0]).toMatchObject({ studies: [come] })
    // And how hurried their reports are, unless the reader says otherwise; an order that was cancelled says nothing any more.
    const urgency = async (studyInstanceUID: string) => (await app.must('reading.open', { studyInstanceUID })).urgency
    expect([await urgency(here), await urgency(come)]).toEqual([{ urgent: true, ordered: 'URGENT' }, { urgent: true, ordered: 'CALL_BACK' }])
    expect(await codes(requestMessage({ control: 'CA', controlId: 'C5', placer: 'OPN4', accession: 'ACC-2', sentAt: '20250312130000+0100' }))).toEqual(['AA'])
    expect(await urgency(come)).toEqual({ urgent: false, ordered: null })
    expect((await list('WITHOUT_IMAGES')).orders.map(({ placerNumber }) => placerNumber)).not.toContain('OPN4')
  })

  it('refuses to join another patient’s exam under the same accession number, and shows the conflict', async () => {
    const other = await importExam({ accessionNumber: 'ACC-3', patientID: '9', patientName: 'MARTIN^JEAN', patientBirthDate: '19500101' })
    await codes(requestMessage({ controlId: 'D1', placer: 'OPN5', justification: 'Ne doit pas paraître' }), requestMessage({ control: 'SR', controlId: 'D2', placer: 'OPN5', accession: 'ACC-3', sentAt: '20250312120000+0100' }))
    expect((await rows()).find(({ studyInstanceUID }) => studyInstanceUID === other)).toMatchObject({ order: { conflict: true } })
    expect(await app.must('orders.ofStudy', { studyInstanceUID: other })).toMatchObject({ orders: [], conflicts: [{ placerNumber: 'OPN5', conflicts: [{ studyInstanceUID: other, patientBirthDate: '1950-01-01' }] }] })
    const sameDay = await importExam({ accessionNumber: 'ACC-3', patientBirthDate: '19610204' })
    expect((await rows()).find(({ studyInstanceUID }) => studyInstanceUID === sameDay)).toMatchObject({ order: { conflict: true } })
    // The same order number for somebody else is refused whole.
    const [answer] = await send(requestMessage({ controlId: 'D3', placer: 'OPN5', patient: { id: '9', family: 'MARTIN', given: 'Jean', birthDate: '19500101' } }))
    expect(answer).toMatchObject({ code: 'AE', errors: [{ at: 'PID^1^3' }] })
    expect((await byPlacer('OPN5'))[0]?.patient.name).toBe('LEFÈVRE^Anaïs')
  })

  it('withholds the free text of a request from a second reader who is blind', async () => {
    const exam = await importExam({ accessionNumber: 'ACC-8', modality: 'MG', description: 'Mammographie' })
    await codes(requestMessage({ control: 'SR', controlId: 'S1', placer: 'OPN20', accession: 'ACC-8', justification: 'SENTINELLE premier avis', purpose: 'SENTINELLE', history: [['SENTINELLE', true]] }))
    expect((await app.must('orders.ofStudy', { studyInstanceUID: exam })).orders).toMatchObject([{ masked: false, justification: 'SENTINELLE premier avis' }])
    await sit('second')
    const told = await app.must('orders.ofStudy', { studyInstanceUID: exam })
    expect(told.orders).toMatchObject([{ masked: true, justification: '', purpose: '', history: [], callBack: '+33231000000' }])
    expect(JSON.stringify([told, await list()])).not.toContain('SENTINELLE')
    await sit('reader')
    await expect.poll(() => app.must('orders.listening', {})).toMatchObject({ state: 'LISTENING' })
  })

  it('A10 OK and OC leave for the RIS with the fields of the volume', async () => {
    await codes(requestMessage({ controlId: 'E1', placer: 'OPN6' }), requestMessage({ controlId: 'E2', placer: 'OPN7' }))
    const [accepted] = await byPlacer('OPN6'), [refused] = await byPlacer('OPN7')
    expect(await app.must('orders.answer', { orderId: accepted?.id, accept: true, text: 'Hélice sans injection\nfenêtre osseuse' })).toMatchObject({ state: 'accepted', answer: { accepted: true, own: true }, answerable: false })
    expect(await app.must('orders.answer', { orderId: refused?.id, accept: false, text: 'IRM préférable' })).toMatchObject({ state: 'refused' })
    const [ok, no] = await ris.received(2)
    expect(ok).toMatchObject({
      type: 'ORU^R01^ORU_R01', version: '2.5.1', country: 'FRA', charset: 'UNICODE UTF-8', order: 'OK', segments: ['MSH', 'PID', 'ORC', 'OBR', 'OBX'],
      common: { 2: 'OPN6^^1.2.250.1.9^ISO', 12: '881001234566^LECTEUR^Anne^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS', 17: 'PLATEFORME_TELERADIOLOGIE^^TLR_TYPE_ORGANISATION', 21: 'Téléradiologie d’essai^^^^^ASIP-SANTE-ST&1.2.250.1.71.4.2.2&ISO^FINEG^^^140000999' },
      observations: [{ type: 'ED', code: 'PROTOCOLE_IMAGERIE^Protocole d’imagerie médicale^TLR_OBSERVATION', status: 'F', media: '^TEXT^^Base64', bytes: Buffer.byteLength('Hélice sans injection\nfenêtre osseuse') }],
    })
    expect(ok?.service).toContain('REPONSE_DEMANDE')
    expect(ok?.patientId).toContain('261025030199822')
    expect(no).toMatchObject({ order: 'OC', common: { 2: 'OPN7^^1.2.250.1.9^ISO', 16: '^IRM préférable' }, observations: [] })
    await expect.poll(async () => (await app.must('delivery.list', {})).rows.filter(({ kind }) => kind === 'ORDER_ANSWER').map(({ state }) => state)).toEqual(['confirmed', 'confirmed'])
    const again = await app.request('POST', '/api/orders.answer', JSON.stringify({ orderId: accepted?.id, accept: false, text: 'non' }))
    expect(again.bytes.toString()).toContain('orders/not-answerable')
  })

  it('A10 what is wrong is refused by place and for good, and counted', async () => {
    const good = requestMessage({ controlId: 'F1', placer: 'OPN8' })
    const [first, other, sender, control] = await send(good, good.replace('Chute', 'Coup'), requestMessage({ controlId: 'F2', placer: 'OPN9', application: 'INCONNU' }), good.replace('ORC|NW|', 'ORC|ZZ|').replace('|F1|', '|F4|'))
    expect(first?.code).toBe('AA')
    expect(other).toMatchObject({ code: 'AE', controlId: 'F1', errors: [{ at: 'MSH^1^10', code: '205^Duplicate key identifier^HL70357' }] })
    expect(sender).toMatchObject({ code: 'AE', errors: [{ at: 'MSH^1^3' }] })
    expect(control).toMatchObject({ code: 'AE', errors: [{ at: 'ORC^1^1', code: '103^Table value not found^HL70357' }] })
    expect(await byPlacer('OPN9')).toEqual([])
    const { refused } = await app.must('orders.listening', {})
    expect(refused.slice(0, 3).map(({ reason }) => reason)).toEqual(['FAULTY', 'SENDER', 'DUPLICATE_ID'])
  })

  it('A10 AR rejects what its header says is not for us (2.9.2.2): type, event, processing id, version', async () => {
    const good = requestMessage({ controlId: 'R1', placer: 'OPN12' })
    const cases = [
      ['ORM^O01^ORM_O01', 'SIU^S12^SIU_S12', 'MSH^1^9', '200^Unsupported message type'], ['ORM^O01^ORM_O01', 'ORM^O02^ORM_O02', 'MSH^1^9', '201^Unsupported event code'],
      ['|R1|P|', '|R1|T|', 'MSH^1^11', '202^Unsupported processing id'], ['|R1|P|', '|R1|X|', 'MSH^1^11', '202^Unsupported processing id'], ['|R1|P|2.5.1|', '|R1|P|1.9|', 'MSH^1^12', '203^Unsupported version id'],
    ] as const
    const answers = await send(...cases.map(([from, to]) => good.replace(from, to)), good)
    expect(answers.map(({ code, controlId, errors }) => [code, controlId, ...errors.map((error) => [error.at, error.code])])).toEqual([...cases.map(([, , at, code]) => ['AR', 'R1', [at, `${code}^HL70357`]]), ['AA', 'R1']])
    expect((await app.must('orders.listening', {})).refused.slice(0, 5).map(({ reason }) => reason)).toEqual(['FAULTY', 'FAULTY', 'TEST', 'FAULTY', 'FAULTY'])
  })

  it('A08 and A40 correct the orders and are shown beside exams, which keep what their images bear; what was signed before leaves as it was signed', async () => {
    // An archive that takes nothing, so that what is signed waits.
    const refusing = createServer((_, answer) => { answer.writeHead(401).end() }).listen(0, '127.0.0.1')
    await once(refusing, 'listening')
    await sit('admin')
    await app.must('settings.set', { ...keptSettings(await app.must('settings.get', {})), sources: [archiveAt({ url: `http://127.0.0.1:${(refusing.address() as AddressInfo).port}/dicom-web`, user: 'reader', password: 'x' })] })
    await sit('reader')
    await listens()
    const exam = await importExam({ modality: 'CT', sopClassUID: sopClass.computedTomography, accessionNumber: 'ACC-6', patientID: '5001', patientName: 'DUPONT^LEA', patientBirthDate: '19700101' })
    const before = { id: '5001', family: 'DUPONT', given: 'Léa', birthDate: '19700101' }, after = { ...before, family: 'DUPOND' }
    const opened = await app.must('reading.open', { studyInstanceUID: exam })
    const saved = await app.must('reading.saveDraft', { readingId: opened.id, expectedVersion: opened.version, avis: opened.avis, text: { indication: 'Chute', technique: 'Hélice', resultats: 'Normal', conclusion: 'Examen normal.' } })
    await app.must('reading.sign', { readingId: saved.id, expectedVersion: saved.version, passphrase })
    const [report] = (await app.must('reports.ofStudy', { studyInstanceUID: exam })).reports
    await codes(requestMessage({ controlId: 'G1', placer: 'OPN10', patient: before }), requestMessage({ control: 'SR', controlId: 'G2', placer: 'OPN10', patient: before, accession: 'ACC-6', sentAt: '20250312120000+0100' }))
    expect(await codes(identityMessage('A08', { controlId: 'G3', patient: after }))).toEqual(['AA'])
    const told = await app.must('orders.ofStudy', { studyInstanceUID: exam })
    expect(told).toMatchObject({ orders: [{ patient: { name: 'DUPOND^Léa' } }], identity: [{ kind: 'CORRECTED', name: 'DUPOND^Léa', signedUnderOther: true }] })
    expect(await codes(identityMessage('A40', { controlId: 'G4', patient: { ...after, id: '6001' }, replaces: '5001' }))).toEqual(['AA'])
    const merged = await app.must('orders.ofStudy', { studyInstanceUID: exam })
    expect(merged.orders).toMatchObject([{ patient: { id: '6001' } }])
    expect(merged.identity[0]).toMatchObject({ kind: 'MERGED' })
    expect((await rows()).find(({ studyInstanceUID }) => studyInstanceUID === exam)).toMatchObject({ patientID: '5001', patientName: 'DUPONT^LEA' })
    // Let go by hand, it says what was signed, byte for byte, under the identity of that moment.
    await until(async () => (await app.must('delivery.list', {})).rows.filter(({ reportId, destination }) => reportId === report?.id && destination === 'PACS').every(({ state }) => state === 'dead'), 'the archive refusing')
    for (const { id, destination } of report?.deliveries ?? []) if (destination === 'PACS') await app.must('delivery.handle', { outboxId: id, reason: 'Remis sur papier' })
    const control = report?.deliveries.find(({ kind }) => kind === 'ORU')?.dedupeKey
    await until(() => Promise.resolve(ris.messages().some(({ controlId }) => controlId === control)), 'the report at the RIS')
    expect(ris.messages().find(({ controlId }) => controlId === control)).toMatchObject({ patientName: 'DUPONT^LEA^^^^^L', patientId: expect.stringContaining('5001') as string, observations: expect.arrayContaining([expect.objectContaining({ type: 'ED', sha256: report?.pdfSha256 })]) as unknown })
    expect((await app.must('reports.ofStudy', { studyInstanceUID: exam })).reports).toMatchObject([{ id: report?.id, pdfSha256: report?.pdfSha256 }])
    refusing.close()
  })

  it.skipIf(fallBacks.some((reason) => reason !== null))(`A10 without a RIS that sends, a worklist (wlmscpfs) and the archive (Orthanc, QIDO-RS) are asked under the title of this console${skipTitle(...fallBacks)}`, async () => {
    const date = new Date().toISOString().slice(0, 10).replaceAll('-', '')
    const patient = { patientID: 'MWL-1', patientName: 'GUÉRIN^Zoé', patientBirthDate: '19700101' }
    const [scheduled, made, asked] = ['ACC-M1', 'ACC-M2', 'ACC-M3'].map((accessionNumber) => makeObject({ ...patient, accessionNumber, studyDate: date }))
    const orthanc = await startOrthanc()
    const wlm = await startWorklist([scheduledDump({ ...patient, birthDate: patient.patientBirthDate, date, accessionNumber: 'ACC-M1', studyInstanceUID: scheduled?.studyInstanceUID ?? '' })])
    try {
      for (const object of [scheduled, made, asked]) await orthanc.post('/instances', object?.bytes ?? '')
      await codes(requestMessage({ control: 'SR', controlId: 'M1', placer: 'OPN13', accession: 'ACC-M3', patient: { id: 'MWL-1', family: 'GUÉRIN', given: 'Zoé', birthDate: '19700101' } }))
      await sit('admin')
      const settings = keptSettings(await app.must('settings.get', {}))
      await app.must('settings.set', { ...settings, sources: [archiveAt({ url: orthanc.dicomWebUrl, user: orthanc.user, password: orthanc.password })], dicomIdentity: { ...settings.dicomIdentity, aeTitle: 'LECTURE' } })
      const worklist = { host: '127.0.0.1', port: wlm.port, calledAE: wlm.aet, minutes: 60 }
      await configure({ worklist, archiveDays: 2 })
      const polled = async () => (await list('ALL', 'guerin')).orders.map(({ source, accessionNumber, state, studies, answerable }) => [source, accessionNumber, state, studies, answerable]).toSorted()
      // One order each: what a RIS or the worklist told is not told again by the archive.
      await expect.poll(polled, { timeout: 15_000 }).toEqual([['HL7', 'ACC-M3', 'performed', [asked?.studyInstanceUID], false], ['MWL', 'ACC-M1', 'requested', [scheduled?.studyInstanceUID], false], ['QIDO', 'ACC-M2', 'performed', [made?.studyInstanceUID], false]])
      expect((await list('ALL', 'guerin')).orders.find(({ source }) => source === 'MWL')).toMatchObject({ urgency: 'stat', justification: 'Chute sous anticoagulant', requester: 'DURAND Paul', patient: { name: 'GUÉRIN^Zoé', birthDate: '1970-01-01' } })
      expect(wlm.callers()).toEqual(['LECTURE -> WLM'])
      // The images of what is scheduled come by themselves.
      await expect.poll(async () => (await rows()).find(({ studyInstanceUID }) => studyInstanceUID === scheduled?.studyInstanceUID)?.locality, { timeout: 15_000 }).toBe('local')
      expect(await app.must('orders.listening', {})).toMatchObject({ worklist: { problem: null }, archive: { problem: null } })
      // A worklist that moved is asked at once, and what it says is shown.
      await configure({ worklist: { ...worklist, calledAE: 'AUTRE' }, archiveDays: 0 })
      await expect.poll(() => app.must('orders.listening', {})).toMatchObject({ worklist: { problem: { code: 'pacs/called-ae' } }, archive: { askedAt: null } })
      await configure({})
      await app.must('settings.set', settings)
    } finally {
      await Promise.all([wlm.stop(), orthanc.stop()])
    }
  })

  it.skipIf(fallBacks.some((reason) => reason !== null))(`A10 a worklist over TLS (wlmscpfs) is shown the certificate of this console, and tells nothing without it${skipTitle(...fallBacks)}`, async () => {
    const patient = { patientID: 'MWL-2', patientName: 'VASSEUR^Lise', birthDate: '19720304', accessionNumber: 'ACC-T1', studyInstanceUID: testUid(), date: new Date().toISOString().slice(0, 10).replaceAll('-', '') }
    const certificates = await makeCertificates()
    const wlm = await startWorklist([scheduledDump(patient)])
    const relay = await startTlsRelay(certificates.server, wlm.port, certificates.authorityFile)
    try {
      await sit('admin')
      const settings = keptSettings(await app.must('settings.get', {}))
      const [certificate, key] = [certificates.server.certFile, certificates.server.keyFile].map((file) => readFileSync(file, 'utf8')) as [string, string]
      await configure({ worklist: { host: '127.0.0.1', port: relay.port, calledAE: wlm.aet, minutes: 60, tls: true, certificateAuthority: certificates.authority } })
      await expect.poll(() => app.must('orders.listening', {}), { timeout: 15_000 }).toMatchObject({ worklist: { problem: { code: 'pacs/own-certificate' } } })
      expect((await list('ALL', 'vasseur')).orders).toEqual([])
      await app.must('settings.set', { ...settings, dicomIdentity: { ...settings.dicomIdentity, certificate, key } })
      await expect.poll(async () => (await list('ALL', 'vasseur')).orders.map(({ source, accessionNumber }) => [source, accessionNumber]), { timeout: 15_000 }).toEqual([['MWL', 'ACC-T1']])
      await configure({})
      await app.must('settings.set', settings)
    } finally {
      await Promise.all([relay.stop(), wlm.stop(), certificates.remove()])
    }
  })

  it('A12 is closed while locked and open again afterwards, and turns other addresses away', async () => {
    await app.must('session.lock', {})
    await expect(send(requestMessage({ controlId: 'H1' }))).rejects.toThrow(/refused/i)
    await sit('admin')
    await configure({ callers: ['192.0.2.1'] })
    await expect.poll(() => app.must('orders.listening', {})).toMatchObject({ state: 'LISTENING' })
    await expect(send(requestMessage({ controlId: 'H1', placer: 'OPN11' }))).rejects.toThrow()
    expect((await app.must('orders.listening', {})).refused[0]).toMatchObject({ from: '127.0.0.1', reason: 'ADDRESS' })
    expect(await byPlacer('OPN11')).toEqual([])
    const trail: Output<'audit.list'> = await app.must('audit.list', { before: null, limit: 500 })
    const told = trail.rows.filter(({ actor }) => actor === 'ris')
    expect(told.some(({ detail }) => detail === 'ORM^O01 requested')).toBe(true)
    expect(told.some(({ event, detail }) => event === 'security-alert' && detail === 'caller turned away ADDRESS')).toBe(true)
    expect(JSON.stringify(told.map(({ object, detail }) => [object, detail]).filter(([object]) => !object?.includes('-')))).not.toMatch(/LEF|DUPON|261025|4711|5001/)
    expect(app.faults).toEqual([])
  })

  it.skipIf(present.openssl !== null)(`A12 over TLS nobody speaks without a certificate, with one of another authority or that expired, or by old TLS; who says nothing keeps no lock waiting${skipTitle(present.openssl)}`, async () => {
    const ours = await makeCertificates(), foreign = await makeCertificates()
    const pem = ({ certFile, keyFile }: Certificate) => ({ cert: readFileSync(certFile), key: readFileSync(keyFile) })
    const own = pem(ours.server)
    const secured = { tls: 'MUTUAL' as const, certificate: own.cert.toString(), key: own.key.toString(), authority: ours.authority }
    const talk = (options: ConnectionOptions) => new Promise<string>((resolve) => {
      let answer = ''
      const socket = connectTls({ host: '127.0.0.1', port, ca: ours.authority, ...options }, () => { socket.write(`\x0b${requestMessage({ controlId: 'T1', placer: 'OPN14' })}\r\x1c\r`) })
      socket.setEncoding('utf8').on('data', (text: string) => {
        answer += text
        if (answer.includes('\x1c')) socket.destroy()
      }).on('error', () => undefined).on('close', () => { resolve(answer) })
    })
    try {
      await configure({ ...secured, authority: 'rien' })
      await expect.poll(() => app.must('orders.listening', {})).toMatchObject({ state: 'FAILED', problem: { code: 'orders/cannot-listen' } })
      await configure(secured)
      await listens()
      const before = (await app.must('orders.listening', {})).refused.length
      const turnedAway = [
        pem(foreign.server), pem(ours.expired), { ...pem(foreign.server), maxVersion: 'TLSv1.2' as const }, {}, { ...own, minVersion: 'TLSv1.1' as const, maxVersion: 'TLSv1.1' as const, ciphers: 'ALL:@SECLEVEL=0' },
        { ...own, maxVersion: 'TLSv1.2' as const, ciphers: 'AES256-GCM-SHA384' },
      ]
      for (const options of turnedAway) expect(await talk(options)).toBe('')
      await expect(send(requestMessage({ controlId: 'T1', placer: 'OPN14' }))).rejects.toThrow()
      expect(await byPlacer('OPN14')).toEqual([])
      const { refused } = await app.must('orders.listening', {})
      expect(refused.slice(0, refused.length - before).map(({ from, reason }) => [from, reason])).toEqual(Array.from({ length: turnedAway.length + 1 }, () => ['127.0.0.1', 'CERTIFICATE']))
      const { rows: trail } = await app.must('audit.list', { before: null, limit: 500 })
      expect(trail.filter(({ detail }) => detail === 'caller turned away CERTIFICATE').map(({ event, outcome, object }) => [event, outcome, object])).toEqual([['security-alert', 'failure', '127.0.0.1']])
      for (const options of [own, { ...own, maxVersion: 'TLSv1.2' as const }]) expect(await talk(options)).toContain('MSA|AA|T1')
      expect(await byPlacer('OPN14')).toHaveLength(1)
      const silent = connect(port, '127.0.0.1')
      const ended = new Promise((resolve) => { silent.on('error', () => undefined).on('close', resolve) })
      await new Promise((resolve) => { silent.once('connect', resolve) })
      await app.must('session.lock', {})
      await ended
      await expect(talk(own)).resolves.toBe('')
    } finally {
      await Promise.all([ours.remove(), foreign.remove()])
    }
    expect(app.faults).toEqual([])
  })
})
