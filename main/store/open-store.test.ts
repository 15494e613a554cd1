import { copyFileSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ExpectedError } from '../contract/index.ts'
import { applyKey } from './cipher.ts'
import { migrations } from './migrations/index.ts'
import { assertNodeApi, sqlite } from './native.ts'
import { openStore } from './index.ts'

let folder: string
let file: string
const key = randomBytes(32)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'))
  file = join(folder, 'binocle.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function problemOf(work: () => unknown): ExpectedError {
  try {
    work()
  } catch (error) {
    if (error instanceof ExpectedError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

function fill(rows: number): void {
  const store = openStore({ file, key })
  store.transaction(() => {
    const insert = store.prepare<[string, string]>('INSERT INTO settings (key, value) VALUES (?, ?)')
    for (let row = 0; row < rows; row++) insert.run(`k${row}`, JSON.stringify('ZZTESTNAME '.repeat(20)))
  })
  store.close()
}

describe('openStore', () => {
  it('makes a new database at the last migration and finds its rows again', () => {
    fill(3)
    const store = openStore({ file, key })
    expect(store.version).toBe(migrations.length)
    expect(store.prepare<[], { n: number }>('SELECT count(*) AS n FROM settings').get()).toEqual({ n: 3 })
    store.close()
  })

  it('leaves no plaintext in any file, also while it is open', () => {
    fill(200)
    const store = openStore({ file, key })
    store.prepare('INSERT INTO settings (key, value) VALUES (?, ?)').run('open', '"ZZTESTNAME"')
    const files = readdirSync(folder)
    expect(files).toContain('binocle.db-wal')
    for (const name of files) {
      const bytes = readFileSync(join(folder, name))
      expect(bytes.includes('ZZTESTNAME')).toBe(false)
      expect(bytes.includes('SQLite format')).toBe(false)
    }
    store.close()
  })

  it.skipIf(process.platform === 'win32')('is readable by its owner alone', () => {
    const store = openStore({ file, key })
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0)
    store.close()
  })

  it('refuses a wrong key as damaged and changes no byte', () => {
    fill(1)
    const before = readFileSync(file)
    expect(problemOf(() => openStore({ file, key: randomBytes(32) })).code).toBe('store/damaged')
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('reads every page of a database that it did not leave itself, and does not do it again at each unlock', () => {
    const checks = vi.spyOn(sqlite().prototype, 'pragma')
    const checked = () => checks.mock.calls.filter(([pragma]) => pragma.startsWith('quick_check')).length
    fill(1)
    fill(0)
    fill(0)
    expect(checked()).toBe(0)
    copyFileSync(file, `${file}.copy`)
    renameSync(`${file}.copy`, file)
    fill(0)
    expect(checked()).toBe(1)
    fill(0)
    expect(checked()).toBe(1)
    checks.mockRestore()
  })

  it('refuses a file that is no database and changes no byte', () => {
    writeFileSync(file, 'this is a letter, not a database'.repeat(200))
    const before = readFileSync(file)
    expect(problemOf(() => openStore({ file, key })).code).toBe('store/damaged')
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it.each([0.001, 0.2, 0.5, 0.8, 0.999])('detects one flipped byte at %f of the file and changes no other', (place) => {
    fill(500)
    const bytes = readFileSync(file)
    const at = Math.floor(bytes.length * place)
    bytes[at] = (bytes[at] ?? 0) ^ 0x01
    writeFileSync(file, bytes)
    expect(problemOf(() => openStore({ file, key })).code).toBe('store/damaged')
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })

  it('refuses a database of a newer version, names it and changes no byte', () => {
    fill(1)
    const Sqlite = sqlite()
    const database = new Sqlite(file)
    applyKey(database, key)
    database.pragma(`user_version = ${migrations.length + 3}`)
    database.close()
    const before = readFileSync(file)
    const problem = problemOf(() => openStore({ file, key }))
    expect([problem.code, problem.params]).toEqual(['store/newer-version', { found: migrations.length + 3 }])
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('keeps what waits to be sent, and its order, when the outbox learns of marks', () => {
    const Sqlite = sqlite()
    const database = new Sqlite(file)
    applyKey(database, key)
    const before = migrations.findIndex((sql) => sql.includes('outbox_with_marks'))
    migrations.slice(0, before).forEach((sql) => database.exec(sql))
    const insert = database.prepare("INSERT INTO outbox (id, report_id, study_instance_uid, kind, destination, dedupe_key, sealed_payload, sha256, depends_on, state, created_at) VALUES (?, 'r', '1.2', ?, ?, ?, 'sealed', 'x', ?, 'queued', '2025')")
    insert.run('sr', 'SR', 'PACS', '1.2.3', null)
    insert.run('oru', 'ORU', 'RIS', 'BN1', 'sr')
    expect(() => insert.run('mark', 'GSPS', 'PACS', '1.2.4', null)).toThrow('CHECK')
    database.pragma(`user_version = ${before}`)
    database.close()

    const store = openStore({ file, key })
    expect(store.prepare('SELECT seq, id, depends_on, sealed_payload FROM outbox ORDER BY seq').all()).toEqual([
      { seq: 1, id: 'sr', depends_on: null, sealed_payload: 'sealed' }, { seq: 2, id: 'oru', depends_on: 'sr', sealed_payload: 'sealed' },
    ])
    const later = store.prepare("INSERT INTO outbox (id, report_id, study_instance_uid, kind, destination, dedupe_key, sealed_payload, sha256, depends_on, state, created_at) VALUES (?, 'r', '1.2', 'GSPS', 'PACS', ?, 'sealed', 'x', ?, 'queued', '2025')")
    later.run('mark', '1.2.4', null)
    expect(store.prepare("SELECT seq FROM outbox WHERE id = 'mark'").get()).toEqual({ seq: 3 })
    expect(() => later.run('lost', '1.2.5', 'nothing')).toThrow('FOREIGN KEY')
    store.close()
  })

  it('never holds the key in an error', () => {
    fill(1)
    const wrong = Buffer.alloc(32, 0x61)
    const problem = problemOf(() => openStore({ file, key: wrong }))
    expect(JSON.stringify([problem.message, problem.params, String(problem.cause)])).not.toMatch(/6161|aaaa/)
  })

  it('refuses a runtime whose Node-API is too old before it loads the module', () => {
    expect(() => assertNodeApi('9')).toThrow('Node-API 10')
    expect(() => assertNodeApi('10')).not.toThrow()
  })

  it('calls a full disk store/full', () => {
    const store = openStore({ file, key })
    const pages = store.prepare<[], { page_count: number }>('PRAGMA page_count').get()?.page_count ?? 0
    store.prepare(`PRAGMA max_page_count = ${pages + 2}`).get()
    const insert = store.prepare('INSERT INTO settings (key, value) VALUES (?, ?)')
    expect(problemOf(() => store.transaction(() => {
      for (let row = 0; row < 200; row++) insert.run(`k${row}`, JSON.stringify('x'.repeat(2000)))
    })).code).toBe('store/full')
    expect(store.inTransaction).toBe(false)
    expect(store.prepare<[], { n: number }>('SELECT count(*) AS n FROM settings').get()).toEqual({ n: 0 })
    store.close()
  })
})

describe('transaction', () => {
  it('does all or nothing, and a nested one that fails is undone alone', () => {
    const store = openStore({ file, key })
    const insert = store.prepare('INSERT INTO settings (key, value) VALUES (?, ?)')
    expect(() => store.transaction(() => {
      insert.run('lost', '1')
      throw new Error('no')
    })).toThrow('no')
    store.transaction(() => {
      insert.run('outer', '1')
      expect(() => store.transaction(() => {
        insert.run('inner', '1')
        throw new Error('only this')
      })).toThrow('only this')
    })
    expect(store.prepare('SELECT key FROM settings').all()).toEqual([{ key: 'outer' }])
    store.close()
  })

  it('flushes each commit but those that may wait for the next one, and again after these, failed or not', () => {
    const store = openStore({ file, key })
    const flushes = () => store.prepare<[], { synchronous: number }>('PRAGMA synchronous').get()?.synchronous
    const [normal, full] = [1, 2]
    expect(store.transaction(flushes)).toBe(full)
    expect(store.transaction(flushes, 'withNext')).toBe(normal)
    expect(store.transaction(() => store.transaction(flushes, 'withNext'))).toBe(full)
    expect(flushes()).toBe(full)
    expect(() => store.transaction(() => { throw new Error('no') }, 'withNext')).toThrow('no')
    expect(store.transaction(flushes)).toBe(full)
    store.close()
  })

  it('runs afterCommit once durable, and never after a rollback', () => {
    const store = openStore({ file, key })
    const seen: string[] = []
    store.transaction(() => {
      store.afterCommit(() => seen.push(`committed, in transaction: ${store.inTransaction}`))
      expect(seen).toEqual([])
    })
    expect(() => store.transaction(() => {
      store.afterCommit(() => seen.push('rolled back'))
      throw new Error('no')
    })).toThrow()
    store.transaction(() => undefined)
    expect(seen).toEqual(['committed, in transaction: false'])
    store.close()
  })

  it('sorts in memory, never in a temporary file', () => {
    const store = openStore({ file, key })
    expect(store.prepare('PRAGMA temp_store').get()).toEqual({ temp_store: 2 })
    expect(store.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
    expect(store.prepare('PRAGMA secure_delete').get()).toEqual({ secure_delete: 1 })
    expect(store.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 })
    store.close()
  })
})
