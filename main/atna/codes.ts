/** Which audit message tells of which act (PS3.15 A.5.3): event, action, what took part. The one table; the conformance
 *  statement is written from it. */
import type { AuditEvent } from '../contract/index.ts'

/** A code of the DICOM controlled terminology (PS3.16 annex D), or of the system that is named. */
export interface Code { readonly value: string; readonly meaning: string; readonly system?: string }

export interface MessageRow {
  readonly id: Code
  /** PS3.15 table A.5.1-1 EventActionCode: create, read, update, execute. */
  readonly action: 'C' | 'R' | 'U' | 'E'
  /** Who is on the other end: none, another system that we ask (`source` of what comes) or give to (`destination`). */
  readonly other: null | 'source' | 'destination'
  /** What the object of the row is. */
  readonly about: 'user' | 'study' | 'query' | 'log' | 'security'
}

export const messages: Readonly<Record<AuditEvent, MessageRow>> = {
  'application-activity': { id: { value: '110100', meaning: 'Application Activity' }, action: 'E', other: null, about: 'security' },
  'audit-log-used': { id: { value: '110101', meaning: 'Audit Log Used' }, action: 'R', other: null, about: 'log' },
  'begin-transferring': { id: { value: '110102', meaning: 'Begin Transferring DICOM Instances' }, action: 'E', other: 'source', about: 'study' },
  'instances-accessed': { id: { value: '110103', meaning: 'DICOM Instances Accessed' }, action: 'R', other: null, about: 'study' },
  'transferred': { id: { value: '110104', meaning: 'DICOM Instances Transferred' }, action: 'C', other: 'source', about: 'study' },
  'export': { id: { value: '110106', meaning: 'Export' }, action: 'R', other: 'destination', about: 'study' },
  'import': { id: { value: '110107', meaning: 'Import' }, action: 'C', other: 'source', about: 'study' },
  'order-record': { id: { value: '110109', meaning: 'Order Record' }, action: 'U', other: null, about: 'study' },
  'patient-record': { id: { value: '110110', meaning: 'Patient Record' }, action: 'U', other: null, about: 'study' },
  'query': { id: { value: '110112', meaning: 'Query' }, action: 'E', other: 'destination', about: 'query' },
  'security-alert': { id: { value: '110113', meaning: 'Security Alert' }, action: 'E', other: null, about: 'security' },
  'user-authentication': { id: { value: '110114', meaning: 'User Authentication' }, action: 'E', other: null, about: 'user' },
}

export const login: Code = { value: '110122', meaning: 'Login' }
export const logout: Code = { value: '110123', meaning: 'Logout' }
export const roles = {
  application: { value: '110150', meaning: 'Application' },
  source: { value: '110153', meaning: 'Source Role ID' },
  destination: { value: '110152', meaning: 'Destination Role ID' },
} satisfies Record<string, Code>
export const objectTypes = {
  study: { value: '110180', meaning: 'Study Instance UID' },
  sopClass: { value: '110181', meaning: 'SOP Class UID' },
  patient: { value: '2', meaning: 'Patient Number', system: 'RFC-3881' },
  report: { value: '9', meaning: 'Report Number', system: 'RFC-3881' },
  uri: { value: '12', meaning: 'URI', system: 'RFC-3881' },
  user: { value: '11', meaning: 'User Identifier', system: 'RFC-3881' },
} satisfies Record<string, Code>
