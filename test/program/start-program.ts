/** Starts the program as an administrator would (`npm start -- --host=browser --no-open --port=0 --profile=DIR`) and
 *  speaks its contract over HTTP. Several tests kill it on purpose: `kill()` is SIGKILL, `stop()` is SIGTERM. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { operations, operationPath, type Input, type OperationName, type Output, type Problem, type ServerEvent } from '../../main/contract/index.ts'

export interface Program {
  readonly url: string
  readonly origin: string
  readonly pid: number
  /** Everything the program wrote, for greps. */
  readonly output: string[]
  connect(): Promise<Client>
  kill(): Promise<void>
  stop(): Promise<number | null>
}

export interface Client {
  readonly token: string
  readonly events: ServerEvent[]
  call<N extends OperationName>(name: N, input: Input<N>): Promise<Output<N>>
  /** The raw answer of any operation, for tests of what is refused and of what leaks. */
  raw(name: string, input: unknown): Promise<{ status: number; text: string }>
  fetch(path: string, init?: RequestInit): Promise<Response>
  until(what: string, condition: () => Promise<boolean> | boolean, timeoutMs?: number): Promise<void>
  close(): void
}

export class ProblemAnswer extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.en}`)
    this.problem = problem
  }
}

export async function startProgram(options: { profile: string; port?: number; env?: Record<string, string> }): Promise<Program> {
  const child = spawn(process.execPath, ['scripts/start.cjs', '--host=browser', '--no-open', `--port=${options.port ?? 0}`, `--profile=${options.profile}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  })
  const output: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => output.push(line))
  const first = await firstJsonLine(child, output)
  const url = new URL(first.url)
  return {
    url: first.url, origin: url.origin, pid: first.pid, output,
    connect: () => connect(first.url),
    async kill() {
      const ended = once(child, 'exit')
      process.kill(first.pid, 'SIGKILL')
      child.kill('SIGKILL')
      await ended
    },
    async stop() {
      if (child.exitCode !== null) return child.exitCode
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      return child.exitCode
    },
  }
}

function firstJsonLine(child: ChildProcess, output: string[]): Promise<{ url: string; pid: number }> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error('no standard output')
    const lines = createInterface({ input: child.stdout })
    lines.on('line', (line) => {
      output.push(line)
      if (line.startsWith('{')) resolve(JSON.parse(line) as { url: string; pid: number })
    })
    child.once('exit', (code) => reject(new Error(`the program ended with ${code} before it served:\n${output.join('\n')}`)))
  })
}

async function connect(launchUrl: string): Promise<Client> {
  const url = new URL(launchUrl)
  const code = new URLSearchParams(url.hash.slice(1)).get('code')
  const origin = url.origin
  const headers = { origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const exchange = await fetch(`${origin}/session/token`, { method: 'POST', headers, body: JSON.stringify({ code }) })
  if (!exchange.ok) throw new Error(`the launch code was refused: ${exchange.status} ${await exchange.text()}`)
  let { token } = (await exchange.json()) as { token: string }
  const events: ServerEvent[] = []
  const stop = new AbortController()
  const request = (path: string, init: RequestInit = {}) =>
    fetch(`${origin}${path}`, { ...init, headers: { ...headers, authorization: `Bearer ${token}`, ...(init.headers as Record<string, string> | undefined) } })
  void listen()
  return {
    get token() { return token },
    events,
    fetch: request,
    async call(name, input) {
      const answer = await request(operationPath(name), { method: 'POST', body: JSON.stringify(input) })
      const body: unknown = await answer.json()
      if (!answer.ok) throw new ProblemAnswer(body as Problem)
      return operations[name].output.parse(body) as Output<typeof name>
    },
    async raw(name, input) {
      const answer = await request(operationPath(name), { method: 'POST', body: JSON.stringify(input) })
      return { status: answer.status, text: await answer.text() }
    },
    async until(what, condition, timeoutMs = 60_000) {
      const deadline = Date.now() + timeoutMs
      while (!(await condition())) {
        if (Date.now() > deadline) throw new Error(`waited in vain for: ${what}`)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    },
    close: () => stop.abort(),
  }

  async function listen(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        const answer = await request('/events', { signal: stop.signal })
        if (answer.body === null || !answer.ok) throw new Error(`events: ${answer.status}`)
        let text = ''
        for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
          text += chunk
          const blocks = text.split('\n\n')
          text = blocks.pop() ?? ''
          for (const block of blocks) receive(block)
        }
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    }
  }

  function receive(block: string): void {
    const data = block.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trim()).join('')
    if (data === '') return
    const event = JSON.parse(data) as ServerEvent
    events.push(event)
    if (event.type === 'session.locked' && event.token !== null) token = event.token
  }
}
