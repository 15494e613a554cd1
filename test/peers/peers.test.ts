import { existsSync, readdirSync } from 'node:fs'
import { get } from 'node:https'
import { createConnection } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { join } from 'node:path'
import { makeCertificates, peersPresent, skipTitle, startHl7Receiver, startOrthanc, storescu, until, type OrthancPeer } from './index.ts'

const present = peersPresent()
const study = join(import.meta.dirname, '../../../shared/data/mg/study-4view/prior')
const data = existsSync(study) ? null : '../shared/data is absent'

describe.skipIf(present.orthanc !== null)(`an Orthanc for tests${skipTitle(present.orthanc)}`, () => {
  let orthanc: OrthancPeer
  beforeAll(async () => {
    orthanc = await startOrthanc()
  })
  afterAll(() => orthanc.stop())

  it.skipIf(present.dcmtk !== null || data !== null)(`holds what storescu sent${skipTitle(present.dcmtk, data)}`, async () => {
    await storescu(readdirSync(study).map((name) => join(study, name)), orthanc)
    expect(await orthanc.instances()).toHaveLength(4)
  })

  it('keeps its storage and ports across down and up', async () => {
    const before = await orthanc.instances()
    await orthanc.down()
    await expect(orthanc.get('/system')).rejects.toThrow()
    await orthanc.up()
    expect(await orthanc.instances()).toEqual(before)
  })

  it.skipIf(present.openssl !== null)(`speaks HTTPS with a certificate of ours${skipTitle(present.openssl)}`, async () => {
    const certificates = await makeCertificates()
    const secure = await startOrthanc({ tls: certificates.server })
    try {
      const status = await new Promise((resolve, reject) => {
        get(`${secure.dicomWebUrl}/studies`, { ca: certificates.authority, auth: `${secure.user}:${secure.password}`, agent: false }, (response) => {
          response.resume()
          resolve(response.statusCode)
        }).on('error', reject)
      })
      expect(status).toBe(200)
    } finally {
      await secure.stop()
      await certificates.remove()
    }
  })
})

describe.skipIf(present.hl7 !== null)(`an HL7 receiver for tests${skipTitle(present.hl7)}`, () => {
  it('tells what it received and answers with the control id', async () => {
    const peer = await startHl7Receiver()
    try {
      const socket = createConnection(peer.port, peer.host)
      let answer = ''
      socket.setEncoding('utf8').on('data', (text: string) => (answer += text))
      socket.write('\x0bMSH|^~\\&|A|B|C|D|20250101||ORU^R01^ORU_R01|X1|P|2.5|||||FRA|UNICODE UTF-8\rPID|1||7||L\\T\\É^Œ\r\x1c\r')
      await until(() => answer.includes('\x1c'), 'ACK')
      socket.destroy()
      expect(answer).toContain('MSA|AA|X1')
      expect(peer.messages()).toMatchObject([{ controlId: 'X1', patientName: 'L&É^Œ', charset: 'UNICODE UTF-8' }])
    } finally {
      await peer.stop()
    }
  })
})
