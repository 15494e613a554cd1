/** Audit messages: valid by the schema of PS3.15 A.5.1 as jing reads it, and told to a repository over TLS whatever happens
 *  to the line or to this process. */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:tls'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeCertificates, peersPresent, skipTitle, until, type Certificate, type Certificates } from '../../test/peers/index.ts'
import { startLine } from '../../test/world/line.ts'
import type { AuditEvent, AuditRow, CallContext } from '../contract/index.ts'
import { createAudit, type Audit } from '../audit/index.ts'
import type { Store } from '../store/index.ts'
import { auditMessage, createAtna, messages, type AtnaRoom, type Known } from './index.ts'
import { openQuickStore } from '../../test/fixtures/quick-store.ts'

const schema = process.env['BINOCLE_AUDIT_SCHEMA'] ?? join(import.meta.dirname, '../../../shared/audit/audit.rnc')
const noSchema = existsSync(schema) ? null : 'the schema audit.rnc of PS3.15 A.5.1 is absent (BINOCLE_AUDIT_SCHEMA)'
const noJing = spawnSync('jing', [], { stdio: 'ignore' }).error === undefined ? null : 'jing is not installed'
const { openssl } = peersPresent()

const reporter = { sourceId: 'BINOCLE@poste-3', site: '140000159', machine: 'poste-3', process: '4711' }
const person: Known = { userName: 'Lecture "Un" & <Deux>', study: { studyInstanceUID: '1.2.3', patientID: 'MG & 1' } }
const nobody: Known = { userName: null, study: null }
const account = '0b7e1c7e-6b1e-4a8e-9f44-0a2b6d5f0c11'
const row = (event: string, object: string, detail: string, more: Partial<AuditRow> = {}): AuditRow => ({ seq: 1, at: '2026-03-10T08:00:00.000Z', actor: account, event, outcome: 'success', object, detail, hash: '', ...more })

const context = (store: Store, audit: Audit): CallContext => ({
  operation: 'audit.setRepository', account: null, signal: new AbortController().signal,
  act: (object, work, detail = '') => store.transaction(() => {
    const result = work()
    audit.record({ actor: account, event: 'application-activity', outcome: 'success', object, detail })
    return result
  }),
})

/** As the program writes them. */
const acts: Readonly<Record<string, readonly [AuditRow, Known]>> = {
  login: [row('user-authentication', account, 'session.unlock'), { ...person, study: null }],
  'login that failed': [row('user-authentication', account, 'session.unlock', { outcome: 'failure', actor: '-' }), nobody],
  logout: [row('user-authentication', account, 'session.lock: idle'), { ...person, study: null }],
  query: [row('query', 'pacs', 'found=12'), { ...person, study: null }],
  'retrieve begun': [row('begin-transferring', '1.2.3', 'with-priors'), person],
  retrieved: [row('transferred', '1.2.3', 'images=8/8 refused=0'), person],
  open: [row('instances-accessed', '1.2.3', 'shown'), person],
  export: [row('export', 'reading-1', 'sheet PDF'), person],
  import: [row('import', 'import-1', 'stored=8 duplicates=0 refused=0'), { ...person, study: null }],
  sign: [row('patient-record', 'reading-1', 'sign sha256=ab12'), person],
  send: [row('export', 'report-1', 'PDF PACS confirmed 2.25.1', { actor: 'courier' }), { ...nobody, study: person.study }],
  order: [row('order-record', 'order-1', 'ORM^O01 NW', { actor: 'ris' }), nobody],
  alert: [row('security-alert', 'vault', 'rewritten \u0000\u0001 <&>"', { outcome: 'failure' }), nobody],
  'audit log used': [row('audit-log-used', 'audit-trail', 'list'), person],
  settings: [row('application-activity', 'settings', 'settings.set'), person],
}

describe('an audit message', () => {
  it.skipIf(noSchema !== null || noJing !== null)(`A11 is valid by the schema for ${Object.keys(acts).join(', ')}${skipTitle(noSchema, noJing)}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'atna-'))
    try {
      const files = Object.entries(acts).map(([name, [one, known]]) => {
        const file = join(folder, `${name.replaceAll(' ', '-')}.xml`)
        writeFileSync(file, auditMessage(one, known, reporter))
        return file
      })
      const judged = spawnSync('jing', ['-c', schema, ...files], { encoding: 'utf8' })
      expect([judged.status, judged.stdout]).toEqual([0, ''])
      const wrong = join(folder, 'wrong.xml')
      writeFileSync(wrong, readFileSync(files[0] ?? '', 'utf8').replace('EventOutcomeIndicator="0"', 'EventOutcomeIndicator="good"'))
      expect(spawnSync('jing', ['-c', schema, wrong]).status).toBe(1)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('has a row for every event that the program records', () => {
    expect(Object.keys(messages).toSorted()).toEqual([...new Set(Object.values(acts).map(([one]) => one.event))].toSorted())
  })

  it('names event, outcome, account, console and study, and of the patient the identifier alone', () => {
    const text = auditMessage(...acts['sign'] ?? [row('', '', ''), nobody], reporter)
    expect(text).toContain('<EventID csd-code="110110" codeSystemName="DCM" originalText="Patient Record"/>')
    expect(text).toContain(`UserID="${account}"`)
    expect(text).toContain('UserName="Lecture &quot;Un&quot; &amp; &lt;Deux&gt;"')
    expect(text).toContain('AuditEnterpriseSiteID="140000159" AuditSourceID="BINOCLE@poste-3"')
    expect(text).toContain('ParticipantObjectID="1.2.3"')
    expect(text).toContain('<ParticipantObjectIdentification ParticipantObjectID="MG &amp; 1" ParticipantObjectTypeCode="1" ParticipantObjectTypeCodeRole="1"><ParticipantObjectIDTypeCode csd-code="2" codeSystemName="RFC-3881" originalText="Patient Number"/><ParticipantObjectName>MG &amp; 1</ParticipantObjectName>')
    expect(auditMessage(...acts['login that failed'] ?? [row('', '', ''), nobody], reporter)).toContain('EventOutcomeIndicator="4"')
    expect(auditMessage(...acts['logout'] ?? [row('', '', ''), nobody], reporter)).toContain('csd-code="110123"')
  })
})

describe.skipIf(openssl !== null)(`an audit repository over TLS${skipTitle(openssl)}`, () => {
  let certificates: Certificates, folder: string, store: Store, audit: Audit, room: AtnaRoom
  let repository: { port: number; received: string[]; server: Server } | null = null
  beforeAll(async () => { certificates = await makeCertificates() })
  afterAll(() => certificates.remove())
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'atna-'))
    store = openQuickStore({ file: join(folder, 'binocle.db'), key: randomBytes(32) })
    audit = createAudit({ store })
    room = newRoom()
  })
  afterEach(async () => {
    await room.stop()
    repository?.server.close()
    repository = null
    store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const newRoom = () => createAtna({
    store, audit, site: () => ({ finess: '140000159' }), identity: () => ({ aeTitle: 'BINOCLE', certificate: '', key: '' }), known: () => person, onBug: (error) => { throw error },
    // Waits of seconds in thousandths.
    clock: { now: () => new Date(), timer: (ms, fire) => { const timer = setTimeout(fire, ms / 100); return () => clearTimeout(timer) } },
  })
  const record = (...events: readonly AuditEvent[]) => store.transaction(() => { for (const event of events) audit.record({ actor: account, event, outcome: 'success', object: '1.2.3', detail: `row of ${event}` }) })
  const configure = (port: number) => room.handlers['audit.setRepository']({ host: '127.0.0.1', port, certificateAuthority: certificates.authority }, context(store, audit))
  const events = () => (repository?.received ?? []).map((message) => /EventID csd-code="(\d+)"/.exec(message)?.[1])

  async function startRepository({ certFile, keyFile }: Certificate) {
    const state = { port: 0, received: [] as string[], server: createServer({ cert: readFileSync(certFile), key: readFileSync(keyFile) }, (socket) => {
      let text = Buffer.alloc(0)
      socket.on('error', () => undefined)
      socket.on('data', (chunk) => {
        text = Buffer.concat([text, chunk])
        for (;;) {
          const counted = /^(\d+) /.exec(text.toString('latin1', 0, 12))
          const start = counted?.[0].length ?? 0, length = Number(counted?.[1])
          if (counted === null || text.length < start + length) return
          state.received.push(text.toString('utf8', start, start + length))
          text = text.subarray(start + length)
        }
      })
    }) }
    state.server.on('tlsClientError', () => undefined)
    state.server.listen(0, '127.0.0.1')
    await once(state.server, 'listening')
    const address = state.server.address()
    state.port = typeof address === 'object' && address !== null ? address.port : 0
    repository = state
    return state
  }

  it('is told of every row in order, the older ones too, and nothing goes anywhere before a host is given', async () => {
    record('user-authentication', 'query')
    room.start()
    const { port, received } = await startRepository(certificates.server)
    expect(room.handlers['audit.repository']({}, context(store, audit))).toMatchObject({ host: '', waiting: 2, problem: null })
    configure(port)
    await until(() => received.length === 3, 'three messages')
    record('instances-accessed')
    await until(() => received.length === 4, 'the fourth')
    expect(events()).toEqual(['110114', '110112', '110100', '110103'])
    expect(received[0]).toMatch(/^<85>1 \d{4}-\d\d-\d\dT[\d:.]+Z \S+ Binocle \d+ IHE\+RFC-3881 - <\?xml/)
    await until(() => (room.handlers['audit.repository']({}, context(store, audit)) as { waiting: number }).waiting === 0, 'nothing waiting')
  })

  it('is told again of what was on a line that broke or was not yet marked when the process died; nothing is left out', async () => {
    const state = await startRepository(certificates.server)
    const line = await startLine({ port: state.port })
    state.server.once('secureConnection', () => { line.lose('up') })
    record('query', 'transferred')
    configure(line.port)
    room.start()
    await until(() => state.received.length >= 3, 'all of them')
    await until(() => (room.handlers['audit.repository']({}, context(store, audit)) as { waiting: number }).waiting === 0, 'nothing waiting')
    expect(events().slice(0, 3)).toEqual(['110112', '110104', '110100'])
    await room.stop()
    // As if it had died before it wrote how far it was.
    store.transaction(() => { store.prepare(`UPDATE settings SET value = '{"sentThrough":1}' WHERE key = 'auditSpool'`).run() })
    const before = state.received.length
    record('export')
    room = newRoom()
    room.start()
    await until(() => state.received.length >= before + 3, 'the rest again')
    expect(events().slice(before)).toEqual(['110104', '110100', '110106'])
    await line.stop()
  })

  it('is not believed with a certificate that expired: the rows wait, and it is said why', async () => {
    const { port, received } = await startRepository(certificates.expired)
    record('query')
    configure(port)
    room.start()
    await until(() => (room.handlers['audit.repository']({}, context(store, audit)) as { problem: unknown }).problem !== null, 'a problem')
    expect(room.handlers['audit.repository']({}, context(store, audit))).toMatchObject({ waiting: 2, problem: { code: 'audit/repository' } })
    expect(received).toEqual([])
  })
})
