/** A TCP or TLS connection to a DICOM peer, ready for the upper layer. Over TLS the peer's certificate
 *  is verified, and ours shown where there is one. */
import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { ExpectedError } from '../../contract/index.ts'
import { tlsProfile, trustOf, unreadableAuthority } from '../../trust/index.ts'
import { explain, PeerTooSlow } from '../failure.ts'
import { createWire, type Wire } from './wire.ts'

export interface Address {
  readonly host: string
  readonly port: number
  /** Application entity titles, 1..16 characters. */
  readonly calledAE: string
  readonly callingAE: string
  readonly tls: TlsIdentity | null
  /** Milliseconds: TCP and TLS together; the longest silence of the peer. */
  readonly connectMs: number
  readonly idleMs: number
}
/** PEM texts. `authority` empty: the system's own; `certificate` empty: none is shown. */
export interface TlsIdentity { readonly authority: string; readonly certificate: string; readonly key: string }

export async function connect(address: Address, signal: AbortSignal): Promise<Wire> {
  if (signal.aborted) throw new ExpectedError('request/aborted')
  const socket = open(address)
  const abort = () => { socket.destroy(new Error('aborted')) }
  signal.addEventListener('abort', abort, { once: true })
  const timer = setTimeout(() => { socket.destroy(new PeerTooSlow('no connection in time')) }, address.connectMs)
  try {
    await once(socket, address.tls === null ? 'connect' : 'secureConnect')
  } catch (error) {
    socket.destroy()
    throw explain(error, 'connecting', signal)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
  }
  return createWire(socket, address)
}

function open({ host, port, tls }: Address): Socket {
  if (tls === null) return connectTcp({ host, port })
  const ca = trustOf(tls.authority)
  if (ca === null) throw new ExpectedError('pacs/certificate', { params: { ...unreadableAuthority } })
  const own = tls.certificate === '' ? {} : { cert: tls.certificate, key: tls.key }
  return connectTls({ host, port, ca, ...tlsProfile, ...(/^[\d.:]+$/.test(host) ? {} : { servername: host }), ...own })
}
