/** Why a peer's TLS certificate is refused, in words. The codes are OpenSSL's X509_V_ERR names as Node and
 *  Electron report them; both languages, because the sentence of the problem is shown in either. */

export interface CertificateReason {
  readonly raison: string
  readonly reason: string
}

const unknownAuthority: CertificateReason = { raison: 'son autorité n’est pas connue de ce poste', reason: 'its authority is not known to this workstation' }
const selfSigned: CertificateReason = { raison: 'il est signé par lui-même', reason: 'it is self-signed' }
const broken: CertificateReason = { raison: 'sa signature est fausse', reason: 'its signature is wrong' }

const reasons: ReadonlyMap<string, CertificateReason> = new Map([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', selfSigned],
  ['SELF_SIGNED_CERT_IN_CHAIN', unknownAuthority],
  ['UNABLE_TO_GET_ISSUER_CERT', unknownAuthority],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', unknownAuthority],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', unknownAuthority],
  ['CERT_UNTRUSTED', unknownAuthority],
  ['CERT_HAS_EXPIRED', { raison: 'il a expiré', reason: 'it has expired' }],
  ['CERT_NOT_YET_VALID', { raison: 'il n’est pas encore valable', reason: 'it is not valid yet' }],
  ['CERT_REVOKED', { raison: 'il a été révoqué', reason: 'it was revoked' }],
  ['ERR_TLS_CERT_ALTNAME_INVALID', { raison: 'il est établi pour une autre adresse', reason: 'it was issued for another address' }],
  ['HOSTNAME_MISMATCH', { raison: 'il est établi pour une autre adresse', reason: 'it was issued for another address' }],
  ['CERT_SIGNATURE_FAILURE', broken],
  ['CERT_REJECTED', { raison: 'il est rejeté', reason: 'it is rejected' }],
  ['INVALID_PURPOSE', { raison: 'il n’est pas fait pour un serveur', reason: 'it is not meant for a server' }],
  ['INVALID_CA', { raison: 'son autorité n’en est pas une', reason: 'its authority is not one' }],
  ['CERT_CHAIN_TOO_LONG', { raison: 'sa chaîne est trop longue', reason: 'its chain is too long' }],
])

/** Null when the error is not about the certificate. */
export function certificateReason(error: unknown): CertificateReason | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  return typeof code === 'string' ? (reasons.get(code) ?? null) : null
}

/** The authority that was pasted into the settings is not a certificate. */
export const unreadableAuthority: CertificateReason = {
  raison: 'l’autorité indiquée dans Réglages n’est pas un certificat PEM lisible',
  reason: 'the authority given in Settings is not a readable PEM certificate',
}

/** Alerts (RFC 8446 6.2) by which a peer refuses the certificate that we showed, or the lack of one. With TLS 1.3 they come
 *  after the connection seems to stand. */
const refusalsOfOurs = /_ALERT_(?:CERTIFICATE_REQUIRED|CERTIFICATE_EXPIRED|CERTIFICATE_REVOKED|CERTIFICATE_UNKNOWN|BAD_CERTIFICATE|NO_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)$/

export function refusesOurCertificate(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' && refusalsOfOurs.test(error.code)
}
