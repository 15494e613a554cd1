/** `npm run world`: starts the region, says on one JSON line where everything is and in a table what to type into
 *  Settings, and runs until Ctrl+C or SIGTERM.
 *  --centres=lisieux,vire  some of them      --console=PORT[:TITLE]  where archives move objects to (21112:WORKSTATION)
 *  --orders=PORT           sends orders there, as soon as somebody listens (2575 where a profile is written)
 *  --cuts=SECONDS          each line drops once in so many seconds on average
 *  --profile=DIR           writes a profile that knows all of it, for npm start -- --profile=DIR
 *  reports=N               instead: delivers N reports over cut lines from a console that is killed, and counts;
 *                          archive=orthanc: to a real Orthanc, not to one in memory; kills=SECONDS, cuts=SECONDS (6, 1.2);
 *                          minutes=N: signs no more after that
 *  While it runs it takes lines: `cut NAME`, `break NAME`, `mend NAME` (a centre, central or ris), `results`. */
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { centres } from './centres.ts'
import { settingsTable, whatToTry } from './settings-table.ts'
import { deliverReports, isWhole, told } from './ten-thousand.ts'
import { profilePassphrase, writeProfile } from './profile.ts'
import { startWorld, type World } from './world.ts'

const words = process.argv.slice(2)
const option = (name: string): string | null => words.find((word) => word.replace(/^--/, '').startsWith(`${name}=`))?.replace(/^-*[^=]*=/, '') ?? null
const say = (line: string): void => { process.stderr.write(`${line}\n`) }

/** Ctrl+C, a signal, or the end of who started us (the channel of scripts/world.mjs): all that was started ends with us.
 *  Killed outright, we cannot see to it; our children do (peer-process.ts, reports-child.ts). */
const ending = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { ending.abort() })
process.on('disconnect', () => { ending.abort() })
process.channel?.unref()

const reports = option('reports')
await (reports === null ? region() : count(Number(reports)))

async function count(reports: number): Promise<void> {
  try {
    const deliveries = await deliverReports({
      reports, minutes: Number(option('minutes') ?? 1440), archive: option('archive') === 'orthanc' ? 'orthanc' : 'memory', seed: Number(option('seed') ?? 1), killEveryMs: Number(option('kills') ?? 6) * 1000, cutEveryMs: Number(option('cuts') ?? 1.2) * 1000, progress: say, signal: ending.signal,
    })
    process.stdout.write(`${told(deliveries)}\n`)
    if (!isWhole(deliveries)) process.exitCode = 1
  } catch (error) {
    if (!ending.signal.aborted) throw error
    say('stopped')
    process.exitCode = 1
  }
}

async function region(): Promise<void> {
  const [port = '21112', aet = 'WORKSTATION'] = (option('console') ?? '').split(':').filter((part) => part !== '')
  const wanted = option('centres')?.split(',')
  const unknown = wanted?.filter((id) => !centres.some((centre) => centre.id === id)) ?? []
  if (unknown.length > 0) {
    say(`no such centre: ${unknown.join(', ')}; there are ${centres.map(({ id }) => id).join(', ')}`)
    process.exitCode = 1
    return
  }
  const profile = option('profile'), orders = option('orders') ?? (profile === null ? null : '2575')
  let world: World | null = null
  const end = once(ending.signal, 'abort')
  say('starting…')
  const started = startWorld({
    ...(wanted === undefined ? {} : { centres: wanted }), console: { aet, port: Number(port) }, cutsEveryMs: Number(option('cuts') ?? 0) * 1000,
    orders: orders === null ? null : { host: '127.0.0.1', port: Number(orders) }, say,
  })
  world = await started
  if (profile !== null) await writeProfile(profile, world, Number(orders))
  process.stdout.write(`${JSON.stringify({ pid: process.pid, processes: world.pids(), console: world.console, ris: world.ris, places: world.places, profile })}\n`)
  say(`${settingsTable(world)}\n${whatToTry(world, profile, profilePassphrase)}`)
  const lines = createInterface({ input: process.stdin })
  lines.on('line', (line) => { obey(world, line.trim()) })
  await end
  lines.close()
  process.stdin.destroy()
  say('stopping…')
  await world.stop()
  say('stopped')
}

function obey(world: World | null, line: string): void {
  const [act = '', name = ''] = line.split(/\s+/)
  if (act === 'results') return say(`results at the RIS: ${world?.results().join(', ') ?? ''}`)
  const lines = world?.lines.get(name)
  if (lines === undefined || !['cut', 'break', 'mend'].includes(act)) return say(`cut, break or mend one of: ${[...world?.lines.keys() ?? []].join(', ')}`)
  for (const one of lines) {
    if (act === 'cut') one.cut()
    else if (act === 'break') one.break()
    else one.mend()
  }
  say(`${act} ${name}: ${lines.length} lines`)
}
