/** The one handler of both hosts: `Request` in, `Response` out. Knows the routes and what each needs of its caller;
 *  the rooms behind it know neither. Every answer carries the security headers. */
import { z } from 'zod'
import { ExpectedError, eventsPath } from '../contract/index.ts'
import { byteRoutes, type ByteRoute } from './byte-routes.ts'
import { bearer } from './access.ts'
import { createDispatcher, type Dispatcher } from './dispatcher.ts'
import { eventStreamResponse } from './event-stream.ts'
import { problemOf } from './failure.ts'
import type { Caller, Handle, HandlerPorts } from './ports.ts'
import { jsonResponse, problemResponse, refuse } from './problem-response.ts'
import { readJson } from './request-body.ts'
import { securityHeaders, type PolicyOptions } from './security-headers.ts'
import { staticResponse } from './static-files.ts'

interface Context { readonly ports: HandlerPorts; readonly dispatcher: Dispatcher }

export function createHandle(ports: HandlerPorts, policy: PolicyOptions = {}): Handle {
  const context: Context = { ports, dispatcher: createDispatcher(ports) }
  const headers = Object.entries(securityHeaders(policy))
  return async (request, caller) => {
    const response = await answer(context, request, caller)
    for (const [name, value] of headers) response.headers.set(name, value)
    return response
  }
}

async function answer(context: Context, request: Request, caller: Caller): Promise<Response> {
  const { ports } = context
  const path = new URL(request.url).pathname
  try {
    return await route(context, request, caller, path)
  } catch (error) {
    return problemResponse(problemOf(error, {
      log: ports.log, facts: { route: routeSlug(path) }, listed: null, requestSignal: request.signal, sessionSignal: null,
    }))
  }
}

async function route(context: Context, request: Request, caller: Caller, path: string): Promise<Response> {
  const { ports } = context
  const { method } = request
  if (method === 'GET' || method === 'HEAD') {
    const file = ports.files.get(path)
    if (file !== undefined) return staticResponse(file)
  }
  if (path === '/session/host' && method === 'GET') return jsonResponse({ host: ports.host, needsToken: ports.access.needsToken })
  if (path === '/session/token' && method === 'POST') return await exchangeCode(ports, request)
  if (path === '/launch/code' && method === 'POST') return launchCode(ports, request)
  if (path.startsWith('/api/') && method === 'POST') return await callOperation(context, request, caller, path.slice('/api/'.length))
  if (path === eventsPath && method === 'GET') {
    if (caller.trust === 'none') return refuse('request/unauthenticated')
    return eventStreamResponse(ports, AbortSignal.any([request.signal, ports.stopping, ports.access.untilTakenBack()]))
  }
  for (const bytes of byteRoutes) {
    const match = method === bytes.method ? bytes.pattern.exec(path) : null
    if (match !== null) return await answerBytes(context, bytes, match.slice(1), request, caller)
  }
  return refuse(caller.trust === 'none' ? 'request/unauthenticated' : 'request/not-found')
}

async function callOperation({ ports, dispatcher }: Context, request: Request, caller: Caller, name: string): Promise<Response> {
  const row = dispatcher.row(name)
  const allowed = caller.trust === 'full' || (caller.trust === 'public' && row?.access === 'public')
  if (!allowed) return refuse('request/unauthenticated')
  const given = await dispatcher.call(name, () => readJson(request), request.signal)
  if (!given.ok) return problemResponse(given.problem)
  if (row?.writes === true) ports.log.write('info', 'operation/done', { operation: name })
  return jsonResponse(given.output)
}

async function answerBytes({ ports }: Context, found: ByteRoute, parts: readonly string[], request: Request, caller: Caller): Promise<Response> {
  if (caller.trust !== 'full') return refuse('request/unauthenticated')
  const account = ports.session.account()
  const sessionSignal = ports.session.signal()
  if (account === null || sessionSignal === null) return refuse('session/locked')
  const signal = AbortSignal.any([request.signal, sessionSignal])
  try {
    const response = await found.answer(ports, parts, { request, account, signal })
    if (sessionSignal.aborted) throw new ExpectedError('session/locked')
    return response
  } catch (error) {
    return problemResponse(problemOf(error, {
      log: ports.log, facts: { route: `route/${found.name}` }, listed: null, requestSignal: request.signal, sessionSignal,
    }))
  }
}

const codeBody = z.strictObject({ code: z.string().max(200) })

async function exchangeCode({ access }: HandlerPorts, request: Request): Promise<Response> {
  const body = codeBody.safeParse(await readJson(request, { byteLimit: 1024 }))
  if (!body.success) throw new ExpectedError('input/invalid', { subject: 'code' })
  const token = access.redeem(body.data.code)
  return token === null ? refuse('request/unauthenticated') : jsonResponse({ token })
}

function launchCode({ access }: HandlerPorts, request: Request): Response {
  const code = access.newCode(bearer(request.headers.get('authorization')) ?? '')
  return code === null ? refuse('request/unauthenticated') : jsonResponse({ code })
}

/** For the log: the first part of the path, when it is one of ours. */
function routeSlug(path: string): string {
  const first = path.split('/')[1] ?? ''
  return ['api', 'events', 'dicomweb', 'import', 'reports', 'session', 'launch'].includes(first) ? `route/${first}` : 'route/other'
}
