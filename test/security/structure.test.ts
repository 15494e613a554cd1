/** The structure's desk in the real program: a coordinator follows exams and issues a letter; the next account on the same
 *  console, a second reader, gets neither the desk nor the letter. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { letterPdfPath, type ExamRow, type LetterId } from '../../main/contract/index.ts'
import { newProfile, secondReader } from '../program/scenario.ts'
import { startProgram, type Client, type Program } from '../program/start-program.ts'

const filter = { view: 'ALL', text: '', standings: [], site: null, lateOnly: false } as const
const list = { filter: { ...filter, standings: [] }, offset: 0, limit: 100 }

describe('the structure’s desk over HTTP', () => {
  let program: Program | null = null
  let client: Client
  let exam: ExamRow | undefined
  let letter = '' as LetterId

  beforeAll(async () => {
    program = await startProgram({ profile: await newProfile() })
    client = await program.connect()
    await client.call('session.setUp', { displayName: 'Coordination', passphrase: 'quatre saisons au bocage', roles: ['ADMIN', 'COORDINATOR'], language: 'fr', demo: true })
    await client.until('the demonstration’s mammogram to be followed', async () => (await client.call('structure.exams', list)).total > 0)
    exam = (await client.call('structure.exams', list)).rows[0]
  })
  afterAll(async () => { await program?.stop() }, 20_000)

  it('lists the exam that awaits its first reading, counts no demonstration in the figures, gives a table, and leaves its trail', async () => {
    expect(exam).toMatchObject({ standing: 'ATTENTE_L1', demo: true, opinions: null })
    expect((await client.call('structure.indicators', { from: null, to: null, site: null, reader: null })).exams).toBe(0)
    const table = await client.call('structure.exportCsv', { what: 'EXAMS', separator: ';', filter: list.filter, selection: { from: null, to: null, site: null, reader: null } })
    expect(table.csv.startsWith('\uFEFFDossier;')).toBe(true)
    const { rows } = await client.call('audit.list', { before: null, limit: 20 })
    expect(rows.find(({ object }) => object === 'structure.EXAMS')).toMatchObject({ event: 'export', outcome: 'success' })
  })

  it('issues a letter where one is due, and refuses one that is not', async () => {
    if (exam === undefined) throw new Error('no exam')
    const { lettersDue, studyInstanceUID } = exam
    await expect(client.call('structure.issueLetter', { studyInstanceUID, result: 'POSITIVE', recipient: 'WOMAN' })).rejects.toThrow('letter/not-due')
    expect(lettersDue.map(({ result }) => result)).toEqual(['LATE', 'LATE'])
    letter = (await client.call('structure.issueLetter', { studyInstanceUID, result: 'LATE', recipient: 'WOMAN' })).letters[0]?.id ?? letter
    const pdf = await client.fetch(letterPdfPath(letter))
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    expect(Buffer.from((await pdf.arrayBuffer()).slice(0, 5)).toString()).toBe('%PDF-')
  })

  it('V8 is closed to a second reader of the same console, letter and all', async () => {
    const { id } = await client.call('accounts.create', { ...secondReader, roles: ['L2'], language: 'fr' })
    await client.call('session.lock', {})
    await client.call('session.unlock', { accountId: id, passphrase: secondReader.passphrase })
    await expect(client.call('structure.exams', list)).rejects.toThrow('request/forbidden')
    await expect(client.call('structure.letterTemplates', {})).rejects.toThrow('request/forbidden')
    expect((await client.fetch(letterPdfPath(letter))).status).toBe(404)
    expect((await client.call('structure.feedback', { reader: null, from: null, to: null })).readers).toEqual([])
  })
})
