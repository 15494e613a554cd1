/** The last line of the guard: passphrases cannot be tried one after the other through the door, whoever knocks. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sessionStatus, type SessionStatus } from '../../main/contract/index.ts'
import { silentLog } from '../../main/diagnostics/index.ts'
import { createAccess } from '../../main/host/access.ts'
import { openBrowserHost, type BrowserHost } from '../../main/host/browser-host.ts'
import { createHandle } from '../../main/host/handle.ts'
import type { Workstation } from '../../main/host/index.ts'
import { createWorkstation } from '../../main/host/workstation.ts'

let profile: string
let workstation: Workstation
let host: BrowserHost
let token: string
beforeAll(async () => {
  profile = mkdtempSync(join(tmpdir(), 'binocle-unlock-'))
  const access = createAccess({ launchSecret: null })
  const rotate = () => { token = access.rotate(); return token }
  workstation = await createWorkstation({
    profile, resources: join(import.meta.dirname, '..', '..', 'resources'), host: 'browser', version: '0.0.0', language: 'fr', log: silentLog, keychain: null, rotateToken: rotate,
  })
  const handle = createHandle({ ...workstation, host: 'browser', access, log: silentLog, files: new Map(), stopping: new AbortController().signal })
  host = await openBrowserHost({ handle, access, log: silentLog }, { port: 0 })
  token = access.redeem(access.issueCode()) ?? ''
})
afterAll(async () => {
  await host.close()
  await workstation.close()
  rmSync(profile, { recursive: true, force: true })
})

const call = (name: string, input: unknown) =>
  fetch(`${host.origin}/api/${name}`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(input) })

describe('unlocking', () => {
  it('refuses more tries after a few wrong ones, even with the right passphrase', async () => {
    const passphrase = 'une phrase de passe longue'
    const made: SessionStatus = sessionStatus.parse(await (await call('session.setUp', { displayName: 'Première lectrice', passphrase, roles: ['ADMIN', 'L1'], language: 'fr', demo: false })).json())
    expect((await call('session.lock', {})).status).toBe(200)
    const accountId = made.account?.id
    const answers: number[] = []
    for (let tries = 0; tries < 12 && !answers.includes(429); tries++) answers.push((await call('session.unlock', { accountId, passphrase: `fausse phrase ${tries}` })).status)
    expect(answers.slice(0, -1)).toEqual(answers.slice(0, -1).map(() => 403))
    expect(answers.at(-1)).toBe(429)
    const refused = await call('session.unlock', { accountId, passphrase })
    expect([refused.status, await refused.json()]).toMatchObject([429, { code: 'session/too-many-attempts' }])
  })
})
