/** One peer as a child process: its output is kept for the report of a failure, and `stop` returns only
 *  once the process has really ended, so that its ports and files are free again. It ends with us, however we end. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'

export interface PeerProcess {
  readonly child: ChildProcess
  /** The last output, for messages of failed starts. */
  readonly output: () => string
  readonly ended: () => boolean
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>
}

/** Linux: the kernel ends a process whose starter is gone, killed or not (prctl PR_SET_PDEATHSIG). */
const setpriv = '/usr/bin/setpriv'
const tied = existsSync(setpriv) ? [setpriv, '--pdeathsig', 'KILL'] : []

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Of every peer that this process started and that has not ended. */
export const runningPids = (): number[] => [...running].flatMap(({ pid }) => pid ?? [])

export function startProcess(
  program: string, parameters: readonly string[],
  options: { cwd?: string; env?: Record<string, string>; onLine?: (line: string) => void } = {},
): PeerProcess {
  const [file = program, ...words] = [...tied, program, ...parameters]
  const child = spawn(file, words, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let tail = ''
  let partial = ''
  const keep = (text: string) => {
    tail = (tail + text).slice(-8000)
  }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    keep(text)
    const lines = (partial + text).split('\n')
    partial = lines.pop() ?? ''
    for (const line of lines) options.onLine?.(line)
  })
  child.stderr.setEncoding('utf8').on('data', keep)
  child.on('error', (error) => keep(`${error.message}\n`))
  child.on('close', () => running.delete(child))
  const ended = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined
  return {
    child,
    output: () => tail,
    ended,
    async stop(signal = 'SIGKILL') {
      if (ended()) return
      const closed = once(child, 'close')
      child.kill(signal)
      const forced = setTimeout(() => child.kill('SIGKILL'), 15_000)
      await closed
      clearTimeout(forced)
    },
  }
}

/** A port that was free a moment ago. Whoever uses it must be ready to lose the race and try another. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

export async function until(condition: () => Promise<boolean> | boolean, what: string, timeoutMs = 60_000): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${timeoutMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
