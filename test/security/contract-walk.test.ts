/** The whole contract under each policy, asked by every role at every state of a second reading, through the program's
 *  own handler: no answer, event or byte route tells an opinion that is still masked. A leak in each layer is found. */
import { afterAll, describe, expect, it } from 'vitest'
import { ExpectedError, keptSettings, operations, sheetPdfPath, type Avis, type Handlers, type OperationName, type Reading, type ServerEvent } from '../../main/contract/index.ts'
import type { PolicyName } from '../../main/domain/second-reading/index.ts'
import type { ExamStudy } from '../fixtures/mammography/index.ts'
import { everyRole, openInProcess, passphrase, type InProcess, type Person } from '../program/in-process.ts'
import { importSmallExams } from '../program/small-exams.ts'
import { apart, left, walk, withoutCase, type Scene } from './contract-walk/walk.ts'
import { firstOpinion, opinion } from './sequences/acts.ts'

/** What only one opinion says: words, a size, places, and the identifier of a finding. */
const first = ['SENTINELLE-OBSIDIENNE', 'SENTINELLE-BERYL', '7.3137', '0.6173', '0.2719', 'a7b1c2d3-0000-4000-8000-00000000f1a9']
const second = ['SENTINELLE-MALACHITE', 'SENTINELLE-JASPE', '9.4791', '0.5391', '0.1877', 'b8c2d3e4-0000-4000-8000-00000000f2b7']
function sentinel([words = '', precision = '', size, x, y, id = '']: readonly string[], base: Avis): Avis {
  const anomaly: Avis['anomalies'][number] = { id, cote: 'G', type: 'AUTRE', quadrant: 'QII', schemaFace: { x: Number(x), y: Number(y) }, schemaProfil: null, reperes: [], tailleMm: Number(size), precision }
  return { ...base, acr: { D: 1, G: 2 }, commentaire: words, anomalies: [anomaly] }
}

class Course {
  readonly console: InProcess
  readonly readings = new Map<string, Reading>()
  readonly letterIds: string[] = []
  readonly scene: Scene
  constructor(console: InProcess, studyInstanceUID: string) {
    this.console = console
    const words = new Map([['one', first], ['two', second]])
    this.scene = { console, studyInstanceUID, readings: this.readings, words, letterIds: this.letterIds, asksOfDeliveries: true }
  }
  async sit(name: string): Promise<void> { await this.console.must('session.unlock', { accountId: this.console.people.get(name), passphrase }) }
  private async again(name: string): Promise<Reading> {
    await this.console.identity.lock('user')
    await this.sit(name)
    return this.console.must('reading.open', { studyInstanceUID: this.scene.studyInstanceUID })
  }
  async draft(name: 'one' | 'two'): Promise<void> {
    const { id, version, text, kind } = await this.again(name)
    const words = name === 'one' ? first : second
    const avis = kind === 'FIRST' ? sentinel(words, firstOpinion('', false)) : sentinel(words, opinion('', 'CONCORDANT_NEG'))
    this.readings.set(name, await this.console.must('reading.saveDraft', { readingId: id, expectedVersion: version, avis, text }))
  }
  async move(name: 'one' | 'two', act: 'reading.sign' | 'reading.freeze' | 'reading.reveal'): Promise<void> {
    const { id, version } = await this.again(name)
    this.readings.set(name, await this.console.must(act, { readingId: id, expectedVersion: version, ...(act === 'reading.sign' ? { passphrase } : {}) }))
  }
  async desk(act: (console: InProcess) => Promise<unknown>): Promise<void> {
    await this.console.identity.lock('user')
    await this.sit('coordinator')
    await act(this.console)
  }
  /** Whose opinion the account learns anything of. */
  async learns(by: string): Promise<string[]> {
    const told = await walk(this.scene, by)
    if (this.console.faults.length > 0) throw new Error(this.console.faults.splice(0).join('\n'))
    return [...(first.some((word) => told.includes(word)) ? ['first'] : []), ...(second.some((word) => told.includes(word)) ? ['second'] : [])]
  }
  async each(...names: string[]): Promise<Record<string, string[]>> {
    const learned: Record<string, string[]> = {}
    for (const name of names) learned[name] = await this.learns(name)
    return learned
  }
}

/** With her exam of two years before. */
const exam = (day: string): ExamStudy => ({ key: `parcours ${day}`, patientName: 'ESSAI^Parcours', patientID: 'PARCOURS-1', birthDate: '19650412', sex: 'F', date: day.replaceAll('-', '') })

async function course(policy: PolicyName): Promise<Course> {
  // Independent readings are second readings both: who reads first elsewhere reads second here.
  const people = policy === 'INDEPENDANT' ? everyRole.map((person): Person => (person[0] === 'one' ? ['one', 'L1', 'L2'] : person)) : everyRole
  const console = await openInProcess({ people })
  const [study = ''] = await importSmallExams(console, [exam('2025-03-10'), exam('2023-03-06')])
  // As those of the demonstration, so that what is asked about them does not end at the display.
  console.identity.active()?.store.prepare('UPDATE studies SET demo = 1').run()
  await console.must('settings.set', { ...keptSettings(await console.must('settings.get', {})), policy })
  return new Course(console, study)
}

let open: Course | null = null
afterAll(async () => { await open?.console.close() })
async function openCourse(policy: PolicyName): Promise<Course> {
  await open?.console.close()
  open = await course(policy)
  return open
}

describe('V2 V3 V4 V6 V9 the walk over the contract', () => {
  it('FR_DOCS_MASQUE tells nobody more than the state allows', async () => {
    const at = await openCourse('FR_DOCS_MASQUE')
    await at.draft('one')
    expect(await at.each('admin', 'two', 'three', 'coordinator', 'everything')).toEqual({ admin: [], two: [], three: [], coordinator: [], everything: [] })
    await at.move('one', 'reading.sign')
    expect(await at.each('admin', 'two', 'three', 'everything')).toEqual({ admin: [], two: [], three: [], everything: [] })
    await at.draft('two')
    expect(await at.each('two', 'one', 'three', 'coordinator', 'everything')).toEqual({ two: ['second'], one: ['first'], three: [], coordinator: [], everything: [] })
    await at.move('two', 'reading.freeze')
    expect(await at.each('two', 'one', 'three', 'coordinator', 'everything')).toEqual({ two: ['second'], one: ['first'], three: [], coordinator: [], everything: [] })
    await at.desk((console) => console.must('exchange.release', { readingId: at.readings.get('two')?.id }))
    // From here on the reveal is the second reader's to ask for.
    expect(await at.each('two', 'three')).toEqual({ two: ['first', 'second'], three: [] })
    await at.move('two', 'reading.reveal')
    expect(await at.each('one', 'admin', 'everything')).toEqual({ one: ['first'], admin: [], everything: [] })
    await at.move('two', 'reading.sign')
    // The first reader has the report of the second, by code; the figures of the desk are no words.
    expect(await at.each('two', 'one', 'three', 'admin', 'coordinator')).toEqual({ two: ['first', 'second'], one: ['first', 'second'], three: [], admin: [], coordinator: [] })
  }, 240_000)

  it('a letter, which tells the result, is given to coordinators alone', async () => {
    const at = open ?? await openCourse('FR_DOCS_MASQUE')
    const { studyInstanceUID } = at.scene
    await at.desk((console) => console.must('structure.issueLetter', { studyInstanceUID, result: 'NEGATIVE', recipient: 'WOMAN' }))
    at.letterIds.push(...at.console.identity.active()?.store.prepare<[], { id: string }>('SELECT id FROM letters').all().map(({ id }) => id) ?? [])
    expect(at.letterIds).toHaveLength(1)
    for (const by of ['one', 'two', 'three', 'admin']) expect([by, await walk(at.scene, by)]).toEqual([by, expect.not.stringContaining('LETTRE')])
    expect(await walk(at.scene, 'coordinator')).toContain('LETTRE')
  })

  it('the printed sheet goes to who signed it, with its row in the trail', async () => {
    const at = open ?? await openCourse('FR_DOCS_MASQUE')
    const { console, readings } = at
    const printed = async (by: string, of: string) => {
      await console.identity.lock('user')
      await at.sit(by)
      const { status, bytes } = await console.request('GET', sheetPdfPath(readings.get(of)?.id ?? ('' as Reading['id'])))
      return [status, bytes.subarray(0, 4).toString()]
    }
    expect([await printed('two', 'two'), (await printed('one', 'two'))[0], (await printed('three', 'two'))[0]]).toEqual([[200, '%PDF'], 404, 404])
    await console.identity.lock('user')
    await at.sit('admin')
    const { rows } = await console.must('audit.list', { before: null, limit: 50 })
    expect(rows.find(({ event }) => event === 'export')).toMatchObject({ actor: console.people.get('two'), object: readings.get('two')?.id, outcome: 'success', detail: 'sheet PDF' })
  })

  it('finds a leak in each layer', async () => {
    const at = open ?? await openCourse('FR_DOCS_MASQUE')
    const { console } = at
    const [word = ''] = first
    expect(await at.learns('three')).toEqual([])
    const answer = <N extends OperationName>(name: N, handler: (given: never) => unknown) => { console.plants.handlers = (handlers) => ({ ...handlers, [name]: handler } as Partial<Handlers>) }
    const layers: readonly (readonly [string, string, () => void])[] = [
      ['an answer', 'three', () => { answer('worklist.facets', () => ({ total: 0, modalities: [], sites: [{ value: word, count: 1 }], screening: 0, scheduled: 0, eeg: 0, drafts: 0 })) }],
      ['a refusal', 'three', () => { answer('reading.freeze', () => { throw new ExpectedError('request/not-found', { subject: word }) }) }],
      ['an event', 'three', () => { answer('session.touch', () => { console.emit({ type: 'worklist.changed', about: word } as ServerEvent); return {} }) }],
      ['a sheet', 'three', () => { console.plants.bytes = (bytes) => ({ ...bytes, readSheetPdf: () => Promise.resolve({ length: 4, bytes: new Uint8Array(4) }) }) }],
      ['a frame', 'three', () => { console.plants.bytes = (bytes) => ({ ...bytes, readFrame: () => Promise.resolve({ length: word.length, transferSyntaxUID: '1.2.840.10008.1.2.1', bytes: new TextEncoder().encode(word) }) }) }],
      ['an import', 'three', () => { console.plants.bytes = (bytes) => ({ ...bytes, importFile: () => Promise.resolve({ name: word, outcome: 'stored', sopInstanceUID: null, problem: null }) }) }],
      ['the list', 'three', () => { const store = console.identity.active()?.store; store?.transaction(() => store.prepare('UPDATE studies SET description = ? WHERE study_uid = ?').run(word, at.scene.studyInstanceUID)) }],
    ]
    for (const [layer, by, plant] of layers) {
      await at.sit(by)
      plant()
      expect([layer, await at.learns(by)]).toEqual([layer, expect.arrayContaining(['first'])])
      Object.assign(console.plants, { handlers: undefined, bytes: undefined })
    }
  }, 240_000)

  it('FR_DOCS shows the first sheet to the reader of the exam, and to nobody else', async () => {
    const at = await openCourse('FR_DOCS')
    await at.draft('one')
    expect(await at.each('two', 'coordinator')).toEqual({ two: [], coordinator: [] })
    await at.move('one', 'reading.sign')
    expect(await at.each('admin', 'coordinator')).toEqual({ admin: [], coordinator: [] })
    await at.draft('two')
    expect(await at.each('two', 'one', 'three', 'admin', 'everything')).toEqual({ two: ['first', 'second'], one: ['first'], three: [], admin: [], everything: [] })
  }, 240_000)

  it('INDEPENDANT tells neither reader of the other, not even that there is one', async () => {
    const at = await openCourse('INDEPENDANT')
    const alone: Scene = { ...at.scene, readings: new Map(), asksOfDeliveries: false }
    const before = ofNobody(await walk(alone, 'two'))
    await at.draft('one')
    await at.move('one', 'reading.freeze')
    await at.move('one', 'reading.sign')
    const after = ofNobody(await walk(alone, 'two'))
    expect([after.filter((line) => !before.includes(line)), before.filter((line) => !after.includes(line))]).toEqual([[], []])
    await at.draft('two')
    await at.move('two', 'reading.freeze')
    expect(await at.each('two', 'one', 'three', 'admin')).toEqual({ two: ['second'], one: ['first'], three: [], admin: [] })
    await at.move('two', 'reading.sign')
    expect(await at.each('two', 'one', 'three', 'admin', 'everything')).toEqual({ two: ['second'], one: ['first'], three: [], admin: [], everything: [] })
  }, 240_000)

  it('has a case for every operation of the contract', () => {
    expect([...withoutCase]).toEqual([])
    expect([...Object.keys(apart), ...Object.keys(left)].filter((name) => !(name in operations))).toEqual([])
  })
})

/** Without what differs from one asking to the next whatever happened: instants, times at work, identifiers and signatures made anew.
 *  What the walk takes back looks to the trail's own check as if rows were missing: its event says nothing of readers. */
function ofNobody(told: string): string[] {
  return told.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'INSTANT').replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID').replaceAll(/\b[0-9a-f]{64}\b/g, 'DIGEST').replaceAll(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, 'SIGNED').replaceAll(/"(activeMs|perHour|meanMs|readerCode|checked|total)":[^,}]+/g, '"$1":0').split('\n').filter((line) => !line.includes('health.changed'))
}
