/** What a session leaves undone the next one takes up, and what was tampered with in between is said. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { firstReader, listAll, newProfile, unlock } from '../program/scenario.ts'
import { startProgram, type Program } from '../program/start-program.ts'

let program: Program | null = null
afterEach(async () => { await program?.stop(); program = null }, 60_000)

it('takes in the rest of the demonstration studies after a lock, and says that the audit anchor was altered', async () => {
  const profile = await newProfile()
  program = await startProgram({ profile })
  const client = await program.connect()
  const { account } = await client.call('session.setUp', { ...firstReader, roles: ['L1', 'RADIOLOGIST'], language: 'fr', demo: true })
  if (account === null) throw new Error('not unlocked')
  await client.until('the first demonstration object', async () => (await listAll(client)).length > 0)
  await client.call('session.lock', {})
  await unlock(client, account.id, firstReader.passphrase)
  await client.until('all four studies', async () => (await listAll(client)).length === 4, 120_000)
  await client.until('the whole phantom', async () => (await listAll(client)).some((study) => study.imageCount === 60), 120_000)
  expect((await client.call('health.get', {})).recovered).toEqual([])
  client.close()
  await program.stop()

  const anchor = join(profile, 'audit-anchor.json')
  await writeFile(anchor, (await readFile(anchor, 'utf8')).replace(/"seq": ?(\d+)/, (_, seq: string) => `"seq":${Number(seq) - 1}`))
  program = await startProgram({ profile })
  const again = await program.connect()
  await unlock(again, account.id, firstReader.passphrase)
  await again.until('the alarm', async () => (await again.call('health.get', {})).recovered.some(({ code }) => code === 'audit/broken'))
  expect(await again.call('audit.verify', {})).toMatchObject({ valid: false })
}, 240_000)
