/** What a test of a source says, against a real Orthanc whose settings differ from ours in one thing at a time. */
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dciodvfyErrors, hasTool } from '../../test/fixtures/tools.ts'
import { freePort, makeObject, peersPresent, skipTitle, startOrthanc, type OrthancPeer } from '../../test/peers/index.ts'
import { newSource, noListener, type SourceTest, type StoredIdentity, type StoredSource } from '../contract/index.ts'
import { createListener, sourceWays, type Listener } from './index.ts'
import { buildTestObject } from './test-object.ts'
import { testSource } from './test-source.ts'

const present = peersPresent()
const signal = new AbortController().signal

describe.skipIf(present.orthanc !== null)(`the test of a source${skipTitle(present.orthanc)}`, () => {
  let orthanc: OrthancPeer, identity: StoredIdentity, source: StoredSource, listener: Listener
  beforeAll(async () => {
    const port = await freePort()
    orthanc = await startOrthanc({ configuration: { DicomModalities: { ws: { AET: 'WORKSTATION', Host: '127.0.0.1', Port: port, AllowEcho: true, AllowFind: true, AllowGet: true, AllowMove: true, AllowStore: true } } } })
    identity = { aeTitle: 'WORKSTATION', certificate: '', key: '', listen: { ...noListener, callers: [], host: '127.0.0.1', port } }
    const { dicomWeb, ...rest } = newSource('centre', 'Centre')
    source = { ...rest, dicomWeb: { ...dicomWeb, url: orthanc.dicomWebUrl, user: orthanc.user, password: orthanc.password, token: '', clientKey: '' }, dimse: { ...rest.dimse, host: '127.0.0.1', port: orthanc.dicomPort, calledAE: orthanc.aet } }
    listener = createListener({ settings: () => ({ sources: [source], dicomIdentity: identity }), resolve: () => Promise.resolve([]), take: () => Promise.reject(new Error('nobody')), commitmentReported: () => undefined, onBug: String })
    await listener.renew()
  })
  afterAll(async () => {
    await listener.stop()
    await orthanc.stop()
  })
  const test = async (change: Partial<StoredSource> = {}, own = identity): Promise<SourceTest> => {
    const { close, ...ways } = sourceWays({ ...source, ...change }, own, listener)
    const result = await testSource(ways, { sourceId: 'centre', mayStore: change.mayStoreTest === true, now: () => new Date(), elapsed: () => performance.now() }, signal)
    for (const client of [ways.web, ways.dimse]) client?.close()
    close()
    return result
  }
  const told = ({ steps }: SourceTest) => Object.fromEntries(steps.map(({ step, outcome, reason, problem }) => [step, problem?.code ?? reason ?? outcome]))

  it('A1 says of each way that it works, with how fast, and what could not be tried', async () => {
    expect(told(await test())).toEqual({ WEB_ECHO: 'OK', QIDO_RS: 'OK', C_ECHO: 'OK', C_FIND: 'OK', WADO_RS: 'NOTHING_FOUND', C_GET: 'NOTHING_FOUND', C_MOVE: 'NOTHING_FOUND', STOW_RS: 'NOT_ALLOWED', C_STORE: 'NOT_ALLOWED' })
    await orthanc.post('/instances', makeObject({ studyDate: '20190101' }).bytes)
    const result = await test({ mayStoreTest: true })
    expect(told(result)).toEqual({ WEB_ECHO: 'OK', QIDO_RS: 'OK', C_ECHO: 'OK', C_FIND: 'OK', WADO_RS: 'OK', C_GET: 'OK', C_MOVE: 'OK', STOW_RS: 'OK', C_STORE: 'OK' })
    for (const { step, bytes, milliseconds, found } of result.steps) {
      expect(milliseconds).toBeGreaterThanOrEqual(0)
      if (['WADO_RS', 'C_GET', 'C_MOVE'].includes(step)) expect(bytes).toBeGreaterThan(500)
      if (['QIDO_RS', 'C_FIND'].includes(step)) expect(found).toBe(1)
    }
    // What was stored is one exam whatever the number of tests.
    await test({ mayStoreTest: true })
    const studies = await orthanc.get('/studies?expand') as { MainDicomTags: { StudyInstanceUID: string }; PatientMainDicomTags: { PatientID: string } }[]
    expect(studies.filter(({ PatientMainDicomTags }) => PatientMainDicomTags.PatientID === 'BINOCLE-ESSAI').map(({ MainDicomTags }) => MainDicomTags.StudyInstanceUID)).toEqual([result.testStudyInstanceUID])
  })

  it('A1 says in French which title is unknown, and that nothing more was tried that way', async () => {
    const stranger = await test({}, { ...identity, aeTitle: 'INCONNU' })
    expect(told(stranger)).toMatchObject({ WEB_ECHO: 'OK', C_ECHO: 'pacs/calling-ae', C_FIND: 'EARLIER_FAILED', C_GET: 'EARLIER_FAILED' })
    expect(stranger.steps.find(({ step }) => step === 'C_ECHO')?.problem?.fr).toBe('Le PACS ne connaît pas le titre d’AE de ce poste. Demandez à son exploitant de l’inscrire.')
    const other = await test({ dimse: { ...source.dimse, calledAE: 'AUTRE' } })
    expect(other.steps.find(({ step }) => step === 'C_ECHO')?.problem?.fr).toBe('Le PACS ne se reconnaît pas sous ce titre d’AE. Vérifiez le titre du PACS dans Réglages.')
  })

  it('says a wrong password, a port where nobody listens, and a console that does not listen', async () => {
    expect(told(await test({ dicomWeb: { ...source.dicomWeb, password: 'faux' }, dimse: { ...source.dimse, port: await freePort() } }))).toMatchObject({ WEB_ECHO: 'pacs/refused', QIDO_RS: 'EARLIER_FAILED', WADO_RS: 'EARLIER_FAILED', C_ECHO: 'pacs/unreachable', C_MOVE: 'EARLIER_FAILED' })
    expect(told(await test({ dicomWeb: { ...source.dicomWeb, url: '' } }, { ...identity, listen: { ...identity.listen, host: '' } }))).toMatchObject({ C_GET: 'OK', C_MOVE: 'NO_LISTENER' })
    expect(told(await test({ retrieval: ['C_GET'] }))).not.toHaveProperty('WADO_RS')
  })

  it('ends when it is asked to', async () => {
    const { close, ...ways } = sourceWays(source, identity, listener)
    await expect(testSource(ways, { sourceId: 'centre', mayStore: false, now: () => new Date(), elapsed: () => 0 }, AbortSignal.abort())).rejects.toMatchObject({ code: 'request/aborted' })
    close()
  })
})

it.skipIf(!hasTool('dciodvfy'))(`A5 the object of a test is without error${hasTool('dciodvfy') ? '' : ' (skipped: dciodvfy is absent)'}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'test-object-'))
  const file = join(folder, 'essai.dcm')
  writeFileSync(file, buildTestObject('centre', new Date()).part10)
  expect(dciodvfyErrors(file)).toEqual([])
  rmSync(folder, { recursive: true })
})
