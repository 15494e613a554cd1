/** A retrieval killed with SIGKILL continues after the restart: what was whole is kept, the rest is fetched, nothing is
 *  half stored. A flipped byte in a cached file and in an audit row is detected and said. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { framePath } from '../../main/contract/index.ts'
import { peersPresent, skipTitle, startFaultProxy, startOrthanc } from '../peers/index.ts'
import { currentStudy, findAndRetrieve, firstReader, mammogramMissing, newProfile, row, sendMammogram, setUpConsole, unlock } from '../program/scenario.ts'
import { startProgram } from '../program/start-program.ts'

const { orthanc: noOrthanc } = peersPresent()
const missing = [noOrthanc, mammogramMissing]

describe.skipIf(missing.some((reason) => reason !== null))(`kill -9 during a retrieval${skipTitle(...missing)}`, () => {
  const started: { stop(): Promise<unknown> }[] = []
  afterEach(async () => { for (const one of started.splice(0).toReversed()) await one.stop() }, 60_000)

  it('continues where it was', async () => {
    const orthanc = keep(await startOrthanc())
    await sendMammogram(orthanc)
    const proxy = keep(await startFaultProxy(orthanc.httpPort))
    proxy.setFault(({ path }) => (/\/instances\/[0-9.]+$/.test(path) ? { kind: 'slow', bytesPerSecond: 1_500_000 } : { kind: 'none' }))
    const profile = await newProfile()
    const program = await startProgram({ profile })
    const client = await program.connect()
    const { first } = await setUpConsole(client, { pacs: { url: orthanc.dicomWebUrl.replace(String(orthanc.httpPort), String(proxy.port)), user: orthanc.user, password: orthanc.password }, ris: null })
    await client.call('pacs.search', { patientID: 'MGPROTO-0001', patientName: '', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' })
    await client.call('retrieve.start', { studyInstanceUID: currentStudy, withPriors: false })
    await client.until('the first image to be whole', async () => ((await row(client, currentStudy)).imageCount ?? 0) >= 1)
    await program.kill()

    const asked = proxy.requests.length
    proxy.setFault(() => ({ kind: 'none' }))
    const again = keep(await startProgram({ profile }))
    const reader = await again.connect()
    await unlock(reader, first, firstReader.passphrase)
    await reader.until('the retrieval to go on by itself and end', async () => (await row(reader, currentStudy)).locality === 'local')
    expect((await reader.call('study.open', { studyInstanceUID: currentStudy })).current.images).toHaveLength(4)
    const fetched = proxy.requests.slice(asked).filter((line) => /\/instances\/[0-9.]+$/.test(line))
    expect(fetched.length).toBeLessThan(4)
    expect(await reader.call('audit.verify', {})).toMatchObject({ valid: true })
  })

  it('detects a flipped byte in a cached file and shows nothing of it', async () => {
    const orthanc = keep(await startOrthanc())
    await sendMammogram(orthanc)
    const profile = await newProfile()
    const program = keep(await startProgram({ profile }))
    const client = await program.connect()
    await setUpConsole(client, { pacs: { url: orthanc.dicomWebUrl, user: orthanc.user, password: orthanc.password }, ris: null })
    await findAndRetrieve(client)
    for (const file of await filesUnder(join(profile, 'cache'))) {
      const bytes = await readFile(file)
      if (bytes.length < 100_000) continue
      bytes[70_000] = (bytes[70_000] ?? 0) ^ 1
      await writeFile(file, bytes)
    }
    const { current } = await client.call('study.open', { studyInstanceUID: currentStudy })
    const image = current.images[0]
    if (image === undefined) throw new Error('no image')
    const answer = await client.fetch(framePath({ ...image, frame: 1 }))
    expect(answer.status).toBe(502)
    expect(await answer.json()).toMatchObject({ code: 'cache/corrupt', subject: image.sopInstanceUID })
  })

  function keep<T extends { stop(): Promise<unknown> }>(one: T): T {
    started.push(one)
    return one
  }

  async function filesUnder(folder: string): Promise<string[]> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  }
})
