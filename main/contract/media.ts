/** Media (CD, USB, folders, archives) before anything of them is stored: the window names the files that it can read, main
 *  asks for the pieces of them that it needs (a directory, an archive's list, the beginnings of files), shows what they
 *  hold, and takes what a reader chose. Bytes travel on `mediaPath`; nothing is written before the choice. */
import { z } from 'zod'
import { day, importId, seriesInstanceUID, studyInstanceUID } from './ids.ts'
import { operation } from './operation.ts'
import { problem } from './errors.ts'
import { identityReason } from './patient-identity.ts'

/** A file by its place in the order in which files were named. */
const place = z.number().int().min(0)

/** A piece of a file to be sent. `tail` and `entries`: of an archive; `directory`: a DICOMDIR; `head`: enough to know whose
 *  object it is; `whole`: the same where that was not enough; `take`: to be stored. */
export const mediaStep = z.enum(['tail', 'entries', 'directory', 'head', 'whole', 'take'])
export type MediaStep = z.infer<typeof mediaStep>
export const mediaWant = z.strictObject({ file: place, step: mediaStep, /** The named file that holds it. */ source: place, offset: z.number().int().min(0), length: z.number().int().min(0) })
export type MediaWant = z.infer<typeof mediaWant>

export const mediaSeries = z.strictObject({ seriesInstanceUID, modality: z.string(), number: z.number().int().nullable(), description: z.string(), objects: z.number().int() })
export const mediaStudy = z.strictObject({
  studyInstanceUID, studyDate: day.nullable(), description: z.string(), accessionNumber: z.string(),
  objects: z.number().int(),
  /** Objects of it that are stored here already. */
  here: z.number().int(),
  /** Files that the directory names and that are not on the medium. */
  missing: z.number().int(),
  /** Objects that no directory names. */
  unlisted: z.number().int(),
  series: z.array(mediaSeries),
})
export type MediaStudy = z.infer<typeof mediaStudy>
export const mediaPatient = z.strictObject({
  patientName: z.string(), patientID: z.string(), patientBirthDate: day.nullable(), patientSex: z.string(),
  /** `known`: exams of this patient are here; `conflict`: the number stands for somebody else here; `similar`: perhaps a patient
   *  of ours under another number; `anonymous`: names nobody; `new`: none of these. */
  standing: z.enum(['new', 'known', 'similar', 'conflict', 'anonymous']),
  reasons: z.array(identityReason),
  studies: z.array(mediaStudy),
})
export type MediaPatient = z.infer<typeof mediaPatient>

/** At most so many names are given; the counts are of all. */
export const mediaNamesGiven = 500
const names = z.strictObject({ count: z.number().int(), names: z.array(z.string()) })
export const mediaTree = z.strictObject({
  directories: z.number().int(),
  patients: z.array(mediaPatient),
  /** Named in a directory, absent from the medium. */
  missing: names,
  /** On the medium and DICOM, in no directory although there is one. */
  unlisted: names,
  /** No DICOM objects: viewers, texts, pictures. */
  others: names,
  /** What could not be read, each with its reason. */
  refused: z.array(z.strictObject({ name: z.string(), problem: problem })),
})
export type MediaTree = z.infer<typeof mediaTree>

const ofImport = z.strictObject({ importId })

export const mediaOperations = {
  /** Names files of an open import, in portions; the places go on from those named before. */
  'import.list': operation({
    input: ofImport.extend({ files: z.array(z.strictObject({ path: z.string().min(1).max(1024), size: z.number().int().min(0) })).max(2000) }),
    output: z.strictObject({ listed: z.number().int() }),
    errors: ['request/not-found', 'media/too-many-files'], access: 'account', audit: null, writes: false,
  }),
  /** What is to be sent next; nothing more when all is known (before the choice) or all is taken (after it). */
  'import.next': operation({
    input: ofImport.extend({ /** Files that the window could not read. */ unreadable: z.array(place).max(500) }),
    output: z.strictObject({ wants: z.array(mediaWant), left: z.number().int() }),
    errors: ['request/not-found'], access: 'account', audit: null, writes: false,
  }),
  'import.tree': operation({ input: ofImport, output: mediaTree, errors: ['request/not-found'], access: 'account', audit: null, writes: false }),
  /** Everything of these studies is taken from now on. */
  'import.choose': operation({
    input: ofImport.extend({ studies: z.array(studyInstanceUID).max(10_000) }),
    output: z.strictObject({ objects: z.number().int() }),
    errors: ['request/not-found'], access: 'account', audit: null, writes: false,
  }),
}
