/** The trust room: which authorities may vouch for a peer over TLS, what both sides must offer, in words why a certificate
 *  is refused, and the socket that waits for callers. */
export { trustOf } from './authorities.ts'
export { certificateReason, refusesOurCertificate, unreadableAuthority, type CertificateReason } from './certificate-reason.ts'
export { addressOf, listen, type ListeningSocket, type ListenOptions } from './listen.ts'
export { tlsProfile } from './tls-profile.ts'
