/** The log: JSON lines of what happened, by codes, identifiers of ours and counts. Redaction is by construction:
 *  a line takes no free text, every string must look like an identifier or a code, and anything else becomes
 *  `[redacted]`. Of an error only its class, its code and the places of its stack are kept, never its message. */
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { operations } from '../contract/index.ts'

export type LogLevel = 'info' | 'warning' | 'error'
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>

export interface Log {
  /** `event` is a fixed slug such as `retrieve/ended`; `facts` hold codes, UIDs, UUIDs, counts and milliseconds. */
  write(level: LogLevel, event: string, facts?: LogFacts, error?: unknown): void
  close(): void
}

/** What a string may look like. A name, a patient's number or a path looks like none of these. */
const identifiers: readonly RegExp[] = [
  /^[0-9]{1,20}(\.[0-9]{1,40}){2,}$/, // DICOM UID
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, // UUID
  /^[0-9a-f]{64}$/, // SHA-256
  /^[a-z][a-z-]*(\/([a-z][A-Za-z-]*|[0-9]+))+$/, // our codes and places in an answer: `pacs/unreachable`, `output/rows/0`
  /^(E[A-Z0-9]{3,}|ERR_[A-Z0-9_]+|SQLITE_[A-Z_]+)$/, // codes of Node and of SQLite
  /^[A-Z]?[A-Za-z]*(Error|Exception)$/, // classes of errors
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$/, // instants
  /^v?[0-9]+(\.[0-9]+){1,2}(-[a-z0-9.]+)?$/, // versions
  /^[2-9A-Z]{4}-[2-9A-Z]{4}$/, // incidents
  /^(electron|browser|linux|win32|darwin|x64|arm64|PDF|SR|ORU|PACS|RIS|GET|PUT|POST|HEAD)$/,
]

export function redact(value: string | number | boolean | null): string | number | boolean | null {
  if (typeof value !== 'string') return value
  return value === '' || Object.hasOwn(operations, value) || identifiers.some((form) => form.test(value)) ? value : '[redacted]'
}

/** Class, code and stack places of an error and of its causes; paths are cut to the last two parts. */
export function describeError(error: unknown): { name: string; code: string; at: string[] }[] {
  const chain: { name: string; code: string; at: string[] }[] = []
  let present: unknown = error
  while (present instanceof Error && chain.length < 5) {
    const code = 'code' in present && typeof present.code === 'string' ? present.code : ''
    const frames = (present.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 12)
    chain.push({ name: String(redact(present.name)), code: String(redact(code)), at: frames.map(shortPlace) })
    present = present.cause
  }
  return chain
}

/** `    at openStore (file:///…/main/store/open.ts:12:3)` → `openStore store/open.ts:12:3`. */
function shortPlace(line: string): string {
  const match = /at (?:async )?(?:(?<what>[\w.$<>]+) .*?\()?(?<where>[^()\s]+:\d+:\d+)\)?$/.exec(line.trim())
  if (match?.groups === undefined) return '?'
  const where = (match.groups['where'] ?? '').split(/[\\/]/).slice(-2).join('/')
  return `${match.groups['what'] ?? ''} ${where}`.trim()
}

export function formatLine(at: Date, level: LogLevel, event: string, facts: LogFacts, error: unknown): string {
  const safe: Record<string, unknown> = { at: at.toISOString(), level, event: redact(event) }
  for (const [name, value] of Object.entries(facts)) safe[name] = redact(value)
  if (error !== undefined) safe['error'] = describeError(error)
  return `${JSON.stringify(safe)}\n`
}

/** Days of logs that stay on the disk. */
const keptDays = 30

/** Opens `binocle-YYYY-MM-DD.log` in `folder` (0700, file 0600) and removes files older than the kept days. */
export function openLog({ folder, now = () => new Date() }: { folder: string; now?: () => Date }): Log {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const name = (day: Date) => `binocle-${day.toISOString().slice(0, 10)}.log`
  const oldest = name(new Date(now().getTime() - keptDays * 86_400_000))
  for (const file of readdirSync(folder)) {
    if (/^binocle-\d{4}-\d\d-\d\d\.log$/.test(file) && file < oldest) rmSync(join(folder, file), { force: true })
  }
  let file = ''
  let descriptor: number | null = null
  const close = () => {
    const closing = descriptor
    // Forgotten first: the number of a closed file soon names another one.
    descriptor = null
    if (closing !== null) closeSync(closing)
  }
  const opened = (wanted: string): number => {
    if (descriptor !== null && file === wanted) return descriptor
    close()
    descriptor = openSync(join(folder, wanted), 'a', 0o600)
    file = wanted
    return descriptor
  }
  return {
    write(level, event, facts = {}, error) {
      const at = now()
      try {
        writeSync(opened(name(at)), formatLine(at, level, event, facts, error))
      } catch {
        // A full disk must not turn a log line into a failed act.
      }
    },
    close,
  }
}

/** A log that keeps nothing: for tests and for tools. */
export const silentLog: Log = { write() {}, close() {} }
