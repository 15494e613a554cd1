/** Where images come from and where reports go: any number of PACS, each with the ways it can be asked, what its line and
 *  its hours allow, and this console's own DICOM identity. Secrets go in and never come out: `null` keeps the stored one. */
import { z } from 'zod'

/** PS3.5 6.2, AE: 16 characters of the default repertoire without backslash; empty where none is needed. */
export const aeTitle = z.string().max(16).regex(/^[\x20-\x5b\x5d-\x7e]*$/)
/** PEM; empty for none. */
const pem = z.string().max(20_000)
const host = z.string().max(253)
const port = z.number().int().min(0).max(65_535)
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Stable: what is known of the whereabouts of studies is kept under it. */
export const sourceId = z.string().regex(/^[a-z0-9-]{1,64}$/)

export const dicomWebAccess = z.strictObject({
  /** Root of DICOMweb, e.g. `https://pacs.example.org/dicom-web`. Empty: not asked that way. */
  url: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]),
  user: z.string().max(200),
  /** The authority that signed its certificate; empty for the system's own. */
  certificateAuthority: pem,
  /** Shown for mutual TLS; empty: none. */
  clientCertificate: pem,
})
export const dimseAccess = z.strictObject({
  /** Empty: not asked by DIMSE. */
  host, port,
  calledAE: aeTitle,
  /** Over TLS the certificate of this console's identity is shown, where there is one. */
  tls: z.boolean(),
  certificateAuthority: pem,
})

/** Ways to fetch an object. */
export const retrievalWay = z.enum(['WADO_RS', 'C_GET', 'C_MOVE'])
export type RetrievalWay = z.infer<typeof retrievalWay>

export const openingHours = z.strictObject({
  /** ISO: 1 is Monday. */
  days: z.array(z.number().int().min(1).max(7)).max(7),
  /** Hours of this console's clock; `from` after `to` goes past midnight, both equal is the whole day. */
  from: clock, to: clock,
})
export type OpeningHours = z.infer<typeof openingHours>

const common = z.strictObject({
  id: sourceId,
  name: z.string().min(1).max(64),
  /** Reports and letters go there: one source at most. */
  archive: z.boolean(),
  dimse: dimseAccess,
  /** Tried in this order, where configured; one that is left out is not used. */
  retrieval: z.array(retrievalWay).max(3),
  /** What retrievals may take of its line, bytes per second; null: no limit. */
  bytesPerSecond: z.number().int().min(1000).max(10_000_000_000).nullable(),
  /** Objects on their way from it at once; as many associations where it is asked by DIMSE. */
  parallel: z.number().int().min(1).max(16),
  /** Null: at any hour. */
  hours: openingHours.nullable(),
  /** Whether the test of this source may store an object there, which it may not be able to remove again. */
  mayStoreTest: z.boolean(),
})

const secret = z.string().max(20_000).nullable()
export const storedSource = common.extend({ dicomWeb: dicomWebAccess.extend({ password: z.string(), token: z.string(), clientKey: z.string() }) })
export type StoredSource = z.infer<typeof storedSource>
export const sourceInput = common.extend({ dicomWeb: dicomWebAccess.extend({ password: secret, token: secret, clientKey: secret }) })
export type SourceInput = z.infer<typeof sourceInput>
export const source = common.extend({ dicomWeb: dicomWebAccess.extend({ passwordSet: z.boolean(), tokenSet: z.boolean(), clientKeySet: z.boolean() }) })
export type SourceView = z.infer<typeof source>

/** An id names one source, and one source at most is the archive. */
export const oneOfEach = (sources: readonly { readonly id: string; readonly archive: boolean }[]): boolean =>
  new Set(sources.map(({ id }) => id)).size === sources.length && sources.filter(({ archive }) => archive).length <= 1

/** Before anybody typed anything: nobody calls this console. */
export const noListener = { host: '', port: 11_112, tls: false, certificateAuthority: '', callers: [], unsolicited: 'REFUSE' } as const

/** How many sources one console has at most. */
export const mostSources = 32

/** A source before anybody typed anything: DICOMweb first, then DIMSE. */
export function newSource(id: string, name: string): SourceInput {
  return {
    id, name, archive: false,
    dicomWeb: { url: '', user: '', certificateAuthority: '', clientCertificate: '', password: null, token: null, clientKey: null },
    dimse: { host: '', port: 104, calledAE: '', tls: false, certificateAuthority: '' },
    retrieval: ['WADO_RS', 'C_GET', 'C_MOVE'], bytesPerSecond: null, parallel: 4, hours: null, mayStoreTest: false,
  }
}

/** How this console presents itself to peers that speak DICOM. */
const identity = z.strictObject({
  /** Our application entity title. */
  aeTitle: aeTitle.min(1),
  /** Shown over TLS; empty: none. */
  certificate: pem,
  listen: z.strictObject({
    /** The one address of this console that is listened on. Empty: this console is not called. */
    host, port,
    /** Callers show a certificate that `certificateAuthority` signed, or are refused. */
    tls: z.boolean(),
    certificateAuthority: pem,
    /** Who may call beside the sources that are asked by DIMSE; both must match. */
    callers: z.array(z.strictObject({ aeTitle: aeTitle.min(1), address: z.string().min(1).max(253) })).max(64),
    /** Objects that nobody here asked for: refused, or taken as an import where they are images or waveforms. */
    unsolicited: z.enum(['REFUSE', 'TAKE']),
  }),
})
export const storedIdentity = identity.extend({ key: z.string() })
export type StoredIdentity = z.infer<typeof storedIdentity>
export const identityInput = identity.extend({ key: secret })
export const identityView = identity.extend({ keySet: z.boolean() })
