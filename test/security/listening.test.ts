/** A12: the program listens where it is told while it is unlocked, and nowhere else; who is not allowed gets nothing in. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keptSettings, newSource, type Input } from '../../main/contract/index.ts'
import { freePort, makeCertificates, makeObject, peersPresent, skipTitle, sopClass, startOrthanc, until, type Certificate, type Certificates } from '../peers/index.ts'
import { openInProcess, passphrase, type InProcess } from '../program/in-process.ts'

const run = promisify(execFile)
const present = peersPresent()
const missing = present.dcmtk ?? present.openssl
const scratch = mkdtempSync(join(tmpdir(), 'listening-'))
type Identity = Input<'settings.set'>['dicomIdentity']

/** Local addresses on which this process listens. */
async function listensOn(): Promise<string[]> {
  const { stdout } = await run('ss', ['-Hltnp'])
  return stdout.split('\n').filter((line) => line.includes(`pid=${process.pid},`)).map((line) => line.split(/\s+/)[3] ?? '')
}

describe.skipIf(missing !== null)(`a console that is called${skipTitle(missing)}`, () => {
  let console: InProcess, port: number, certificates: Certificates, foreign: Certificates, before: string[]
  beforeAll(async () => {
    before = await listensOn()
    console = await openInProcess({ people: [] })
    port = await freePort()
    certificates = await makeCertificates()
    foreign = await makeCertificates()
  })
  afterAll(async () => {
    await console.close()
    await Promise.all([certificates.remove(), foreign.remove()])
    rmSync(scratch, { recursive: true })
  })
  const own = async (change: Partial<Identity>, listen: Partial<Identity['listen']>, sources: Input<'settings.set'>['sources'] = []) => {
    const kept = keptSettings(await console.must('settings.get', {}))
    await console.must('settings.set', { ...kept, sources, dicomIdentity: { ...kept.dicomIdentity, aeTitle: 'LECTURE', ...change, listen: { ...kept.dicomIdentity.listen, host: '127.0.0.1', port, ...listen } } })
    return console.must('sources.listener', {})
  }
  const send = (bytes: Uint8Array, ...options: string[]) => {
    const file = join(scratch, 'object.dcm')
    writeFileSync(file, bytes)
    return run('storescu', ['-R', '-v', '-to', '5', '-aec', 'LECTURE', ...options, '127.0.0.1', String(port), file])
  }
  const studies = async () => (await console.must('worklist.query', { filter: { text: '', modalities: [], sites: [], localities: [], readings: [], studyDateFrom: null, studyDateTo: null }, sort: { key: 'studyDate', direction: 'descending' }, offset: 0, limit: 100 })).rows.map(({ studyInstanceUID }) => studyInstanceUID)

  it('A12 listens nowhere until told, then on that address alone, and on none once locked', async () => {
    expect(await listensOn()).toEqual(before)
    expect(await own({}, {})).toEqual({ listening: `127.0.0.1:${port}`, problem: null })
    expect(await listensOn()).toEqual([...before, `127.0.0.1:${port}`])
    await console.identity.lock('user')
    expect(await listensOn()).toEqual(before)
    await console.must('session.unlock', { accountId: console.people.get('admin'), passphrase })
    expect(await listensOn()).toEqual([...before, `127.0.0.1:${port}`])
    await own({}, { host: '' })
    expect(await listensOn()).toEqual(before)
  })

  it('says why it cannot listen, and goes on', async () => {
    const taken = await startOrthanc({}).catch(() => null)
    if (taken !== null) {
      expect((await own({}, { port: taken.dicomPort })).problem).toMatchObject({ code: 'listener/port-taken' })
      await taken.stop()
    }
    expect((await own({}, { host: '192.0.2.1' })).problem).toMatchObject({ code: 'listener/not-own-address', fr: '192.0.2.1 n’est pas une adresse de ce poste. Indiquez l’une des siennes.' })
    expect((await own({}, { tls: true })).problem).toMatchObject({ code: 'listener/certificate' })
    expect((await own({ certificate: 'rien', key: 'rien' }, { tls: true, certificateAuthority: certificates.authority })).problem).toMatchObject({ code: 'listener/certificate' })
    expect(await listensOn()).toEqual(before)
  })

  it('A12 takes nothing from an unknown title, a known one from another address, or for another title', async () => {
    await own({ certificate: '', key: '' }, { tls: false, unsolicited: 'TAKE', callers: [{ aeTitle: 'IRM', address: '127.0.0.2' }, { aeTitle: 'SCANNER', address: '127.0.0.1' }] })
    const { bytes, studyInstanceUID } = makeObject()
    for (const [title, called, refusal] of [['INCONNU', 'LECTURE', 'Calling AE Title Not Recognized'], ['IRM', 'LECTURE', 'Calling AE Title Not Recognized'], ['SCANNER', 'AUTRE', 'Called AE Title Not Recognized']] as const) {
      await expect(send(bytes, '-aet', title, '-aec', called)).rejects.toMatchObject({ stderr: expect.stringContaining(refusal) as string })
    }
    expect(await studies()).not.toContain(studyInstanceUID)
    const { rows } = await console.must('audit.list', { before: null, limit: 100 })
    expect(rows.filter(({ object }) => object === 'dicom-listener').map(({ event, detail }) => [event, detail])).toEqual([['security-alert', 'refused title IRM from 127.0.0.1'], ['security-alert', 'refused title INCONNU from 127.0.0.1']])
  })

  it('refuses what nobody asked for until it is set to take it, and then takes images alone, with one row of the trail', async () => {
    const image = makeObject()
    await own({}, { unsolicited: 'REFUSE' })
    await expect(send(image.bytes, '-aet', 'SCANNER')).rejects.toThrow()
    await own({}, { unsolicited: 'TAKE' })
    const second = makeObject({ studyInstanceUID: image.studyInstanceUID, seriesInstanceUID: image.seriesInstanceUID })
    await send(image.bytes, '-aet', 'SCANNER')
    await send(second.bytes, '-aet', 'SCANNER')
    await expect(send(makeObject({ studyInstanceUID: image.studyInstanceUID, sopClassUID: sopClass.basicTextSr, modality: 'SR' }).bytes, '-aet', 'SCANNER')).rejects.toThrow()
    expect(await studies()).toContain(image.studyInstanceUID)
    const { rows } = await console.must('audit.list', { before: null, limit: 100 })
    expect(rows.filter(({ object }) => object === image.studyInstanceUID).map(({ event, detail }) => [event, detail])).toEqual([['import', 'C-STORE from SCANNER']])
  })

  it('A12 over TLS takes nobody without a certificate, with one of an unknown authority, or with an expired one', async () => {
    const pem = ({ certFile, keyFile }: Certificate) => ({ certificate: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') })
    expect(await own(pem(certificates.server), { tls: true, certificateAuthority: certificates.authority, unsolicited: 'TAKE' })).toMatchObject({ problem: null })
    const shown = ({ certFile, keyFile }: Certificate) => ['+tls', keyFile, certFile, '+cf', certificates.authorityFile]
    const object = makeObject()
    for (const options of [[], ['+tla', '+cf', certificates.authorityFile], shown(foreign.server), shown(certificates.expired)]) {
      await expect(send(object.bytes, '-aet', 'SCANNER', ...options)).rejects.toThrow()
      expect(await studies()).not.toContain(object.studyInstanceUID)
    }
    const { rows } = await console.must('audit.list', { before: null, limit: 100 })
    expect(rows.filter(({ detail }) => detail.startsWith('refused TLS')).map(({ event, detail }) => [event, detail])).toEqual([['security-alert', 'refused TLS from 127.0.0.1']])
    await send(object.bytes, '-aet', 'SCANNER', ...shown(certificates.server))
    expect(await studies()).toContain(object.studyInstanceUID)
    // Nothing older than 1.2, and no suite without forward secrecy.
    for (const weak of [['-tls1_1'], ['-tls1_2', '-cipher', 'AES256-GCM-SHA384:AES256-SHA']]) {
      await expect(run('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, '-cert', certificates.server.certFile, '-key', certificates.server.keyFile, ...weak], { timeout: 5000 })).rejects.toMatchObject({ stderr: expect.stringMatching(/alert|no protocols|error/i) as string })
    }
  })

  it.skipIf(present.orthanc !== null)(`A2 brings an exam here by C-MOVE alone, from a PACS that has no other way${skipTitle(present.orthanc)}`, async () => {
    const orthanc = await startOrthanc({ configuration: { DicomModalities: { ws: { AET: 'LECTURE', Host: '127.0.0.1', Port: port, AllowEcho: true, AllowFind: true, AllowGet: false, AllowMove: true, AllowStore: true } } } })
    const first = makeObject({ patientID: 'MOVE-1' })
    const objects = [first, ...Array.from({ length: 7 }, () => makeObject({ patientID: 'MOVE-1', studyInstanceUID: first.studyInstanceUID, seriesInstanceUID: first.seriesInstanceUID }))]
    for (const { bytes } of objects) await orthanc.post('/instances', bytes)
    const source = newSource('ancien', 'Ancienne archive')
    await own({ certificate: '', key: '' }, { tls: false, unsolicited: 'REFUSE', callers: [] }, [{ ...source, archive: true, retrieval: ['C_GET', 'C_MOVE'], dimse: { ...source.dimse, host: '127.0.0.1', port: orthanc.dicomPort, calledAE: orthanc.aet } }])
    expect(await console.must('pacs.search', { patientID: 'MOVE-1', patientName: '', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' })).toMatchObject({ found: 1 })
    await console.must('retrieve.start', { studyInstanceUID: first.studyInstanceUID, withPriors: false })
    const row = async () => (await console.must('worklist.query', { filter: { text: '', modalities: [], sites: [], localities: [], readings: [], studyDateFrom: null, studyDateTo: null }, sort: { key: 'studyDate', direction: 'descending' }, offset: 0, limit: 100 })).rows.find(({ studyInstanceUID }) => studyInstanceUID === first.studyInstanceUID)
    await until(async () => (await row())?.locality === 'local', 'the exam')
    expect((await row())?.imageCount).toBe(objects.length)
    await orthanc.stop()
    expect(console.faults).toEqual([])
  })
})
