/** The typed client over `fetch`: one POST per operation, outputs checked against the contract, byte routes passed
 *  through. Holds no state but the event stream; every call can be aborted. */
import { operationPath, operations, problem as problemSchema, type Call, type Output } from '../../main/contract/index.ts'
import type { Connection } from './connection.ts'
import { ConnectionError, ProblemError, isAbort } from './errors.ts'
import { createEventStream, type EventStream } from './event-stream.ts'

export interface Api {
  readonly call: Call
  /** GET of a byte route (frames, PDF). Throws as `call` does; the body is not read yet. */
  bytes(path: string, options?: { signal?: AbortSignal }): Promise<Response>
  /** PUT of one file; answers the JSON body, to be parsed by the caller. */
  put(path: string, body: Blob, options?: { signal?: AbortSignal }): Promise<unknown>
  /** Resolves once the acts under way have been answered, or after `ms` at the latest. */
  settle(ms: number): Promise<void>
  readonly events: EventStream
  readonly connection: Connection
}

export interface ApiPorts {
  fetch: typeof globalThis.fetch
  connection: Connection
}

export function createApi({ fetch, connection }: ApiPorts): Api {
  const request = async (path: string, init: RequestInit): Promise<Response> => {
    let response: Response
    try {
      response = await fetch(path, { ...init, headers: { ...connection.headers(), ...init.headers } })
    } catch (error) {
      if (isAbort(error)) throw error
      throw new ConnectionError('unreachable', { cause: error })
    }
    if (!response.ok) throw await problemOf(response)
    return response
  }
  const withSignal = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal })

  const acts = new Set<Promise<unknown>>()

  const ask: Call = async (name, input, options) => {
    const response = await request(operationPath(name), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      ...withSignal(options?.signal),
    })
    const parsed = operations[name].output.safeParse(await json(response))
    if (!parsed.success) throw new ConnectionError('unexpected', { cause: parsed.error })
    return parsed.data as Output<typeof name>
  }
  const call: Call = (name, input, options) => {
    const answer = ask(name, input, options)
    if (operations[name].writes) {
      acts.add(answer)
      const done = () => { acts.delete(answer) }
      answer.then(done, done)
    }
    return answer
  }

  return {
    call,
    connection,
    async settle(ms) {
      let timer: ReturnType<typeof setTimeout> | undefined
      await Promise.race([Promise.allSettled(acts), new Promise((resolve) => { timer = setTimeout(resolve, ms) })])
      clearTimeout(timer)
    },
    bytes: (path, options) => request(path, { method: 'GET', ...withSignal(options?.signal) }),
    put: async (path, body, options) =>
      json(await request(path, { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body, ...withSignal(options?.signal) })),
    events: createEventStream({ fetch, connection }),
  }
}

async function json(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch (error) {
    if (isAbort(error)) throw error
    throw new ConnectionError('unexpected', { cause: error })
  }
}

async function problemOf(response: Response): Promise<Error> {
  const body = await json(response)
  const parsed = problemSchema.safeParse(body)
  return parsed.success ? new ProblemError(parsed.data) : new ConnectionError('unexpected', { cause: parsed.error })
}
