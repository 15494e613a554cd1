/** The whole contract, asked by every role at every state of a second reading: no answer, event or report carries a word
 *  of an opinion that is still masked. The rooms are those of the program, without sockets; a planted leak is found. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { avisVide, ficheVide, operations, type AccountId, type Avis, type Handlers, type OperationName, type Output, type Reading, type Role, type ServerEvent } from '../../main/contract/index.ts'
import { createDispatcher, type Dispatcher } from '../../main/host/dispatcher.ts'
import { openRooms, type Rooms } from '../../main/host/unlocked-rooms.ts'
import { createCentreHandlers, createIdentity, createSessionHandlers, type Identity } from '../../main/identity/index.ts'
import { openVault } from '../../main/vault/index.ts'
import { until } from '../peers/index.ts'

const passphrase = 'quatre saisons au bocage'
const firstWord = 'SENTINELLE-OBSIDIENNE'
const secondWord = 'SENTINELLE-MALACHITE'
const avis = (commentaire: string): Avis => ({ ...avisVide, acr: { D: 1, G: 1 }, densite: 2, commentaire, fiche: { ...ficheVide, ecs: { statut: 'NORMAL_OU_BENIN', anomalies: [] } } })

/** Speaks to peers; tested where they are. */
const moving = new Set<string>(['health.check'])

/** Of acts that write, those on another's reading, which every one of them must refuse, and those that only note that
 *  something was looked at. */
const askedOfOthers = new Set<string>(['reading.saveDraft', 'reading.freeze', 'reading.undo', 'reading.reveal', 'reading.change', 'reading.sign', 'reading.disputeSide', 'audit.list', 'audit.verify', 'study.open', 'study.cad', 'session.setLanguage'])

let folder: string
let identity: Identity<Rooms>
let dispatcher: Dispatcher
let studyInstanceUID = ''
const events: ServerEvent[] = []
const people = new Map<string, AccountId>()
const readings = new Map<string, Reading>()
const faults: unknown[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'contract-walk-'))
  const report = (error: unknown) => { faults.push(error); return 'TEST' }
  identity = createIdentity<Rooms>({
    profile: folder, host: 'browser', version: '0.0.0', language: 'fr', openVault: (file) => openVault({ file, cost: { N: 2 ** 10, r: 8, p: 1 } }),
    openRooms: (session) => openRooms(session, { cacheDir: join(folder, 'cache'), version: '0.0.0', emit: (event) => events.push(event), report, verifyPassphrase: (id, given) => identity.verifyPassphrase(id, given) }),
    closeRooms: (rooms) => rooms.close(), emit: (event) => events.push(event), rotateToken: () => null, report,
  })
  const rowOf = ({ actor, event, operation, object, detail }: { actor: string; event: string; operation: string; object: string; detail: string }) => ({ actor, event, object, detail: detail === '' ? operation : `${operation}: ${detail}` })
  dispatcher = createDispatcher({
    handlers: (): Partial<Handlers> => ({ ...identity.active()?.rooms.handlers, ...createSessionHandlers(identity), ...createCentreHandlers(identity) }),
    session: { account: () => identity.account(), signal: () => identity.signal() },
    audit: { act: (entry, work) => identity.act(rowOf(entry), work), failed: (entry) => identity.record({ ...rowOf(entry), outcome: 'failure' }) },
    log: { write: (...said: unknown[]) => { faults.push(said) } } as never,
  })
  await must('session.setUp', { displayName: 'Administration', passphrase, roles: ['ADMIN'], language: 'fr', demo: true })
  people.set('admin', identity.account()?.id ?? ('' as AccountId))
  const add = async (name: string, ...roles: Role[]) => people.set(name, (await must('accounts.create', { displayName: name, passphrase, roles, language: 'fr' })).id)
  await add('coordinator', 'COORDINATOR')
  await add('one', 'L1')
  await add('two', 'L2')
  await add('three', 'L2', 'RADIOLOGIST')
  await until(async () => {
    const filter = { text: '', modalities: ['MG'], sites: [], localities: [], readings: [], studyDateFrom: null, studyDateTo: null }
    const { rows } = await must('worklist.query', { filter, sort: { key: 'studyDate', direction: 'descending' }, offset: 0, limit: 10 })
    studyInstanceUID = rows.find(({ locality, imageCount }) => locality === 'local' && imageCount === 4)?.studyInstanceUID ?? ''
    return studyInstanceUID !== ''
  }, 'the demonstration mammogram')
}, 90_000)
afterAll(async () => {
  await identity.lock('shutdown')
  rmSync(folder, { recursive: true, force: true })
})

const signal = new AbortController().signal
const ask = (name: string, input: unknown) => dispatcher.call(name, () => Promise.resolve(input), signal)
async function must<N extends OperationName>(name: N, input: unknown): Promise<Output<N>> {
  const answer = await ask(name, input)
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.problem)}`)
  return answer.output as Output<N>
}
const sit = (name: string) => identity.unlock(people.get(name) ?? ('' as AccountId), passphrase)
async function draft(name: string, word: string): Promise<void> {
  await sit(name)
  const opened = await must('reading.open', { studyInstanceUID })
  readings.set(name, await must('reading.saveDraft', { readingId: opened.id, expectedVersion: opened.version, avis: avis(word), text: opened.text }))
}
async function move(name: string, act: 'reading.sign' | 'reading.freeze' | 'reading.reveal'): Promise<void> {
  await sit(name)
  const { id, version } = await must('reading.open', { studyInstanceUID })
  readings.set(name, await must(act, { readingId: id, expectedVersion: version, ...(act === 'reading.sign' ? { passphrase } : {}) }))
}

/** One input for each thing that there is to ask about, by the names of the row's fields. */
function inputsOf(name: OperationName, by: string): Record<string, unknown>[] {
  const shape = (operations[name].input as z.ZodObject).shape
  const others = [...readings].filter(([whose]) => whose !== by).map(([, reading]) => reading)
  const filter = { text: '', modalities: [], sites: [], localities: [], readings: [], studyDateFrom: null, studyDateTo: null }
  const fields: Record<string, unknown> = {
    studyInstanceUID, filter, sort: { key: 'state', direction: 'ascending' }, offset: 0, limit: 100, before: null, language: 'fr', expectedVersion: 1, avis: avis('x'), reason: 'essai', passphrase,
    text: { indication: '', technique: '', resultats: '', conclusion: '' }, accountId: people.get('one'), sopInstanceUID: '1.2.3', disputed: true,
  }
  const wanted = Object.keys(shape)
  const about = wanted.includes('readingId') || wanted.includes('reportId') ? others.map(({ id, reportId }) => ({ readingId: id, reportId: reportId ?? id })) : [{}]
  return about.map((ids) => Object.fromEntries(wanted.filter((field) => field in fields || field in ids).map((field) => [field, (ids as Record<string, unknown>)[field] ?? fields[field]])))
}

/** Everything that one account is told, as one text. */
async function walk(by: string): Promise<string> {
  await sit(by)
  const from = events.length
  const told: string[] = []
  for (const name of Object.keys(operations) as OperationName[]) {
    if (moving.has(name) || (operations[name].writes && !askedOfOthers.has(name) && !(name === 'reading.open' && readings.has(by)))) continue
    for (const input of inputsOf(name, by)) told.push(`${name} ${JSON.stringify(await ask(name, input))}`)
  }
  const account = identity.account()
  for (const [whose, { reportId }] of readings) {
    if (reportId === null || account === null) continue
    const pdf = await identity.active()?.rooms.bytes.readReportPdf(reportId, account, signal).catch((error: unknown) => String(error))
    told.push(typeof pdf === 'string' || pdf === undefined ? String(pdf) : `a report, and so ${whose === 'one' ? firstWord : secondWord}`)
  }
  return [...told, ...events.slice(from).map((event) => JSON.stringify(event))].join('\n')
}
async function learns(by: string): Promise<string[]> {
  const told = await walk(by)
  return [firstWord, secondWord].filter((word) => told.includes(word))
}

describe('V2 V3 V4 V6 the walk over the contract', () => {
  it('finds nobody who learns more than the state allows', async () => {
    await draft('one', firstWord)
    for (const by of ['admin', 'two', 'three', 'coordinator']) expect([by, await learns(by)]).toEqual([by, []])
    await move('one', 'reading.sign')
    for (const by of ['admin', 'two', 'three']) expect([by, await learns(by)]).toEqual([by, []])
    await draft('two', secondWord)
    for (const by of ['admin', 'one', 'three', 'coordinator']) expect([by, (await learns(by)).filter((word) => word === secondWord)]).toEqual([by, []])
    expect(await learns('two')).toEqual([secondWord])
    await move('two', 'reading.freeze')
    for (const by of ['admin', 'one', 'three', 'coordinator']) expect([by, (await learns(by)).filter((word) => word === secondWord)]).toEqual([by, []])
    expect(await learns('two')).toEqual([secondWord])
    await sit('coordinator')
    await must('exchange.release', { readingId: readings.get('two')?.id })
    expect(await learns('two')).toEqual([secondWord])
    await move('two', 'reading.reveal')
    expect(await learns('two')).toEqual([firstWord, secondWord])
    for (const by of ['admin', 'three']) expect([by, await learns(by)]).toEqual([by, []])
  }, 120_000)

  it('finds a leak that was planted', async () => {
    await sit('admin')
    const store = identity.active()?.store
    store?.transaction(() => store.prepare('UPDATE studies SET description = ? WHERE study_uid = ?').run(firstWord, studyInstanceUID))
    expect(await learns('three')).toEqual([firstWord])
  })
})
