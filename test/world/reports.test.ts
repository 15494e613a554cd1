/** Signed reports over lines that are cut, from a console that is killed: `WORLD_REPORTS=10000` for the whole figure. */
import { execFileSync, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { peersPresent, skipTitle, until } from '../peers/index.ts'
import { deliverReports, told, type Wish } from './ten-thousand.ts'

const present = peersPresent()
const reports = Number(process.env['WORLD_REPORTS'] ?? 150)

describe.skipIf(present.hl7 !== null)(`reports from a console that is killed, over lines that are cut${skipTitle(present.hl7)}`, () => {
  const delivered = async (wish: Pick<Wish, 'reports' | 'archive'>) => {
    const deliveries = await deliverReports({ ...wish, seed: 7, killEveryMs: wish.reports > 1000 ? 6000 : 900, cutEveryMs: wish.reports > 1000 ? 1200 : 500 })
    process.stdout.write(`${told(deliveries)}\n`)
    return deliveries
  }
  const once = (count: number) => ({ reports: count, atPacs: 2 * count, atRis: count, confirmed: 3 * count, confirmations: 3 * count, auditValid: true, wrong: [], outOfOrder: [] })

  it(`${reports} of them are each confirmed once at PACS and RIS, the objects before the message and the parent before its addendum`, async () => {
    const deliveries = await delivered({ reports, archive: 'memory' })
    expect(deliveries).toMatchObject(once(reports))
    expect(deliveries.kills + deliveries.cuts).toBeGreaterThan(0)
  }, 60_000 + reports * 300)

  const share = Math.max(10, Math.ceil(reports / 50))
  it.skipIf(present.orthanc !== null)(`${share} of them reach a real Orthanc so${skipTitle(present.orthanc)}`, async () => {
    expect(await delivered({ reports: share, archive: 'orthanc' })).toMatchObject(once(share))
  }, 60_000 + share * 1000)

  it.skipIf(present.orthanc !== null || process.platform !== 'linux')(`nothing goes on when it is ended, or killed outright with all that held it${skipTitle(present.orthanc, process.platform === 'linux' ? null : 'Linux alone ends the children of a process that is killed')}`, async () => {
    for (const signals of [['SIGTERM'], ['SIGKILL', 'SIGKILL']] as const) {
      const held = spawn(process.execPath, [fileURLToPath(new URL('../../scripts/world.mjs', import.meta.url)), 'reports=5000', 'archive=orthanc'], { stdio: 'ignore' })
      let started: readonly Process[] = []
      const ours = () => { started = descendants(held.pid ?? 0); return started }
      try {
        await until(() => ['reports-child', 'Orthanc', 'hl7-receiver'].every((name) => ours().some(({ command }) => command.includes(name))), 'console, archive and RIS', 60_000)
        const world = started.find(({ command }) => command.includes('test/world/main.ts'))
        // The innermost last: nobody is left to end what it started.
        for (const [index, signal] of signals.entries()) process.kill(index === 0 ? held.pid ?? 0 : world?.pid ?? 0, signal)
        await expect.poll(() => { const left = running(); return started.filter(({ pid, command }) => left.some((one) => one.pid === pid && one.command === command)) }, { timeout: 60_000 }).toEqual([])
      } finally {
        for (const { pid, command } of running()) if (started.some((one) => one.pid === pid && one.command === command)) process.kill(pid, 'SIGKILL')
      }
    }
  }, 150_000)
})

interface Process { readonly pid: number; readonly parent: number; readonly command: string }

const running = (): Process[] => execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n').flatMap((line) => {
  const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
  return command === undefined || command.includes('<defunct>') ? [] : [{ pid: Number(pid), parent: Number(parent), command }]
})

function descendants(of: number): Process[] {
  const all = running(), found = all.filter(({ pid }) => pid === of)
  for (const one of found) found.push(...all.filter(({ parent }) => parent === one.pid))
  return found
}
