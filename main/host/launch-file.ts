/** `launch.json` in the profile: which process holds this profile, where it serves, and the secret with which another
 *  start asks it for a new window. Readable by its owner only (0600); at most one process holds it, of either host. */
import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const launchSchema = z.strictObject({
  pid: z.number().int().positive(),
  /** Null: the Electron host, which no address leads to. */
  url: z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ }).nullable(),
  secret: z.string().min(20),
})
export type Launch = z.infer<typeof launchSchema>

const launchFile = (profile: string) => join(profile, 'launch.json')

/** What the file says; null when there is none or it cannot be understood. */
export function readLaunch(profile: string): Launch | null {
  return parseLaunch(launchFile(profile))
}

function parseLaunch(file: string): Launch | null {
  try {
    return launchSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Takes the profile: false when another process holds it. The file appears whole or not at all, so that nobody
 *  takes a file that is being written for a stale one. */
export function takeProfile(profile: string, launch: Launch): boolean {
  const whole = besides(profile)
  try {
    writeFileSync(whole, JSON.stringify(launch), { mode: 0o600, flag: 'wx' })
    linkSync(whole, launchFile(profile))
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  } finally {
    rmSync(whole, { force: true })
  }
}

/** Removes the file if it still says what was found stale (or unreadable): another start may have taken the profile
 *  since. Its own file, when the program ends, is removed the same way. */
export function removeLaunch(profile: string, stale: Launch | null): void {
  const aside = besides(profile)
  try {
    renameSync(launchFile(profile), aside)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return
    throw error
  }
  try {
    const moved = parseLaunch(aside)
    if (moved !== null && moved.secret !== stale?.secret) linkSync(aside, launchFile(profile))
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

const besides = (profile: string) => join(profile, `.launch-${randomBytes(6).toString('hex')}`)

/** A new one-time code from the process that serves the profile; null when the file is stale: its process is gone,
 *  or another program answers at its address. */
export async function askForCode({ pid, url, secret }: Launch, { fetch = globalThis.fetch, timeoutMs = 3000 } = {}): Promise<string | null> {
  if (url === null || !isAlive(pid)) return null
  try {
    const answer = await fetch(new URL('/launch/code', url), {
      method: 'POST', headers: { authorization: `Bearer ${secret}` }, redirect: 'error', signal: AbortSignal.timeout(timeoutMs),
    })
    return answer.ok ? z.strictObject({ code: z.string() }).parse(await answer.json()).code : null
  } catch {
    return null
  }
}

/** An Electron host that holds the profile, as far as its process tells. */
export function isHeldByElectron(launch: Launch): boolean {
  return launch.url === null && isAlive(launch.pid)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
