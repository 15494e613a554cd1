/** DICOM JSON (PS3.18 annex F) as QIDO-RS and STOW-RS answer it: parsed once here, read by tag afterwards. */
import { z } from 'zod'
import { ExpectedError, uid } from '../contract/index.ts'

const element = z.object({ vr: z.string().optional(), Value: z.array(z.unknown()).optional(), BulkDataURI: z.string().optional() })
const dataset = z.record(z.string(), element)
export type JsonDataset = z.infer<typeof dataset>

export function parseDatasets(text: string): JsonDataset[] {
  return parse(z.array(dataset), text.trim() === '' ? '[]' : text)
}

export function parseDataset(text: string): JsonDataset {
  return parse(dataset, text)
}

function parse<T>(schema: z.ZodType<T>, text: string): T {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // The parser's own message quotes the text, which holds patients.
    throw new ExpectedError('pacs/malformed', { cause: new Error('not JSON') })
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new ExpectedError('pacs/malformed', { cause: new Error('not DICOM JSON') })
  return parsed.data
}

export function strings(from: JsonDataset, tag: string): string[] {
  return (from[tag]?.Value ?? []).flatMap((value) => (typeof value === 'string' || typeof value === 'number' ? [String(value).trim()] : []))
}

export function text(from: JsonDataset, tag: string): string {
  return strings(from, tag)[0] ?? ''
}

/** A valid UID, or null: UIDs of answers go into addresses and file names. */
export function uidOf(from: JsonDataset, tag: string): string | null {
  const value = text(from, tag)
  return uid.safeParse(value).success ? value : null
}

const personName = z.object({ Alphabetic: z.string().optional(), Ideographic: z.string().optional(), Phonetic: z.string().optional() })

/** The alphabetic group of a person name, else another group. */
export function person(from: JsonDataset, tag: string): string {
  const parsed = personName.safeParse(from[tag]?.Value?.[0])
  if (!parsed.success) return text(from, tag)
  return (parsed.data.Alphabetic ?? parsed.data.Ideographic ?? parsed.data.Phonetic ?? '').trim()
}

/** DA as an ISO day, or null when absent or not a day. */
export function isoDay(from: JsonDataset, tag: string): string | null {
  const found = /^(\d{4})[.]?(\d{2})[.]?(\d{2})$/.exec(text(from, tag))
  if (found === null) return null
  const day = `${found[1]}-${found[2]}-${found[3]}`
  return z.iso.date().safeParse(day).success ? day : null
}

export function items(from: JsonDataset, tag: string): JsonDataset[] {
  return (from[tag]?.Value ?? []).flatMap((value) => {
    const parsed = dataset.safeParse(value)
    return parsed.success ? [parsed.data] : []
  })
}
