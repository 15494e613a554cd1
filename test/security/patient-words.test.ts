/** A13: the program finds, fetches, receives and answers for a patient, over every protocol and with peers that fail, and no
 *  word of that patient is in what it printed or in any file of its profile. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, describe, it } from 'vitest'
import { keptSettings, newSource, type StudyInstanceUID } from '../../main/contract/index.ts'
import { requestMessage } from '../fixtures/order-messages.ts'
import { mammogram } from '../fixtures/mammography/index.ts'
import { freePort, peersPresent, sendHl7, skipTitle, startHangUp, startHl7Receiver, startOrthanc, storescu } from '../peers/index.ts'
import { archiveAt, newProfile } from '../program/scenario.ts'
import { startProgram } from '../program/start-program.ts'

const present = peersPresent()
const missing = [present.orthanc, present.hl7, present.dcmtk]
/** Words that nothing else bears. */
const patient = { id: 'TEMOIN-PID-90417', family: 'TEMOINQUARTZ', given: 'Bérylline', birthDate: '19610203', ins: '261025030199822' }
const words = [patient.id, patient.family, patient.given, patient.ins, 'Temoinquartz', 'TemoinJustification']

/** In the encodings in which programs write. */
const found = (bytes: Buffer): string[] => words.filter((word) => [Buffer.from(word, 'utf8'), Buffer.from(word, 'latin1'), Buffer.from(word, 'utf16le')].some((form) => bytes.includes(form)))

function* filesUnder(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) yield* filesUnder(path)
    else yield path
  }
}

describe.skipIf(missing.some((reason) => reason !== null))(`what the program leaves behind${skipTitle(...missing)}`, () => {
  const stops: (() => Promise<unknown>)[] = []
  afterAll(async () => { for (const stop of stops.toReversed()) await stop() }, 60_000)

  it('A13 holds no word of a patient: DICOMweb, DIMSE, C-STORE, HL7 in and out, peers that fail, and the profile on disk', async () => {
    const study = { key: 'temoin', patientName: `${patient.family}^${patient.given}`, patientID: patient.id, birthDate: patient.birthDate, sex: 'F', date: '20260302' }
    const images = [mammogram(study, 1, { side: 'R', view: 'CC' }), mammogram(study, 2, { side: 'L', view: 'CC' })]
    const studyInstanceUID = String(images[0]?.dataset.StudyInstanceUID) as StudyInstanceUID
    const orthanc = await startOrthanc()
    stops.push(() => orthanc.stop())
    await orthanc.post('/instances', images[0]?.part10 ?? '')
    const hangUp = await startHangUp()
    stops.push(() => hangUp.stop())
    const ris = await startHl7Receiver({ mode: 'AE' })
    stops.push(() => ris.stop())
    const [listenPort, ordersPort] = [await freePort(), await freePort()]
    const profile = await newProfile()
    const scratch = mkdtempSync(join(tmpdir(), 'temoin-'))
    stops.push(() => { for (const folder of [profile, scratch]) rmSync(folder, { recursive: true, force: true }); return Promise.resolve() })

    const program = await startProgram({ profile })
    stops.push(() => program.stop())
    const client = await program.connect()
    await client.call('session.setUp', { displayName: 'Lecture', passphrase: 'quatre saisons au bocage', roles: ['ADMIN', 'RADIOLOGIST'], language: 'fr', demo: false })
    const settings = await client.call('settings.get', {})
    const kept = keptSettings(settings)
    const archive = archiveAt({ url: orthanc.dicomWebUrl, user: orthanc.user, password: orthanc.password })
    const dimse = { ...newSource('dimse', 'DIMSE'), retrieval: ['C_GET' as const] }
    const failing = { ...newSource('muet', 'Muet'), retrieval: ['C_GET' as const] }
    await client.call('settings.set', {
      ...kept, ris: { ...settings.ris, host: ris.host, port: ris.port },
      sources: [archive, { ...dimse, dimse: { ...dimse.dimse, host: '127.0.0.1', port: orthanc.dicomPort, calledAE: orthanc.aet } }, { ...failing, dimse: { ...failing.dimse, host: '127.0.0.1', port: hangUp.port, calledAE: 'MUET' } }],
      dicomIdentity: { ...kept.dicomIdentity, aeTitle: 'WORKSTATION', listen: { ...kept.dicomIdentity.listen, host: '127.0.0.1', port: listenPort, unsolicited: 'TAKE', callers: [{ aeTitle: 'WORKSTATION', address: '127.0.0.1' }] } },
    })
    await client.call('orders.configure', { address: '127.0.0.1', port: ordersPort, tls: 'NONE', certificate: '', key: null, authority: '', callers: ['127.0.0.1'], senders: [{ application: 'RIS', facility: '' }], keepDays: 90, worklist: { host: '', port: 104, calledAE: '', minutes: 5 }, archiveDays: 0, archiveMinutes: 10 })
    await client.until('the listener for orders', async () => (await client.call('orders.listening', {})).state === 'LISTENING')

    // Asked for by name and number, at sources that answer and one that does not; fetched and opened.
    for (const query of [{ patientName: `${patient.family} ${patient.given}`, patientID: '' }, { patientName: '', patientID: patient.id }])
      await client.raw('pacs.search', { ...query, accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' })
    await client.call('retrieve.start', { studyInstanceUID, withPriors: true })
    const listed = async () => (await client.call('worklist.query', { filter: { text: '', modalities: [], sites: [], localities: [], readings: [], studyDateFrom: null, studyDateTo: null }, sort: { key: 'studyDate', direction: 'descending' }, offset: 0, limit: 10 })).rows[0]
    await client.until('the exam', async () => (await listed())?.locality === 'local')
    await client.raw('study.open', { studyInstanceUID })
    // Sent to us; and something that is no object.
    writeFileSync(join(scratch, 'second.dcm'), images[1]?.part10 ?? '')
    await storescu([join(scratch, 'second.dcm')], { dicomPort: listenPort, aet: 'WORKSTATION' })
    await client.raw('study.open', { studyInstanceUID })
    // Orders: one that is good, the same again, one that is wrong; and an answer that the RIS refuses for good.
    const order = requestMessage({ controlId: 'T1', placer: 'T1', patient, justification: 'TemoinJustification' })
    expect((await sendHl7(ordersPort, [order, order, order.replace('|T1|', '|T2|').replace('ORC|NW|', 'ORC|ZZ|'), order.replace('|T1|', '|T3|').replace('|19610203|', '|19619999|')])).map(({ code }) => code)).toEqual(['AA', 'AA', 'AE', 'AE'])
    const { orders: [asked] } = await client.call('orders.list', { filter: 'ALL', text: '', offset: 0, limit: 10 })
    await client.call('orders.answer', { orderId: asked?.id ?? '', accept: true, text: 'Protocole' })
    await client.until('the answer refused', async () => (await client.call('delivery.list', {})).rows.some(({ state }) => state === 'dead'))
    expect((await ris.received(1))[0]?.patientName).toContain(patient.family)
    // It knew the patient all the time.
    expect((await listed())?.patientName).toContain(patient.family)
    client.close()
    await program.stop()

    expect(found(Buffer.from(`said: ${study.patientName}`, 'latin1'))).toEqual(expect.arrayContaining([patient.family, patient.given]))
    expect(program.output.length).toBeGreaterThan(0)
    expect(found(Buffer.from(program.output.join('\n'), 'utf8'))).toEqual([])
    const files = [...filesUnder(profile)]
    expect(files.some((file) => file.endsWith('.db')) && existsSync(join(profile, 'cache'))).toBe(true)
    expect(files.filter((file) => found(readFileSync(file)).length > 0 || found(Buffer.from(file, 'utf8')).length > 0)).toEqual([])
  })
})
