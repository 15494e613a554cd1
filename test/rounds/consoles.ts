/** Three consoles of the real program, each with a profile and a process of its own, and one Orthanc behind a relay that
 *  cuts: what the rounds of reading need to be run as they are in the field. */
import { keptSettings, operations, type AccountId, type Avis, type OperationName, type Output, type Reading, type Role, type Settings, type StudyInstanceUID } from '../../main/contract/index.ts'
import type { FaultProxy, OrthancPeer } from '../peers/index.ts'
import { enterDisplay, sitAtDisplay } from '../program/mammography-display.ts'
import { archiveAt, newProfile } from '../program/scenario.ts'
import { ProblemAnswer, startProgram, type Client, type Program } from '../program/start-program.ts'

export const passphrase = 'quatre saisons au bocage'

export interface Person { readonly id: AccountId; readonly roles: readonly Role[] }

export interface Console {
  readonly client: Client
  readonly first: Person
  /** SIGKILL, and the same profile again; nobody is unlocked. */
  killAndStart(): Promise<void>
  sit(person: Person): Promise<void>
  add(name: string, ...roles: Role[]): Promise<Person>
  configure(policy?: Settings['policy']): Promise<void>
  stop(): Promise<void>
}

export async function startConsole(name: string, pacs: { url: string; user: string; password: string }, ...roles: Role[]): Promise<Console> {
  const profile = await newProfile()
  let program: Program = await startProgram({ profile })
  let client = await program.connect()
  const { account } = await client.call('session.setUp', { displayName: name, passphrase, roles, language: 'fr', demo: false })
  if (account === null) throw new Error('not unlocked after the first account')
  const open: Console = {
    get client() { return client },
    first: account,
    async killAndStart() {
      client.close()
      await program.kill()
      program = await startProgram({ profile })
      client = await program.connect()
    },
    async sit({ id }) {
      const { account: present } = await client.call('session.status', {})
      if (present?.id === id) return
      if (present !== null) await client.call('session.lock', {})
      await client.call('session.unlock', { accountId: id, passphrase })
      // Everybody compares the mark of the centre once, in the first session after it stood there.
      const { finding, mark } = await client.call('keys.status', {})
      if (finding?.code === 'keys/to-compare') await client.call('keys.compare', { mark })
      await sitAtDisplay(client)
    },
    add: (displayName, ...given) => client.call('accounts.create', { displayName, passphrase, roles: given, language: 'fr' }),
    async configure(policy = 'FR_DOCS_MASQUE') {
      const settings = await client.call('settings.get', {})
      await client.call('settings.set', { ...keptSettings(settings), sources: [archiveAt(pacs)], site: { name: 'Centre d’essai', finess: '000000000', derogation: 'Dérogation d’essai' }, policy, idleMinutes: 60 })
    },
    async stop() {
      client.close()
      await program.stop()
    },
  }
  await open.configure()
  await enterDisplay(client)
  return open
}

/** A coordinator admits a reader by his card, as two people do who read the fingerprint to one another. */
export async function admit(centre: Console, reader: Console, person: Person): Promise<void> {
  await reader.sit(person)
  const { text, fingerprint } = await reader.client.call('exchange.ownCard', {})
  await centre.client.call('exchange.admitReader', { text, fingerprint })
}

export async function join(centre: Console, reader: Console): Promise<void> {
  const { text, fingerprint } = await centre.client.call('exchange.centreCard', {})
  await reader.sit(reader.first)
  await reader.client.call('exchange.joinCentre', { text, fingerprint })
}

/** Once the PACS is whole again; what stopped a look meanwhile is looked for again. */
export async function look({ client }: Console): Promise<void> {
  await client.call('exchange.look', {}).catch((error: unknown) => { if (!(error instanceof ProblemAnswer)) throw error })
}

/** Those of whoever sits there. Letters about one exam leave in their order: one of before that nobody can ask for, the
 *  network being down, holds the next one back. */
export async function lettersArrived({ client }: Console): Promise<void> {
  await client.until('the letters of before to have arrived', async () => (await client.call('delivery.list', {})).rows.every(({ kind, state }) => kind !== 'EXCHANGE' || state === 'confirmed'), 60_000)
}

/** An act while the network fails in its middle: letters arrive and their answers are lost, looks are cut. The act itself
 *  succeeds on its console; `then` is what the others know once the network is whole again. */
export async function cutDuring(relay: FaultProxy, actor: Console, act: () => Promise<unknown>, what: string, then: () => Promise<boolean>): Promise<void> {
  await lettersArrived(actor)
  const before = relay.requests.length
  relay.setFault(({ method }) => (method === 'POST' ? { kind: 'lose-answer' } : { kind: 'cut', afterBytes: 10 }))
  await act()
  await actor.client.until('a letter to be on its way', () => relay.requests.slice(before).some((request) => request.startsWith('POST')), 30_000)
  relay.setFault(() => ({ kind: 'none' }))
  await actor.client.until(what, then, 90_000)
}

export async function begin({ client }: Console, studyInstanceUID: StudyInstanceUID): Promise<Reading> {
  return client.call('reading.open', { studyInstanceUID })
}

export async function write(at: Console, studyInstanceUID: StudyInstanceUID, avis: Avis): Promise<Reading> {
  const opened = await begin(at, studyInstanceUID)
  return at.client.call('reading.saveDraft', { ...of(opened), avis, text: opened.text })
}

export const of = ({ id, version }: Reading) => ({ readingId: id, expectedVersion: version })
export const freeze = ({ client }: Console, reading: Reading) => client.call('reading.freeze', of(reading))
export const sign = ({ client }: Console, reading: Reading) => client.call('reading.sign', { ...of(reading), passphrase })

export async function find(at: Console, patientID: string): Promise<void> {
  await at.client.call('pacs.search', { patientID, patientName: '', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' })
}

export async function retrieve(at: Console, studyInstanceUID: StudyInstanceUID): Promise<void> {
  await at.client.call('retrieve.start', { studyInstanceUID, withPriors: false })
  await at.client.until('the exam to be local', async () => (await rowOf(at, studyInstanceUID))?.locality === 'local')
}

export async function rowOf({ client }: Console, studyInstanceUID: StudyInstanceUID): Promise<Output<'worklist.query'>['rows'][number] | undefined> {
  const filter = { text: '', modalities: [], sites: [], localities: [], readings: [], studyDateFrom: null, studyDateTo: null }
  const { rows } = await client.call('worklist.query', { filter, sort: { key: 'studyDate', direction: 'descending' }, offset: 0, limit: 100 })
  return rows.find((row) => row.studyInstanceUID === studyInstanceUID)
}

/** Everything that a console tells the account that sits there: each operation that only reads, each event. */
export async function walk({ client }: Console, studyInstanceUID: StudyInstanceUID): Promise<string> {
  const filter = { text: '', modalities: [], sites: [], localities: [], readings: [], studyDateFrom: null, studyDateTo: null }
  const known: Partial<Record<OperationName, unknown>> = {
    'worklist.query': { filter, sort: { key: 'studyDate', direction: 'descending' }, offset: 0, limit: 100 }, 'worklist.facets': { filter }, 'audit.list': { before: null, limit: 500 },
  }
  const told: string[] = []
  for (const name of Object.keys(operations) as OperationName[]) {
    if (operations[name].writes && name !== 'reading.open' && name !== 'audit.list' && name !== 'study.open') continue
    for (const input of name in known ? [known[name]] : [{}, { studyInstanceUID }]) told.push(`${name} ${(await client.raw(name, input)).text}`)
  }
  return [...told, ...client.events.map((event) => JSON.stringify(event))].join('\n')
}

/** Words that lie somewhere in an object of the PACS, in the clear. */
export async function wordsIn(orthanc: OrthancPeer, words: readonly string[]): Promise<string[]> {
  const found = new Set<string>()
  for (const uid of await orthanc.instances()) {
    const bytes = Buffer.from((await orthanc.file(uid)) ?? new Uint8Array())
    for (const word of words) if (bytes.includes(word)) found.add(word)
  }
  return [...found]
}
