/** Child of `cache-memory.test.ts`: stages and reads one object of the size given and prints how far its memory rose,
 *  in bytes. Arguments: profile folder, size in bytes. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { createCache } from '../../main/cache/index.ts'
import { openStore } from '../../main/store/index.ts'
import { openVault } from '../../main/vault/index.ts'

const [folder = '', size = '0'] = process.argv.slice(2)
const vault = openVault({ file: join(folder, 'vault.json'), cost: { N: 2 ** 10, r: 8, p: 1 } })
const unlocked = await vault.create({ displayName: 'Lecteur', passphrase: 'treize cailloux', language: 'fr' })
const store = openStore({ file: join(folder, 'binocle.db'), key: unlocked.databaseKey })
const cache = createCache({ dir: join(folder, 'cache'), store, vault: unlocked })
const signal = new AbortController().signal

/** As a socket gives them: a new buffer each time, of an odd size. */
async function* source(): AsyncGenerator<Uint8Array> {
  const chunk = 65_003
  for (let sent = 0; sent < Number(size); sent += chunk) yield Buffer.alloc(Math.min(chunk, Number(size) - sent), sent % 251)
}

const peak = () => process.resourceUsage().maxRSS * 1024
const before = peak()
const staged = await cache.stage({ studyInstanceUID: '1.2', sopInstanceUID: '1.2.3' }, source(), signal)
store.transaction(() => cache.commit(staged))
const written = peak()
const hash = createHash('sha256')
for await (const part of cache.stream('1.2.3', null, signal)) hash.update(part)
const read = peak()
store.close()
process.stdout.write(JSON.stringify({ length: staged.length, intact: hash.digest('hex') === staged.sha256, writeRise: written - before, readRise: read - written }))
