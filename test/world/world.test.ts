/** The region as it is started by hand: it says where everything is, its lines obey, and nothing of it is left. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createDicomWebClient, createDimseClient } from '../../main/pacs/index.ts'
import { createMllpClient } from '../../main/ris/index.ts'
import { peersPresent, skipTitle, startHttpPeer, until } from '../peers/index.ts'
import { centres } from './centres.ts'
import { startLine } from './line.ts'
import type { Place } from './world.ts'

const present = peersPresent()
const signal = new AbortController().signal
const anyStudy = { patientID: '', patientName: '', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' }
interface Told { pid: number; processes: number[]; ris: { host: string; port: number }; places: Place[] }

describe('a line', () => {
  it('gives every byte in its order whatever its speed and latency, loses what it is told to, and is mended', async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251))
    const peer = await startHttpPeer((_, response) => response.end(bytes))
    const line = await startLine({ port: peer.port, bitsPerSecond: 200_000_000, latencyMs: 2 })
    try {
      const get = async () => Buffer.from(await (await fetch(`http://127.0.0.1:${line.port}/`, { headers: { connection: 'close' } })).arrayBuffer())
      expect((await get()).equals(bytes)).toBe(true)
      expect(line.carried().down).toBeGreaterThan(bytes.length)
      line.lose('down')
      await expect(get()).rejects.toThrow()
      line.lose('up')
      const asked = peer.requests.length
      await expect(get()).rejects.toThrow()
      expect(peer.requests).toHaveLength(asked)
      line.break()
      await expect(get()).rejects.toThrow()
      line.mend()
      expect((await get()).equals(bytes)).toBe(true)
      await until(() => line.openSockets() === 0, 'no socket left')
    } finally {
      await line.stop()
      await peer.stop()
    }
  })
})

it('seven centres: DICOMweb alone, DIMSE alone, another make, no C-GET, another character set, a token, a moody line, and three speeds', () => {
  expect(centres).toHaveLength(7)
  expect(new Set(centres.map(({ aet }) => aet)).size).toBe(7)
  expect(new Set(centres.map(({ megabits }) => megabits))).toEqual(new Set([2, 20, 200]))
  for (const habit of [
    ({ dicomWeb, dimse, bearer }) => dicomWeb && !dimse && !bearer, ({ dicomWeb, dimse, kind }) => !dicomWeb && dimse && kind === 'orthanc', ({ kind }) => kind === 'dcmqrscp', ({ refusesGet }) => refusesGet,
    ({ characterSet }) => characterSet === 'ISO_IR 100', ({ bearer }) => bearer, ({ dropsEveryMs }) => dropsEveryMs > 0,
  ] satisfies ((one: (typeof centres)[number]) => boolean)[]) expect(centres.some(habit)).toBe(true)
})

const missing = [present.orthanc, present.hl7, present.dcmtk]
describe.skipIf(missing.some((reason) => reason !== null))(`npm run world${skipTitle(...missing)}`, () => {
  it('answers by DICOMweb, DIMSE and MLLP, loses a line and gets it back, and leaves no process', async () => {
    const world = spawn(process.execPath, [fileURLToPath(new URL('./main.ts', import.meta.url)), '--centres=lisieux,vire'], { stdio: ['pipe', 'pipe', 'pipe'] })
    let said = ''
    world.stderr.setEncoding('utf8').on('data', (text: string) => { said += text })
    try {
      const lines = createInterface({ input: world.stdout })
      const first = await Promise.race([once(lines, 'line') as Promise<[string]>, once(world, 'exit').then(() => { throw new Error(said) })])
      const { places, ris, processes } = JSON.parse(first[0]) as Told
      expect(processes).toHaveLength(4)
      expect(places.map(({ id }) => id)).toEqual(['central', 'lisieux', 'vire'])
      const [, lisieux, vire] = places
      if (lisieux === undefined || vire === undefined) throw new Error('no centres')
      const web = createDicomWebClient({ url: lisieux.url, user: lisieux.user, password: lisieux.password, certificateAuthority: '' })
      const dimse = createDimseClient({ host: vire.host, port: vire.port, calledAE: vire.aet, callingAE: 'WORKSTATION', tls: null, connectMs: 10_000, idleMs: 20_000 })
      for (const [client, place] of [[web, lisieux], [dimse, vire]] as const) {
        await client.echo(signal)
        const { studies } = await client.findStudies({ ...anyStudy, patientID: `MONDE-${place.id.toUpperCase()}-1` }, 10, signal)
        expect(studies.map(({ studyInstanceUID }) => studyInstanceUID).toSorted()).toEqual(place.studies.slice(0, 2).map(({ studyInstanceUID }) => studyInstanceUID).toSorted())
        const study = place.studies[0]?.studyInstanceUID ?? ''
        const [instance] = await client.findInstances(study, signal)
        if (instance === undefined) throw new Error('an empty study')
        let length = 0
        const fetched = async () => { for await (const part of client.retrieveInstance({ ...instance, studyInstanceUID: study }, signal)) length += part.length }
        world.stdin.write(`break ${place.id}\n`)
        await until(() => said.includes(`break ${place.id}`), 'the line broken')
        await expect(fetched()).rejects.toMatchObject({ code: expect.stringMatching(/^pacs\//) })
        world.stdin.write(`mend ${place.id}\n`)
        await until(() => said.includes(`mend ${place.id}`), 'the line mended')
        length = 0
        await fetched()
        expect(length).toBeGreaterThan(800 * 640 * 2)
        client.close()
      }
      await createMllpClient({ ...ris, tls: false, certificateAuthority: '' }).send('MSH|^~\\&|BINOCLE||RIS||20260302||ORU^R01^ORU_R01|MONDE-1|P|2.5\rPID|1||1\r', 'MONDE-1', signal)
      world.stdin.write('results\n')
      await until(() => said.includes('results at the RIS: MONDE-1\n'), 'what the RIS holds')
      expect(said).toContain('npm run world -- --profile=DIR')
      expect(said).toContain('search MONDE-LISIEUX-1')
      expect(said).toContain(lisieux.url)
      expect(said).toContain(`${vire.host}:${vire.port} ${vire.aet}`)
      world.kill('SIGTERM')
      expect(await once(world, 'exit')).toEqual([0, null])
      const alive = (pid: number) => { try { return process.kill(pid, 0) } catch { return false } }
      expect(processes.filter(alive)).toEqual([])
    } finally {
      world.kill('SIGKILL')
    }
  })
})
