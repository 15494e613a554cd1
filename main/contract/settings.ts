/** Settings of this console, the audit trail, and health. Passwords go in and never come out. */
import { z } from 'zod'
import { peerState } from './delivery.ts'
import { displayRule } from './displays.ts'
import { errorCode } from './errors.ts'
import { instant } from './ids.ts'
import { operation } from './operation.ts'
import { aheadSettings, priorRuleList } from './retrieval.ts'
import { identityInput, identityView, mostSources, oneOfEach, source, sourceInput } from './sources.ts'

export const risSettings = z.strictObject({
  host: z.string().max(253),
  port: z.number().int().min(0).max(65535),
  tls: z.boolean(),
  certificateAuthority: z.string().max(20000),
  receivingApplication: z.string().max(180),
  receivingFacility: z.string().max(180),
})
export const siteSettings = z.strictObject({
  /** The structure that reads: name and FINESS as they stand on the report. */
  name: z.string().max(200),
  finess: z.string().max(20),
  /** Reference of the derogation under which the second reading is dematerialised. */
  derogation: z.string().max(200),
})
/** What of an exam is read in the organised programme. */
export const programmeSettings = z.strictObject({
  /** Tomosynthesis and the 2D computed from it: read or left out, and otherwise for some sites by their Institution Name. */
  tomosynthesis: z.strictObject({ default: z.boolean(), sites: z.record(z.string().min(1).max(64), z.boolean()) }),
})
export type ProgrammeSettings = z.infer<typeof programmeSettings>

const oid = z.union([z.literal(''), z.string().max(128).regex(/^[0-2](\.(0|[1-9]\d*)){2,}$/)])
const sitePayload = z.strictObject({
  /** PDF: a plain message with the report as PDF. CDA: a clinical document of France (IMG-CR-IMG). */
  payload: z.enum(['PDF', 'CDA']),
  /** Domains of the site's patient and accession numbers; empty: not known. */
  patientOid: oid,
  accessionOid: oid,
  /** The clinical document goes to the archive as well, as an object beside PDF and structured report. */
  archiveCda: z.boolean(),
})
/** How a signed report is written for the RIS, and otherwise for some sites by their Institution Name. */
export const reportPayloadSettings = z.strictObject({
  default: sitePayload,
  sites: z.record(z.string().min(1).max(64), sitePayload),
  /** 1: the PDF inside the document. 3: coded sections, where all that they need is known; else level 1. */
  level: z.union([z.literal(1), z.literal(3)]),
  characterSet: z.enum(['UNICODE UTF-8', '8859/15']),
  /** Sector of the structure that reads; empty: not given. */
  sector: z.enum(['', 'AMBULATOIRE', 'ETABLISSEMENT', 'DEPISTAGE']),
})
export type ReportPayloadSettings = z.infer<typeof reportPayloadSettings>

/** How reading sessions run. */
export const sessionSettings = z.strictObject({
  /** Milliseconds after every image is displayed before an opinion is taken. */
  guardMs: z.number().int().min(2000).max(5000),
  /** Days since the exam from which it is due soon, urgent, and late. */
  dueSoonDays: z.number().int().min(1).max(60),
  dueUrgentDays: z.number().int().min(1).max(60),
  dueLimitDays: z.number().int().min(1).max(60),
  /** A pause is proposed after so many exams or so many minutes, whichever comes first. */
  pauseAfterCases: z.number().int().min(10).max(200),
  pauseAfterMinutes: z.number().int().min(10).max(240),
  /** So long an opinion can be undone by its reader. */
  undoMinutes: z.number().int().min(1).max(240),
})
export type SessionSettings = z.infer<typeof sessionSettings>

export const settings = z.strictObject({
  /** In the order in which they are shown and asked. */
  sources: z.array(source),
  dicomIdentity: identityView,
  ris: risSettings,
  site: siteSettings,
  policy: z.enum(['FR_DOCS_MASQUE', 'FR_DOCS', 'INDEPENDANT']),
  idleMinutes: z.number().int().min(1).max(120),
  /** Brightness of the chrome, 0.6..1.2. */
  brightness: z.number().min(0.6).max(1.2),
  /** Limits that a display must keep for a reading of the programme (Q5). */
  displayRule,
  /** A training console: its readers may open programme readings on an unfit display, and conclude none of them. */
  training: z.boolean(),
  programme: programmeSettings,
  /** The programme demands that every mammogram was shown whole at 1:1 before an opinion is frozen or signed. */
  oneToOneDemanded: z.boolean(),
  /** How an opinion of the programme is coded for the archive: PS3.16 TID 1500, or TID 4200 for systems that read that. */
  structuredReport: z.enum(['TID_1500', 'TID_4200']),
  reportPayload: reportPayloadSettings,
  sessions: sessionSettings,
  ahead: aheadSettings,
  priors: priorRuleList,
})
export type Settings = z.infer<typeof settings>

/** A clock that disagrees with this console's by minutes: of the PACS, or of whoever wrote a letter. Letters then seem to
 *  come from the future, and instants of one exam do not fit together. */
export const clockDifference = z.strictObject({
  /** Null for the PACS, else the name of who wrote. */
  sender: z.string().nullable(),
  /** How far that clock is ahead of this console's; negative: behind. */
  seconds: z.number().int(),
})
export type ClockDifference = z.infer<typeof clockDifference>

/** What a form starts from: everything as it is stored, every secret kept. */
export function keptSettings({ sources, dicomIdentity: { keySet: _keySet, ...identity }, ...rest }: Settings): z.input<(typeof settingsOperations)['settings.set']['input']> {
  return {
    ...rest,
    sources: sources.map(({ dicomWeb: { passwordSet: _password, tokenSet: _token, clientKeySet: _clientKey, ...dicomWeb }, ...one }) => ({ ...one, dicomWeb: { ...dicomWeb, password: null, token: null, clientKey: null } })),
    dicomIdentity: { ...identity, key: null },
  }
}

export const auditRow = z.strictObject({
  seq: z.number().int(),
  at: instant,
  actor: z.string(),
  event: z.string(),
  outcome: z.enum(['success', 'failure']),
  /** What was acted on: a UID or id of ours, never a name. */
  object: z.string(),
  detail: z.string(),
  hash: z.string(),
})
export type AuditRow = z.infer<typeof auditRow>

export const settingsOperations = {
  'settings.get': operation({ input: z.strictObject({}), output: settings, errors: [], access: 'account', audit: null, writes: false }),
  'settings.set': operation({
    input: z.strictObject({
      sources: z.array(sourceInput).max(mostSources).refine(oneOfEach), dicomIdentity: identityInput,
      ris: risSettings, site: siteSettings, policy: settings.shape.policy, idleMinutes: settings.shape.idleMinutes, brightness: settings.shape.brightness,
      displayRule, training: settings.shape.training, programme: programmeSettings, oneToOneDemanded: settings.shape.oneToOneDemanded, structuredReport: settings.shape.structuredReport, reportPayload: reportPayloadSettings, sessions: sessionSettings, ahead: aheadSettings, priors: priorRuleList,
    }),
    output: settings, errors: [], access: ['ADMIN'], audit: 'application-activity', writes: true,
  }),
  /** Tries both peers now and says what they answered. */
  'health.check': operation({ input: z.strictObject({}), output: z.strictObject({ pacs: peerState, ris: peerState }), errors: [], access: 'account', audit: null, writes: false }),
  'health.get': operation({
    input: z.strictObject({}),
    output: z.strictObject({ pacs: peerState, ris: peerState, pendingDeliveries: z.number().int(), deadDeliveries: z.number().int(), urgentAlarms: z.number().int(), lateReports: z.number().int(), clocks: z.array(clockDifference), recovered: z.array(z.strictObject({ code: errorCode.nullable(), fr: z.string(), en: z.string() })) }),
    errors: [], access: 'account', audit: null, writes: false,
  }),
  /** Newest first. Acts of other readers on studies still blind to the active account are left out. */
  'audit.list': operation({ input: z.strictObject({ before: z.number().int().nullable(), limit: z.number().int().min(1).max(500) }), output: z.strictObject({ rows: z.array(auditRow), total: z.number().int() }), errors: [], access: ['ADMIN'], audit: 'audit-log-used', writes: true }),
  'audit.verify': operation({ input: z.strictObject({}), output: z.strictObject({ valid: z.boolean(), checked: z.number().int(), brokenAt: z.number().int().nullable() }), errors: [], access: ['ADMIN'], audit: 'audit-log-used', writes: true }),
}
