/** What belongs to images and comes with them: CAD results, and those key objects whose title says that they are
 *  rejection notes (IHE IOCM). Many a PACS does not tell titles: then the object is asked for and its line cut behind the
 *  title, so that nothing of what a reader may have selected is read, kept or answered. */
import { ExpectedError } from '../contract/index.ts'
import { keyObjectSelectionClass, mammographyCadClass, readRejectionReason, rejectionReason } from '../dicom/index.ts'
import type { PacsClient, RemoteInstance } from '../pacs/index.ts'
import { errorClass } from './error-class.ts'

export async function companionsOf(pacs: PacsClient, studyInstanceUID: string, missing: readonly RemoteInstance[], signal: AbortSignal): Promise<RemoteInstance[]> {
  const wanted = missing.filter(({ sopClassUID }) => sopClassUID === mammographyCadClass)
  const keyObjects = missing.filter(({ sopClassUID }) => sopClassUID === keyObjectSelectionClass)
  if (keyObjects.length === 0) return wanted
  const titles = (await orNull(() => pacs.findKeyObjectTitles(studyInstanceUID, signal))) ?? new Map<string, never>()
  for (const instance of keyObjects) {
    const title = titles.get(instance.sopInstanceUID)
    const reason = title === undefined ? await orNull(() => readRejectionReason(pacs.retrieveInstance({ studyInstanceUID, ...instance }, signal))) : rejectionReason(title)
    if (reason !== null) wanted.push(instance)
  }
  return wanted
}

/** Null where the PACS cannot answer, or the object cannot be read: it is then no note. A broken line is still a fault. */
async function orNull<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof ExpectedError && (error.code.startsWith('dicom/') || (error.code === 'pacs/answer' && errorClass(error) === 'permanent'))) return null
    throw error
  }
}
