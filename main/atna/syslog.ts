/** Sends audit messages as syslog over TLS (ITI-20; RFC 5424 with octet counting, RFC 5425). Syslog answers nothing: a
 *  message counts as sent once the other side, having read it, closed the connection in due form; what was on its way
 *  when a connection broke is sent again, which a repository takes for the same event. */
import { once } from 'node:events'
import { connect, type TLSSocket } from 'node:tls'
import { ExpectedError } from '../contract/index.ts'
import { certificateReason, trustOf, unreadableAuthority } from '../trust/index.ts'

export interface RepositoryAddress {
  readonly host: string
  readonly port: number
  /** PEM texts; empty authority: the system's own; empty certificate: none is shown. */
  readonly certificateAuthority: string
  readonly certificate: string
  readonly key: string
}

export interface SyslogText { readonly at: string; readonly machine: string; readonly process: string; readonly xml: string }

/** Facility 10 (security and authorization), severity 5 (notice), as the profile asks: 85. */
const priority = 10 * 8 + 5
/** Milliseconds: to be connected; until the other side took what was written. */
const connectMs = 10_000
const takeMs = 15_000

/** RFC 5424 6: the header, no structured data, then the XML, counted in octets (RFC 5425 4.3.1). */
export function frame({ at, machine, process, xml }: SyslogText): Buffer {
  const message = Buffer.from(`<${priority}>1 ${at} ${token(machine, 255)} Binocle ${token(process, 128)} IHE+RFC-3881 - ${xml}`, 'utf8')
  return Buffer.concat([Buffer.from(`${message.length} `), message])
}

/** Printable ASCII without blanks, as the header wants it. */
const token = (text: string, limit: number): string => text.replaceAll(/[^!-~]/g, '').slice(0, limit) || '-'

/** Resolves when all of them are over there; throws `audit/repository`. */
export async function sendAll(address: RepositoryAddress, texts: readonly SyslogText[], signal: AbortSignal): Promise<void> {
  const socket = await open(address, signal)
  const timer = setTimeout(() => { socket.destroy(new Error('not taken in time')) }, takeMs)
  const abort = () => { socket.destroy(new Error('aborted')) }
  signal.addEventListener('abort', abort, { once: true })
  try {
    for (const text of texts) if (!socket.write(frame(text))) await once(socket, 'drain')
    // Our end of the connection is closed in due form, and the other side answers that: it read everything before.
    socket.end()
    await once(socket, 'end')
  } catch (error) {
    throw explained(error, signal)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
    socket.destroy()
  }
}

async function open({ host, port, certificateAuthority, certificate, key }: RepositoryAddress, signal: AbortSignal): Promise<TLSSocket> {
  if (signal.aborted) throw new ExpectedError('request/aborted')
  const ca = trustOf(certificateAuthority)
  if (ca === null) throw new ExpectedError('audit/repository', { params: { ...unreadableAuthority } })
  const socket = connect({ host, port, ca, minVersion: 'TLSv1.2', ...(/^[\d.:]+$/.test(host) ? {} : { servername: host }), ...(certificate === '' ? {} : { cert: certificate, key }) })
  // What it says after it was given up has nobody left to tell.
  socket.on('error', () => undefined)
  socket.resume()
  const timer = setTimeout(() => { socket.destroy(new Error('no connection in time')) }, connectMs)
  const abort = () => { socket.destroy(new Error('aborted')) }
  signal.addEventListener('abort', abort, { once: true })
  try {
    await once(socket, 'secureConnect')
    return socket
  } catch (error) {
    socket.destroy()
    throw explained(error, signal)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
  }
}

function explained(error: unknown, signal: AbortSignal): ExpectedError {
  if (signal.aborted) return new ExpectedError('request/aborted', { cause: error })
  const reason = error instanceof Error ? certificateReason(error) : null
  return new ExpectedError('audit/repository', { cause: error, ...(reason === null ? {} : { params: { ...reason } }) })
}
