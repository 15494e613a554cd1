/** The audit trail. */
export { AuditScreen } from './AuditScreen.tsx'
