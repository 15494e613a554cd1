/** Kills the writer of the cache without warning, again and again. What it had told as stored must be there, whole;
 *  nothing half stored may be; the audit chain must hold. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAnchor, createAudit } from '../../main/audit/index.ts'
import { createCache } from '../../main/cache/index.ts'
import { openStore } from '../../main/store/index.ts'
import { openVault } from '../../main/vault/index.ts'

const rounds = 8
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cache-kill-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the writer until it has stored something, lets it go on for `lifeMs`, kills it; answers what it told. */
async function writeAndKill(first: number, lifeMs: number): Promise<Map<string, string>> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'cache-writer.ts'), folder, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text))
  const ended = new Promise((resolve) => child.once('close', resolve))
  try {
    await expect.poll(() => told.includes('\n') || child.exitCode !== null, { timeout: 30_000, interval: 5 }).toBe(true)
    await wait(lifeMs)
  } finally {
    child.kill('SIGKILL')
    await ended
  }
  const lines = told.slice(0, told.lastIndexOf('\n')).split('\n')
  return new Map(lines.map((line): [string, string] => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? '']))
}

it(`after ${rounds} kills every object that was told as stored is whole, and nothing else is there`, async () => {
  const vault = openVault({ file: join(folder, 'vault.json'), cost: { N: 2 ** 10, r: 8, p: 1 } })
  const unlocked = await vault.create({ displayName: 'Lecteur', passphrase: 'treize cailloux', language: 'fr' })
  const told = new Map<string, string>()
  for (let round = 0; round < rounds; round++) {
    for (const [uid, sha256] of await writeAndKill(round * 100_000, 20 + ((round * 37) % 90))) told.set(uid, sha256)

    const store = openStore({ file: join(folder, 'binocle.db'), key: unlocked.databaseKey })
    try {
      const cache = createCache({ dir: join(folder, 'cache'), store, vault: unlocked })
      expect((await cache.recover()).missing).toEqual([])
      const known = store.prepare<[], { uid: string; sha256: string }>('SELECT sop_instance_uid AS uid, sha256 FROM cache_objects').all()
      // The kill may fall between the commit and its telling: one more than told in each round, never one less.
      expect(known.length).toBeGreaterThanOrEqual(told.size)
      expect(known.length).toBeLessThanOrEqual(told.size + round + 1)
      const stored = new Map(known.map(({ uid, sha256 }) => [uid, sha256]))
      for (const [uid, sha256] of told) expect(stored.get(uid), uid).toBe(sha256)
      for (const [uid, sha256] of stored) {
        const bytes = await cache.read(uid, null, new AbortController().signal)
        expect(createHash('sha256').update(bytes).digest('hex'), uid).toBe(sha256)
      }
      const files = readdirSync(join(folder, 'cache'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      expect(files).toHaveLength(known.length)
      const audit = createAudit({ store, anchor: createAnchor({ file: join(folder, 'audit-anchor.json'), key: unlocked.auditKey }) })
      expect(audit.verify()).toEqual({ valid: true, checked: known.length, brokenAt: null })
      audit.close()
    } finally {
      store.close()
    }
  }
  expect(told.size).toBeGreaterThan(rounds)
})
