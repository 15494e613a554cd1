/** Which authorities may vouch for a peer: the one of the settings alone, else those of Node and of the system
 *  (hospitals install theirs in the system's store). */
import { createSecureContext, getCACertificates } from 'node:tls'
import { X509Certificate } from 'node:crypto'

/** PEM certificates, or null when what was pasted holds none that can be read. */
export function trustOf(certificateAuthority: string): string[] | null {
  if (certificateAuthority.trim() === '') return systemAuthorities()
  const certificates = certificateAuthority.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g)
  if (certificates === null) return null
  try {
    for (const certificate of certificates) new X509Certificate(certificate)
    createSecureContext({ ca: certificates })
    return certificates
  } catch {
    return null
  }
}

let known: string[] | null = null

function systemAuthorities(): string[] {
  known ??= [...new Set([...getCACertificates('default'), ...getCACertificates('system')])]
  return known
}
