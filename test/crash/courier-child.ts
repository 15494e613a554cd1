/** A console whose process is killed without warning at a chosen point of a delivery. Run by courier.test.ts. */
import { createDicomWebClient } from '../../main/pacs/index.ts'
import { createMllpClient } from '../../main/ris/index.ts'
import type { OutboxDraft } from '../../main/sync/index.ts'
import { openSyncBench } from '../fixtures/sync-bench.ts'

export type KillPoint = 'after the commit' | 'before sending' | 'before the answer' | 'after the answer' | 'after it is marked delivered' | 'after commitment was asked'
export interface CourierCrash {
  readonly folder: string
  readonly key: string
  readonly rows: OutboxDraft[]
  readonly pacs: { url: string; user: string; password: string }
  readonly ris: { host: string; port: number }
  readonly kill: KillPoint
}

if (process.argv[2] !== undefined) run(JSON.parse(process.argv[2]) as CourierCrash)

function run({ folder, key, rows, pacs, ris, kill }: CourierCrash): void {
  const die = (at: KillPoint) => {
    if (at === kill) process.kill(process.pid, 'SIGKILL')
  }
  const bench = openSyncBench({ folder, key: Buffer.from(key, 'hex') })
  const client = createDicomWebClient({ ...pacs, certificateAuthority: '' })
  bench.pacs = {
    ...client,
    async store(...call) {
      die('before sending')
      await client.store(...call)
      die('after the answer')
      return 'stored'
    },
    locate(...call) {
      die('after it is marked delivered')
      return client.locate(...call)
    },
    ...(kill === 'after commitment was asked' ? { requestCommitment: () => { die('after commitment was asked'); return Promise.resolve() } } : {}),
  }
  const sender = createMllpClient({ ...ris, tls: false, certificateAuthority: '' })
  bench.ris = {
    ...sender,
    async send(...call) {
      die('before sending')
      await sender.send(...call)
      die('after the answer')
    },
  }
  bench.enqueue(...rows)
  die('after the commit')
  bench.sync.start()
}
