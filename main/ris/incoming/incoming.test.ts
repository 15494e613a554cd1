/** Messages that come in: read by their own delimiters and character set, understood by flow, answered so that an
 *  independent HL7 library reads the answer, over connections that behave and connections that do not. */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { peersPresent, skipTitle } from '../../../test/peers/index.ts'
import { encodeAnswer } from './answer.ts'
import { startMllpServer, type MllpServer } from './mllp-server.ts'
import { understand } from './order-message.ts'
import { readMessage, UnreadableMessage, valueOf } from './read-message.ts'

const at = new Date('2025-03-12T09:00:00Z')
const pid = 'PID|1||290107512345678^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS~4711^^^CH LISIEUX&1.2.250.1.71.4.2.2.140000159&ISO^PI||ŒUVRARD^Chloé^Anne Élise^^^^L~MARTIN^Chloé^^^^^D||19610203|F|||1 RUE DES LILAS^^LISIEUX^^14100^FRA^H~^^^^^^BDL^^14118|||||||||||||||||||||VALI'
const request = [
  'MSH|^~\\&|RIS|CH LISIEUX|BINOCLE|LECTURE|20250312100000+0100||ORM^O01^ORM_O01|RIS-1|P|2.5.1|||||FRA|UNICODE UTF-8|||1.0^CISIS_TLR_HL7_V2',
  pid,
  'PV1|1|O|||||||||||||||||897406^^^CH LISIEUX&140000159&M^VN',
  'ORC|NW|OPN101^^1.2.250.1.9^ISO|||||||20250312095500+0100|||801234567890^DURAND^Paul||^^^^^^^^^^^0231000000|||||||140000159^^1.2.250.1.71.4.2.2',
  'OBR|1|OPN101||TRANSMISSION_DEMANDE^Scanner cérébral^TLR_OBR_PROCEDURE|||||||||Chute à domicile\\.br\\sous anticoagulant \\T\\ confusion',
  'NTE|1||Hématome ?|FINALITE_EXAMEN^^HL70364',
  'TQ1|1||||||||S',
  'OBX|1|CE|MODALITE_IMAGERIE||CT^Tomodensitométrie^DCM||||||O',
  'OBX|2|CE|REGION_ANATOMIQUE|1.1|69536005^Tête^SCT||||||O',
  'OBX|3|TX|11322-5|1|AVK|||MAJEUR|||O',
  'OBX|4|NM|8302-2^Body height^LN||170|cm|||||O',
].join('\r')
const bytes = (text: string) => Buffer.from(text, 'utf8')
const replaced = (from: string, to: string) => bytes(request.replace(from, to))

describe('a request', () => {
  it('A10 NW: tells patient, order, call-back number, urgency and clinical words', () => {
    const { incoming, faults } = understand(readMessage(bytes(request)))
    expect(faults).toEqual([])
    expect(incoming).toEqual({ type: 'ORDER', order: {
      kind: 'NW', placerOrder: { id: 'OPN101', namespace: '', universalId: '1.2.250.1.9' }, sentAt: '2025-03-12T09:00:00.000Z', orderedAt: '2025-03-12T08:55:00.000Z', requesterId: '801234567890', requester: 'DURAND Paul', callBack: '0231000000',
      requestingStructure: '140000159', reason: '', procedure: '', justification: 'Chute à domicile\nsous anticoagulant & confusion', purpose: 'Hématome ?', notes: [], priority: 'S', modality: 'CT', modalityName: 'Tomodensitométrie', regions: ['Tête'],
      history: [{ text: 'AVK', major: true }], height: '170 cm', weight: '', pregnancy: '', visit: { id: '897406', namespace: 'CH LISIEUX', universalId: '140000159' },
      examAt: null, retention: '', act: '', products: [], devices: [], accessionNumber: '', accessionAuthority: '', studyInstanceUID: '',
      patient: {
        identifiers: [{ id: '290107512345678', namespace: 'ASIP-SANTE-INS-NIR', universalId: '1.2.250.1.213.1.4.8', type: 'INS' }, { id: '4711', namespace: 'CH LISIEUX', universalId: '1.2.250.1.71.4.2.2.140000159', type: 'PI' }],
        birthName: 'ŒUVRARD', usualName: 'MARTIN', givenNames: 'Chloé Anne Élise', birthDate: '1961-02-03', sex: 'F', birthPlace: '14118', reliability: ['VALI'],
      },
    } })
  })

  it('A10 CA, SR: names the reason; joins by accession number and study', () => {
    expect(understand(readMessage(replaced('ORC|NW|', 'ORC|CA|'))).incoming).toMatchObject({ order: { kind: 'CA' } })
    const done = `${request.replace('ORM^O01^ORM_O01', 'OMI^O23^OMI_O23').replace('ORC|NW|', 'ORC|SR|')}\rIPC|ACC-9^^1.2.250.1.7^ISO||1.2.826.0.1.3680043.10.9.1`
    expect(understand(readMessage(bytes(done))).incoming).toMatchObject({ order: { kind: 'SR', accessionNumber: 'ACC-9', accessionAuthority: '1.2.250.1.7', studyInstanceUID: '1.2.826.0.1.3680043.10.9.1' } })
    expect(understand(readMessage(bytes(done.replace('IPC|ACC-9^^1.2.250.1.7^ISO||1.2.826.0.1.3680043.10.9.1', '')))).faults).toMatchObject([{ at: { segment: 'IPC', field: 1 }, code: '101' }])
  })

  it('A10 SR: tells what was done, of the exam and with what', () => {
    const told = ['TQ1||||||730^jours|20260106184418', 'IPC|ACC-9||1.2.3', 'OBX|2|CE|CODE_ACTE_IMAGERIE||24590-2^IRM cérébrale^LN||||||F', 'OBX|6|CE|PRODUIT_ADMINISTRE|1.1|V08CA^Gadolinium^ATC||||||F', 'OBX|7|NM|PRODUIT_ADMINISTRE|1.2|15|ml|||||F', 'OBX|9|TX|APPAREIL_IMAGERIE|1.1|Appareil A||||||F'].join('\r')
    const text = `${request.split('\rOBX')[0]?.replace('ORC|NW|', 'ORC|SR|').replace('\rTQ1|1||||||||S', '') ?? ''}\r${told}`
    expect(understand(readMessage(bytes(text))).incoming).toMatchObject({ order: { retention: '730 jours', act: 'IRM cérébrale', products: ['Gadolinium, 15 ml'], devices: ['Appareil A'] } })
  })

  it('ADT^A08, A40: a corrected identity, and two that are one', () => {
    const adt = (event: string, more = '') => bytes(`${request.split('\r')[0]?.replace('ORM^O01^ORM_O01', `ADT^${event}`) ?? ''}\r${pid}${more}`)
    expect(understand(readMessage(adt('A08'))).incoming).toMatchObject({ type: 'IDENTITY', patient: { birthName: 'ŒUVRARD' }, replaces: [] })
    expect(understand(readMessage(adt('A40', '\rMRG|4712^^^CH LISIEUX&1.2.250.1.71.4.2.2.140000159&ISO^PI'))).incoming).toMatchObject({ replaces: [{ id: '4712' }] })
    expect(understand(readMessage(adt('A40'))).faults).toMatchObject([{ at: { segment: 'MRG' } }])
  })

  it.each([
    ['a message of another kind', 'ORM^O01^ORM_O01', 'SIU^S12', '200'], ['another event', 'ORM^O01^ORM_O01', 'ORM^O02', '201'], ['no control id', '|RIS-1|', '||', '101'], ['an old version', '|P|2.5.1|', '|P|1.9|', '203'],
    ['no patient identifier', '290107512345678^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS~4711^^^CH LISIEUX&1.2.250.1.71.4.2.2.140000159&ISO^PI', '', '101'],
    ['a birth date that is none', '|19610203|', '|19610231|', '102'], ['another order control', 'ORC|NW|', 'ORC|ZZ|', '103'], ['no order number', 'OPN101^^1.2.250.1.9^ISO', '', '101'],
  ])('with %s is refused by place', (_, from, to, code) => {
    const { incoming, faults } = understand(readMessage(replaced(from, to)))
    expect(incoming).toBeNull()
    expect(faults.map((one) => one.code)).toContain(code)
  })
})

describe('bytes and delimiters', () => {
  it('are those that the message declares', () => {
    const latin = Buffer.from(request.replace('UNICODE UTF-8', '8859/15').replace('ŒUVRARD', '¼UVRARD'), 'latin1')
    expect(understand(readMessage(latin)).incoming).toMatchObject({ order: { patient: { birthName: 'ŒUVRARD' } } })
    const other = readMessage(bytes('MSH#*%!?#A*B?C#X\rPID#1##7*é!F!'))
    expect([valueOf(other.segments[0], 3, 2, 2), valueOf(other.segments[1], 3, 1), valueOf(other.segments[1], 3, 2)]).toEqual(['C', '7', 'é#'])
    expect(() => readMessage(Buffer.from(request, 'latin1'))).toThrow(UnreadableMessage)
    expect(() => readMessage(replaced('UNICODE UTF-8', 'KLINGON'))).toThrow(UnreadableMessage)
    // Undeclared: what western systems mean.
    expect(valueOf(readMessage(Buffer.from(request.replace('UNICODE UTF-8', '').replace('Œ', 'É'), 'latin1')).segments[1], 5)).toBe('ÉUVRARD')
  })

  it('are read or refused, never anything else', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(request.length), fc.constantFrom('|', '^', '~', '\\', '&', '\r', '\0', 'é', 'MSH|', '""'))), fc.nat(request.length), (changes, end) => {
      const text = changes.reduce((whole, [where, what]) => whole.slice(0, where) + what + whole.slice(where), request).slice(0, end)
      try {
        const { incoming, faults } = understand(readMessage(bytes(text)))
        expect(incoming === null).toBe(faults.length > 0)
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableMessage)
      }
    }), { numRuns: 400 })
  })
})

const present = peersPresent()
let server: MllpServer | null = null
afterEach(async () => { await server?.close(); server = null })
const options = { host: '127.0.0.1', port: 0, tls: null, allows: () => true, maximumConnections: 4, limit: 1024 * 1024, idleMs: 5000 }

const python = `
import sys, hl7
from hl7.client import MLLPClient
out = []
with MLLPClient('127.0.0.1', int(sys.argv[1])) as client:
    for text in sys.stdin.read().split('\\x00'):
        reply = hl7.parse(client.send_message(text.encode('utf-8')).decode('utf-8').strip('\\x0b\\x1c\\r') + '\\r')
        out.append('%s %s %s %s' % (reply.segment('MSA')[1], reply.segment('MSA')[2], reply.segment('MSH')[9], len(reply.segments('ERR')) if 'ERR' in str(reply) else 0))
print('\\n'.join(out))
`

describe('a connection', () => {
  it.skipIf(present.hl7 !== null)(`A10 is answered message by message, as python3-hl7 reads it${skipTitle(present.hl7)}`, async () => {
    let n = 0
    server = await startMllpServer(options, (block) => {
      n += 1
      const message = readMessage(block)
      const { faults } = understand(message)
      return Promise.resolve(Buffer.from(encodeAnswer(message.segments[0], { code: faults.length === 0 ? 'AA' : 'AE', faults }, `B${n}`, at), 'utf8'))
    })
    const { port } = server
    const sent = [request, request.replace('RIS-1', 'RIS-2').replace('ORC|NW|', 'ORC|ZZ|')].join('\0')
    const { spawn } = await import('node:child_process')
    const child = spawn('/usr/bin/python3', ['-c', python, String(port)], { stdio: ['pipe', 'pipe', 'inherit'] })
    child.stdin.end(sent)
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => { output += text })
    await once(child, 'close')
    expect(output.trim().split('\n')).toEqual(['AA RIS-1 ACK^O01^ACK 0', 'AE RIS-2 ACK^O01^ACK 1'])
    expect(spawnSync('/usr/bin/python3', ['-c', 'import hl7']).status).toBe(0)
  })

  it('with a block that is cut, without an end, from an unlisted address, or whose message could not be kept: no answer, no second act', async () => {
    const taken: string[] = []
    server = await startMllpServer({ ...options, limit: 4096, allows: (address) => address === '127.0.0.1' }, (block) => {
      taken.push(valueOf(readMessage(block).segments[0], 10))
      return taken.length > 1 ? Promise.reject(new Error('the disk is full')) : Promise.resolve(Buffer.from('x'))
    })
    const { port } = server
    const talk = async (...parts: (string | Buffer)[]) => {
      const socket = connect(port, '127.0.0.1')
      const closed = once(socket, 'close')
      let got = ''
      socket.on('error', () => undefined)
      socket.setEncoding('latin1').on('data', (text: string) => { got += text })
      for (const part of parts) { socket.write(part); await new Promise((resolve) => { setTimeout(resolve, 15) }) }
      socket.end()
      await closed
      return got
    }
    const block = Buffer.concat([Buffer.of(0x0b), bytes(request), Buffer.of(0x1c, 0x0d)])
    expect(await talk('noise', block.subarray(0, 100), block.subarray(100))).toBe('\u000bx\u001c\r')
    expect(await talk(block.subarray(0, 200))).toBe('')
    expect(await talk(Buffer.concat([Buffer.of(0x0b), Buffer.alloc(8000, 0x41)]))).toBe('')
    expect(taken).toEqual(['RIS-1'])
    expect(await talk(block)).toBe('')
    await server.close()
    server = await startMllpServer({ ...options, allows: () => false }, () => Promise.resolve(Buffer.from('x')))
    const refused = connect(server.port, '127.0.0.1')
    const closed = once(refused, 'close')
    refused.on('error', () => undefined)
    refused.write(block)
    await closed
    expect(taken).toHaveLength(2)
  })
})
