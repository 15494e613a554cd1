/** What belongs to images and comes with them: CAD results, and those key objects whose title says that they are
 *  rejection notes (IHE IOCM). A key object whose title the PACS does not tell stays where it is: it may be what another
 *  reader selected, and is not fetched to find out. */
import { ExpectedError } from '../../contract/index.ts'
import { keyObjectSelectionClass, mammographyCadClass, rejectionReason } from '../../dicom/index.ts'
import type { PacsClient, RemoteInstance } from '../../pacs/index.ts'
import { errorClass } from '../error-class.ts'

export async function companionsOf(pacs: PacsClient, studyInstanceUID: string, missing: readonly RemoteInstance[], signal: AbortSignal): Promise<RemoteInstance[]> {
  const wanted = missing.filter(({ sopClassUID }) => sopClassUID === mammographyCadClass)
  const keyObjects = missing.filter(({ sopClassUID }) => sopClassUID === keyObjectSelectionClass)
  if (keyObjects.length === 0) return wanted
  const titles = await titlesTold(pacs, studyInstanceUID, signal)
  return [...wanted, ...keyObjects.filter(({ sopInstanceUID }) => rejectionReason(titles.get(sopInstanceUID) ?? null) !== null)]
}

/** None where the PACS cannot answer the question; a broken line is still a fault. */
async function titlesTold(pacs: PacsClient, studyInstanceUID: string, signal: AbortSignal): ReturnType<PacsClient['findKeyObjectTitles']> {
  try {
    return await pacs.findKeyObjectTitles(studyInstanceUID, signal)
  } catch (error) {
    if (error instanceof ExpectedError && error.code === 'pacs/answer' && errorClass(error) === 'permanent') return new Map()
    throw error
  }
}
