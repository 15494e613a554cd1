/** The audit trail: what was done, by whom, tied row to row so that a change shows. */
export { createAnchor, type Anchor, type AnchorPoint } from './anchor.ts'
export { createAudit, type Audit, type AuditEntry, type AuditPorts, type AuditVerdict, type Concealed } from './audit.ts'
export { createAuditHandlers, type AuditHandlerPorts } from './audit-handlers.ts'
