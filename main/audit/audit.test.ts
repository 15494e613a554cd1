import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../store/index.ts'
import { canonicalJson, chainHash, genesisHash } from './chain.ts'
import { createAnchor, createAudit, type Audit } from './index.ts'

let folder: string
let store: Store
let audit: Audit
const key = randomBytes(32)
const anchorKey = randomBytes(32)

const anchorPath = () => join(folder, 'audit-anchor.json')
const open = () => {
  store = openStore({ file: join(folder, 'binocle.db'), key })
  audit = createAudit({ store, anchor: createAnchor({ file: anchorPath(), key: anchorKey }), now: () => new Date('2026-03-10T08:00:00Z') })
}
const reopen = () => {
  store.close()
  open()
}
const write = (rows: number, object = '1.2.3') =>
  store.transaction(() => {
    for (let row = 0; row < rows; row++) audit.record({ actor: 'account', event: 'import', outcome: 'success', object })
  })
/** What someone who holds the key could do with a database tool. */
const tamper = (sql: string) => {
  store.prepare('DROP TRIGGER IF EXISTS audit_events_are_never_changed').run()
  store.prepare('DROP TRIGGER IF EXISTS audit_events_are_never_removed').run()
  store.prepare(sql).run()
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'))
  open()
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the audit trail', () => {
  it('refuses a row outside the transaction of its act', () => {
    expect(() => audit.record({ actor: 'a', event: 'import', outcome: 'success', object: 'o' })).toThrow('transaction')
  })

  it('keeps no row of an act that was undone', () => {
    expect(() => store.transaction(() => {
      audit.record({ actor: 'a', event: 'import', outcome: 'success', object: 'o' })
      throw new Error('undone')
    })).toThrow('undone')
    write(1)
    expect(audit.list({ before: null, limit: 10 }).rows.map((row) => row.seq)).toEqual([1])
    expect(audit.verify()).toEqual({ valid: true, checked: 1, brokenAt: null })
  })

  it('lists newest first, page by page, with the total', () => {
    write(5)
    const first = audit.list({ before: null, limit: 2 })
    expect([first.rows.map((row) => row.seq), first.total]).toEqual([[5, 4], 5])
    expect(audit.list({ before: 4, limit: 10 }).rows.map((row) => row.seq)).toEqual([3, 2, 1])
    expect(Object.keys(first.rows[0] ?? {}).sort()).toEqual(['actor', 'at', 'detail', 'event', 'hash', 'object', 'outcome', 'seq'])
  })

  it('leaves out the acts of others on concealed objects, and counts as if they were not there', () => {
    for (const [actor, object] of [['one', 'blind'], ['two', 'blind'], ['one', 'open']] as const)
      store.transaction(() => audit.record({ actor, event: 'patient-record', outcome: 'success', object }))
    const seen = audit.list({ before: null, limit: 10, conceal: { objects: ['blind', 'another'], exceptActor: 'two' } })
    expect([seen.rows.map((row) => `${row.actor} ${row.object}`), seen.total]).toEqual([['one open', 'two blind'], 2])
  })

  it('finds what succeeded on one object, by an index', () => {
    write(2, '1.2.3')
    write(1, '1.2.4')
    store.transaction(() => audit.record({ actor: 'account', event: 'import', outcome: 'failure', object: '1.2.4' }))
    expect(audit.doneTo('1.2.4').map(({ seq }) => seq)).toEqual([3])
    const plan = store.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN SELECT seq FROM audit_events WHERE object = '1' AND outcome = 'success' ORDER BY seq`).all()
    expect(plan.map(({ detail }) => detail).join()).toContain('audit_events_by_object')
  })

  it('goes on with the same chain after a restart', () => {
    write(3)
    audit.close()
    reopen()
    write(2)
    expect(audit.verify()).toEqual({ valid: true, checked: 5, brokenAt: null })
  })

  it('hashes the canonical JSON of the row and the hash before it', () => {
    const row = { seq: 1, at: '2026-03-10T08:00:00.000Z', actor: 'a', event: 'import', outcome: 'success', object: 'é', detail: '', previous: genesisHash }
    expect(canonicalJson(row)).toBe(
      `{"actor":"a","at":"2026-03-10T08:00:00.000Z","detail":"","event":"import","object":"é","outcome":"success","previous":"${genesisHash}","seq":1}`,
    )
    // Computed with: printf '%s' '<that text>' | sha256sum
    expect(chainHash(row)).toBe('e3be0dca6f104caed33e7e63f0a2a3d6e91ea9141552c1e682cbf4377e157511')
  })
})

describe('verify', () => {
  it.each(['at', 'actor', 'event', 'object', 'detail', 'hash', 'previous'])('finds a changed %s', (column) => {
    write(6)
    tamper(`UPDATE audit_events SET ${column} = ${column} || 'x' WHERE seq = 4`)
    expect(audit.verify()).toEqual({ valid: false, checked: 3, brokenAt: 4 })
  })

  it('finds a changed outcome', () => {
    write(3)
    tamper(`UPDATE audit_events SET outcome = 'failure' WHERE seq = 2`)
    expect(audit.verify().brokenAt).toBe(2)
  })

  it('aside gives the same verdict, leaves others their turn, and stops when asked', async () => {
    const signal = new AbortController().signal
    write(600)
    expect(await audit.verifyAside(signal)).toEqual(audit.verify())
    const order: string[] = []
    const verdict = audit.verifyAside(signal).then(() => order.push('verdict'))
    setImmediate(() => setImmediate(() => order.push('another turn')))
    await verdict
    expect(order).toEqual(['another turn', 'verdict'])
    tamper(`UPDATE audit_events SET detail = 'x' WHERE seq = 500`)
    expect(await audit.verifyAside(signal)).toEqual(audit.verify())
    expect(await audit.verifyAside(signal)).toMatchObject({ valid: false, brokenAt: 500 })
    expect(await audit.verifyAside(AbortSignal.abort())).toBeNull()
  })

  it('finds a row taken from the middle', () => {
    write(6)
    tamper('DELETE FROM audit_events WHERE seq = 3')
    expect(audit.verify()).toEqual({ valid: false, checked: 2, brokenAt: 3 })
  })

  it('finds rows cut from the end, also after others were written in their place', () => {
    write(6)
    audit.close()
    tamper('DELETE FROM audit_events WHERE seq > 4')
    expect(audit.verify()).toEqual({ valid: false, checked: 4, brokenAt: 5 })
    reopen()
    write(5, 'other')
    audit.close()
    expect(audit.verify()).toEqual({ valid: false, checked: 9, brokenAt: 6 })
  })

  it('finds an anchor that was taken away or forged', () => {
    write(2)
    audit.close()
    const honest = readFileSync(anchorPath(), 'utf8')
    rmSync(anchorPath())
    reopen()
    expect(audit.verify()).toEqual({ valid: false, checked: 2, brokenAt: 3 })
    writeFileSync(anchorPath(), honest.replace('"seq":2', '"seq":1'))
    expect(audit.verify().valid).toBe(false)
    writeFileSync(anchorPath(), 'not json')
    expect(audit.verify().valid).toBe(false)
    writeFileSync(anchorPath(), honest)
    expect(audit.verify().valid).toBe(true)
  })

  it('accepts an anchor that a crash left behind the chain', () => {
    write(2)
    audit.close()
    write(3)
    reopen() // no close(): the anchor still speaks of row 2
    expect(createAnchor({ file: anchorPath(), key: anchorKey }).read()).toMatchObject({ seq: 2 })
    expect(audit.verify()).toEqual({ valid: true, checked: 5, brokenAt: null })
  })

  it('lets the anchor follow by itself, and only after the commit', async () => {
    const anchor = createAnchor({ file: anchorPath(), key: anchorKey })
    const quick = createAudit({ store, anchor, anchorDelayMs: 1 })
    store.transaction(() => {
      quick.record({ actor: 'a', event: 'import', outcome: 'success', object: 'o' })
      expect(anchor.read()).toMatchObject({ seq: 0 })
    })
    await expect.poll(() => anchor.read()).toMatchObject({ seq: 1 })
  })

  it('refuses, in the database itself, to change or remove a row', () => {
    write(1)
    expect(() => store.prepare(`UPDATE audit_events SET actor = 'x'`).run()).toThrow('never changed')
    expect(() => store.prepare('DELETE FROM audit_events').run()).toThrow('never removed')
  })
})
