import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createDicomWebClient } from './index.ts'

const keyObjects = '1.2.840.10008.5.1.4.1.1.88.59'
const row = (uid: string, sopClass: string, title: [value: string, scheme: string] | null) => ({
  '00080016': { vr: 'UI', Value: [sopClass] }, '00080018': { vr: 'UI', Value: [uid] },
  ...(title === null ? {} : { '0040A043': { vr: 'SQ', Value: [{ '00080100': { vr: 'SH', Value: [title[0]] }, '00080102': { vr: 'SH', Value: [title[1]] } }] } }),
})

let server: Server
afterEach(() => { server.close() })

describe('titles of key objects', () => {
  it('M27 are asked for by class and read from the answer; rows of another class or without a title are none', async () => {
    const asked: string[] = []
    const rows = [row('1.1', keyObjects, ['113001', 'DCM']), row('1.2', keyObjects, null), row('1.3', '1.2.840.10008.5.1.4.1.1.88.11', ['18748-4', 'LN']), row('1.4', keyObjects, ['113000', 'DCM'])]
    server = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.writeHead(200, { 'content-type': 'application/dicom+json' }).end(JSON.stringify(rows))
    })
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
    const pacs = createDicomWebClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/dicom-web`, user: '', password: '', certificateAuthority: '' })
    const titles = await pacs.findKeyObjectTitles('1.2.3', new AbortController().signal)
    pacs.close()
    expect([...titles]).toEqual([['1.1', { value: '113001', scheme: 'DCM' }], ['1.4', { value: '113000', scheme: 'DCM' }]])
    expect(asked[0]).toMatch(/^\/dicom-web\/studies\/1\.2\.3\/instances\?SOPClassUID=1\.2\.840\.10008\.5\.1\.4\.1\.1\.88\.59&includefield=00080016&includefield=0040A043/)
  })
})
