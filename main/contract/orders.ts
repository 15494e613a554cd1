/** Requests for exams: what a RIS sends by HL7 v2 (ANS teleradiology volume), or what a worklist (MWL) or the archive
 *  (QIDO-RS) tells where there is no such sender. Orders are joined to exams by Study Instance UID or accession number,
 *  and never where the patient is another one. They carry no opinion; free text is withheld from a blind reader. */
import { z } from 'zod'
import { problem } from './errors.ts'
import { day, instant, studyInstanceUID } from './ids.ts'
import { operation } from './operation.ts'

export const orderId = z.uuid().brand<'OrderId'>()
export type OrderId = z.infer<typeof orderId>

/** Table 0485 in three steps: S; A, T, P and C; the rest. */
export const urgency = z.enum(['stat', 'urgent', 'routine'])
export type Urgency = z.infer<typeof urgency>
export const orderSource = z.enum(['HL7', 'MWL', 'QIDO'])
export type OrderSource = z.infer<typeof orderSource>
export const orderState = z.enum(['requested', 'accepted', 'refused', 'performed', 'cancelled'])
export type OrderState = z.infer<typeof orderState>

/** What a row of the list shows of its order. `conflict`: the accession number fits and the patient does not. */
export const orderBrief = z.strictObject({ orderId, urgency, state: orderState, conflict: z.boolean() })
export type OrderBrief = z.infer<typeof orderBrief>

/** What the RIS said of an identity after the order or its images came (ADT^A08, A40). */
export const identityNews = z.strictObject({
  at: instant, kind: z.enum(['CORRECTED', 'MERGED']), name: z.string(), birthDate: day.nullable(), sex: z.string(),
  /** The active account has signed a report under the identity of the images. */
  signedUnderOther: z.boolean(),
})
export type IdentityNews = z.infer<typeof identityNews>

export const order = z.strictObject({
  id: orderId,
  source: orderSource,
  state: orderState,
  urgency,
  patient: z.strictObject({
    /** Family name at birth, given names. */
    name: z.string(), usualName: z.string(), birthDate: day.nullable(), sex: z.string(), id: z.string(),
    /** National identity and its status (PID-32, table 0445): qualified where VALI is among them. */
    ins: z.strictObject({ value: z.string(), oid: z.string(), qualified: z.boolean() }).nullable(),
  }),
  placerNumber: z.string(),
  accessionNumber: z.string(),
  requester: z.string(), structure: z.string(),
  /** Telephone of whom the reader calls back. */
  callBack: z.string(),
  orderedAt: instant.nullable(), arrivedAt: instant, changedAt: instant,
  procedure: z.string(), modality: z.string(), modalityName: z.string(), regions: z.array(z.string()),
  /** Free text of the request was withheld: the account reads this exam blind. */
  masked: z.boolean(),
  justification: z.string(), purpose: z.string(), notes: z.array(z.string()),
  history: z.array(z.strictObject({ text: z.string(), major: z.boolean() })),
  height: z.string(), weight: z.string(), pregnancy: z.string(),
  performed: z.strictObject({ examAt: instant.nullable(), retention: z.string(), act: z.string(), products: z.array(z.string()), devices: z.array(z.string()) }),
  cancelledAt: instant.nullable(), cancelReason: z.string(),
  answer: z.strictObject({ accepted: z.boolean(), text: z.string(), at: instant, own: z.boolean() }).nullable(),
  /** May be answered by this account: sent by a RIS, not cancelled, not answered. */
  answerable: z.boolean(),
  /** Exams here that are joined to it. */
  studies: z.array(studyInstanceUID),
  /** Exams whose number fits and whose patient does not: never joined. */
  conflicts: z.array(z.strictObject({ studyInstanceUID, patientName: z.string(), patientBirthDate: day.nullable(), patientID: z.string() })),
})
export type Order = z.infer<typeof order>

/** Who may send, by MSH-3 and MSH-4; an empty facility stands for any. */
const sender = z.strictObject({ application: z.string().min(1).max(180), facility: z.string().max(180) })
const address = z.string().max(45).regex(/^[\d.]+$|^[\dA-Fa-f:.]+$/)
const pem = z.string().max(20_000)

export const ordersInSettings = z.strictObject({
  /** Own address to listen on; empty: nothing listens. */
  address: z.union([z.literal(''), address]),
  port: z.number().int().min(1).max(65_535),
  /** NONE: plain. SERVER: our certificate alone. MUTUAL: callers show one that `authority` signed. */
  tls: z.enum(['NONE', 'SERVER', 'MUTUAL']),
  certificate: pem,
  authority: pem,
  /** Addresses that may call; none of them: nobody may. */
  callers: z.array(address).max(50),
  senders: z.array(sender).max(50),
  /** Days after which the bytes of a message are forgotten. */
  keepDays: z.number().int().min(1).max(3650),
  /** Modality worklist that is asked where no RIS sends orders; empty host: none. Over TLS the certificate of this console's
   *  DICOM identity is shown, where there is one. */
  worklist: z.strictObject({
    host: z.string().max(253), port: z.number().int().min(1).max(65_535), calledAE: z.string().max(16), minutes: z.number().int().min(1).max(1440),
    tls: z.boolean().default(false), certificateAuthority: pem.default(''),
  }),
  /** Asks the archives for the exams of these last days; 0: never. */
  archiveDays: z.number().int().min(0).max(30),
  archiveMinutes: z.number().int().min(1).max(1440),
})
export type OrdersInSettings = z.infer<typeof ordersInSettings>

/** Why a message or a caller was turned away. */
export const refusalReason = z.enum(['ADDRESS', 'CERTIFICATE', 'SENDER', 'TEST', 'UNREADABLE', 'FAULTY', 'DUPLICATE_ID', 'OTHER_PATIENT', 'FULL', 'CLOSING'])
export type RefusalReason = z.infer<typeof refusalReason>

export const listening = z.strictObject({
  state: z.enum(['OFF', 'LISTENING', 'FAILED']),
  address: z.string(), port: z.number().int(),
  problem: problem.nullable(),
  lastMessageAt: instant.nullable(),
  taken: z.number().int(),
  /** Latest first, since the unlock. */
  refused: z.array(z.strictObject({ at: instant, from: z.string(), reason: refusalReason })),
  worklist: z.strictObject({ askedAt: instant.nullable(), problem: problem.nullable() }),
  archive: z.strictObject({ askedAt: instant.nullable(), problem: problem.nullable() }),
})
export type Listening = z.infer<typeof listening>

export const orderFilter = z.enum(['OPEN', 'WITHOUT_IMAGES', 'ALL'])

export const ordersOperations = {
  /** Most urgent first, then oldest first. OPEN: neither cancelled nor refused. */
  'orders.list': operation({
    input: z.strictObject({ filter: orderFilter, text: z.string().max(200), offset: z.number().int().min(0), limit: z.number().int().min(1).max(200) }),
    output: z.strictObject({ total: z.number().int(), withoutImages: z.number().int(), orders: z.array(order) }), errors: [], access: 'account', audit: null, writes: false,
  }),
  'orders.ofStudy': operation({
    input: z.strictObject({ studyInstanceUID }),
    output: z.strictObject({ orders: z.array(order), conflicts: z.array(order), identity: z.array(identityNews) }), errors: [], access: 'account', audit: null, writes: false,
  }),
  /** Answers the RIS (ORU^R01 REPONSE_DEMANDE): accepted with the protocol to follow, or refused with the motive. */
  'orders.answer': operation({
    input: z.strictObject({ orderId, accept: z.boolean(), text: z.string().trim().min(1).max(4000) }),
    output: order, errors: ['request/not-found', 'orders/not-answerable', 'ris/not-configured'], access: ['L1', 'L2', 'RADIOLOGIST'], audit: 'order-record', writes: true,
  }),
  'orders.listening': operation({ input: z.strictObject({}), output: listening, errors: [], access: 'account', audit: null, writes: false }),
  'orders.settings': operation({ input: z.strictObject({}), output: ordersInSettings.extend({ keySet: z.boolean() }), errors: [], access: ['ADMIN'], audit: null, writes: false }),
  /** A null key keeps the one that is stored. */
  'orders.configure': operation({
    input: ordersInSettings.extend({ key: pem.nullable() }),
    output: ordersInSettings.extend({ keySet: z.boolean() }), errors: ['orders/no-certificate'], access: ['ADMIN'], audit: 'application-activity', writes: true,
  }),
}
