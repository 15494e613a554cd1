/** Letters through a real Orthanc: stored, found in their mailbox, fetched and taken; large ones too; and no list of exams
 *  shows a mailbox. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Account } from '../contract/index.ts'
import { createDicomWebClient, type PacsClient } from '../pacs/index.ts'
import { dciodvfyErrors, hasTool } from '../../test/fixtures/index.ts'
import { acquaint, openExchangeConsole, type ExchangeConsole } from '../../test/fixtures/exchange-consoles.ts'
import { makeObject, peersPresent, skipTitle, startOrthanc, type OrthancPeer } from '../../test/peers/index.ts'

const { orthanc: absent } = peersPresent()
const exam = '1.2.840.113619.2.55.3'

describe.skipIf(absent !== null)(`two consoles over one Orthanc${skipTitle(absent)}`, () => {
  let orthanc: OrthancPeer
  let pacs: PacsClient
  let centre: ExchangeConsole
  let one: ExchangeConsole
  let coordinator: Account
  let reader: Account

  beforeAll(async () => {
    orthanc = await startOrthanc()
    pacs = createDicomWebClient({ url: orthanc.dicomWebUrl, user: orthanc.user, password: orthanc.password, certificateAuthority: '' })
    ;[centre, one] = await Promise.all([openExchangeConsole(pacs), openExchangeConsole(pacs)])
    coordinator = await centre.addAccount('Coordination', 'COORDINATOR')
    reader = await one.addAccount('Lectrice Une', 'L1')
    await acquaint(centre, coordinator, [{ at: one, reader }])
  })
  afterAll(async () => {
    await Promise.all([centre.close(), one.close()])
    pacs.close()
    await orthanc.stop()
  })

  it('write to each other, a report of some MB too, each letter once; the objects are valid where they lie', async () => {
    const report = 'JVBERi0xLjcK'.repeat(150_000)
    const ids = [await one.session.write('CENTRE', exam, { n: 1 }), await one.session.write('CENTRE', exam, { n: 2, report })]
    await one.sent()
    await centre.session.exchange.lookNow()
    await centre.session.exchange.lookNow()
    expect(centre.taken.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(centre.taken.find(({ id }) => id === ids[1])?.message).toEqual({ n: 2, report })
    await centre.session.write(reader.id, exam, { n: 3 })
    await centre.sent()
    await one.session.exchange.lookNow()
    expect(one.taken.map(({ message }) => message)).toEqual([{ n: 3 }])
    const stored = join(one.folder, 'stored.dcm')
    writeFileSync(stored, (await orthanc.file(ids[0] ?? '')) ?? new Uint8Array())
    if (hasTool('dciodvfy')) expect(dciodvfyErrors(stored)).toEqual([])
    expect([...centre.bugs, ...one.bugs]).toEqual([])
  })

  it('are refused by name when somebody stores another object in the mailbox, and go on', async () => {
    const [mailbox] = await mailboxes()
    const foreign = makeObject({ studyInstanceUID: mailbox ?? '', modality: 'OT' })
    await orthanc.post('/instances', foreign.bytes)
    await one.session.write('CENTRE', exam, { n: 4 })
    await one.sent()
    await centre.session.exchange.lookNow()
    const { rows } = await centre.session.call('exchange.letters', {})
    expect(rows.filter(({ state }) => state === 'REFUSED').map(({ id, problem }) => [id, problem?.code])).toEqual([[foreign.sopInstanceUID, 'exchange/foreign-object']])
    expect(centre.taken.map(({ message }) => (message as { n: number }).n)).toContain(4)
  })

  it('show no mailbox in a search for exams', async () => {
    expect((await mailboxes()).length).toBeGreaterThan(0)
    const all = await pacs.findStudies({ patientID: '', patientName: '', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' }, 500, new AbortController().signal)
    expect(all.studies.filter(({ patientID }) => patientID.startsWith('BINOCLE-'))).toEqual([])
  })

  it('say that the PACS is away, keep what waits, and go on once it is back', async () => {
    await orthanc.down()
    await expect(centre.session.exchange.lookNow()).rejects.toMatchObject({ code: 'pacs/unreachable' })
    expect(await centre.session.call('exchange.status', {})).toMatchObject({ problem: { code: 'pacs/unreachable' } })
    await one.session.write('CENTRE', exam, { n: 5 })
    await orthanc.up()
    one.session.sync.settingsChanged()
    await one.sent()
    await centre.session.exchange.lookNow()
    expect(centre.taken.map(({ message }) => (message as { n: number }).n)).toContain(5)
    expect((await centre.session.call('exchange.status', {})).problem).toBeNull()
  })

  /** Studies that hold mailboxes of the centre, as Orthanc itself lists them. */
  async function mailboxes(): Promise<string[]> {
    const found = (await orthanc.post('/tools/find', JSON.stringify({ Level: 'Study', Expand: true, Query: { PatientID: `BINOCLE-${centre.session.vault.foreign.centreId()}` } }))) as { MainDicomTags: { StudyInstanceUID: string } }[]
    return found.map(({ MainDicomTags }) => MainDicomTags.StudyInstanceUID)
  }
})
