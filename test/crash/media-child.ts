/** Child of `media-memory.test.ts`: takes one file of a folder in as a medium, piece by piece as the window sends them, and
 *  tells what came of it and the most memory that it held. Arguments: folder of the console, path of the file. */
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createCache } from '../../main/cache/index.ts'
import { createMedia } from '../../main/media/index.ts'
import { openStore } from '../../main/store/index.ts'
import { openVault } from '../../main/vault/index.ts'
import { createWorklist } from '../../main/worklist/index.ts'

const [folder = '', path = ''] = process.argv.slice(2)
const context = {} as never
const vault = await openVault({ file: join(folder, 'vault.json'), cost: { N: 2 ** 10, r: 8, p: 1 } }).create({ displayName: 'Lecteur', passphrase: 'treize cailloux', language: 'fr' })
const store = openStore({ file: join(folder, 'binocle.db'), key: vault.databaseKey })
const cache = createCache({ dir: join(folder, 'cache'), store, vault })
const worklist = createWorklist({ store, cache, emit: () => undefined, now: () => new Date(), isHeld: () => false, imageArrived: () => undefined, staysBlind: () => false })
const media = createMedia({ imports: worklist.imports, here: (objects) => worklist.objectsHere(objects), standing: (identity) => worklist.standing(identity) })
const importId = worklist.imports.open()

async function send(): Promise<void> {
  for (;;) {
    const { wants } = await media.handlers['import.next']({ importId, unreadable: [] }, context)
    if (wants.length === 0) return
    for (const { file, step, offset, length } of wants) await media.piece(importId, file, step, length === 0 ? [] as never : createReadStream(path, { start: offset, end: offset + length - 1 }), new AbortController().signal)
  }
}

await media.handlers['import.list']({ importId, files: [{ path: basename(path), size: statSync(path).size }] }, context)
await send()
const tree = await media.handlers['import.tree']({ importId }, context)
const studies = tree.patients.flatMap((patient) => patient.studies.map(({ studyInstanceUID }) => studyInstanceUID))
await media.handlers['import.choose']({ importId, studies }, context)
await send()
const { stored, refused } = worklist.imports.close(importId)
const peak = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) * 1024
process.stdout.write(JSON.stringify({ studies: studies.length, stored, refused, bytes: cache.usage().bytes, peak }))
cache.close()
store.close()
