/** Identifiers that cross the wire. A DICOM UID is at most 64 characters of digits and dots (PS3.5 9.1);
 *  everything else that names a thing of ours is a UUID or a short slug. */
import { z } from 'zod'

export const uid = z.string().max(64).regex(/^[0-9]+(\.[0-9]+)*$/)
export const studyInstanceUID = uid.brand<'StudyInstanceUID'>()
export const seriesInstanceUID = uid.brand<'SeriesInstanceUID'>()
export const sopInstanceUID = uid.brand<'SOPInstanceUID'>()
export type StudyInstanceUID = z.infer<typeof studyInstanceUID>
export type SeriesInstanceUID = z.infer<typeof seriesInstanceUID>
export type SOPInstanceUID = z.infer<typeof sopInstanceUID>

export const id = z.uuid()
export const accountId = id.brand<'AccountId'>()
export const readingId = id.brand<'ReadingId'>()
export const reportId = id.brand<'ReportId'>()
export const outboxId = id.brand<'OutboxId'>()
export const importId = id.brand<'ImportId'>()
export const displayId = id.brand<'DisplayId'>()
export const letterId = id.brand<'LetterId'>()
export const correctionId = id.brand<'CorrectionId'>()
export type AccountId = z.infer<typeof accountId>
export type ReadingId = z.infer<typeof readingId>
export type ReportId = z.infer<typeof reportId>
export type OutboxId = z.infer<typeof outboxId>
export type ImportId = z.infer<typeof importId>
export type DisplayId = z.infer<typeof displayId>
export type LetterId = z.infer<typeof letterId>
export type CorrectionId = z.infer<typeof correctionId>

/** A calendar day, ISO 8601 (`2025-03-10`). */
export const day = z.iso.date()
/** An instant, ISO 8601 with milliseconds in UTC. */
export const instant = z.iso.datetime()

export const language = z.enum(['fr', 'en'])
export type Language = z.infer<typeof language>
