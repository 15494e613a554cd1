/** The door of the browser host: who may speak to it at all, before any token is looked at. A page of another site
 *  can make a browser send requests here (simple requests, navigations, DNS rebinding); none of them passes.
 *  `null` lets the request in. */
import type { ErrorCode } from '../contract/index.ts'

export interface GuardedRequest {
  readonly method: string
  /** As sent, in order: name, value, name, value… A header sent twice stands twice. */
  readonly rawHeaders: readonly string[]
  readonly url: string
  readonly remoteAddress: string | undefined
}

export interface GuardOptions {
  /** `127.0.0.1:PORT`, once the port is known. */
  readonly authority: string
}

export interface Refusal { readonly code: ErrorCode; readonly because: 'peer' | 'host' | 'target' | 'origin' | 'fetch-site' | 'method' }

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT'])

export function guard(request: GuardedRequest, { authority }: GuardOptions): Refusal | null {
  if (!isLoopback(request.remoteAddress)) return { code: 'request/misdirected', because: 'peer' }
  const hosts = headerValues(request.rawHeaders, 'host')
  if (hosts.length !== 1 || hosts[0] !== authority) return { code: 'request/misdirected', because: 'host' }
  // Origin form only (RFC 9112 3.2.1): an absolute target would name another host than the header that was checked.
  if (!request.url.startsWith('/') || request.url.startsWith('//')) return { code: 'request/misdirected', because: 'target' }
  const origins = headerValues(request.rawHeaders, 'origin')
  if (origins.length > 1 || (origins[0] !== undefined && origins[0] !== `http://${authority}`)) return { code: 'request/forbidden', because: 'origin' }
  const sites = headerValues(request.rawHeaders, 'sec-fetch-site')
  // `same-site` is another port of 127.0.0.1: as foreign as any. `none` is an address typed or opened by a program.
  if (sites.length > 1 || (sites[0] !== undefined && sites[0] !== 'same-origin' && sites[0] !== 'none')) return { code: 'request/forbidden', because: 'fetch-site' }
  // No CORS at all: OPTIONS is no method of ours, so no preflight ever succeeds.
  if (!methods.has(request.method)) return { code: 'request/forbidden', because: 'method' }
  return null
}

function headerValues(rawHeaders: readonly string[], name: string): string[] {
  const values: string[] = []
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() === name) values.push(rawHeaders[at + 1] ?? '')
  }
  return values
}

function isLoopback(address: string | undefined): boolean {
  return address === '127.0.0.1' || address === '::ffff:127.0.0.1'
}
