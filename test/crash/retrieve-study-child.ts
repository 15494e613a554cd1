/** Child of `retrieve-memory.test.ts`: a console's vault, database, cache, list and retrieval over one folder. Retrieves a
 *  study and tells line by line what it has: `{ have }` at the start, `{ received }` now and then, `{ ended, have }`.
 *  Arguments: folder, settings as JSON. A line on its input cancels. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createAudit } from '../../main/audit/index.ts'
import { createCache } from '../../main/cache/index.ts'
import type { ServerEvent, StudyInstanceUID } from '../../main/contract/index.ts'
import { createDicomWebClient } from '../../main/pacs/index.ts'
import { openStore } from '../../main/store/index.ts'
import { openVault } from '../../main/vault/index.ts'
import { createWorklist } from '../../main/worklist/index.ts'
import { openSyncBench } from '../fixtures/sync-bench.ts'

const [folder = '', settings = '{}'] = process.argv.slice(2)
const { url, studyInstanceUID, user, password } = JSON.parse(settings) as { url: string; studyInstanceUID: string; user: string; password: string }
const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`)

const vault = openVault({ file: join(folder, 'vault.json'), cost: { N: 2 ** 10, r: 8, p: 1 } })
const passphrase = 'treize cailloux'
const account = existsSync(join(folder, 'vault.json')) ? vault.accounts()[0] : undefined
const unlocked = account === undefined ? await vault.create({ displayName: 'Lecteur', passphrase, language: 'fr' }) : await vault.unlock(account.id, passphrase)
const store = openStore({ file: join(folder, 'binocle.db'), key: unlocked.databaseKey })
const cache = createCache({ dir: join(folder, 'cache'), store, vault: unlocked })
const worklist = createWorklist({ store, cache, emit: () => undefined, now: () => new Date(), isHeld: () => false, imageArrived: () => undefined, staysBlind: () => false })
await cache.recover((gone) => worklist.forgetInstances(gone))
const events: ServerEvent[] = []
const bench = openSyncBench({ folder, store, audit: createAudit({ store }), worklist, emit: (event) => events.push(event) })
bench.pacs = createDicomWebClient({ url, user, password, certificateAuthority: '' })
const have = () => [...worklist.haveInstances(studyInstanceUID)]
say({ have: have() })
bench.sync.start()
const input = { studyInstanceUID: studyInstanceUID as StudyInstanceUID, withPriors: false }
store.transaction(() => worklist.mergeRemoteStudies([{ studyInstanceUID, patientName: 'Test^Object', patientID: 'T1', issuerOfPatientID: '', patientBirthDate: null, patientSex: '', studyDate: '2025-03-10', studyTime: '', accessionNumber: '', studyID: '', description: '', institutionName: '', referringPhysicianName: '', modalities: ['OT'], imageCount: null }]))
await bench.sync.handlers['retrieve.start'](input, bench.context('retrieve.start'))
createInterface({ input: process.stdin }).on('line', () => { void bench.sync.handlers['retrieve.cancel']({ studyInstanceUID: input.studyInstanceUID }, bench.context('retrieve.cancel')) })
const watching = setInterval(() => {
  say({ received: have().length })
  const ended = events.find((event) => event.type === 'retrieve.ended')
  if (ended?.type !== 'retrieve.ended') return
  clearInterval(watching)
  // A pipe takes a long line in pieces.
  process.stdout.write(`${JSON.stringify({ ended: ended.outcome, have: have() })}\n`, () => { void bench.close().then(() => process.exit(0)) })
}, 50)
