import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ExpectedError } from '../contract/index.ts'
import { newIncident } from './incident.ts'
import { formatLine, openLog, redact } from './log.ts'

const at = new Date('2026-03-01T10:00:00.000Z')

describe('what a log line may say', () => {
  it.each(['1.2.840.10008.1.2.4.80', 'pacs/unreachable', 'worklist.query', 'ENOSPC', 'SQLITE_FULL', 'TypeError', 'K3PW-29XA', '0190c0de-0000-4000-8000-000000000000', ''])('keeps %s', (value) => {
    expect(redact(value)).toBe(value)
  })
  it.each(['DUPONT', 'DUPONT^MARIE', 'Dupont', 'dupont', '2850675123456', '/home/marie/dupont.dcm', 'Marie Dupont', 'MRN-0042', 'hunter2', '1970-02-03'])('redacts %s', (value) => {
    expect(redact(value)).toBe('[redacted]')
  })
  it('keeps of an error its class, its code and where it arose, never its message', () => {
    const error = new ExpectedError('store/full', { cause: Object.assign(new Error('cannot write DUPONT^MARIE'), { code: 'ENOSPC' }) })
    const line = formatLine(at, 'error', 'handler/bug', {}, error)
    expect(line).not.toContain('DUPONT')
    expect(line).toContain('"store/full"')
    expect(line).toContain('"ENOSPC"')
    expect(line).toContain('log.test.ts')
  })
  it('is one line of JSON', () => {
    const line = formatLine(at, 'info', 'host/started', { port: 4000, host: 'browser' }, undefined)
    expect(JSON.parse(line)).toEqual({ at: '2026-03-01T10:00:00.000Z', level: 'info', event: 'host/started', port: 4000, host: 'browser' })
    expect(line.indexOf('\n')).toBe(line.length - 1)
  })
})

describe('the log on the disk', () => {
  let folder: string
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'binocle-log-')) })
  afterEach(() => { rmSync(folder, { recursive: true }) })

  it('goes to one file a day that only its owner reads', () => {
    let now = at
    const log = openLog({ folder, now: () => now })
    log.write('info', 'host/started')
    now = new Date('2026-03-02T00:00:00.000Z')
    log.write('info', 'host/stopped')
    log.close()
    expect(readdirSync(folder).sort()).toEqual(['binocle-2026-03-01.log', 'binocle-2026-03-02.log'])
    expect(readFileSync(join(folder, 'binocle-2026-03-01.log'), 'utf8')).toContain('host/started')
    if (process.platform !== 'win32') expect(statSync(join(folder, 'binocle-2026-03-01.log')).mode & 0o077).toBe(0)
  })
  it('that cannot be opened any more stops nothing', () => {
    let now = at
    const log = openLog({ folder, now: () => now })
    log.write('info', 'host/started')
    rmSync(folder, { recursive: true })
    now = new Date('2026-03-02T10:00:00.000Z')
    expect(() => { log.write('info', 'host/started') }).not.toThrow()
    mkdirSync(folder)
    log.write('info', 'host/started')
    log.close()
    expect(readdirSync(folder)).toEqual(['binocle-2026-03-02.log'])
  })

  it('forgets files older than thirty days and leaves others alone', () => {
    writeFileSync(join(folder, 'binocle-2026-01-01.log'), '')
    writeFileSync(join(folder, 'notes.log'), '')
    openLog({ folder, now: () => at }).close()
    expect(readdirSync(folder)).toEqual(['notes.log'])
  })
})

describe('an incident number', () => {
  it('is two blocks of four letters and figures that cannot be misheard', () => {
    expect(newIncident()).toMatch(/^[2-9A-HJKMNP-TW-Z]{4}-[2-9A-HJKMNP-TW-Z]{4}$/)
  })
})
