/** What is kept of the audit repository: where it is, and how far it was told. */
import { z } from 'zod'
import { auditRepository, type AuditRepository } from '../contract/index.ts'

export type StoredRepository = AuditRepository
export const storedRepository = auditRepository
export const noRepository: StoredRepository = { host: '', port: 6514, certificateAuthority: '' }

export const spoolPosition = z.strictObject({ /** Number of the last row of the trail that it took. */ sentThrough: z.number().int().min(0) })
export type SpoolPosition = z.infer<typeof spoolPosition>
