/** Signed work survives: the program is killed with SIGKILL between signing and sending, and between sending and the
 *  acknowledgement; after a restart and an unlock everything is delivered once and the audit chain verifies. */
import { afterEach, describe, expect, it } from 'vitest'
import { freePort, peersPresent, skipTitle, startFaultProxy, startHl7Receiver, startOrthanc, type OrthancPeer } from '../peers/index.ts'
import { allDelivered, configure, findAndRetrieve, firstReader, mammogramMissing, newProfile, sendMammogram, setUpConsole, signFirst, unlock } from '../program/scenario.ts'
import { startProgram, type Client, type Program } from '../program/start-program.ts'

const { orthanc: noOrthanc, hl7: noHl7 } = peersPresent()
const missing = [noOrthanc, noHl7, mammogramMissing]

describe.skipIf(missing.some((reason) => reason !== null))(`kill -9 around a delivery${skipTitle(...missing)}`, () => {
  const started: { stop(): Promise<unknown> }[] = []
  afterEach(async () => { for (const one of started.splice(0).toReversed()) await one.stop() }, 60_000)

  it('delivers once what was signed while both peers were away', async () => {
    const { orthanc, program, client, profile, first } = await consoleWithStudy()
    const risPort = await freePort()
    await configure(client, { pacs: access(orthanc), ris: { host: '127.0.0.1', port: risPort } })
    await orthanc.down()
    await signFirst(client)
    const queued = await client.call('delivery.list', {})
    expect(queued.rows.map((one) => one.kind).toSorted()).toEqual(['GSPS', 'KOS', 'ORU', 'PDF', 'SR'])
    expect(queued.rows.every((one) => one.state !== 'confirmed' && one.state !== 'delivered')).toBe(true)
    await program.kill()

    await orthanc.up()
    const ris = keep(await startHl7Receiver({ port: risPort }))
    const again = keep(await startProgram({ profile }))
    const reader = await again.connect()
    await unlock(reader, first, firstReader.passphrase)
    await allDelivered(reader)
    expect(new Set((await orthanc.instances()))).toHaveProperty('size', 8 + 4)
    expect(await ris.received(1)).toHaveLength(1)
    expect(await reader.call('audit.verify', {})).toMatchObject({ valid: true })
    expect((await reader.call('delivery.list', {})).rows.map((one) => one.id).toSorted()).toEqual(queued.rows.map((one) => one.id).toSorted())
  })

  it('sends the same control id again when it died before the acknowledgement', async () => {
    const { orthanc, program, client, profile, first } = await consoleWithStudy()
    const silent = keep(await startHl7Receiver({ mode: 'SILENT1' }))
    await configure(client, { pacs: access(orthanc), ris: { host: silent.host, port: silent.port } })
    await signFirst(client)
    await client.until('the message to arrive at the silent RIS', () => silent.messages().length === 1)
    await program.kill()

    const again = keep(await startProgram({ profile }))
    const reader = await again.connect()
    await unlock(reader, first, firstReader.passphrase)
    await allDelivered(reader)
    expect(new Set((await silent.received(2)).map((message) => message.controlId)).size).toBe(1)
    expect(await reader.call('audit.verify', {})).toMatchObject({ valid: true })
  })

  it('verifies a STOW whose answer was lost before it sends anything again', async () => {
    const { orthanc, program, client, profile, first } = await consoleWithStudy()
    const proxy = keep(await startFaultProxy(orthanc.httpPort))
    const ris = keep(await startHl7Receiver())
    const throughProxy = { ...access(orthanc), url: orthanc.dicomWebUrl.replace(String(orthanc.httpPort), String(proxy.port)) }
    await configure(client, { pacs: throughProxy, ris: { host: ris.host, port: ris.port } })
    let stored = false
    proxy.setFault(({ method }) => {
      if (method === 'POST') { stored = true; return { kind: 'lose-answer' } }
      return stored ? { kind: 'hang' } : { kind: 'none' }
    })
    await signFirst(client)
    await client.until('an object to be stored without an answer', async () => (await orthanc.instances()).length > 8)
    await program.kill()

    proxy.setFault(() => ({ kind: 'none' }))
    const again = keep(await startProgram({ profile }))
    const reader = await again.connect()
    await unlock(reader, first, firstReader.passphrase)
    await allDelivered(reader)
    expect(await orthanc.instances()).toHaveLength(8 + 4)
    expect(await reader.call('audit.verify', {})).toMatchObject({ valid: true })
  })

  async function consoleWithStudy(): Promise<{ orthanc: OrthancPeer; program: Program; client: Client; profile: string; first: Awaited<ReturnType<typeof setUpConsole>>['first'] }> {
    const orthanc = keep(await startOrthanc())
    await sendMammogram(orthanc)
    const profile = await newProfile()
    const program = await startProgram({ profile })
    const client = await program.connect()
    const { first } = await setUpConsole(client, { pacs: access(orthanc), ris: null })
    await findAndRetrieve(client)
    return { orthanc, program, client, profile, first }
  }

  function access(orthanc: OrthancPeer): { url: string; user: string; password: string } {
    return { url: orthanc.dicomWebUrl, user: orthanc.user, password: orthanc.password }
  }

  function keep<T extends { stop(): Promise<unknown> }>(one: T): T {
    started.push(one)
    return one
  }
})
