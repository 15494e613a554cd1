/** One row of the audit trail as an audit message (PS3.15 A.5.1 and A.5.3). Pure. Of a patient it bears the identifier
 *  alone: the schema asks for a name or a query beside each identifier, and is given the identifier once more. */
import type { AuditEvent, AuditRow } from '../contract/index.ts'
import { login, logout, messages, objectTypes, roles, type Code } from './codes.ts'

export interface Reporter {
  /** AuditSourceID: this console among those that report. */
  readonly sourceId: string
  /** AuditEnterpriseSiteID: the structure, by its FINESS; empty: not told. */
  readonly site: string
  /** Name or address of the machine. */
  readonly machine: string
  /** Of the program. */
  readonly process: string
}

export interface Known {
  /** Of an account: the name that it works under; null: no account. */
  readonly userName: string | null
  /** What the object of the row belongs to. */
  readonly study: { readonly studyInstanceUID: string; readonly patientID: string } | null
}

export function auditMessage(row: AuditRow, known: Known, reporter: Reporter): string {
  const { id, action, other, about } = messages[row.event as AuditEvent] ?? messages['application-activity']
  const types = row.event === 'user-authentication' ? [row.detail.includes('session.lock') ? logout : login] : []
  const isPerson = known.userName !== null
  const user = element('ActiveParticipant', {
    UserID: row.actor === '' ? '-' : row.actor, AlternativeUserID: reporter.process, ...isPerson ? { UserName: known.userName ?? '' } : {}, UserIsRequestor: 'true',
    NetworkAccessPointID: reporter.machine, NetworkAccessPointTypeCode: '1',
  }, isPerson ? [] : [coded('RoleIDCode', roles.application)])
  const station = (role: Code | null) => element('ActiveParticipant', { UserID: reporter.sourceId, AlternativeUserID: reporter.process, UserIsRequestor: 'false', NetworkAccessPointID: reporter.machine, NetworkAccessPointTypeCode: '1' }, role === null ? [] : [coded('RoleIDCode', role)])
  const peer = element('ActiveParticipant', { UserID: peerOf(row), UserIsRequestor: 'false' }, [coded('RoleIDCode', other === 'source' ? roles.source : roles.destination)])
  return `<?xml version="1.0" encoding="UTF-8"?>${element('AuditMessage', {}, [
    element('EventIdentification', { EventActionCode: action, EventDateTime: row.at, EventOutcomeIndicator: row.outcome === 'success' ? '0' : '4' }, [coded('EventID', id), ...types.map((type) => coded('EventTypeCode', type))]),
    user,
    ...other === null ? [station(null)] : [station(other === 'source' ? roles.destination : roles.source), peer],
    element('AuditSourceIdentification', { ...reporter.site === '' ? {} : { AuditEnterpriseSiteID: reporter.site }, AuditSourceID: reporter.sourceId }, [element('AuditSourceTypeCode', { 'csd-code': '1' })]),
    ...objects(row, about, known),
  ])}`
}

function objects(row: AuditRow, about: (typeof messages)[AuditEvent]['about'], { study }: Known): string[] {
  // Codes of ours and counts: the trail holds nothing else.
  const detail = row.detail === '' ? [] : [element('ParticipantObjectDetail', { type: 'detail', value: base64(row.detail) })]
  const object = row.object === '' ? '-' : row.object
  if (about === 'query') return [participant({ id: object, type: '3', role: '24', idType: objectTypes.sopClass, query: row.detail })]
  if (about === 'log') return [participant({ id: 'audit-trail', type: '2', role: '13', idType: objectTypes.uri, name: 'Security Audit Log', detail })]
  if (about === 'user') return [participant({ id: object, type: '1', role: '6', idType: objectTypes.user, detail })]
  if (about === 'security') return [participant({ id: object, type: '2', role: '13', idType: objectTypes.uri, detail })]
  if (study === null) return [participant({ id: object, type: '2', role: '3', idType: /^[\d.]+$/.test(object) ? objectTypes.study : objectTypes.report, detail })]
  return [
    ...object === study.studyInstanceUID ? [] : [participant({ id: object, type: '2', role: '3', idType: objectTypes.report, detail })],
    participant({ id: study.studyInstanceUID, type: '2', role: '3', idType: objectTypes.study, detail: object === study.studyInstanceUID ? detail : [] }),
    ...study.patientID === '' ? [] : [participant({ id: study.patientID, type: '1', role: '1', idType: objectTypes.patient })],
  ]
}

interface Participant { readonly id: string; readonly type: string; readonly role: string; readonly idType: Code; readonly name?: string; readonly query?: string; readonly detail?: readonly string[] }

const participant = ({ id, type, role, idType, name, query, detail = [] }: Participant): string => element('ParticipantObjectIdentification', { ParticipantObjectID: id, ParticipantObjectTypeCode: type, ParticipantObjectTypeCodeRole: role }, [
  coded('ParticipantObjectIDTypeCode', idType),
  query === undefined ? element('ParticipantObjectName', {}, [escaped(name ?? id)]) : element('ParticipantObjectQuery', {}, [base64(query)]),
  ...detail,
])

/** Who was asked, sent or gave: the first word that names a destination, else the object of a query. */
const peerOf = (row: AuditRow): string => row.event === 'query' ? row.object : / (PACS|RIS) /.exec(` ${row.detail} `)?.[1] ?? (row.event === 'import' ? 'media' : row.event === 'export' ? 'media' : 'PACS')

const coded = (name: string, { value, meaning, system = 'DCM' }: Code): string => element(name, { 'csd-code': value, codeSystemName: system, originalText: meaning })

function element(name: string, attributes: Readonly<Record<string, string>>, children: readonly string[] = []): string {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(' ')
  return children.length === 0 ? `<${head}/>` : `<${head}>${children.join('')}</${name}>`
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64')

/** XML 1.0 2.2 and 2.4: characters that may not stand in a document are left out. */
const escaped = (text: string): string => text
  .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
  .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
