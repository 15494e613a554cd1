/** A8, the message: a clinical document in the form of the ANS volet, judged by Debian's python3-hl7; and the character
 *  sets. Its ways through the outbox, in each mode of that receiver and over TLS, are in sync/delivery. */
import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { peersPresent, skipTitle, startHl7Receiver, type Hl7Peer } from '../../test/peers/index.ts'
import { buildOru, createMllpClient, encodeMessage, type OruContent } from './index.ts'

const present = peersPresent()
const cda = new TextEncoder().encode('<?xml version="1.0" encoding="UTF-8"?>\n<ClinicalDocument><title>Œdème, Élodie ŠIMIĆ-ŁUKASZ</title></ClinicalDocument>\n')
const digest = createHash('sha256').update(cda).digest('hex')
const content: OruContent = {
  controlId: 'BCDA0123456789ABCDEF', status: 'F', signedAt: new Date('2025-03-10T10:15:00Z'), characterSet: 'UNICODE UTF-8',
  sendingFacility: '140000159', receivingApplication: 'RIS', receivingFacility: 'CH',
  patient: { id: '0012', authority: { namespace: 'IPP', universalId: '1.2.250.1.999' }, ins: { value: '279035121518989', oid: '1.2.250.1.213.1.4.8' }, birthPlace: '51215', name: 'LEFÈVRE-ŒILLET^Élodie^Zoé', birthDate: '1979-03-28', sex: 'F' },
  placer: { value: 'OPN101', oid: '1.2.250.1.748' }, accessionNumber: 'MG25-0001', studyInstanceUID: '2.25.123', studyDate: '2025-03-10', studyTime: '101500.12',
  priority: null, signer: { id: 'L1-7F3A', rpps: '81001234566', familyName: 'LECTEUR', givenName: 'Anne' },
  payload: { type: 'CDA', cda, sender: { rpps: '81001234566', familyName: 'LECTEUR', givenName: 'Anne', finess: '140000159', structure: 'Centre' } },
}
const fields = (message: string, segment: string): string[] => message.split('\r').find((line) => line.startsWith(segment))?.split('|') ?? []

let ris: Hl7Peer | null = null
afterEach(async () => { await ris?.stop() })
describe.skipIf(present.hl7 !== null)(`A8 a clinical document sent to an independent receiver${skipTitle(present.hl7)}`, () => {
  it('arrives whole: profile, coherent statuses, patient, and the document byte for byte', async () => {
    ris = await startHl7Receiver()
    await createMllpClient({ host: ris.host, port: ris.port, tls: false, certificateAuthority: '' }).send(encodeMessage(buildOru(content), content.characterSet), content.controlId, new AbortController().signal)
    const [message] = await ris.received(1)
    expect(message).toMatchObject({
      type: 'ORU^R01^ORU_R01', version: '2.5', country: 'FRA', charset: 'UNICODE UTF-8', order: 'NW', service: '18748-4^CR d’imagerie médicale^LN',
      segments: ['MSH', 'PID', 'PV1', 'ORC', 'OBR', 'OBX', 'PRT'], patientName: 'LEFÈVRE-ŒILLET^Élodie^Zoé^^^^L',
      observations: [{ type: 'ED', code: '18748-4^CR d’imagerie médicale^LN', status: 'F', media: '^TEXT^XML^Base64', bytes: cda.length, sha256: digest }],
    })
  })
})

describe('the message of a clinical document', () => {
  it('says profile, patient and sender as the volet asks', () => {
    const message = buildOru(content)
    expect([fields(message, 'MSH')[16], fields(message, 'MSH')[17], fields(message, 'MSH')[20]]).toEqual(['FRA', 'UNICODE UTF-8', '2.1^CISIS_CDA_HL7_V2'])
    expect(fields(message, 'PID')[3]).toBe('279035121518989^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS~0012^^^IPP&1.2.250.1.999&ISO^PI')
    expect([fields(message, 'PID')[11], fields(message, 'PID')[32]]).toEqual(['^^^^^^BDL^^51215', 'VALI'])
    expect([fields(message, 'ORC')[2], fields(message, 'OBR')[4]]).toEqual(['OPN101^^1.2.250.1.748^ISO', fields(message, 'OBX')[3]])
    expect(fields(message, 'PRT').slice(4, 9)).toEqual(['SB^Send by^participation', '881001234566^LECTEUR^Anne^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS', '', '', 'Centre^^^^^&1.2.250.1.71.4.2.2&ISO^FINEG^^^1140000159'])
    // The reader by RPPS in OBR-32 (NDL) and OBX-16 (XCN); without a number, by the code alone.
    expect([fields(message, 'OBR')[32], fields(message, 'OBX')[16]]).toEqual(['881001234566&LECTEUR&Anne&&&&&&&1.2.250.1.71.4.2.1&ISO', '881001234566^LECTEUR^Anne^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS'])
    expect(fields(buildOru({ ...content, signer: { id: 'L2-X', familyName: 'L2-X', givenName: '' } }), 'OBX')[16]).toBe('L2-X^L2-X')
    const unqualified = buildOru({ ...content, patient: { ...content.patient, ins: null } })
    expect([fields(unqualified, 'PID')[3], fields(unqualified, 'PID')[32]]).toEqual(['0012^^^IPP&1.2.250.1.999&ISO^PI', undefined])
  })

  it.each([['F', 'NW', 'F'], ['C', 'RO', 'C'], ['D', 'CA', 'X']] as const)('of status %s has the order control %s', (status, control, ofRequest) => {
    const message = buildOru({ ...content, status })
    expect([fields(message, 'ORC')[1], fields(message, 'OBX')[11], fields(message, 'OBR')[25]]).toEqual([control, status, ofRequest])
  })
})

describe('ISO 8859-15', () => {
  const patient = 'Œuvre, é, €, Ÿ'
  it('keeps what it has, and writes typography as agreed', () => {
    const bytes = encodeMessage(`${patient} ; CR d’imagerie : « ≥ 5 mm » — fin…`, '8859/15')
    expect(new TextDecoder('iso-8859-15').decode(bytes)).toBe(`${patient} ; CR d'imagerie : « >= 5 mm » - fin...`)
  })

  it('refuses in words what it has not, and loses nothing in silence', () => {
    expect(() => encodeMessage('ŠIMIĆ-ŁUKASZ ¤', '8859/15')).toThrow(expect.objectContaining({ code: 'report/characters', params: { characters: 'Ć Ł ¤' } }))
    expect(new TextDecoder().decode(encodeMessage('ŠIMIĆ-ŁUKASZ ¤', 'UNICODE UTF-8'))).toBe('ŠIMIĆ-ŁUKASZ ¤')
  })

  it('says so in MSH-18 and carries a document in UTF-8 all the same', () => {
    const bytes = encodeMessage(buildOru({ ...content, characterSet: '8859/15' }), '8859/15')
    const message = new TextDecoder('iso-8859-15').decode(bytes)
    expect(fields(message, 'MSH')[17]).toBe('8859/15')
    expect(fields(message, 'PID')[5]).toContain('LEFÈVRE-ŒILLET^Élodie')
    expect(createHash('sha256').update(Buffer.from(fields(message, 'OBX')[5]?.split('^').at(-1) ?? '', 'base64')).digest('hex')).toBe(digest)
  })
})
