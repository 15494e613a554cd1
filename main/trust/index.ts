/** The trust room: which authorities may vouch for a peer over TLS, and in words why its certificate is refused. */
export { trustOf } from './authorities.ts'
export { certificateReason, refusesOurCertificate, unreadableAuthority, type CertificateReason } from './certificate-reason.ts'
