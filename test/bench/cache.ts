/** The cache at 100 MB, write and read, against AES-256-GCM over the same bytes: once in memory alone (the floor of
 *  any encryption), once with the file and its fsync (what a whole-file cipher without ranges would cost). */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCache } from '../../main/cache/index.ts'
import { openStore } from '../../main/store/index.ts'
import { openVault } from '../../main/vault/index.ts'

const size = 100_000_000
const rounds = 5
const chunk = 1024 * 1024
const bytes = randomBytes(size)
const key = randomBytes(32)
const nonce = randomBytes(12)
const never = new AbortController().signal

const dir = mkdtempSync(join(tmpdir(), 'binocle-bench-'))
const vault = await openVault({ file: join(dir, 'vault.json'), cost: { N: 2 ** 10, r: 8, p: 1 } }).create({ displayName: 'Banc', passphrase: 'douze lettres', language: 'fr' })
const store = openStore({ file: join(dir, 'binocle.db'), key: vault.databaseKey })
const cache = createCache({ dir: join(dir, 'cache'), store, vault })

async function* source(): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size; at += chunk) yield bytes.subarray(at, at + chunk)
}
function encryptPlainly(): Buffer[] {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const parts: Buffer[] = []
  for (let at = 0; at < size; at += chunk) parts.push(cipher.update(bytes.subarray(at, at + chunk)))
  cipher.final()
  return [...parts, cipher.getAuthTag()]
}
function decryptPlainly(sealed: Uint8Array): void {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAuthTag(sealed.subarray(sealed.length - 16))
  for (let at = 0; at < sealed.length - 16; at += chunk) decipher.update(sealed.subarray(at, Math.min(at + chunk, sealed.length - 16)))
  decipher.final()
}

const plainFile = join(dir, 'plain')
let written = 0
async function writeCache(): Promise<void> {
  const staged = await cache.stage({ studyInstanceUID: '1.2', sopInstanceUID: `1.2.${written++}` }, source(), never)
  store.transaction(() => cache.commit(staged))
}
async function writePlainly(): Promise<void> {
  await rm(plainFile, { force: true })
  const handle = await open(plainFile, 'w')
  for (const part of encryptPlainly()) await handle.write(part)
  await handle.sync()
  await handle.close()
}

const write = await measure({ ours: writeCache, memory: encryptPlainly, file: writePlainly })
const sealed = Buffer.concat(encryptPlainly())
const read = await measure({
  ours: () => cache.read('1.2.0', null, never),
  memory: () => decryptPlainly(sealed),
  file: async () => decryptPlainly(await readFile(plainFile)),
})
const range = { offset: 51_234_567, length: 512 * 1024 }
const slice = await measure({
  ours: () => cache.read('1.2.0', range, never),
  memory: () => createDecipheriv('aes-256-gcm', key, nonce).update(sealed.subarray(0, range.length)),
})
const whole = await measure({ file: async () => decryptPlainly(await readFile(plainFile)) })

throughput('cache write, 100 MB', write)
throughput('cache read, 100 MB', read)
row('cache read of 512 KiB inside 100 MB', slice.ours, 'ms', 'AES-256-GCM of the same bytes in memory', slice.memory)
row('cache read of 512 KiB inside 100 MB', slice.ours, 'ms', 'whole-file AES-256-GCM, which has no ranges', whole.file)
store.close()
rmSync(dir, { recursive: true })

/** Median milliseconds of each, taken in turn so that a busy moment of the machine falls on all of them. */
async function measure<K extends string>(works: Record<K, () => unknown>): Promise<Record<K, number>> {
  const names = Object.keys(works) as K[]
  const times = Object.fromEntries(names.map((name): [K, number[]] => [name, []])) as Record<K, number[]>
  for (let round = 0; round <= rounds; round++)
    for (const name of names) {
      const start = performance.now()
      await works[name]()
      if (round > 0) times[name].push(performance.now() - start)
    }
  return Object.fromEntries(names.map((name) => [name, times[name].toSorted((a, b) => a - b)[rounds >> 1] ?? Number.NaN])) as Record<K, number>
}

function throughput(figure: string, { ours, memory, file }: { ours: number; memory: number; file: number }): void {
  const rate = (ms: number) => size / 1000 / ms
  row(figure, rate(ours), 'MB/s', 'AES-256-GCM of the same bytes in memory', rate(memory))
  row(figure, rate(ours), 'MB/s', 'the same through a file, durable', rate(file))
}

function row(figure: string, value: number, unit: string, peer: string, peerValue: number): void {
  console.log(JSON.stringify({ figure, value: round(value), unit, peer, peerValue: round(peerValue), ratio: round(value / peerValue) }))
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
