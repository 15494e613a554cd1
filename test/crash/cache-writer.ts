/** Child of `cache-kill.test.ts`: stages and commits objects until it is killed, and tells each one on its standard
 *  output once its transaction is durable. Arguments: profile folder, first number. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createAnchor, createAudit } from '../../main/audit/index.ts'
import { createCache } from '../../main/cache/index.ts'
import { openStore } from '../../main/store/index.ts'
import { openVault } from '../../main/vault/index.ts'

const [folder = '', first = '0'] = process.argv.slice(2)
const vault = openVault({ file: join(folder, 'vault.json'), cost: { N: 2 ** 10, r: 8, p: 1 } })
const account = vault.accounts()[0]
if (account === undefined) throw new Error('The test makes the account')
const unlocked = await vault.unlock(account.id, 'treize cailloux')
const store = openStore({ file: join(folder, 'binocle.db'), key: unlocked.databaseKey })
const audit = createAudit({ store, anchor: createAnchor({ file: join(folder, 'audit-anchor.json'), key: unlocked.auditKey }), anchorDelayMs: 5 })
const cache = createCache({ dir: join(folder, 'cache'), store, vault: unlocked })
await cache.recover()

async function* source(length: number): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < length; sent += 50_000) yield randomBytes(Math.min(50_000, length - sent))
}

for (let number = Number(first); ; number++) {
  const object = { studyInstanceUID: `1.2.${number % 5}`, sopInstanceUID: `1.2.3.${number}` }
  const staged = await cache.stage(object, source(1 + ((number * 7919) % 400_000)), new AbortController().signal)
  store.transaction(() => {
    cache.commit(staged)
    audit.record({ actor: 'writer', event: 'import', outcome: 'success', object: object.sopInstanceUID })
  })
  process.stdout.write(`${object.sopInstanceUID} ${staged.sha256}\n`)
}
