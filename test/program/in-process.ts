/** The rooms of the program behind its one handler, in this process and without a socket, over a profile that the program
 *  itself can open afterwards: requests in, answers out, as both hosts give them. Faults can be planted on the way. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AccountId, type Handlers, type OperationName, type Output, type Role, type ServerEvent } from '../../main/contract/index.ts'
import { silentLog } from '../../main/diagnostics/index.ts'
import { createAccess } from '../../main/host/access.ts'
import { createHandle } from '../../main/host/handle.ts'
import { createEventHub, type BytesPort } from '../../main/host/index.ts'
import { securityHeaders } from '../../main/host/security-headers.ts'
import { openRooms, type Rooms } from '../../main/host/unlocked-rooms.ts'
import { createCentreHandlers, createIdentity, createSessionHandlers, type Identity } from '../../main/identity/index.ts'
import type { Clock } from '../../main/sync/index.ts'
import { openVault } from '../../main/vault/index.ts'

export const passphrase = 'quatre saisons au bocage'

/** Those of every answer. */
const usual = Object.fromEntries(Object.keys(securityHeaders()).map((name) => [name.toLowerCase(), true]))

export interface Told { readonly status: number; readonly headers: string; readonly bytes: Buffer }

/** What a test puts in the way to see that the walk finds it. */
export interface Plants {
  handlers?: (handlers: Partial<Handlers>) => Partial<Handlers>
  bytes?: (bytes: BytesPort) => BytesPort
}

export interface InProcess {
  readonly identity: Identity<Rooms>
  readonly people: ReadonlyMap<string, AccountId>
  readonly events: ServerEvent[]
  emit(event: ServerEvent): void
  readonly plants: Plants
  /** Of handlers: what was no expected refusal. */
  readonly faults: string[]
  request(method: 'GET' | 'POST' | 'PUT', path: string, body?: string | Uint8Array<ArrayBuffer>): Promise<Told>
  must<N extends OperationName>(name: N, input: unknown): Promise<Output<N>>
  close(): Promise<void>
}

export type Person = readonly [displayName: string, ...Role[]]
export const everyRole: readonly Person[] = [['coordinator', 'COORDINATOR'], ['one', 'L1'], ['two', 'L2'], ['three', 'L2', 'RADIOLOGIST'], ['everything', 'ADMIN', 'COORDINATOR', 'L1', 'L2', 'RADIOLOGIST']]

/** `profile`: kept, where it is given. `clock`: by which deliveries wait. Keys are derived cheaply, so that a test signs often. */
export async function openInProcess({ profile, people = everyRole, clock }: { profile?: string; people?: readonly Person[]; clock?: Clock }): Promise<InProcess> {
  const folder = profile ?? mkdtempSync(join(tmpdir(), 'in-process-'))
  const events: ServerEvent[] = []
  const faults: string[] = []
  const hub = createEventHub()
  hub.subscribe((event) => events.push(event))
  const emit = (event: ServerEvent) => { hub.emit(event) }
  const report = (error: unknown) => { faults.push(String(error)); return 'TEST' }
  const identity: Identity<Rooms> = createIdentity<Rooms>({
    profile: folder, host: 'browser', version: '0.0.0', language: 'fr', openVault: (file) => openVault({ file, cost: { N: 2 ** 10, r: 8, p: 1 } }),
    openRooms: (session) => openRooms(session, { cacheDir: join(folder, 'cache'), version: '0.0.0', emit, report, verifyPassphrase: (id, given) => identity.verifyPassphrase(id, given), ...(clock === undefined ? {} : { clock }) }),
    closeRooms: (rooms) => rooms.close(), emit, rotateToken: () => null, report,
  })
  const plants: Plants = {}
  const rowOf = ({ actor, event, operation, object, detail }: { actor: string; event: string; operation: string; object: string; detail: string }) => ({ actor, event, object, detail: detail === '' ? operation : `${operation}: ${detail}` })
  const bytes = (): BytesPort => {
    const port = identity.active()?.rooms.bytes
    if (port === undefined) throw new Error('locked')
    return plants.bytes?.(port) ?? port
  }
  const handle = createHandle({
    host: 'browser', log: { ...silentLog, write: (level, slug, facts, error) => { if (level === 'error') faults.push(`${slug} ${JSON.stringify(facts)} ${String(error)}`) } },
    files: new Map(), access: createAccess({ launchSecret: null }), events: hub, stopping: new AbortController().signal,
    handlers: () => {
      const handlers = { ...identity.active()?.rooms.handlers, ...createSessionHandlers(identity), ...createCentreHandlers(identity) }
      return plants.handlers?.(handlers) ?? handlers
    },
    session: { account: () => identity.account(), signal: () => identity.signal() },
    audit: { act: (entry, work) => identity.act(rowOf(entry), work), failed: (entry) => identity.record({ ...rowOf(entry), outcome: 'failure' }) },
    bytes: {
      readFrame: (...given) => bytes().readFrame(...given), importFile: (...given) => bytes().importFile(...given), mediaPiece: (...given) => bytes().mediaPiece(...given), readReportPdf: (...given) => bytes().readReportPdf(...given),
      readSheetPdf: (...given) => bytes().readSheetPdf(...given), readLetterPdf: (...given) => bytes().readLetterPdf(...given), readBddPdf: (...given) => bytes().readBddPdf(...given),
    },
  })
  const request: InProcess['request'] = async (method, path, body) => {
    const answer = await handle(new Request(`http://127.0.0.1${path}`, { method, ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }) }), { trust: 'full' })
    const headers = [...answer.headers].filter(([name]) => !(name in usual)).flat().join(' ')
    // A body that fails half-way is cut off: what came before was told.
    return { status: answer.status, headers, bytes: Buffer.from(await answer.arrayBuffer().catch(() => new ArrayBuffer(0))) }
  }
  const must: InProcess['must'] = async (name, input) => {
    const { status, bytes: said } = await request('POST', `/api/${name}`, JSON.stringify(input))
    if (status !== 200) throw new Error(`${name}: ${said.toString()}`)
    return JSON.parse(said.toString()) as never
  }
  await must('session.setUp', { displayName: 'Administration', passphrase, roles: ['ADMIN'], language: 'fr', demo: false })
  const ids = new Map<string, AccountId>([['admin', identity.account()?.id ?? ('' as AccountId)]])
  for (const [displayName, ...roles] of people) ids.set(displayName, (await must('accounts.create', { displayName, passphrase, roles, language: 'fr' })).id)
  await confirmAll(must, ids)

  return {
    identity, people: ids, events, emit, plants, faults, request, must,
    async close() {
      await identity.lock('shutdown')
      if (profile === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The coordinator who founded the register compares the fingerprint of everybody; the administrator sits here afterwards. */
async function confirmAll(must: InProcess['must'], people: ReadonlyMap<string, AccountId>): Promise<void> {
  const founder = (await must('keys.status', {})).people.find(({ holds }) => holds)?.accountId
  if (founder === undefined) return
  await must('session.unlock', { accountId: founder, passphrase })
  for (const { accountId, fingerprint, confirmed } of (await must('keys.status', {})).people) if (!confirmed) await must('keys.confirm', { accountId, fingerprint })
  // And each reads the mark once, in the own session.
  for (const accountId of people.values()) {
    await must('session.unlock', { accountId, passphrase })
    const { finding, mark } = await must('keys.status', {})
    if (finding?.code === 'keys/to-compare') await must('keys.compare', { mark })
  }
  await must('session.unlock', { accountId: people.get('admin') ?? founder, passphrase })
}
