/** In which form a signed report goes to the RIS: from the settings of its site to the frozen bytes in the outbox. */
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freeze, refused, sign, version, write } from '../../test/fixtures/reading-acts.ts'
import { openReadingConsole, placeStudy, type ReadingConsole, type Seat } from '../../test/fixtures/reading-console.ts'
import { negativeAvis, screeningStudy, signedPlain } from '../../test/fixtures/signed-readings.ts'
import type { Professional, Reading } from '../contract/index.ts'

const study = { ...signedPlain.study, studyInstanceUID: '1.2.826.9', patientName: 'LEFÈVRE-ŒILLET^Élodie', images: screeningStudy.images }
let open: ReadingConsole, reader: Seat, admin: Seat

beforeEach(async () => {
  open = await openReadingConsole()
  reader = await open.seat('Dr Anne Lecteur', 'RADIOLOGIST', 'L1')
  admin = await open.seat('Administration du poste', 'ADMIN')
  placeStudy(open, study)
  placeStudy(open, screeningStudy)
  open.reportPayload = { ...open.reportPayload, default: { payload: 'CDA', patientOid: '1.2.250.1.999', accessionOid: '1.2.250.1.998', archiveCda: false }, sector: 'AMBULATOIRE', level: 3 }
})
afterEach(() => { open.close() })

const professional = (): Professional => ({ accountId: reader.account.id, rpps: '81001234566', familyName: 'LECTEUR', givenName: 'Anne', specialty: 'G15_10/SM44' })
async function dictated(conclusion = signedPlain.text.conclusion): Promise<Reading> {
  const opened = await reader.call('reading.open', { studyInstanceUID: study.studyInstanceUID })
  return reader.call('reading.saveDraft', { ...version(opened), avis: opened.avis, text: { ...signedPlain.text, conclusion } })
}
async function message(encoding = 'utf-8'): Promise<string> {
  const row = open.drafts.findLast(({ kind }) => kind === 'ORU')
  const bytes = await reader.unlocked.sealing.openBytes(row?.sealedPayload ?? '')
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(row?.sha256)
  return new TextDecoder(encoding, { fatal: true }).decode(bytes)
}
const field = (text: string, segment: string, at: number) => text.split('\r').find((line) => line.startsWith(segment))?.split('|')[at] ?? ''
const document = (text: string) => Buffer.from(field(text, 'OBX', 5).split('^').at(-1) ?? '', 'base64').toString('utf8')

describe('a signed report of a site that takes clinical documents', () => {
  it('leaves as one, in coded sections, with the identity that the outbox keeps', async () => {
    await admin.call('professionals.set', professional())
    await sign(reader, await dictated())
    const sent = await message()
    expect(field(sent, 'MSH', 20)).toBe('2.1^CISIS_CDA_HL7_V2')
    expect(document(sent)).toContain('<templateId root="1.2.250.1.213.1.1.1.45" extension="2024.01"/>')
    expect(document(sent)).toContain('extension="881001234566"')
    const kept = open.store.prepare<[], { document_uid: string; version: number; form: string }>('SELECT document_uid, version, form FROM report_documents').all()
    expect(kept).toEqual([{ document_uid: /<id root="([^"]+)"/.exec(document(sent).split('</realmCode>').join(''))?.[1], version: 1, form: 'CDA_3' }])
  })

  it('names the national identity and the order where they are known', async () => {
    await admin.call('professionals.set', professional())
    open.orders.set(study.studyInstanceUID, { placer: { value: 'OPN101', oid: '1.2.250.1.748' }, accession: null, ins: { value: '279035121518989', oid: '1.2.250.1.213.1.4.8' }, usualName: '', birthPlace: '51215', requester: { id: '10003456786', name: 'DURAND Paul' }, justification: 'Fièvre', history: [] })
    await sign(reader, await dictated())
    const sent = await message()
    expect([field(sent, 'PID', 32), field(sent, 'ORC', 2)]).toEqual(['VALI', 'OPN101^^1.2.250.1.748^ISO'])
    expect(['ORC', 'OBR'].map((segment) => field(sent, segment, segment === 'ORC' ? 12 : 16))).toEqual(Array(2).fill('810003456786^DURAND Paul^^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS'))
    expect([field(sent, 'OBR', 32), field(sent, 'OBX', 16)]).toEqual(['881001234566&LECTEUR&Anne&&&&&&&1.2.250.1.71.4.2.1&ISO', '881001234566^LECTEUR^Anne^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS'])
    expect(document(sent)).toContain('<order><id root="1.2.250.1.748" extension="OPN101"/><ps3-20:accessionNumber root="1.2.250.1.998"')
  })

  it('is not signed while the document could not name its author, its structure or its patient', async () => {
    expect(await refused(sign(reader, await dictated()))).toBe('report/signatory')
    await admin.call('professionals.set', professional())
    open.reportPayload = { ...open.reportPayload, sector: '' }
    expect(await refused(sign(reader, await dictated()))).toBe('report/structure')
    open.reportPayload = { ...open.reportPayload, sector: 'AMBULATOIRE', default: { ...open.reportPayload.default, patientOid: '' } }
    expect(await refused(sign(reader, await dictated()))).toBe('report/patient-domain')
    expect([open.drafts.length, open.store.prepare('SELECT 1 FROM reports').all().length]).toEqual([0, 0])
  })

  it('is level 1 where no place of the body is known as a code', async () => {
    await admin.call('professionals.set', professional())
    open.studies.set(study.studyInstanceUID, { ...study, description: 'Contrôle', locality: 'local' })
    await sign(reader, await dictated())
    expect(document(await message())).toContain('<nonXMLBody>')
    expect(open.store.prepare('SELECT form FROM report_documents').all()).toEqual([{ form: 'CDA_1' }])
  })

  it('goes to the archive as well where the site is set so: the same document, under an identity of its own, announced by the message', async () => {
    await admin.call('professionals.set', professional())
    open.reportPayload = { ...open.reportPayload, default: { ...open.reportPayload.default, archiveCda: true } }
    await sign(reader, await dictated())
    const [archived] = open.drafts.filter(({ kind }) => kind === 'CDA')
    expect(open.drafts.map(({ kind, destination }) => `${kind} ${destination}`)).toEqual(['PDF PACS', 'SR PACS', 'CDA PACS', 'ORU RIS'])
    const object = Buffer.from(await reader.unlocked.sealing.openBytes(archived?.sealedPayload ?? ''))
    expect(object.includes(document(await message()))).toBe(true)
    const kept = open.store.prepare<[], { cda_sop_uid: string; cda_series_uid: string; cda_sealed: string }>('SELECT cda_sop_uid, cda_series_uid, cda_sealed FROM report_documents').get()
    expect(kept?.cda_sop_uid).toBe(archived?.dedupeKey)
    expect(object.includes(kept?.cda_series_uid ?? '?')).toBe(true)
    expect(Buffer.from(await reader.unlocked.sealing.openBytes(kept?.cda_sealed ?? '')).toString('utf8')).toBe(document(await message()))
  })

  it('goes to the archive alone where the RIS takes the plain message, and asks for the same before the signature', async () => {
    open.reportPayload = { ...open.reportPayload, default: { ...open.reportPayload.default, payload: 'PDF', archiveCda: true } }
    expect(await refused(sign(reader, await dictated()))).toBe('report/signatory')
    await admin.call('professionals.set', professional())
    await sign(reader, await dictated())
    expect(field(await message(), 'MSH', 20)).toBe('')
    expect(open.drafts.map(({ kind }) => kind)).toEqual(['PDF', 'SR', 'CDA', 'ORU'])
    expect(open.store.prepare('SELECT form FROM report_documents').all()).toEqual([{ form: 'PDF' }])
  })

  it('leaves as the plain message from a site that is set otherwise', async () => {
    open.reportPayload = { ...open.reportPayload, sites: { 'centre d’imagerie de FLERS': { payload: 'PDF', patientOid: '', accessionOid: '', archiveCda: false } } }
    await sign(reader, await dictated())
    expect(field(await message(), 'MSH', 20)).toBe('')
  })
})

describe('a second reading', () => {
  it('never leaves as a document that would name its reader', async () => {
    const second = await open.seat('Nom-Qui-Ne-Doit-Pas-Sortir', 'L2')
    open.reportPayload = { ...open.reportPayload, default: { ...open.reportPayload.default, payload: 'PDF' } }
    await sign(reader, await write(reader, negativeAvis))
    open.reportPayload = { ...open.reportPayload, default: { ...open.reportPayload.default, payload: 'CDA', archiveCda: true } }
    await admin.call('professionals.set', { ...professional(), accountId: second.account.id, familyName: 'NOM-QUI' })
    await sign(second, await freeze(second, negativeAvis))
    expect(open.drafts.filter(({ kind }) => kind === 'ORU')).toHaveLength(2)
    expect(open.drafts.filter(({ kind }) => kind === 'CDA')).toEqual([])
    const text = new TextDecoder().decode(await second.unlocked.sealing.openBytes(open.drafts.findLast(({ kind }) => kind === 'ORU')?.sealedPayload ?? ''))
    expect(text).not.toContain('CISIS_CDA_HL7_V2')
    const plain = text.split('\r').filter((line) => !line.includes('|ED|')).join()
    for (const name of ['Nom-Qui', 'NOM-QUI', '81001234566']) expect(plain).not.toContain(name)
    expect(field(text, 'OBX', 16)).toBe(field(text, 'OBR', 32).replaceAll('&', '^'))
  })
})

describe('a RIS that takes 8859/15', () => {
  it('gets what the set has, byte for byte, and no signature for what it has not', async () => {
    await admin.call('professionals.set', professional())
    open.reportPayload = { ...open.reportPayload, characterSet: '8859/15', default: { ...open.reportPayload.default, payload: 'PDF' } }
    const before = await dictated('Taille ≥ 5 mm, façon Ł.')
    expect(await refused(sign(reader, before))).toBe('report/characters')
    await sign(reader, await dictated('Taille ≥ 5 mm, œdème.'))
    const sent = await message('iso-8859-15')
    expect(field(sent, 'MSH', 17)).toBe('8859/15')
    expect(sent).toContain('Taille >= 5 mm, œdème.')
    expect(field(sent, 'PID', 5)).toContain('LEFÈVRE-ŒILLET^Élodie')
  })
})

describe('who an account is in the national registers', () => {
  it('is taken with a number whose key holds, and by nobody but an administrator', async () => {
    expect(await refused(admin.call('professionals.set', { ...professional(), rpps: '81001234561' }))).toBe('account/rpps')
    await admin.call('professionals.set', professional())
    expect((await admin.call('professionals.list', {})).professionals).toEqual([professional()])
  })
})
